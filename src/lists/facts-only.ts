import type { Properties } from '../parties/entity.ts';
import type { ListEntry } from './entry.ts';

/** Properties that hold an authority's own sentences rather than facts. */
const SENTENCES = new Set(['notes', 'summary', 'description']);
/** Properties that hold a fact when short and a text when long. */
const SHORT = new Set(['position', 'title', 'birthPlace', 'sector']);
const SHORT_CHARACTERS = 120;

/** The entry without others' sentences: names, identifiers, dates, countries, addresses, programmes, references. */
export function withoutOthersWords(entry: ListEntry): ListEntry {
  const properties: Properties = {};
  for (const [property, values] of Object.entries(entry.properties)) {
    if (SENTENCES.has(property)) continue;
    const kept = SHORT.has(property) ? values.filter((value) => value.length <= SHORT_CHARACTERS) : values;
    if (kept.length > 0) properties[property] = kept;
  }
  const designations = entry.designations.map(({ reason: _, ...facts }) => facts);
  return { ...entry, properties, designations, extracted: [] };
}
