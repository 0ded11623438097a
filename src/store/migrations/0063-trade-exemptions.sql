-- Trade that the Committee or a state allowed: rows that it covers are no breach and are not raised.

create table trade_exemption (
  reference text not null,
  -- The state that trades, lower-case; null for any.
  state text,
  direction text not null check (direction in ('to-dprk', 'from-dprk')),
  hs text not null,
  from_day date not null,
  to_day date not null,
  source text,
  exercise boolean not null,
  loaded_at timestamptz not null default now(),
  check (from_day <= to_day)
);
create unique index trade_exemption_once on trade_exemption (reference, coalesce(state, ''), direction, hs, from_day, to_day, exercise);
