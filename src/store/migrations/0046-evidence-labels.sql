-- Labels on evidence come into force: an item is read as its label lets, what hangs on it only where the item is read.
-- What a label does not let in is written by the keeper of the data, after the program has asked whether it may be.

-- Labels as every other room writes them. Whom nobody can be would be seen by nobody; "public" as a code, by everyone.
alter table evidence
  add check (originator ~ '^[A-Z][A-Z0-9-]{1,39}([+][A-Z][A-Z0-9-]{1,39})*$'),
  add check (array_position(rel_to, null) is null),
  add check (array_position(caveats, null) is null);

-- The policies of label_table() for a table that has its columns already, and whose rows never change.
create procedure label_existing_table(labelled regclass) language plpgsql as $$
declare
  reads constant text := 'label_admits((select subject_codes()), (select subject_caveats()), originator, rel_to, caveats, expires_at, (select now()))';
  writes constant text := reads || ' and string_to_array(originator, ''+'') && (select subject_authors())';
begin
  call keep_table(labelled);
  execute format('create policy label_reads on %s for select to watchkeeper_subject using (%s)', labelled, reads);
  execute format('create policy label_adds on %s for insert to watchkeeper_subject with check (%s)', labelled, writes);
  execute format('grant select, insert on %s to watchkeeper_subject', labelled);
end $$;

-- A table that hangs on a labelled one: read where `seen` holds, whose subqueries see what the asker does; added to by the keeper.
create procedure label_dependent_table(dependent regclass, seen text) language plpgsql as $$
begin
  call keep_table(dependent);
  execute format('create policy label_reads_through on %s for select to watchkeeper_subject using (%s)', dependent, seen);
  execute format('grant select on %s to watchkeeper_subject', dependent);
end $$;

-- A table that nobody but the keeper of the data sees.
create procedure keep_table(kept regclass) language plpgsql as $$
declare
  keeps constant text := 'current_setting(''watchkeeper.keeper'', true) = ''on''';
begin
  execute format('alter table %s enable row level security', kept);
  execute format('alter table %s force row level security', kept);
  execute format('create policy label_keeps on %s to %I using (%s) with check (%s)', kept, current_user, keeps, keeps);
end $$;

call label_existing_table('evidence');
call label_dependent_table('evidence_erasure', 'exists (select from evidence e where e.id = evidence)');
call label_dependent_table('evidence_custody', 'exists (select from evidence e where e.id = evidence)');
call label_dependent_table('evidence_stamp', 'exists (select from evidence e where e.id = evidence)');
call label_dependent_table('evidence_stamp_check', 'exists (select from evidence_stamp s where s.number = stamp)');
-- A link names both its ends.
call label_dependent_table('evidence_link', $$ exists (select from evidence e where e.id = evidence)
  and (target !~ '^e-' or exists (select from evidence e where e.id = target)) $$);
-- Ratings are blind: shown by evidence_ratings_shown() alone, once the program has asked whether the item is read.
call keep_table('evidence_rater');
call keep_table('evidence_rating');
call keep_table('evidence_rating_seen');

-- As before, and over tables that hang on labelled ones too. A unique index tells of the unseen only where one may add.
create or replace function label_faults() returns table (fault text) stable language sql as $$
  with labelled as (
    select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
    from pg_policy p join pg_class c on c.oid = p.polrelid where p.polname in ('label_reads', 'label_reads_through')
  ), dependent as (
    select distinct v.relname, v.relkind, l.relname as base, coalesce(v.reloptions @> '{security_invoker=true}', false) as invoker
    from labelled l
    join pg_depend d on d.refobjid = l.oid and d.classid = 'pg_rewrite'::regclass
    join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
  )
  select format('%s: its policies are not forced', c.relname)
  from (select distinct polrelid from pg_policy where polname = 'label_keeps') p join pg_class c on c.oid = p.polrelid
  where not (c.relrowsecurity and c.relforcerowsecurity)
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
  where i.indisunique and has_table_privilege('watchkeeper_subject', l.oid, 'insert') and not exists (
    select from pg_attribute a
    where a.attrelid = l.oid and a.attnum = any (i.indkey::int2[])
      and (a.attname = 'originator' or a.attidentity <> '' or a.atttypid = 'uuid'::regtype
        or (a.attname = 'id' and i.indisprimary))
  )
$$;
