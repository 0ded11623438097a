-- People of states and organisations, how they show who they are, and how a state joins.

create table person (
  id uuid primary key default gen_random_uuid(),
  -- What they type to sign in; lower-case.
  login text not null unique check (login = lower(login)),
  name text not null,
  state text,
  organisation text,
  roles text[] not null check (cardinality(roles) > 0),
  -- What they are cleared for: data/team/caveats.json.
  caveats text[] not null default '{}',
  exercise boolean not null default false,
  -- `operator`, or the login of the administrator.
  invited_by text not null,
  made_at timestamptz not null default now(),
  revoked_at timestamptz,
  check (num_nonnulls(state, organisation) = 1)
);

-- A password and the seed of one-time codes: the seed is sealed under the key that argon2id makes of the password, and
-- the seal tells a right one from a wrong one. A copy of this table yields neither.
create table credential (
  person uuid primary key references person (id),
  salt bytea not null,
  -- AES-256-GCM: nonce, content, tag.
  sealed_seed bytea not null,
  -- The last half minute whose code was used: each counts once.
  last_step bigint not null default 0,
  made_at timestamptz not null default now()
);

create table invitation (
  token_hash text primary key,
  -- Null invites the first administrator of this node.
  person uuid references person (id),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);

-- Unlogged, as what follows it: what no backup holds, and no restored backup brings back to life.
create unlogged table session (
  token_hash text primary key,
  id uuid not null unique default gen_random_uuid(),
  person uuid not null references person (id),
  made_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_person on session (person) where revoked_at is null;

-- Who tried and failed, as hashes of the typed name and of the address: names that are none are counted like any other.
create unlogged table sign_in_failure (
  login_hash text not null,
  address_hash text not null,
  at timestamptz not null default now()
);
create index sign_in_failure_login on sign_in_failure (login_hash, at);
create index sign_in_failure_address on sign_in_failure (address_hash, at);

-- What happened to people and their sessions. It only grows.
create table team_event (
  number bigint generated always as identity primary key,
  at timestamptz not null default now(),
  -- invited, changed, joined, signed-in, signed-out, revoked, passkey-added, passkey-removed, account-linked
  what text not null,
  person uuid references person (id),
  -- `operator`, `self` or a login.
  by text not null
);

-- How a state, an observer or an organisation joined, as it was signed. Nothing here waits for anyone's consent.
create table accession (
  code text primary key,
  -- state, observer, organisation
  kind text not null,
  name text not null,
  record jsonb not null,
  -- SHA-256 of the record's canonical JSON.
  digest text not null,
  -- The state whose coordinator filed it; null where the operator did.
  sponsor text,
  filed_by text not null,
  filed_at timestamptz not null default now(),
  takes_effect_at timestamptz not null
);

create table accession_comment (
  id uuid primary key default gen_random_uuid(),
  accession text not null references accession (code),
  state text not null,
  -- objects, welcomes, asks
  stance text not null,
  text text not null,
  author text not null,
  at timestamptz not null default now()
);

create function refuse_team_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name;
end $$;
create trigger only_grows before update or delete on team_event for each row execute function refuse_team_change();
create trigger only_grows before update or delete on accession for each row execute function refuse_team_change();
create trigger only_grows before update or delete on accession_comment for each row execute function refuse_team_change();
