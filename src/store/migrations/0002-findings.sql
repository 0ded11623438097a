-- What watches raise. The body is the finding's whole shape; columns beside it are what lists are filtered by.

create table finding (
  id text primary key,
  watch text not null,
  status text not null,
  start_at timestamptz,
  exercise boolean not null,
  raised_at timestamptz not null default now(),
  body jsonb not null
);
create index finding_latest on finding (raised_at desc, id);
create index finding_watch on finding (watch);
