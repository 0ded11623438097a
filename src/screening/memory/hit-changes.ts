import { hashOf } from '../../kernel/hash.ts';
import type { ScoredEntity } from '../screener.ts';
import { identifyingFactsHash } from './identifying-facts.ts';

/** What is remembered of one hit. */
export interface KnownHit {
  /** 0 to 1. */
  score: number;
  /** SHA-256 over what would be another alert: identifying facts, listings, measures. */
  facts: string;
}

/** Hits of one saved party by the id of the listed one. */
export type KnownHits = Readonly<Record<string, KnownHit>>;

export interface HitChange {
  kind: 'new' | 'changed' | 'gone';
  party: string;
}

/** What is to be remembered of the results that match. */
export function hitsOf(results: readonly ScoredEntity[]): KnownHits {
  return Object.fromEntries(
    results.flatMap((result) => (result.match ? [[result.id, { score: result.score, facts: factsOf(result) }]] : [])),
  );
}

function factsOf({ schema, properties, watchkeeper: { listings, measures } }: ScoredEntity): string {
  const texts = Object.entries(properties).map(([name, values]) => [name, values.map(String)] as const);
  return hashOf({
    identifying: identifyingFactsHash({ schema, properties: Object.fromEntries(texts) }),
    listings: listings.map(({ list, entry, programmes, listedOn, delistedOn }) => ({
      list,
      entry,
      programmes,
      listedOn,
      delistedOn,
    })),
    measures: measures.map(({ id, since }) => ({ id, since })),
  });
}

/**
 * What became of the hits. A score that moves is no change by itself: the engine may have learnt. `presentId` follows
 * a party that was merged into another since; undefined when no list has it any more.
 */
export function hitChanges(
  before: KnownHits,
  now: KnownHits,
  presentId: (party: string) => string | undefined,
): HitChange[] {
  const known = new Map(Object.entries(before).map(([party, hit]) => [presentId(party) ?? party, hit]));
  const gone = [...known.keys()]
    .filter((party) => !(party in now))
    .map((party): HitChange => ({ kind: 'gone', party }));
  const rest = Object.entries(now).flatMap(([party, { facts }]): HitChange[] => {
    const old = known.get(party);
    if (!old) return [{ kind: 'new', party }];
    return old.facts === facts ? [] : [{ kind: 'changed', party }];
  });
  return [...rest, ...gone];
}

/** True when the first versions are those of an earlier moment: none newer than in the second, at least one older. */
export function isEarlier(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean {
  const compared = Object.entries(one).map(([list, version]) => version - (other[list] ?? 0));
  const lost = Object.keys(other).some((list) => !(list in one));
  return compared.every((difference) => difference <= 0) && (lost || compared.some((difference) => difference < 0));
}
