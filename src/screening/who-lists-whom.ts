import type { WhoFilters, WhoRow } from '../lists/who-lists.ts';
import { captionOf } from '../parties/entity.ts';
import { isA } from '../parties/schema.ts';
import { plainText } from './normalise.ts';
import type { Party } from './party.ts';

/** The table of who lists whom: a row a party, its current listings by list. */
export function whoListsWhom(parties: readonly Party[], { schema, text, listedBy, notListedBy }: WhoFilters): WhoRow[] {
  const words = plainText(text).split(' ').filter(Boolean);
  return parties.flatMap((party) => {
    const { properties } = party.subject;
    if (schema && !isA(party.subject.schema, schema)) return [];
    const listings = listingsOf(party);
    if (!listedBy.every((list) => list in listings) || notListedBy.some((list) => list in listings)) return [];
    const names =
      words.length === 0 ? '' : plainText([...(properties.name ?? []), ...(properties.alias ?? [])].join(' '));
    if (!words.every((word) => names.includes(word))) return [];
    if (Object.keys(listings).length === 0) return [];
    return { id: party.id, caption: captionOf(party.id, properties), schema: party.subject.schema, listings };
  });
}

function listingsOf(party: Party): WhoRow['listings'] {
  const listings: WhoRow['listings'] = {};
  for (const { id, entry } of party.members) {
    const current = entry.designations.filter(({ delistedOn }) => delistedOn === undefined);
    if (current.length === 0 && entry.designations.length > 0) continue;
    const since = current.flatMap(({ listedOn }) => listedOn ?? []).sort()[0] ?? null;
    const known = listings[entry.list];
    if (!known || (since !== null && (known.since === null || since < known.since)))
      listings[entry.list] = { since, entry: id };
  }
  return listings;
}
