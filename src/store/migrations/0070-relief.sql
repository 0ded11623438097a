-- Approvals of aid, and what is drawn on them: both only grow, and nothing can be drawn twice.

create table relief_approval (
  id text primary key,
  -- As it was signed, to the letter: what anyone can check offline.
  signed text not null,
  first_day date not null,
  last_day date not null check (last_day >= first_day),
  most_shipments int not null check (most_shipments > 0),
  exercise boolean not null,
  by text not null,
  at timestamptz not null,
  commitment text not null
);

-- How much of each item is approved and drawn, in its smallest unit. Only draws move it, and never beyond the approval.
create table relief_balance (
  approval text not null references relief_approval,
  line int not null,
  amount numeric(40, 0) not null check (amount > 0),
  drawn numeric(40, 0) not null default 0 check (drawn >= 0),
  primary key (approval, line),
  constraint relief_never_overdrawn check (drawn <= amount)
);

create table relief_revocation (
  approval text primary key references relief_approval,
  reason text not null,
  by text not null,
  at timestamptz not null,
  commitment text not null
);

-- The shipments of an approval, numbered from 1: no number is given twice, and none beyond what is approved.
create table relief_shipment (
  approval text not null references relief_approval,
  shipment text not null,
  place int not null check (place > 0),
  shipped_on date not null,
  by text not null,
  at timestamptz not null,
  primary key (approval, shipment),
  unique (approval, place)
);

create table relief_draw (
  number bigint generated always as identity primary key,
  approval text not null,
  line int not null,
  shipment text not null,
  amount numeric(40, 0) not null check (amount > 0),
  by text not null,
  at timestamptz not null,
  commitment text not null,
  foreign key (approval, line) references relief_balance,
  foreign key (approval, shipment) references relief_shipment,
  -- A packing list that is booked twice draws once.
  unique (approval, shipment, line)
);

create function relief_shipment_admitted() returns trigger language plpgsql as $$
  declare kept relief_approval;
  begin
    select * into kept from relief_approval where id = new.approval for update;
    if exists (select from relief_revocation where approval = new.approval) then raise exception 'relief: the approval is revoked'; end if;
    if new.shipped_on < kept.first_day or new.shipped_on > kept.last_day then raise exception 'relief: outside the window of the approval'; end if;
    if new.place > kept.most_shipments then raise exception 'relief: no shipment is left'; end if;
    return new;
  end $$;
create trigger relief_shipment_admitted before insert on relief_shipment for each row execute function relief_shipment_admitted();

-- The balance is updated, not added up: two that draw at once wait for each other, whatever their isolation.
create function relief_draw_taken() returns trigger language plpgsql as $$
  begin
    if exists (select from relief_revocation where approval = new.approval) then raise exception 'relief: the approval is revoked'; end if;
    update relief_balance set drawn = drawn + new.amount where approval = new.approval and line = new.line;
    return new;
  end $$;
create trigger relief_draw_taken before insert on relief_draw for each row execute function relief_draw_taken();

create function relief_balance_by_draws() returns trigger language plpgsql as $$
  begin
    if pg_trigger_depth() < 2 or new.amount <> old.amount or new.approval <> old.approval or new.line <> old.line or new.drawn < old.drawn then
      raise exception 'the balance of an approval moves by draws alone';
    end if;
    return new;
  end $$;
create trigger relief_balance_by_draws before update on relief_balance for each row execute function relief_balance_by_draws();

create trigger relief_approval_fixed before update or delete on relief_approval for each statement execute function refuse_change();
create trigger relief_balance_stays before delete on relief_balance for each statement execute function refuse_change();
create trigger relief_revocation_fixed before update or delete on relief_revocation for each statement execute function refuse_change();
create trigger relief_shipment_fixed before update or delete on relief_shipment for each statement execute function refuse_change();
create trigger relief_draw_fixed before update or delete on relief_draw for each statement execute function refuse_change();
create trigger relief_approval_kept before truncate on relief_approval for each statement execute function refuse_change();
create trigger relief_balance_kept before truncate on relief_balance for each statement execute function refuse_change();
create trigger relief_revocation_kept before truncate on relief_revocation for each statement execute function refuse_change();
create trigger relief_shipment_kept before truncate on relief_shipment for each statement execute function refuse_change();
create trigger relief_draw_kept before truncate on relief_draw for each statement execute function refuse_change();
