import { captionOf } from '../../parties/entity.ts';
import { findSchema, matchableSchemata, type PropertyType } from '../../parties/schema.ts';
import { countriesOf, lastChange, topicsOf } from '../entity-answer.ts';
import { listsOf, type Party } from '../party.ts';

/** What is known of a party beside its properties, by the names that yente's index gives it. */
const OWN: Record<string, (party: Party) => readonly string[]> = {
  id: ({ id }) => [id],
  referents: ({ members }) => members.map(({ id }) => id),
  caption: ({ id, subject }) => [captionOf(id, subject.properties)],
  schema: ({ subject }) => [subject.schema],
  schemata: ({ subject }) => [...(findSchema(subject.schema)?.ancestors ?? [])],
  datasets: listsOf,
  target: () => ['true'],
  topics: topicsOf,
  countries: ({ subject }) => countriesOf(subject.properties),
  genders: ({ subject }) => subject.properties.gender ?? [],
  identifiers: ({ subject }) => subject.identifiers.map(({ raw }) => raw),
  names: (party) => ofType(party, 'name'),
  dates: (party) => ofType(party, 'date'),
  addresses: (party) => ofType(party, 'address'),
  text: ({ subject }) => Object.values(subject.properties).flat(),
  first_seen: ({ members }) =>
    members
      .map(({ entry }) => entry.firstSeen.slice(0, 19))
      .sort()
      .slice(0, 1),
  last_change: (party) => [lastChange(party) ?? ''],
};

const DATES = ['dates', 'first_seen', 'last_change'];
const WORD_FIELDS = ['names', 'text', 'addresses', 'caption'];

const properties = new Map(
  [findSchema('Thing'), ...matchableSchemata()].flatMap((schema) => [...(schema?.properties ?? [])]),
);

/** The type of a field's values; null when there is no such field. `properties.birthDate` and `birthDate` are one. */
export function fieldType(field: string): PropertyType | null {
  const own = ownOf(field);
  if (!own) return properties.get(propertyName(field)) ?? null;
  if (field === 'countries') return 'country';
  return DATES.includes(field) ? 'date' : 'string';
}

/** True when the field's values are a party's properties, so that the index of words holds them. */
export function isWordField(field: string): boolean {
  return ownOf(field) === undefined || WORD_FIELDS.includes(field);
}

/** A party's values of a field, none for a field that is not known. */
export function fieldValues(party: Party, field: string): readonly string[] {
  const own = ownOf(field);
  if (own) return own(party);
  const name = propertyName(field);
  return properties.has(name) ? (party.subject.properties[name] ?? []) : [];
}

function ownOf(field: string): ((party: Party) => readonly string[]) | undefined {
  const name = propertyName(field);
  return Object.hasOwn(OWN, name) ? OWN[name] : undefined;
}

function propertyName(field: string): string {
  return field.startsWith('properties.') ? field.slice(11) : field;
}

function ofType({ subject }: Party, type: PropertyType): string[] {
  const types = findSchema(subject.schema)?.properties;
  return Object.entries(subject.properties).flatMap(([property, values]) =>
    types?.get(property) === type ? values : [],
  );
}
