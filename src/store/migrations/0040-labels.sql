-- Who may see a row: the floor below the application, by the same rule as may() in src/team/may.ts.
--
-- A room labels a table of its own with `call label_table('case_text')` in the migration that makes it. The table gets
-- the columns originator, rel_to ('{public}' for everyone), caveats and expires_at; it can then be read and added to by
-- the role watchkeeper_subject only as the label lets the subject of the transaction, and by its owner not at all unless
-- the transaction says that it keeps the data (`watchkeeper.keeper`). docs/methods/labels.md has the rest.

-- Roles are the whole cluster's: another database may have made it.
do $$
begin
  begin
    create role watchkeeper_subject nologin;
  exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
      if not exists (select from pg_roles where rolname = 'watchkeeper_subject') then raise; end if;
  end;
  if current_setting('server_version_num')::int >= 160000 then
    if not pg_has_role(current_user, 'watchkeeper_subject', 'SET') then
      execute format('grant watchkeeper_subject to %I with set true, inherit false', current_user);
    end if;
  elsif not pg_has_role(current_user, 'watchkeeper_subject', 'MEMBER') then
    execute format('grant watchkeeper_subject to %I', current_user);
  end if;
  execute format('grant usage on schema %I to watchkeeper_subject', current_schema());
exception
  when insufficient_privilege then
    raise exception '"%" may not make the role watchkeeper_subject or act as it; let an administrator run: create role watchkeeper_subject nologin; grant watchkeeper_subject to "%";', current_user, current_user;
end $$;

-- Of the transaction: what asSubject() has set. Nothing set reads nothing.
create function subject_codes() returns text[] stable parallel safe language sql as
  $$ select coalesce(nullif(current_setting('watchkeeper.codes', true), ''), '{}')::text[] $$;
create function subject_authors() returns text[] stable parallel safe language sql as
  $$ select coalesce(nullif(current_setting('watchkeeper.authors', true), ''), '{}')::text[] $$;
create function subject_caveats() returns text[] stable parallel safe language sql as
  $$ select coalesce(nullif(current_setting('watchkeeper.caveats', true), ''), '{}')::text[] $$;

-- The rule. Each of the first two and the last argument stands in it once, so that PostgreSQL takes it into the query
-- and works those out once a query, not once a row.
create function label_admits(
  codes text[], cleared text[], originator text, rel_to text[], caveats text[], expires_at timestamptz, at timestamptz
) returns boolean immutable parallel safe language sql as $$
  select caveats <@ cleared
    and (case when expires_at is null or expires_at > at then originator || rel_to else array[originator] end) && codes
$$;

-- The same for the subject of the transaction and a row at hand.
create function may_read(originator text, rel_to text[], caveats text[], expires_at timestamptz)
returns boolean stable parallel safe language sql as $$
  select label_admits(subject_codes(), subject_caveats(), originator, rel_to, caveats, expires_at, now())
$$;
create function may_write(originator text, rel_to text[], caveats text[], expires_at timestamptz)
returns boolean stable parallel safe language sql as $$
  select may_read(originator, rel_to, caveats, expires_at) and string_to_array(originator, '+') && subject_authors()
$$;

create procedure label_table(labelled regclass) language plpgsql as $$
declare
  reads constant text := 'label_admits((select subject_codes()), (select subject_caveats()), originator, rel_to, caveats, expires_at, (select now()))';
  writes constant text := reads || ' and string_to_array(originator, ''+'') && (select subject_authors())';
  keeps constant text := 'current_setting(''watchkeeper.keeper'', true) = ''on''';
begin
  execute format($sql$
    alter table %s
      add column originator text not null check (originator ~ '^[A-Z][A-Z0-9-]{1,39}([+][A-Z][A-Z0-9-]{1,39})*$'),
      add column rel_to text[] not null check (array_position(rel_to, null) is null),
      add column caveats text[] not null default '{}' check (array_position(caveats, null) is null),
      add column expires_at timestamptz
  $sql$, labelled);
  execute format('alter table %s enable row level security', labelled);
  execute format('alter table %s force row level security', labelled);
  execute format('create policy label_reads on %s for select to watchkeeper_subject using (%s)', labelled, reads);
  execute format('create policy label_adds on %s for insert to watchkeeper_subject with check (%s)', labelled, writes);
  execute format('create policy label_changes on %s for update to watchkeeper_subject using (%s) with check (%s)', labelled, writes, writes);
  execute format('create policy label_keeps on %s to %I using (%s) with check (%s)', labelled, current_user, keeps, keeps);
  execute format('grant select, insert on %s to watchkeeper_subject', labelled);
end $$;

-- What would let a label leak around its policy, as sentences; none when all is well. A test reads it over the whole schema.
create function label_faults() returns table (fault text) stable language sql as $$
  with labelled as (
    select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
    from pg_policy p join pg_class c on c.oid = p.polrelid where p.polname = 'label_reads'
  ), dependent as (
    select distinct v.relname, v.relkind, l.relname as base, coalesce(v.reloptions @> '{security_invoker=true}', false) as invoker
    from labelled l
    join pg_depend d on d.refobjid = l.oid and d.classid = 'pg_rewrite'::regclass
    join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
  )
  select format('%s: its policies are not forced', relname) from labelled where not (relrowsecurity and relforcerowsecurity)
  union all
  select format('%s: a materialized view shows all rows of %s to whoever may read it', relname, base) from dependent where relkind = 'm'
  union all
  select format('%s: a view without security_invoker reads %s as its owner', relname, base) from dependent where relkind = 'v' and not invoker
  union all
  select format('%s: a partition or child of %s is read around the policies of %s', c.relname, l.relname, l.relname)
  from labelled l join pg_inherits i on i.inhparent = l.oid join pg_class c on c.oid = i.inhrelid
  where not exists (select from labelled other where other.oid = c.oid)
  union all
  select format('%s: the unique index %s refuses what is already there unseen', l.relname, i.indexrelid::regclass)
  from labelled l join pg_index i on i.indrelid = l.oid
  where i.indisunique and not exists (
    select from pg_attribute a
    where a.attrelid = l.oid and a.attnum = any (i.indkey::int2[])
      and (a.attname = 'originator' or a.attidentity <> '' or a.atttypid = 'uuid'::regtype
        or (a.attname = 'id' and i.indisprimary))
  )
$$;
