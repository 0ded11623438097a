-- Official lists. Every load is an attempt; a good one makes a version; versions share entries by content.

create table list_entry (
  id integer generated always as identity primary key,
  list text not null,
  key text not null,
  -- The address in APIs and pages: list and key in one, `un-sc-KPe.012`.
  entity text not null,
  -- SHA-256 over schema, properties, designations and links, whatever their order.
  hash bytea not null,
  schema text not null,
  caption text not null,
  properties jsonb not null,
  designations jsonb not null,
  links jsonb not null,
  extracted jsonb not null,
  -- Where in the file of its first version the party stood.
  place jsonb,
  first_loaded_at timestamptz not null default now(),
  unique (list, key, hash)
);
create index list_entry_entity on list_entry (entity);

create table list_version (
  id integer generated always as identity primary key,
  list text not null,
  format text not null,
  -- As the list says it of itself: a partial date or an instant.
  published_at text,
  -- The day by which versions are ordered: the first day that published_at can mean, else the day of loading.
  published_on date not null,
  loaded_at timestamptz not null default now(),
  -- Same entries, same digest.
  digest bytea not null,
  entry_ids integer[] not null,
  designation_count integer not null,
  -- Files with name, size and SHA-256; address or snapshot it came from; the list's notes of itself; terms.
  origin jsonb not null,
  -- What the file set lacked and was carried over from the version before: aliases, addresses.
  carried_over text[] not null default '{}'
);
create index list_version_order on list_version (list, published_on desc, id desc);

create table list_attempt (
  id integer generated always as identity primary key,
  list text not null,
  at timestamptz not null default now(),
  outcome text not null check (outcome in ('loaded', 'unchanged', 'refused')),
  version_id integer references list_version,
  origin jsonb not null,
  message text,
  hint text,
  rejected_records integer not null default 0,
  rejected_values integer not null default 0
);
create index list_attempt_latest on list_attempt (list, id desc);

-- The first rejections of each attempt; the attempt counts them all.
create table list_rejection (
  attempt_id integer not null references list_attempt,
  ordinal integer not null,
  severity text not null check (severity in ('record', 'value')),
  place jsonb not null,
  reference text,
  reason text not null,
  primary key (attempt_id, ordinal)
);

-- The version in force of each list: an official one before the facts that ship, then the latest published, not the
-- latest loaded.
create view list_current as
  select distinct on (list) * from list_version
  order by list, coalesce((origin->>'snapshot')::boolean, false), published_on desc, id desc;

-- The entries in force. Where the facts that ship are newer than the official version, they stand in for its entries of
-- the same key and add those that it does not have: neither hides what the other knows.
create view list_entry_in_force as
  with newer as (
    select distinct on (s.list) s.list, s.entry_ids from list_version s join list_current c on c.list = s.list and c.id <> s.id
    where (s.origin->>'snapshot')::boolean and s.published_on > c.published_on
    order by s.list, s.published_on desc, s.id desc),
  newer_entry as (select e.* from newer n, unnest(n.entry_ids) as i(id) join list_entry e on e.id = i.id)
  select * from newer_entry
  union all
  select e.* from list_current c, unnest(c.entry_ids) as i(id) join list_entry e on e.id = i.id
  where not exists (select from newer_entry n where n.list = e.list and n.key = e.key);

-- What people decided about two entries being one party; the latest decision on a pair holds.
create table merge_decision (
  id integer generated always as identity primary key,
  one text not null,
  other text not null,
  verdict text not null check (verdict in ('same', 'different', 'withdrawn')),
  reason text not null,
  decided_by text not null,
  decided_at timestamptz not null default now(),
  check (one < other)
);
create index merge_decision_pair on merge_decision (one, other, id desc);
