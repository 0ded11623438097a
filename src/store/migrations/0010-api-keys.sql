-- Keys that programs show to the API. The secret itself is never kept: only its SHA-256.

create table api_key (
  -- The part of the key that may be shown.
  id text primary key,
  secret_hash text not null,
  name text not null,
  -- The acts that the key may do, as `screening.ask`.
  scopes text[] not null check (cardinality(scopes) > 0),
  -- Requests a second that are let through on the long run.
  rate integer not null check (rate > 0),
  made_at timestamptz not null default now(),
  revoked_at timestamptz
);

-- Every server hears of it, a restored backup included.
create function tell_keys_changed() returns trigger language plpgsql as $$
  begin perform pg_notify('keys_changed', ''); return null; end $$;
create trigger keys_changed after insert or update or delete or truncate on api_key
  for each statement execute function tell_keys_changed();
