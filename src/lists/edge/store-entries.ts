import type { Properties } from '../../parties/entity.ts';
import type { Queryable } from '../../store/database.ts';
import type { Designation, Link, ListEntry, StoredEntry } from '../entry.ts';
import type { Extraction, SourcePlace } from '../list-record.ts';

type Row = [
  list: string,
  key: string,
  schema: string,
  caption: string,
  properties: Properties,
  designations: Designation[],
  links: Link[],
  extracted: Extraction[],
  place: SourcePlace,
  firstSeen: string,
  lastChange: string,
];

/**
 * The entries of the versions in force, of every list, by list and key. The database makes one JSON text of each, and
 * they are read as they arrive and sorted here: columns fetched in order and in batches take twice as long.
 */
export async function loadCurrentEntries(database: Queryable): Promise<StoredEntry[]> {
  const entries: StoredEntry[] = [];
  const instants = new Map<string, string>();
  await database<{ entry: string }[]>`
    select json_build_array(e.list, e.key, e.schema, e.caption, e.properties, e.designations, e.links, e.extracted,
      e.place, coalesce(h.first, e.first_loaded_at), e.first_loaded_at)::text as entry
    from list_entry_in_force e
    left join (select list, key, min(first_loaded_at) as first from list_entry group by 1, 2 having count(*) > 1) h
      on h.list = e.list and h.key = e.key`.forEach(
    ({ entry }) => void entries.push(stored(JSON.parse(entry) as Row, instants)),
  );
  return entries.sort(byListAndKey);
}

/** The entries of one version. */
export async function entriesOfVersion(database: Queryable, versionId: number): Promise<ListEntry[]> {
  return await database<ListEntry[]>`
    select e.list, e.key, e.schema, e.caption, e.properties, e.designations, e.links, e.extracted
    from list_version v, unnest(v.entry_ids) as i(id) join list_entry e on e.id = i.id
    where v.id = ${versionId} order by e.key`;
}

function stored(row: Row, instants: Map<string, string>): StoredEntry {
  const [list, key, schema, caption, properties, designations, links, extracted, place, ...seen] = row;
  const [firstSeen, lastChange] = [instant(seen[0], instants), instant(seen[1], instants)];
  return { list, key, schema, caption, properties, designations, links, extracted, place, firstSeen, lastChange };
}

/** An instant as this program writes it; the entries of one load share theirs. */
function instant(written: string, known: Map<string, string>): string {
  const instant = known.get(written) ?? new Date(written).toISOString();
  known.set(written, instant);
  return instant;
}

/** By code units, so that the order is the same whatever the database's own is. */
function byListAndKey(one: StoredEntry, other: StoredEntry): number {
  if (one.list !== other.list) return one.list < other.list ? -1 : 1;
  if (one.key === other.key) return 0;
  return one.key < other.key ? -1 : 1;
}
