import { readShippedJson } from '../../../kernel/shipped-data.ts';

interface Relation {
  /** FollowTheMoney edge schema. */
  schema: string;
  /** True when the edge runs from the second party of the label to the first. */
  reversed?: boolean;
}

interface LabelData {
  properties: Record<string, string[]>;
  relations: Record<string, Relation>;
  partyTypes: Record<string, string>;
}

const data = readShippedJson<LabelData>('lists/ofac-labels.json');

const properties = new Map<string, string>();
/** Labels by their first word, the longest first: `Passport` after `Passport Card`. */
const byFirstWord = new Map<string, string[]>();
for (const [property, labels] of Object.entries(data.properties)) {
  for (const label of labels) {
    properties.set(plain(label), property);
    const first = firstWord(plain(label));
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), plain(label)]);
  }
}
for (const labels of byFirstWord.values()) labels.sort((one, other) => other.length - one.length);

/** Answers given before: a list repeats some hundred labels on every party. */
const remembered = new Map<string, string | null>();
const MOST_REMEMBERED = 1000;

const relations = new Map(Object.entries(data.relations).map(([label, relation]) => [plain(label), relation]));

/** The FollowTheMoney property that a label of OFAC's stands for; null when its values belong in the notes. */
export function propertyOf(label: string): string | null {
  const known = remembered.get(label);
  if (known !== undefined) return known;
  const property = properties.get(plain(label)) ?? null;
  if (remembered.size < MOST_REMEMBERED) remembered.set(label, property);
  return property;
}

/** `Passport 123 (Iran)` to its label's property and its value; null when the words begin with no known label. */
export function labelledValue(words: string): { property: string; value: string } | null {
  const folded = words.toLowerCase();
  for (const label of byFirstWord.get(firstWord(folded)) ?? []) {
    if (!folded.startsWith(label) || !/^[\s:]/.test(folded.slice(label.length))) continue;
    const value = words.slice(label.length).replace(/^[\s:]+/, '');
    return { property: properties.get(label) ?? '', value };
  }
  return null;
}

/** The edge that a relationship type of OFAC's means; an unknown link for types that say no more. */
export function relationOf(label: string): Relation {
  return relations.get(plain(label)) ?? { schema: 'UnknownLink' };
}

/** The schema of a party type (`Individual`, `Entity`, `Vessel`, `Aircraft`); null for a type that is not known. */
export function schemaOfType(type: string): string | null {
  return data.partyTypes[type.trim().toLowerCase()] ?? null;
}

/** Labels are compared without case, and without the colon or dash that some of them end with. */
function plain(label: string): string {
  return label
    .toLowerCase()
    .replace(/[\s:-]+$/, '')
    .trim();
}

function firstWord(words: string): string {
  return /^[^\s:]*/.exec(words)?.[0] ?? '';
}
