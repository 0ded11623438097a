-- When the watches over ships ran, over what, and what it came to.

create table watch_run (
  id integer generated always as identity primary key,
  exercise boolean not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  positions bigint not null,
  findings integer not null,
  ran_at timestamptz not null default now()
);
