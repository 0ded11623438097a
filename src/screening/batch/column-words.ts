import { readShippedJson } from '../../kernel/shipped-data.ts';
import { findSchema, type PropertyType } from '../../parties/schema.ts';

interface ColumnWords {
  columns: Record<string, string[]>;
  severalColumns: string[];
  qualifiers: string[];
  schemata: Record<string, string[]>;
  genders: Record<string, string[]>;
}

const data = readShippedJson<ColumnWords>('screening/column-words.json');

/** The narrowest kinds of party that are screened; their properties are what a column may hold. */
export const SCREENED_KINDS = ['Person', 'Company', 'Vessel', 'Airplane', 'CryptoWallet'];
/** Types of property that screening compares; notes, titles and sums are left in the file. */
const COMPARED: ReadonlySet<PropertyType> = new Set(['name', 'identifier', 'country', 'address', 'gender']);

const fields = new Map<string, string>();
for (const property of comparedProperties()) fields.set(plain(property), property);
for (const [field, words] of Object.entries(data.columns)) for (const word of words) fields.set(plain(word), field);
const qualifiers = data.qualifiers.map(plain);
const several = new Set(data.severalColumns);
const schemata = byWord(data.schemata);
const genders = byWord(data.genders);

/** The property, `id` or `schema` that a column with this heading holds; null when the heading says nothing known. */
export function fieldOfHeading(heading: string): string | null {
  const whole = plain(heading);
  const numberless = whole.replace(/\d+$/, '');
  return fields.get(whole) ?? fields.get(numberless) ?? unqualified(numberless);
}

/** True when a file may spread the property over several columns: `alias 1`, `alias 2`. */
export function takesSeveralColumns(field: string): boolean {
  return several.has(field);
}

/** The schema that a word of a type column means, in any of eight languages; FollowTheMoney's own names too. */
export function schemaOfWord(word: string): string | null {
  const exact = findSchema(word.trim());
  return exact?.matchable ? exact.name : (schemata.get(plain(word)) ?? null);
}

/** `male`, `female`, or null for a word that means neither. */
export function genderOfWord(word: string): string | null {
  return genders.get(plain(word)) ?? null;
}

/** `Customer name`, `client_dob`: the heading without the word for whose it is. */
function unqualified(heading: string): string | null {
  for (const word of qualifiers) {
    const rest = heading.startsWith(word)
      ? heading.slice(word.length)
      : heading.endsWith(word)
        ? heading.slice(0, -word.length)
        : '';
    const field = fields.get(rest);
    if (field) return field;
  }
  return null;
}

function comparedProperties(): string[] {
  return SCREENED_KINDS.flatMap((schema) =>
    [...(findSchema(schema)?.properties ?? [])].flatMap(([property, type]) => (COMPARED.has(type) ? property : [])),
  );
}

function byWord(words: Record<string, string[]>): Map<string, string> {
  return new Map(Object.entries(words).flatMap(([meaning, forms]) => forms.map((form) => [plain(form), meaning])));
}

/** A heading without case, accents, blanks and punctuation. */
function plain(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
