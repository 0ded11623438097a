-- What was asked of UN Comtrade: the calls of each key and day, against its budget, and the questions that were answered,
-- so that a run that stopped goes on where it was. Of a key only a hash is kept.

create table comtrade_call (
  key_hash text not null,
  day date not null,
  calls integer not null,
  primary key (key_hash, day)
);

create table comtrade_answer (
  run text not null,
  question text not null,
  sha256 text not null,
  rows integer not null,
  answered_at timestamptz not null default now(),
  primary key (run, question)
);
