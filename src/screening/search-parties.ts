import { atOnce, type Sliced } from '../kernel/slices.ts';
import type { EntityAnswer } from './entity-answer.ts';
import { comparableIdentifier } from './identifier-match.ts';
import { nameForms } from './name-form.ts';
import { bestNameScore } from './name-score.ts';
import type { Party } from './party.ts';
import type { PartyIndex } from './party-index.ts';
import type { Scope } from './scope.ts';
import { nameKindOf } from './score-pair.ts';
import { PartyColumns } from './search/field-column.ts';
import { type FieldFilters, filterMarks } from './search/filter-marks.ts';
import { ClauseMatcher, MOST_COSTLY, type SearchWords } from './search/match-clause.ts';
import { parseSearch, plainSearch } from './search/parse-search.ts';
import { AUTO_EDITS, type SearchClause } from './search/search-clause.ts';
import { type Facet, facetOf } from './search/search-facet.ts';
import { SearchIndex } from './search/search-index.ts';
import { sortKeys } from './search/sort-key.ts';

export interface SearchFilters extends FieldFilters {
  scope: Scope;
  /** Words may have errors of spelling, and names that are only like the text are found too. */
  fuzzy: boolean;
  /** The text is words and nothing else: no sign in it means anything. */
  simple?: boolean;
  /** `field:asc` or `field:desc`, the first deciding. */
  sort: readonly string[];
  facets: readonly string[];
  limit: number;
  offset: number;
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
/** The likeliest of what is found are compared name by name and put in that order. */
const MOST_RANKED = 200;
/** Made when first searched, or before: who only screens does not pay for it. */
const memory = new WeakMap<readonly Party[], SearchWords>();

/**
 * Parties for which the text holds (Lucene's syntax, see `parseSearch`), or that bear it as an identifier; by likeness
 * of name when a plain text finds none or when asked to be fuzzy. Everything when there is no text. Throws AppError
 * (invalid) for a text that cannot be understood.
 */
export function searchParties(text: string, filters: SearchFilters, world: SearchWorld): SearchAnswer {
  const { parties } = world;
  const words = wordsOf(parties);
  const marks = filterMarks(filters, parties, words.columns);
  const found = find(text, filters, { ...world, words }).filter((number) => {
    const party = parties[number];
    return party !== undefined && marks.every((one) => one[number] === 1) && world.accept(party);
  });
  if (filters.sort.length > 0) sort(found, filters.sort, words.columns);
  const page = found.slice(filters.offset, filters.offset + filters.limit);
  return {
    total: found.length,
    results: page.flatMap((number) => parties[number] ?? []).map((party) => world.answer(party)),
    facets: Object.fromEntries(
      filters.facets.map((field) => [field, facetOf(field, words.columns.column(field), found)]),
    ),
  };
}

type Findable = Pick<SearchWorld, 'parties' | 'index'> & { words: SearchWords };

/** Numbers of the parties that are meant, likeliest first. */
function find(text: string, { schema, fuzzy, simple }: SearchFilters, { parties, index, words }: Findable): number[] {
  const clause = simple ? plainSearch(text) : parseSearch(text);
  if (clause.kind === 'all') return [...parties.keys()];
  const plain = isPlain(clause);
  const wanted = wantedWords(clause);
  const matcher = new ClauseMatcher(parties, words);
  const marks = matcher.marks(fuzzy && wanted.length <= MOST_COSTLY ? forgiving(clause) : clause);
  const numbers = [...parties.keys()].filter((number) => marks[number] === 1);
  const { weights } = matcher;
  numbers.sort((one, other) => (weights[other] ?? 0) - (weights[one] ?? 0) || one - other);
  const exact = [...new Set([...(plain ? bearers(text, index) : []), ...numbers])];
  const ordered =
    wanted.length === 0
      ? exact
      : [
          ...ranked(exact.slice(0, MOST_RANKED), { text: wanted.join(' '), schema, parties }),
          ...exact.slice(MOST_RANKED),
        ];
  if (!plain || (exact.length > 0 && !fuzzy)) return ordered;
  const near = (['person', 'organisation', 'vessel'] as const).flatMap((kind) => index.like(text, kind, MOST_RANKED));
  return [...new Set([...ordered, ...ranked([...new Set(near)], { text, schema, parties }, LEAST_LIKE)])];
}

function wordsOf(parties: readonly Party[]): SearchWords {
  return memory.get(parties) ?? atOnce(makeSearchable(parties, []));
}

/** Makes what searching needs before it is asked for, the columns of these fields among it, with pauses. */
export function* makeSearchable(parties: readonly Party[], fields: readonly string[]): Sliced<SearchWords> {
  const made = { index: yield* SearchIndex.of(parties), columns: new PartyColumns(parties) };
  for (const field of fields) yield* made.columns.columnInSlices(field);
  memory.set(parties, made);
  return made;
}

function bearers(text: string, index: PartyIndex): number[] {
  const identifiers = ['imoNumber', 'publicKey', 'passportNumber'].flatMap(
    (property) => comparableIdentifier(property, text) ?? [],
  );
  return index.bearing(identifiers, MOST_RANKED);
}

/** By likeness of the likest name, those under `least` left out. */
function ranked(
  numbers: readonly number[],
  { text, schema, parties }: { text: string; schema: string; parties: readonly Party[] },
  least = 0,
): number[] {
  return numbers
    .map((number) => ({ number, score: likeness(text, schema, parties[number]) }))
    .filter(({ score }) => score >= least)
    .sort((one, other) => other.score - one.score)
    .map(({ number }) => number);
}

function likeness(text: string, schema: string, party: Party | undefined): number {
  if (!party) return 0;
  const kind = nameKindOf(schema, party.subject.schema);
  return bestNameScore(nameForms(text, kind), party.subject.names(kind), kind).score;
}

/** Nothing but words of any field. */
function isPlain(clause: SearchClause): boolean {
  if (clause.kind === 'and') return clause.parts.every(isPlain);
  return clause.kind === 'words' && clause.field === null && !clause.words.some((word) => /[*?]/.test(word));
}

/** The words of any field that are wanted, for ranking by name. */
function wantedWords(clause: SearchClause): string[] {
  if (clause.kind === 'and' || clause.kind === 'or') return clause.parts.flatMap(wantedWords);
  if (clause.kind !== 'words' && clause.kind !== 'phrase') return [];
  return clause.field === null ? clause.words.map((word) => word.replace(/[*?]/g, '')) : [];
}

/** The same question with errors of spelling forgiven. */
function forgiving(clause: SearchClause): SearchClause {
  if (clause.kind === 'and' || clause.kind === 'or') return { ...clause, parts: clause.parts.map(forgiving) };
  return clause.kind === 'words' && clause.field === null && clause.edits === 0
    ? { ...clause, edits: AUTO_EDITS }
    : clause;
}

function sort(found: number[], fields: readonly string[], columns: PartyColumns): void {
  const keys = sortKeys(fields).map(({ field, sign }) => ({ column: columns.column(field), sign }));
  found.sort((one, other) => {
    for (const { column, sign } of keys) {
      const [left, right] = [column.rank(one), column.rank(other)];
      // A party without a value comes last, whichever way the others go.
      if (left !== right)
        return left === column.values.length || right === column.values.length ? left - right : sign * (left - right);
    }
    return one - other;
  });
}
