-- Files of trade rows that were taken in: each is a vintage of what it reports. The rows themselves lie in Parquet beside
-- the database, a part a file, the rejected ones among them with why; none is ever changed.

create table trade_file (
  sha256 text primary key,
  name text not null,
  kind text not null,
  -- Day on which the source published it, else the day on which it was taken in.
  vintage date not null,
  currency text not null,
  exercise boolean not null,
  rows bigint not null,
  -- Rows that are parts of others in the file, kept and never summed.
  parts bigint not null,
  from_period integer not null,
  to_period integer not null,
  -- Counts by reason.
  rejected jsonb not null,
  -- The first of them, with their lines.
  rejections jsonb not null,
  loaded_at timestamptz not null default now()
);
create index trade_file_vintage on trade_file (vintage, loaded_at);
