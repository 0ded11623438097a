import { hashOf } from '../../kernel/hash.ts';
import { findSchema, type PropertyType } from '../../parties/schema.ts';
import type { Subject } from '../score-pair.ts';

/** Kinds of property that tell one party from another. */
const TELLING: ReadonlySet<PropertyType | undefined> = new Set<PropertyType>([
  'name',
  'identifier',
  'country',
  'gender',
]);
const TELLING_BY_NAME: ReadonlySet<string> = new Set(['birthDate', 'birthPlace', 'incorporationDate', 'buildDate']);

/**
 * SHA-256 over what tells a party from others: schema, names, identifiers, countries, gender, birth. A decision on a
 * match was made looking at these; addresses, remarks and references may change under it.
 */
export function identifyingFactsHash({ schema, properties }: Subject): string {
  const known = findSchema(schema)?.properties;
  const facts = Object.entries(properties)
    .filter(([property]) => TELLING_BY_NAME.has(property) || TELLING.has(known?.get(property)))
    .map(([property, values]) => [property, [...new Set(values)].sort()] as const);
  return hashOf({ schema, facts: Object.fromEntries(facts) });
}
