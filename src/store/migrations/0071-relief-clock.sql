-- The steps of applications for exemptions: only that, when and for which id; no names of partners or staff.
create table relief_step (
  number bigint generated always as identity primary key,
  application text not null,
  step text not null,
  on_day date not null,
  by text not null,
  at timestamptz not null,
  commitment text not null
);
create index relief_step_application on relief_step (application, number);
create trigger relief_step_fixed before update or delete on relief_step for each statement execute function refuse_change();
create trigger relief_step_kept before truncate on relief_step for each statement execute function refuse_change();
