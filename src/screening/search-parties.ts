import { countryName } from '../parties/country.ts';
import { captionOf } from '../parties/entity.ts';
import { isA } from '../parties/schema.ts';
import { countriesOf, type EntityAnswer, lastChange, topicsOf } from './entity-answer.ts';
import { comparableIdentifier } from './identifier-match.ts';
import { nameForms } from './name-form.ts';
import { bestNameScore } from './name-score.ts';
import { roleOf } from './name-token.ts';
import { plainText } from './normalise.ts';
import { listsOf, type Party } from './party.ts';
import type { PartyIndex } from './party-index.ts';
import type { Scope } from './scope.ts';
import { nameKindOf } from './score-pair.ts';

export interface SearchFilters {
  scope: Scope;
  schema: string;
  countries: readonly string[];
  topics: readonly string[];
  datasets: readonly string[];
  /** `properties.birthDate:1985`, `schema:Vessel`. */
  fields: readonly string[];
  /** All values of a filter must hold, not any. */
  every: boolean;
  fuzzy: boolean;
  /** `field:asc` or `field:desc`, the first deciding. */
  sort: readonly string[];
  facets: readonly string[];
  limit: number;
  offset: number;
}

export interface Facet {
  label: string;
  values: { name: string; label: string; count: number }[];
}

export interface SearchAnswer {
  total: number;
  results: EntityAnswer[];
  facets: Record<string, Facet>;
}

interface SearchWorld {
  parties: readonly Party[];
  index: PartyIndex;
  accept(party: Party): boolean;
  answer(party: Party): EntityAnswer;
}

/** Found names that are less alike than this are left out when no party holds every word. */
const LEAST_LIKE = 0.7;
const MOST_FOUND = 500;
const MOST_FACET_VALUES = 100;
const FACET_LABELS: Record<string, string> = {
  countries: 'Countries',
  topics: 'Topics',
  datasets: 'Data sources',
  schema: 'Types',
  genders: 'Genders',
  identifiers: 'Identifiers',
};

/**
 * Parties that hold every word of the text, or an identifier equal to it; by likeness of name when none does or when
 * asked to be fuzzy. Everything when there is no text.
 */
export function searchParties(text: string, filters: SearchFilters, world: SearchWorld): SearchAnswer {
  const keeps = filterTest(filters);
  const found = find(text, filters, world).filter((party) => world.accept(party) && keeps(party));
  if (filters.sort.length > 0) found.sort(sorting(filters.sort));
  const page = found.slice(filters.offset, filters.offset + filters.limit);
  return {
    total: found.length,
    results: page.map((party) => world.answer(party)),
    facets: Object.fromEntries(filters.facets.map((name) => [name, facet(name, found)])),
  };
}

function find(text: string, { schema, fuzzy }: SearchFilters, { parties, index }: SearchWorld): Party[] {
  const words = plainText(text).split(' ').filter(Boolean);
  if (words.length === 0) return text.trim() === '' ? [...parties] : [];
  const held = index.holdingAll(words.filter(isFiled));
  const identifiers = ['imoNumber', 'publicKey', 'passportNumber'].flatMap(
    (property) => comparableIdentifier(property, text) ?? [],
  );
  const byIdentifier = index.bearing(identifiers, MOST_FOUND);
  const exact = [...new Set([...byIdentifier, ...held])].flatMap((at) => parties[at] ?? []);
  if (exact.length > 0 && !fuzzy)
    return exact.length > MOST_FOUND ? exact : ranked(text, schema, exact).map(({ party }) => party);
  const like = (['person', 'organisation', 'vessel'] as const).flatMap((kind) => index.like(text, kind, MOST_FOUND));
  const near = [...new Set(like)].flatMap((at) => parties[at] ?? []);
  const likely = ranked(text, schema, near).filter(({ score }) => score >= LEAST_LIKE);
  return [...new Set([...exact, ...likely.map(({ party }) => party)])];
}

function isFiled(word: string): boolean {
  const roles = [roleOf(word, 'person').role, roleOf(word, 'organisation').role];
  return !roles.some((role) => role === 'particle' || role === 'title' || role === 'stopword');
}

function ranked(text: string, schema: string, parties: readonly Party[]): { party: Party; score: number }[] {
  return parties
    .map((party) => {
      const kind = nameKindOf(schema, party.subject.schema);
      return { party, score: bestNameScore(nameForms(text, kind), party.subject.names(kind), kind).score };
    })
    .sort((one, other) => other.score - one.score || (one.party.id < other.party.id ? -1 : 1));
}

function filterTest({ schema, countries, topics, datasets, fields, every }: SearchFilters): (party: Party) => boolean {
  const holds = (values: readonly string[], wanted: readonly string[]): boolean =>
    wanted.length === 0 ||
    (every ? wanted.every((one) => values.includes(one)) : wanted.some((one) => values.includes(one)));
  const named = fields.map((field) => {
    const at = field.indexOf(':');
    return { name: field.slice(0, at), value: field.slice(at + 1) };
  });
  return (party) =>
    isA(party.subject.schema, schema) &&
    holds(countriesOf(party.subject.properties), countries) &&
    holds(topicsOf(party), topics) &&
    holds(listsOf(party), datasets) &&
    named.every(({ name, value }) =>
      fieldOf(party, name).some((held) => held === value || held.startsWith(`${value}-`)),
    );
}

function fieldOf(party: Party, name: string): readonly string[] {
  if (name.startsWith('properties.')) return party.subject.properties[name.slice(11)] ?? [];
  if (name === 'schema') return [party.subject.schema];
  if (name === 'caption') return [captionOf(party.id, party.subject.properties)];
  if (name === 'datasets') return listsOf(party);
  if (name === 'topics') return topicsOf(party);
  if (name === 'countries') return countriesOf(party.subject.properties);
  if (name === 'identifiers') return party.subject.identifiers.map(({ raw }) => raw);
  if (name === 'genders') return party.subject.properties.gender ?? [];
  if (name === 'last_change') return [lastChange(party) ?? ''];
  return name === 'id' ? [party.id] : [];
}

function sorting(fields: readonly string[]): (one: Party, other: Party) => number {
  const keys = fields.map((field) => {
    const [name = '', direction] = field.split(/:(?=asc$|desc$)/);
    return { name, sign: direction === 'desc' ? -1 : 1 };
  });
  return (one, other) => {
    for (const { name, sign } of keys) {
      const [left = '', right = ''] = [fieldOf(one, name)[0], fieldOf(other, name)[0]];
      if (left !== right) return left < right ? -sign : sign;
    }
    return one.id < other.id ? -1 : 1;
  };
}

function facet(name: string, parties: readonly Party[]): Facet {
  const counts = new Map<string, number>();
  for (const party of parties)
    for (const value of fieldOf(party, name)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = [...counts]
    .sort(([one, left], [other, right]) => right - left || (one < other ? -1 : 1))
    .slice(0, MOST_FACET_VALUES)
    .map(([value, count]) => ({ name: value, label: name === 'countries' ? countryName(value, 'en') : value, count }));
  return { label: FACET_LABELS[name] ?? name, values };
}
