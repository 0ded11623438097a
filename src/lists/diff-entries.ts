import type { ListEntry } from './entry.ts';

export interface FieldChange {
  /** A property name, or `designations`, `links`, `schema`. */
  field: string;
  removed: string[];
  added: string[];
}

export interface EntryChange {
  key: string;
  caption: string;
  schema: string;
  fields: FieldChange[];
}

export interface ListDifference {
  added: ListEntry[];
  removed: ListEntry[];
  changed: EntryChange[];
}

/** What differs between two versions of a list, by field; a change of order is none. Sorted by key. */
export function diffEntries(before: readonly ListEntry[], after: readonly ListEntry[]): ListDifference {
  const old = new Map(before.map((entry) => [entry.key, entry]));
  const now = new Map(after.map((entry) => [entry.key, entry]));
  const changed: EntryChange[] = [];
  for (const entry of after) {
    const earlier = old.get(entry.key);
    const fields = earlier ? fieldChanges(earlier, entry) : [];
    if (fields.length > 0) changed.push({ key: entry.key, caption: entry.caption, schema: entry.schema, fields });
  }
  return {
    added: byKey(after.filter((entry) => !old.has(entry.key))),
    removed: byKey(before.filter((entry) => !now.has(entry.key))),
    changed: byKey(changed),
  };
}

function fieldChanges(before: ListEntry, after: ListEntry): FieldChange[] {
  const names = [...new Set([...Object.keys(before.properties), ...Object.keys(after.properties)])].sort();
  const fields = names.map((name) => compare(name, before.properties[name] ?? [], after.properties[name] ?? []));
  fields.push(
    compare('schema', [before.schema], [after.schema]),
    compare('designations', before.designations.map(plain), after.designations.map(plain)),
    compare('links', before.links.map(plain), after.links.map(plain)),
  );
  return fields.filter(({ added, removed }) => added.length + removed.length > 0);
}

function compare(field: string, before: readonly string[], after: readonly string[]): FieldChange {
  return {
    field,
    removed: before.filter((value) => !after.includes(value)),
    added: after.filter((value) => !before.includes(value)),
  };
}

/** A designation or link in one line, its parts in a fixed order. */
function plain(part: object): string {
  return Object.entries(part)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value ?? '')}`)
    .join('; ');
}

function byKey<Item extends { key: string }>(items: Item[]): Item[] {
  return items.sort((one, other) => one.key.localeCompare(other.key, 'en', { numeric: true }));
}
