-- When the watches over trade and over petroleum ran, so that a start knows whether they are due.

create table trade_watch_run (
  watches text not null check (watches in ('trade', 'petroleum')),
  ran_at timestamptz not null default now(),
  findings integer not null
);
