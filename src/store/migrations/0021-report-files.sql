-- Files of AIS reports and positions that were taken in. The positions themselves lie in Parquet beside the database, a
-- part a file and day; only parts of the files named here are read.

create table report_file (
  sha256 text primary key,
  name text not null,
  format text not null,
  licence text,
  exercise boolean not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  days date[] not null,
  lines bigint not null,
  positions bigint not null,
  statics bigint not null,
  ships integer not null,
  rejected jsonb not null,
  loaded_at timestamptz not null default now()
);

-- Index of each source in the column of that name: a file, or a station in it.
create table report_source (
  id smallint generated always as identity primary key,
  file text not null,
  station text not null,
  unique (file, station)
);
