import type { ScreenedParty } from './screened-party.ts';

/** Properties that hold names, strongest first. */
const NAMES = ['name', 'alias', 'previousName', 'pastNames', 'abbreviation', 'weakAlias'];
/** Properties by which one party is told from another. */
const IDENTIFIERS = [
  'imoNumber', 'mmsi', 'callSign', 'publicKey', 'passportNumber', 'idNumber', 'registrationNumber', 'taxNumber',
  'leiCode', 'swiftBic', 'innCode', 'ogrnCode', 'uniqueEntityId', 'serialNumber', 'icaoCode', 'socialSecurityNumber',
]; // biome-ignore format: one look
const PERSONAL = [
  'title', 'position', 'birthDate', 'birthPlace', 'birthCountry', 'deathDate', 'gender', 'nationality', 'citizenship',
  'country', 'jurisdiction', 'flag', 'pastFlags', 'type', 'buildDate', 'grossRegisteredTonnage', 'currency',
]; // biome-ignore format: one look
const PLACES = ['address', 'addressEntity', 'email', 'phone', 'website'];
const SOURCES = ['sourceUrl'];

/** Nested things that are facts of the party itself, not parties of their own. */
const OWN_PARTS = new Set(['Address', 'Sanction', 'Identification', 'Passport']);

export type FactGroup = 'names' | 'identifiers' | 'personal' | 'places' | 'sources';

const GROUPS: Record<FactGroup, readonly string[]> = {
  names: NAMES,
  identifiers: IDENTIFIERS,
  personal: PERSONAL,
  places: PLACES,
  sources: SOURCES,
};

/** A property's values as text; of a nested thing, its caption. */
export function valuesOf(party: ScreenedParty, property: string): string[] {
  return (party.properties[property] ?? []).map((value) => (typeof value === 'string' ? value : value.caption));
}

/** A group's properties that the party has, in the group's order. */
export function factsOf(party: ScreenedParty, group: FactGroup): { property: string; values: string[] }[] {
  return GROUPS[group]
    .map((property) => ({ property, values: valuesOf(party, property) }))
    .filter(({ values }) => values.length > 0);
}

/** Every name but the caption, each once. */
export function otherNames(party: ScreenedParty): string[] {
  const names = new Set(NAMES.flatMap((property) => valuesOf(party, property)));
  names.delete(party.caption);
  return [...names];
}

export interface PartyLink {
  /** The relation's schema, or the property where one thing points to the other without a relation between. */
  relation: string;
  role: string | null;
  to: ScreenedParty;
}

/** Parties that this one is linked to, through a relation's record or directly. */
export function linksOf(party: ScreenedParty): PartyLink[] {
  const links: PartyLink[] = [];
  for (const [property, values] of Object.entries(party.properties)) {
    for (const value of values) {
      if (typeof value === 'string' || OWN_PARTS.has(value.schema)) continue;
      const ends = Object.values(value.properties)
        .flat()
        .filter((end) => typeof end !== 'string')
        .filter((end) => end.id !== party.id);
      const role = [...valuesOf(value, 'role'), ...valuesOf(value, 'relationship')][0] ?? null;
      if (ends.length > 0) links.push(...ends.map((to) => ({ relation: value.schema, role, to })));
      else if (!pointsOnlyTo(value, party.id)) links.push({ relation: property, role: null, to: value });
    }
  }
  return links;
}

/** True for a relation whose other end is not told. */
function pointsOnlyTo(relation: ScreenedParty, id: string): boolean {
  const ends = Object.values(relation.properties).flat();
  return ends.some((end) => typeof end !== 'string' && end.id === id);
}

/** What the lists wrote of the party itself: every property with its texts; listings and relations stand elsewhere. */
export function rawProperties(party: ScreenedParty): { property: string; values: string[] }[] {
  return Object.entries(party.properties)
    .map(([property, values]) => ({ property, values: values.filter((value) => typeof value === 'string') }))
    .filter(({ values }) => values.length > 0)
    .sort((one, other) => (one.property < other.property ? -1 : 1));
}
