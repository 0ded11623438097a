import { atOnce, type Sliced } from '../kernel/slices.ts';
import { joinsByName, joinsByReference } from './find-joins.ts';
import { byListOrder, compareText, ofOneRoll } from './list-order.ts';
import { birthDatesConflict, imoNumbersConflict, kindsConflict } from './merge-conflicts.ts';
import type { Cluster, Join, JoinReason, MergeDecision, MergeEntry, NameComparison } from './merge-entry.ts';

/** From what decides to what is found; joins are made in this order. */
const STRENGTH: readonly JoinReason[] = [
  'decision',
  'un-reference',
  'list-reference',
  'imo-number',
  'wallet',
  'identifier',
  'name-and-birth-date',
  'names-and-country',
  'name-and-address',
];
/** Joins that stand by themselves; the others yield to any contradiction between members of the two sides. */
const BY_REFERENCE: ReadonlySet<JoinReason> = new Set<JoinReason>([
  'un-reference',
  'list-reference',
  'imo-number',
  'wallet',
]);

/**
 * Which entries are one party, with the reason of every join. Only parties of two and more entries are returned, by
 * id. The answer does not depend on the order of entries or decisions. A decision `different` keeps two entries apart
 * whatever joins them, through others as well; `same` joins whatever speaks against it.
 */
export function mergeEntries(
  entries: readonly MergeEntry[],
  decisions: readonly MergeDecision[],
  names: NameComparison,
): Cluster[] {
  return atOnce(mergeInSlices(entries, decisions, names));
}

/** `mergeEntries` with pauses. */
export function* mergeInSlices(
  entries: readonly MergeEntry[],
  decisions: readonly MergeDecision[],
  names: NameComparison,
): Sliced<Cluster[]> {
  const ordered = [...entries].sort(byListOrder);
  yield;
  const places = new Map(ordered.map((entry, at) => [entry.id, at]));
  const byStrength = strengthIn(places);
  const groups = new Groups(ordered, byStrength);
  for (const { one, other, verdict } of decisions) if (verdict === 'different') groups.keepApart(one, other);
  const decided = decisions.flatMap(({ one, other, verdict }): Join[] => {
    const [first, second] = [places.get(one), places.get(other)];
    if (verdict !== 'same' || first === undefined || second === undefined) return [];
    const pair = first < second ? { one, other } : { one: other, other: one };
    return [{ ...pair, reason: 'decision', score: 1, parts: {} }];
  });
  yield;
  for (const join of [...decided, ...(yield* joinsByReference(ordered, names))].sort(byStrength)) {
    groups.join(join);
    yield;
  }
  const together = (one: MergeEntry, other: MergeEntry): boolean => groups.together(one.id, other.id);
  for (const join of (yield* joinsByName(ordered, names, together)).sort(byStrength)) {
    groups.join(join);
    yield;
  }
  return groups.clusters();
}

type JoinOrder = (one: Join, other: Join) => number;

/** Strongest reason first, then best score, then the lists' order. */
function strengthIn(places: ReadonlyMap<string, number>): JoinOrder {
  const place = (id: string): number => places.get(id) ?? 0;
  return (one, other) =>
    STRENGTH.indexOf(one.reason) - STRENGTH.indexOf(other.reason) ||
    other.score - one.score ||
    place(one.one) - place(other.one) ||
    place(one.other) - place(other.other) ||
    compareText(Object.values(one.parts).join(), Object.values(other.parts).join());
}

/** Sets of entries that grow by joins and refuse those that would contradict. */
class Groups {
  readonly #entries: ReadonlyMap<string, MergeEntry>;
  readonly #groupOf = new Map<string, { members: MergeEntry[]; joins: Join[] }>();
  readonly #apart = new Map<string, Set<string>>();

  readonly #order: JoinOrder;

  constructor(entries: readonly MergeEntry[], order: JoinOrder) {
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#order = order;
  }

  keepApart(one: string, other: string): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const held = this.#apart.get(from);
      if (held) held.add(to);
      else this.#apart.set(from, new Set([to]));
    }
  }

  join(join: Join): void {
    const [one, other] = [this.#group(join.one), this.#group(join.other)];
    if (!one || !other || one === other || this.#refuses(one.members, other.members, join.reason)) return;
    one.members.push(...other.members);
    one.joins.push(join, ...other.joins);
    for (const { id } of other.members) this.#groupOf.set(id, one);
  }

  together(one: string, other: string): boolean {
    const group = this.#groupOf.get(one);
    return group !== undefined && group === this.#groupOf.get(other);
  }

  clusters(): Cluster[] {
    const groups = new Set([...this.#groupOf.values()].filter(({ members }) => members.length > 1));
    return [...groups]
      .map(({ members, joins }): Cluster => {
        const ids = members.sort(byListOrder).map(({ id }) => id);
        return { id: ids[0] ?? '', members: ids, joins: joins.sort(this.#order) };
      })
      .sort((one, other) => compareText(one.id, other.id));
  }

  #group(id: string): { members: MergeEntry[]; joins: Join[] } | undefined {
    const known = this.#groupOf.get(id);
    const entry = this.#entries.get(id);
    if (known || !entry) return known;
    const group = { members: [entry], joins: [] };
    this.#groupOf.set(id, group);
    return group;
  }

  #refuses(ones: readonly MergeEntry[], others: readonly MergeEntry[], reason: JoinReason): boolean {
    const some = (test: (one: MergeEntry, other: MergeEntry) => boolean): boolean =>
      ones.some((one) => others.some((other) => test(one, other)));
    if (some((one, other) => this.#apart.get(one.id)?.has(other.id) === true)) return true;
    if (reason === 'decision') return false;
    if (some(kindsConflict)) return true;
    if (BY_REFERENCE.has(reason)) return false;
    if (some(ofOneRoll) || imoNumbersConflict(ones, others)) return true;
    return reason !== 'identifier' && birthDatesConflict(ones, others);
  }
}
