import { diffEntries } from '../lists/diff-entries.ts';
import { entryId, type ListEntry } from '../lists/entry.ts';
import { designationMeasures } from '../regime/designation-measures.ts';
import { inOrder } from './finding-changes.ts';
import type { ListedRow, ListRow, ListVersionRow } from './update-body.ts';

/** The versions of one list in force at the ends of a period. */
export interface ListFacts {
  list: string;
  from: ListVersionRow | null;
  to: ListVersionRow;
  before: readonly ListEntry[];
  after: readonly ListEntry[];
}

/** True where the two versions say something of each other: facts that ship stand in for no whole list. */
export function isComparable(from: ListVersionRow | null, to: ListVersionRow): from is ListVersionRow {
  return from !== null && from.isSnapshot === to.isSnapshot;
}

/** What changed on a list: parties that a measure against North Korea reaches by name, all others as a count. */
export function listChanges({ list, from, to, before, after }: ListFacts): ListRow {
  const row: ListRow = {
    list,
    from,
    to,
    isCompared: isComparable(from, to),
    added: [],
    changed: [],
    removed: [],
    others: { added: 0, changed: 0, removed: 0 },
  };
  if (!row.isCompared) return row;
  const difference = diffEntries(before, after);
  const earlier = new Map(before.map((entry) => [entry.key, entry]));
  const later = new Map(after.map((entry) => [entry.key, entry]));
  for (const entry of difference.added) put(row, 'added', listedRow(entry, [entry]));
  for (const entry of difference.removed) put(row, 'removed', listedRow(entry, [entry]));
  for (const { key, fields } of difference.changed) {
    const [was, is] = [earlier.get(key), later.get(key)];
    if (!was || !is) continue;
    // One that is struck off the DPRK's programme and stays on the list for another is among the changed.
    put(row, 'changed', { ...listedRow(is, [was, is]), fields: fields.map(({ field }) => field).sort(inOrder) });
  }
  return row;
}

function put(row: ListRow, kind: 'added' | 'changed' | 'removed', listed: ListedRow & { fields?: string[] }): void {
  if (listed.measures.length === 0) row.others[kind] += 1;
  else (row[kind] as ListedRow[]).push(listed);
}

function listedRow({ list, key, caption, schema }: ListEntry, states: readonly ListEntry[]): ListedRow {
  const measures = states.flatMap((entry) =>
    entry.designations.flatMap((designation) =>
      designationMeasures({ ...designation, list: entry.list, schema: entry.schema }).flatMap((bite) => bite.measures),
    ),
  );
  return { id: entryId(list, key), caption, schema, measures: [...new Set(measures)].sort(inOrder) };
}
