-- Who holds what: files of owners (BODS, GLEIF, CSV) and what stands in them. Shares are millionths of a per cent.

create table ownership_file (
  id integer generated always as identity primary key,
  sha256 text not null unique,
  name text not null,
  format text not null,
  exercise boolean not null,
  nodes integer not null,
  holdings integer not null,
  claims integer not null,
  silences integer not null,
  rejected integer not null,
  -- The first of what could not be taken, each with its record and the reason.
  rejections jsonb not null,
  loaded_at timestamptz not null default now(),
  -- A file taken back stays on the record and counts no longer.
  withdrawn_at timestamptz,
  withdrawn_reason text
);

create table ownership_node (
  file integer not null references ownership_file,
  id text not null,
  name text not null,
  kind text not null,
  identifiers text[] not null
);
create index ownership_node_file on ownership_node (file);

create table ownership_holding (
  file integer not null references ownership_file,
  owner text not null,
  owned text not null,
  share_min integer not null check (share_min between 0 and 100000000),
  share_max integer not null check (share_max between share_min and 100000000),
  kind text not null check (kind in ('ownership', 'votes')),
  path text not null check (path in ('direct', 'untraced')),
  declared_min integer,
  declared_max integer,
  from_on date,
  to_on date,
  joint text,
  record text not null,
  said_on date
);
create index ownership_holding_file on ownership_holding (file);

create table ownership_claim (
  file integer not null references ownership_file,
  controller text not null,
  controlled text not null,
  means text not null,
  details text,
  from_on date,
  to_on date,
  record text not null,
  said_on date
);
create index ownership_claim_file on ownership_claim (file);

create table ownership_silence (
  file integer not null references ownership_file,
  about text not null,
  what text not null,
  reason text not null,
  record text not null,
  said_on date
);
create index ownership_silence_file on ownership_silence (file);
