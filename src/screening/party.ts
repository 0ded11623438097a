import { entryId, type StoredEntry } from '../lists/entry.ts';
import type { ListedParty } from '../lists/who-lists.ts';
import type { Properties } from '../parties/entity.ts';
import { addValues, captionOf } from '../parties/entity.ts';
import type { Join } from '../parties/merge-entry.ts';
import { findSchema, isA } from '../parties/schema.ts';
import type { Comparable, Subject } from './score-pair.ts';

/** An entry with its address. */
export interface Member {
  id: string;
  entry: StoredEntry;
}

/** One party with every list's entry kept: what screening answers with. */
export interface Party {
  /** The first member's id. */
  id: string;
  members: readonly Member[];
  joins: readonly Join[];
  subject: Comparable;
}

/** A party before its names are indexed. */
export interface MergedParty extends Omit<Party, 'subject'> {
  subject: Subject;
}

/** Makes a party of its entries, the first lending id and caption. */
export function partyOf(members: readonly Member[], joins: readonly Join[]): MergedParty {
  const [first] = members;
  if (!first) throw new Error('a party without an entry');
  const schema = members.map(({ entry }) => entry.schema).reduce(narrower);
  const properties = members.length === 1 ? first.entry.properties : mergedProperties(members, schema);
  return { id: first.id, members, joins, subject: { schema, properties } };
}

export function memberOf(entry: StoredEntry): Member {
  return { id: entryId(entry.list, entry.key), entry };
}

/** The lists that name the party, in its members' order. */
export function listsOf(party: Party): string[] {
  return [...new Set(party.members.map(({ entry }) => entry.list))];
}

/** The party as the table of who lists whom takes it: its current listings. */
export function listedParty({ id, members, subject }: Party): ListedParty {
  return {
    id,
    caption: captionOf(id, subject.properties),
    schema: subject.schema,
    members: members.flatMap(({ id: entry, entry: { list, designations } }) => {
      const current = designations.filter(({ delistedOn }) => delistedOn === undefined);
      if (current.length === 0 && designations.length > 0) return [];
      return { list, entry, since: current.flatMap(({ listedOn }) => listedOn ?? []).sort()[0] ?? null };
    }),
  };
}

function narrower(one: string, other: string): string {
  return isA(other, one) ? other : one;
}

/** Every list's values, the first list's first; what the narrowest schema does not know is left to its entry. */
function mergedProperties(members: readonly Member[], schema: string): Properties {
  const known = findSchema(schema)?.properties;
  const merged: Properties = {};
  for (const { entry } of members) {
    for (const [property, values] of Object.entries(entry.properties))
      if (!known || known.has(property)) addValues(merged, property, ...values);
  }
  return merged;
}
