import type { Queryable } from '../../store/database.ts';
import type { ListEntry, StoredEntry } from '../entry.ts';

const BATCH = 5000;

interface Row extends ListEntry {
  first_seen: string;
  last_change: string;
}

/** The entries of the versions in force, of every list, in a fixed order. */
export async function loadCurrentEntries(database: Queryable): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  const query = database<Row[]>`
    select e.list, e.key, e.schema, e.caption, e.properties, e.designations, e.links, e.extracted, e.place,
      e.first_loaded_at as last_change,
      case when h.n > 1 then h.first else e.first_loaded_at end as first_seen
    from list_entry_in_force e
    join (select list, key, min(first_loaded_at) as first, count(*) as n from list_entry group by 1, 2) h on h.list = e.list and h.key = e.key
    order by e.list, e.key`;
  for await (const rows of query.cursor(BATCH)) for (const row of rows) entries.push(stored(row));
  return entries;
}

/** The entries of one version. */
export async function entriesOfVersion(database: Queryable, versionId: number): Promise<ListEntry[]> {
  return await database<ListEntry[]>`
    select e.list, e.key, e.schema, e.caption, e.properties, e.designations, e.links, e.extracted
    from list_version v, unnest(v.entry_ids) as i(id) join list_entry e on e.id = i.id
    where v.id = ${versionId} order by e.key`;
}

function stored({ first_seen, last_change, ...entry }: Row): StoredEntry {
  return { ...entry, firstSeen: first_seen, lastChange: last_change };
}
