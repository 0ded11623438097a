-- Findings are amended and withdrawn as late data arrives; every state they were in stays.

alter table finding
  add column revision integer not null default 1,
  add column changed_at timestamptz not null default now();
create index finding_start on finding (start_at desc, id);
create index finding_subject on finding using gin ((body -> 'subjects') jsonb_path_ops);

create table finding_revision (
  finding text not null references finding (id),
  revision integer not null,
  at timestamptz not null default now(),
  -- raised, amended, withdrawn, raised-again
  change text not null,
  -- Why, where it is not the data that came in.
  reason text,
  body jsonb not null,
  -- Who follows the changes reads them in the order of transactions, so that none is passed over.
  transaction xid8 not null default pg_current_xact_id(),
  number bigint generated always as identity,
  primary key (finding, revision)
);
create index finding_revision_order on finding_revision (transaction, number);
insert into finding_revision (finding, revision, at, change, body)
select id, 1, raised_at, 'raised', body from finding;

create function tell_findings_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('findings_changed', '');
  return null;
end $$;
create trigger findings_changed after insert on finding_revision for each statement execute function tell_findings_changed();
