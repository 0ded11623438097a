-- A key may act for a state or an organisation: it then reads what labels let that one read.
alter table api_key
  add column state text,
  add column organisation text,
  add check (num_nonnulls(state, organisation) <= 1);
