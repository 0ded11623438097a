-- Cases of states: events that only come, each under its own label and in the ledger.

create table case_event (
  number bigint generated always as identity,
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null,
  kind text not null,
  -- The event that it is about: a paragraph, a proposal, a dissent, a request, a task.
  about uuid,
  body jsonb not null,
  -- The state or organisation that did it, and the person's name to sign in with.
  by text not null,
  author text not null,
  at timestamptz not null,
  -- In the ledger, by which its proof is found.
  commitment text not null
);
call label_table('case_event');
create index case_event_case on case_event (case_id, number);
-- A case's bulk is counted and paged apart from what is done in it.
create index case_event_kind on case_event (case_id, kind, number);
create index case_event_about on case_event (about) where about is not null;
create index case_event_finding on case_event ((body ->> 'finding')) where kind = 'finding-joined';
create index case_event_published on case_event (number) where kind = 'published';
create index case_event_opened on case_event (number) where kind = 'opened';

create trigger case_event_only_grows before update or delete on case_event for each statement execute function refuse_change();
create trigger case_event_kept before truncate on case_event for each statement execute function refuse_change();
