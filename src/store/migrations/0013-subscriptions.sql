-- Saved parties that are screened again at every version of the lists, and what is told of them.

create table subscription (
  id integer generated always as identity primary key,
  name text not null,
  dataset text not null,
  -- From this score on a result is a hit.
  threshold double precision not null,
  -- Where events are sent; null keeps them here alone.
  webhook text,
  -- The key of the signature: kept as it is, for signing needs it.
  secret text,
  made_by text not null,
  made_at timestamptz not null default now(),
  ended_at timestamptz,
  -- Numbers of the versions of the lists by which it was screened last: {"un-sc": 12}.
  screened_versions jsonb,
  screened_at timestamptz,
  check ((webhook is null) = (secret is null))
);

create table subscription_row (
  subscription_id integer not null references subscription,
  -- The subscriber's own id of the customer.
  key text not null,
  schema text not null,
  properties jsonb not null,
  -- What is known to hit: {party: {"score", "facts"}}.
  hits jsonb not null default '{}',
  primary key (subscription_id, key)
);

create table subscription_event (
  id integer generated always as identity primary key,
  subscription_id integer not null references subscription,
  at timestamptz not null default now(),
  kind text not null check (kind in ('new', 'changed', 'gone')),
  key text not null,
  party text not null,
  -- Score, caption, lists, measures; what the receiver is told besides the columns.
  body jsonb not null
);
create index subscription_event_order on subscription_event (subscription_id, id);

create table webhook_delivery (
  id integer generated always as identity primary key,
  subscription_id integer not null references subscription,
  event_ids integer[] not null,
  made_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'given-up')),
  attempts integer not null default 0,
  -- When it is due; while it is being sent, when another server may take it over.
  next_at timestamptz not null default now(),
  last_error text
);
create index webhook_delivery_due on webhook_delivery (next_at) where state = 'waiting';
