-- Transfers on chains, as bundles. The movements themselves lie as lines in files beside the database, named by their
-- hash; only those named here are read.

create table finance_bundle (
  id integer generated always as identity primary key,
  -- Of the movements as lines, uncompressed.
  sha256 text not null unique,
  name text not null,
  -- Where they came from: a file's name, a node's address without name and password.
  source text not null,
  kind text not null check (kind in ('file', 'evm', 'bitcoin-core', 'esplora')),
  exercise boolean not null,
  chains text[] not null,
  movements bigint not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  -- By chain the first and last block seen, and the node's own mark: height and hash.
  blocks jsonb not null,
  mark jsonb,
  rejected bigint not null,
  rejections jsonb not null,
  loaded_at timestamptz not null default now()
);

-- What others say of addresses, in the words of TagPacks.
create table finance_tagpack (
  id integer generated always as identity primary key,
  sha256 text not null unique,
  title text not null,
  creator text not null,
  lastmod date,
  tags integer not null,
  exercise boolean not null,
  rejections jsonb not null,
  loaded_at timestamptz not null default now()
);
create table finance_tag (
  pack integer not null references finance_tagpack,
  address text not null,
  -- The form in which two spellings of one address are equal.
  address_key text not null,
  currency text not null,
  label text not null,
  category text,
  abuse text,
  actor text,
  confidence text,
  source text,
  lastmod date,
  is_cluster_definer boolean not null,
  context text
);
create index finance_tag_address on finance_tag (address_key);

-- Bridges and swaps, told by someone: value that leaves one chain or asset and comes back in another.
create table finance_hop (
  id text primary key,
  body jsonb not null,
  at timestamptz not null,
  loaded_at timestamptz not null default now()
);
