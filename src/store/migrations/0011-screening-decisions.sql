-- What people decided on a match: the party found is, is not, or may be the one asked for.

create table screening_decision (
  id integer generated always as identity primary key,
  -- What was asked for: a customer by the asker's own id, or one question by its fingerprint.
  customer text,
  fingerprint text,
  -- The question as it was understood, where it was given and may be kept.
  question jsonb,
  party text not null,
  -- SHA-256 over the party's identifying facts on the day of the decision: when they change, it falls.
  facts_hash text not null,
  verdict text not null check (verdict in ('same', 'different', 'unsure')),
  reason text not null,
  author text not null,
  decided_at timestamptz not null default now(),
  -- The last day on which it holds.
  expires_on date,
  undone_at timestamptz,
  undone_by text,
  undone_reason text,
  check (num_nonnulls(customer, fingerprint) = 1),
  check (num_nulls(undone_at, undone_by, undone_reason) in (0, 3))
);
create index screening_decision_customer on screening_decision (customer, id desc) where customer is not null;
create index screening_decision_fingerprint on screening_decision (fingerprint, id desc) where fingerprint is not null;
create index screening_decision_party on screening_decision (party, id desc);
