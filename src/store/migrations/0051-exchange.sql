-- Exchange between nodes: whose events are taken and given, what of their logs is mirrored, and what was wrong.

-- True of what came from another node; its log holds it, not this one.
alter table case_event add column is_taken boolean not null default false;

create table exchange_peer (
  origin text primary key,
  -- Of the peer's log: signs its heads, its requests and its answers.
  verifier_key text not null unique,
  -- Whose events are taken from it: its own state first, then those that use it for want of a node.
  states text[] not null check (cardinality(states) > 0),
  url text,
  added_at timestamptz not null default now(),
  revoked_at timestamptz,
  revoked_why text
);

-- How far this node has come with a peer's log.
create table exchange_progress (
  origin text primary key references exchange_peer,
  -- Entries of its log that are mirrored, and the head over them.
  mirrored bigint not null default 0,
  head text,
  -- The number of its last event that was taken.
  after bigint not null default 0,
  -- Events that were taken, and those of them without an expiry, by which a gap is seen.
  events bigint not null default 0,
  lasting bigint not null default 0,
  synced_at timestamptz,
  -- Why nothing is taken from it any more; null while all is well.
  stopped_why text
);

create table exchange_mirror (
  origin text not null references exchange_peer,
  index bigint not null,
  commitment bytea not null check (length(commitment) = 32),
  primary key (origin, index)
);

-- What peers signed that says something new: requests, which acknowledge what they have, and answers, which say how much they gave.
create table exchange_receipt (
  id bigint generated always as identity primary key,
  origin text not null,
  kind text not null check (kind in ('request', 'answer')),
  nonce text not null,
  note text not null,
  at timestamptz not null default now(),
  unique (origin, kind, nonce)
);
create index exchange_receipt_latest on exchange_receipt (origin, id desc);

-- Nonces of the last minutes: a request is answered once.
create table exchange_nonce (
  origin text not null,
  nonce text not null,
  at timestamptz not null default now(),
  primary key (origin, nonce)
);

-- Which events came from which node's log.
create table exchange_taken (
  event uuid primary key,
  origin text not null references exchange_peer
);
create index exchange_taken_origin on exchange_taken (origin);

create table exchange_fault (
  id bigint generated always as identity primary key,
  origin text not null,
  kind text not null check (kind in ('fork', 'lie', 'gap', 'replay', 'forged')),
  detail text not null,
  -- The peer's own signed words, where they show it.
  note text,
  at timestamptz not null default now()
);

create trigger exchange_receipt_fixed before update or delete on exchange_receipt for each statement execute function refuse_change();
create trigger exchange_fault_fixed before update or delete on exchange_fault for each statement execute function refuse_change();
create trigger exchange_taken_fixed before update or delete on exchange_taken for each statement execute function refuse_change();
create trigger exchange_mirror_fixed before update or delete on exchange_mirror for each statement execute function refuse_change();
