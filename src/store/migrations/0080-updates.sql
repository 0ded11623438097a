-- Regular updates: made once, never changed. What they hold is public; up to where each room's records had been read is
-- not, since it would tell how many there are that the public may not see.

create table regular_update (
  number bigint generated always as identity primary key,
  id text not null unique,
  since_at timestamptz,
  until_at timestamptz not null,
  -- The update that this one goes on from; null for the first, and for one since a day.
  follows text references regular_update (id),
  sha256 text not null,
  -- Canonical JSON (RFC 8785), to the letter: its bytes are what was hashed.
  body text not null,
  -- What lists and feeds show of it.
  summary jsonb not null,
  -- In the ledger, by which its proof is found.
  commitment text not null,
  -- Up to these numbers, all that there was had been committed when it was made.
  last_revision bigint not null,
  last_event bigint not null,
  last_list_version bigint not null
);

create trigger regular_update_fixed before update or delete on regular_update for each statement execute function refuse_change();
create trigger regular_update_kept before truncate on regular_update for each statement execute function refuse_change();
