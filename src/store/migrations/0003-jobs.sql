-- Long work that survives its server. Whoever claims a job holds it while its lease lasts; after that it is anyone's.

create table job (
  id uuid primary key,
  kind text not null,
  state text not null check (state in ('draft', 'waiting', 'running', 'done', 'failed', 'cancelled')),
  -- What the job is about, what is asked, how far it is, and what came of it: shapes of the kind.
  about jsonb not null,
  request jsonb,
  progress jsonb,
  result jsonb,
  -- Raised by every claim: a holder whose lease lapsed is told by it that the job is no longer his.
  attempt integer not null default 0,
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  queued_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz
);
create index job_latest on job (kind, created_at desc, id);
create index job_claimable on job (kind, queued_at) where state in ('waiting', 'running');
