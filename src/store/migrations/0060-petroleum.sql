-- What sources say was supplied, and tankers that may have brought it. Rows are never changed: a figure that a supplier
-- revises is another row, and the meter says which holds.

create table petroleum_file (
  sha256 text primary key,
  name text not null,
  exercise boolean not null,
  deliveries integer not null,
  calls integer not null,
  rejected jsonb not null,
  loaded_at timestamptz not null default now()
);

create table petroleum_delivery (
  file text not null references petroleum_file on delete cascade,
  line integer not null,
  suppliers text[] not null,
  period_from date not null,
  period_to date not null,
  product text not null,
  barrels double precision,
  tonnes double precision,
  source text,
  published_on date,
  primary key (file, line),
  check (period_from <= period_to),
  check (num_nonnulls(barrels, tonnes) > 0)
);

create table petroleum_call (
  file text not null references petroleum_file on delete cascade,
  line integer not null,
  vessel text not null,
  imo text,
  deadweight double precision not null,
  kind text not null,
  on_day date not null,
  place text,
  other text,
  product text not null,
  source text,
  primary key (file, line)
);
