import { type Sliced, slicedMap } from '../kernel/slices.ts';
import { ofOneRoll } from './list-order.ts';
import {
  birthDatesConflict,
  fullBirthDates,
  imoNumbers,
  imoNumbersConflict,
  kindsConflict,
  partyKind,
} from './merge-conflicts.ts';
import type { Join, JoinReason, MergeEntry, NameComparison } from './merge-entry.ts';
import { comparableAddress } from './wallet-address.ts';

/** Papers that name one holder, with names that must not contradict. */
const PAPERS = [
  'passportNumber',
  'registrationNumber',
  'leiCode',
  'swiftBic',
  'innCode',
  'ogrnCode',
  'idNumber',
  'taxNumber',
  'uniqueEntityId',
];
/** Names beside an equal paper need only be compatible; beside a softer fact they must be the same. */
const COMPATIBLE_NAMES = 0.7;
const SAME_NAMES = 0.92;
const SHARED_NAMES = 2;
const SHARED_ADDRESS = 0.6;
/** A value borne by more entries than this is no identifier but a filler: `UNKNOWN`, `000000`. */
const MOST_BEARERS = 20;
const SHORTEST_PAPER = 5;

/** Pairs that one reference, IMO number or wallet joins. Entries come in the lists' order. */
export function* joinsByReference(entries: readonly MergeEntry[], names: NameComparison): Sliced<Join[]> {
  return [...(yield* byReferences(entries, names)), ...(yield* byOwnNumber(entries))];
}

/**
 * Pairs that names and a second fact join. Never by a name alone, and never within one roll: an authority that lists
 * two entries there holds them for two parties. Pairs that are `together` already are passed over unscored.
 */
export function* joinsByName(
  entries: readonly MergeEntry[],
  names: NameComparison,
  together: Together,
): Sliced<Join[]> {
  return [
    ...(yield* byPapers(entries, names, together)),
    ...(yield* byBirthDate(entries, names, together)),
    ...(yield* byCountry(entries, names, together)),
  ];
}

type Together = (one: MergeEntry, other: MergeEntry) => boolean;

function* byReferences(entries: readonly MergeEntry[], names: NameComparison): Sliced<Join[]> {
  const joins: Join[] = [];
  const unReferences = (entry: MergeEntry): string[] => entry.unReferences.map((text) => text.trim());
  const doubtful = borneTwice(entries, unReferences);
  yield;
  for (const [reference, one, other] of yield* pairs(entries, unReferences)) {
    yield;
    if (one.list === other.list || kindsConflict(one, other)) continue;
    // A list that gives one reference to two entries has erred in one of them: the name tells in which.
    const contested = doubtful.has(`${one.list} ${reference}`) || doubtful.has(`${other.list} ${reference}`);
    if (!contested || names.score(one, other) >= COMPATIBLE_NAMES)
      joins.push(join([one, other], 'un-reference', 1, { 'UN reference': reference }));
  }
  for (const [reference, one, other] of yield* pairs(entries, (entry) => entry.familyReferences)) {
    yield;
    if (one.list !== other.list && !kindsConflict(one, other))
      joins.push(join([one, other], 'list-reference', 1, { reference }));
  }
  return joins;
}

/** References that one list gives to more than one entry, as `list reference`. */
function borneTwice(
  entries: readonly MergeEntry[],
  referencesOf: (entry: MergeEntry) => readonly string[],
): Set<string> {
  const [once, twice] = [new Set<string>(), new Set<string>()];
  for (const entry of entries) {
    for (const reference of new Set(referencesOf(entry))) {
      const borne = `${entry.list} ${reference}`;
      if (once.has(borne)) twice.add(borne);
      once.add(borne);
    }
  }
  return twice;
}

function* byOwnNumber(entries: readonly MergeEntry[]): Sliced<Join[]> {
  const joins: Join[] = [];
  for (const [number, one, other] of yield* pairs(entries, imoNumbers)) {
    yield;
    const ships = partyKind(one.schema) === 'vessel';
    if (!kindsConflict(one, other) && (ships || !ofOneRoll(one, other)))
      joins.push(join([one, other], 'imo-number', 0.98, { 'IMO number': number }));
  }
  const wallets = entries.filter((entry) => partyKind(entry.schema) === 'wallet');
  for (const [address, one, other] of yield* pairs(wallets, ({ properties }) =>
    (properties.publicKey ?? []).map(comparableAddress),
  )) {
    yield;
    joins.push(join([one, other], 'wallet', 1, { address }));
  }
  return joins;
}

function* byPapers(entries: readonly MergeEntry[], names: NameComparison, together: Together): Sliced<Join[]> {
  const joins: Join[] = [];
  for (const [paper, one, other] of yield* pairs(entries, papersOf)) {
    yield;
    if (
      together(one, other) ||
      ofOneRoll(one, other) ||
      kindsConflict(one, other) ||
      imoNumbersConflict([one], [other])
    )
      continue;
    const score = names.score(one, other);
    // Lists disagree on birth dates by a day or a year; an equal paper and an equal name outweigh that.
    if (score >= (birthDatesConflict([one], [other]) ? SAME_NAMES : COMPATIBLE_NAMES))
      joins.push(join([one, other], 'identifier', score, { identifier: paper, names: shown(score) }));
  }
  return joins;
}

function papersOf(entry: MergeEntry): string[] {
  return PAPERS.flatMap((property) =>
    (entry.properties[property] ?? []).flatMap((value) => {
      const plain = value
        .normalize('NFKC')
        .toUpperCase()
        .replace(/[^\p{L}\p{N}]/gu, '');
      const telling = plain.length >= SHORTEST_PAPER && (/\d/.test(plain) || property === 'swiftBic');
      return telling ? `${property} ${plain}` : [];
    }),
  );
}

function* byBirthDate(entries: readonly MergeEntry[], names: NameComparison, together: Together): Sliced<Join[]> {
  const joins: Join[] = [];
  const people = entries.filter((entry) => partyKind(entry.schema) === 'person');
  for (const [date, one, other] of yield* pairs(people, fullBirthDates, Number.POSITIVE_INFINITY)) {
    yield;
    if (together(one, other) || ofOneRoll(one, other)) continue;
    const score = names.score(one, other);
    if (score >= SAME_NAMES)
      joins.push(join([one, other], 'name-and-birth-date', score, { 'birth date': date, names: shown(score) }));
  }
  return joins;
}

/** Organisations and ships without papers: same country and, besides one name, another name or the address. */
function* byCountry(entries: readonly MergeEntry[], names: NameComparison, together: Together): Sliced<Join[]> {
  const joins: Join[] = [];
  const organisations = entries.filter((entry) => partyKind(entry.schema) === 'organisation');
  const keyed = new Map(yield* slicedMap(organisations, (entry) => [entry, new Set(names.keys(entry))] as const));
  const seen = new Set<string>();
  for (const [, one, other] of yield* pairs(organisations, (entry) => [...(keyed.get(entry) ?? [])])) {
    yield;
    if (
      together(one, other) ||
      ofOneRoll(one, other) ||
      kindsConflict(one, other) ||
      imoNumbersConflict([one], [other])
    )
      continue;
    const country = sharedCountry(one, other);
    if (!country || seen.has(`${one.id} ${other.id}`)) continue;
    seen.add(`${one.id} ${other.id}`);
    const score = names.score(one, other);
    if (score < SAME_NAMES) continue;
    const shared = [...(keyed.get(one) ?? [])].filter((key) => keyed.get(other)?.has(key));
    if (shared.length >= SHARED_NAMES)
      joins.push(join([one, other], 'names-and-country', score, { country, 'names in common': String(shared.length) }));
    else if (addressLikeness(one, other) >= SHARED_ADDRESS)
      joins.push(
        join([one, other], 'name-and-address', score, { country, address: one.properties.address?.[0] ?? '' }),
      );
  }
  return joins;
}

function sharedCountry(one: MergeEntry, other: MergeEntry): string | undefined {
  const countries = ({ properties }: MergeEntry): string[] => [
    ...(properties.country ?? []),
    ...(properties.jurisdiction ?? []),
    ...(properties.mainCountry ?? []),
  ];
  const held = countries(other);
  return countries(one).find((country) => held.includes(country));
}

/** Share of the shorter address's words that the other has too; the best of all pairs. A single word is no address. */
function addressLikeness(one: MergeEntry, other: MergeEntry): number {
  let best = 0;
  for (const left of (one.properties.address ?? []).map(wordsOf)) {
    for (const right of (other.properties.address ?? []).map(wordsOf)) {
      const shared = [...left].filter((word) => right.has(word)).length;
      const least = Math.min(left.size, right.size);
      if (least >= 3) best = Math.max(best, shared / least);
    }
  }
  return best;
}

function wordsOf(address: string): Set<string> {
  return new Set(
    address
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [],
  );
}

/** Pairs of entries that share a value; values borne by more than `most` entries are passed over. */
function* pairs(
  entries: readonly MergeEntry[],
  valuesOf: (entry: MergeEntry) => readonly string[],
  most = MOST_BEARERS,
): Sliced<[string, MergeEntry, MergeEntry][]> {
  const found: [string, MergeEntry, MergeEntry][] = [];
  const bearers = new Map<string, MergeEntry[]>();
  for (const entry of entries) {
    for (const value of new Set(valuesOf(entry))) {
      const held = bearers.get(value);
      if (held) held.push(entry);
      else bearers.set(value, [entry]);
    }
    yield;
  }
  for (const [value, held] of bearers) {
    if (held.length > most) continue;
    for (const [at, one] of held.entries()) for (const other of held.slice(at + 1)) found.push([value, one, other]);
    yield;
  }
  return found;
}

function join([one, other]: [MergeEntry, MergeEntry], reason: JoinReason, score: number, parts: Join['parts']): Join {
  return { one: one.id, other: other.id, reason, score, parts };
}

function shown(score: number): string {
  return `${Math.round(score * 100) / 100} alike`;
}
