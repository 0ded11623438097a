-- The audit trail of screening: what was asked, of which versions of the lists, what was answered, for whom.

create table screening_audit (
  id bigint generated always as identity primary key,
  asked_at timestamptz not null default now(),
  -- The key's name and id, `operator` or `public`.
  asker text not null,
  kind text not null check (kind in ('match', 'search', 'as-of', 'subscription', 'command')),
  dataset text not null,
  -- Number of the version in use by list: {"un-sc": 12}.
  versions jsonb not null,
  -- True when nothing of the question was to be kept: then all below is null.
  private boolean not null,
  customer text,
  fingerprint text,
  question jsonb,
  -- [{"id", "score", "match", "decision"}], best first.
  answers jsonb,
  check (not private or num_nonnulls(customer, fingerprint, question, answers) = 0)
);
create index screening_audit_time on screening_audit (asked_at, id);

create function refuse_change() returns trigger language plpgsql as $$
  begin raise exception 'rows of % are never changed or removed', tg_table_name; end $$;
create trigger screening_audit_append_only before update or delete on screening_audit
  for each statement execute function refuse_change();
