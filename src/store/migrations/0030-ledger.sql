-- The ledger: an append-only Merkle log (RFC 6962) over salted commitments, served as C2SP tlog-tiles.

-- One row: who this log is. Another key on the same log would be a fork, so the first stays.
create table ledger_identity (
  singleton boolean primary key default true check (singleton),
  origin text not null,
  -- The verifier key of C2SP signed-note: name+hash+base64.
  verifier_key text not null
);

-- What was committed to, for whoever may open it. Erasing a record destroys salt and content; the entry stays.
create table ledger_record (
  id bigint generated always as identity primary key,
  commitment bytea not null unique check (length(commitment) = 32),
  salt bytea check (length(salt) = 32),
  -- Canonical JSON (RFC 8785), to the letter: its bytes are what was committed to.
  content text,
  erased_at timestamptz,
  erased_why text,
  check (num_nonnulls(salt, content) = case when erased_at is null then 2 else 0 end),
  check ((erased_at is null) = (erased_why is null))
);

-- Records that wait for the next batch: a queue, no part of the log.
create table ledger_queue (record bigint primary key references ledger_record);

create table ledger_entry (
  index bigint primary key,
  commitment bytea not null unique check (length(commitment) = 32)
);

-- Full tiles: 256 hashes of a level, and never another content.
create table ledger_tile (
  level smallint not null,
  index bigint not null,
  hashes bytea not null check (length(hashes) = 8192),
  primary key (level, index)
);

-- Every head that was ever published.
create table ledger_checkpoint (
  size bigint primary key,
  note text not null,
  at timestamptz not null default now()
);

-- States (and others) that are asked to sign heads. One that is replaced or revoked stays, with its day.
create table ledger_witness (
  id bigint generated always as identity primary key,
  name text not null,
  verifier_key text not null unique,
  url text,
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  removed_why text
);
create unique index ledger_witness_name on ledger_witness (name) where removed_at is null;

-- What became of each asking: signed, refused with its reason, or no answer. None of it stops an append.
create table ledger_witnessing (
  id bigint generated always as identity primary key,
  witness bigint not null references ledger_witness,
  size bigint not null references ledger_checkpoint,
  at timestamptz not null default now(),
  outcome text not null check (outcome in ('signed', 'refused', 'absent')),
  reason text,
  signature_line text,
  check ((outcome = 'signed') = (signature_line is not null))
);
create index ledger_witnessing_latest on ledger_witnessing (witness, id desc);
create unique index ledger_witnessing_signed on ledger_witnessing (size, witness) where outcome = 'signed';

-- The other side: logs that this node is a witness of, and the largest head that it signed of each.
create table ledger_followed (
  verifier_key text primary key,
  origin text not null,
  added_at timestamptz not null default now()
);
create table ledger_signed_head (
  origin text primary key,
  size bigint not null,
  root bytea not null check (length(root) = 32),
  note text not null,
  at timestamptz not null
);
-- What was refused, kept: a log that shows two histories is caught by its own signature under both.
create table ledger_refused_head (
  id bigint generated always as identity primary key,
  origin text not null,
  note text not null,
  reason text not null,
  at timestamptz not null default now()
);

create trigger ledger_identity_fixed before update or delete on ledger_identity for each statement execute function refuse_change();
create trigger ledger_entry_fixed before update or delete on ledger_entry for each statement execute function refuse_change();
create trigger ledger_tile_fixed before update or delete on ledger_tile for each statement execute function refuse_change();
create trigger ledger_checkpoint_fixed before update or delete on ledger_checkpoint for each statement execute function refuse_change();
create trigger ledger_witnessing_fixed before update or delete on ledger_witnessing for each statement execute function refuse_change();
create trigger ledger_refused_head_fixed before update or delete on ledger_refused_head for each statement execute function refuse_change();
create trigger ledger_record_stays before delete on ledger_record for each statement execute function refuse_change();
create trigger ledger_witness_stays before delete on ledger_witness for each statement execute function refuse_change();
create trigger ledger_signed_head_stays before delete on ledger_signed_head for each statement execute function refuse_change();

-- Emptying a table is deleting from it by another name.
create trigger ledger_identity_kept before truncate on ledger_identity for each statement execute function refuse_change();
create trigger ledger_record_kept before truncate on ledger_record for each statement execute function refuse_change();
create trigger ledger_entry_kept before truncate on ledger_entry for each statement execute function refuse_change();
create trigger ledger_tile_kept before truncate on ledger_tile for each statement execute function refuse_change();
create trigger ledger_checkpoint_kept before truncate on ledger_checkpoint for each statement execute function refuse_change();
create trigger ledger_witness_kept before truncate on ledger_witness for each statement execute function refuse_change();
create trigger ledger_witnessing_kept before truncate on ledger_witnessing for each statement execute function refuse_change();
create trigger ledger_signed_head_kept before truncate on ledger_signed_head for each statement execute function refuse_change();
create trigger ledger_refused_head_kept before truncate on ledger_refused_head for each statement execute function refuse_change();

-- Entries are appended without a gap.
create function ledger_entry_follows() returns trigger language plpgsql as $$
  declare first bigint; last bigint; added bigint;
  begin
    select min(index), max(index), count(*) into first, last, added from added_entries;
    if added = 0 then return null; end if;
    if last - first + 1 <> added or (first > 0 and not exists (select from ledger_entry where index = first - 1)) or first < 0 then
      raise exception 'entries of the ledger are appended without a gap';
    end if;
    return null;
  end $$;
create trigger ledger_entry_gapless after insert on ledger_entry referencing new table as added_entries
  for each statement execute function ledger_entry_follows();

-- Of a record only this changes: salt and content are destroyed, once, with a reason.
create function ledger_record_only_erased() returns trigger language plpgsql as $$
  begin
    if old.erased_at is null and new.erased_at is not null and new.id = old.id and new.commitment = old.commitment then return new; end if;
    raise exception 'a record of the ledger is never changed, only erased';
  end $$;
create trigger ledger_record_erased before update on ledger_record for each row execute function ledger_record_only_erased();

-- A witness is removed once, with a reason, and otherwise stays as it was added.
create function ledger_witness_only_removed() returns trigger language plpgsql as $$
  begin
    if old.removed_at is null and new.removed_at is not null and new.removed_why is not null
      and (new.id, new.name, new.verifier_key, new.added_at) = (old.id, old.name, old.verifier_key, old.added_at)
      and new.url is not distinct from old.url then return new; end if;
    raise exception 'a witness is never changed, only removed with a reason';
  end $$;
create trigger ledger_witness_removed before update on ledger_witness for each row execute function ledger_witness_only_removed();

-- What was signed of a log only grows.
create function ledger_signed_head_grows() returns trigger language plpgsql as $$
  begin
    if new.origin = old.origin and (new.size > old.size or (new.size = old.size and new.root = old.root)) then return new; end if;
    raise exception 'a witness never signs a smaller or another head than before';
  end $$;
create trigger ledger_signed_head_only_grows before update on ledger_signed_head for each row execute function ledger_signed_head_grows();
