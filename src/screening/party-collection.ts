import { atOnce } from '../kernel/slices.ts';
import type { Properties } from '../parties/entity.ts';
import { PartyIndex, type PartyIndexArrays, PartyIndexBuilder } from './party-index.ts';
import { explainJudgement, judgePair, type PairScore, PreparedSubject, type Subject } from './score-pair.ts';
import { TextPool, type TextPoolArrays, TextPoolBuilder } from './text-pool.ts';

/** A party to screen against: any id, a FollowTheMoney schema, property values. */
export interface CollectedParty extends Subject {
  id: string;
}

/** A whole collection as arrays: what is written to a file and read again. */
export interface PartyCollectionArrays {
  index: PartyIndexArrays;
  ids: TextPoolArrays;
  /** Each party's properties as JSON. */
  properties: TextPoolArrays;
}

export interface CollectionMatchOptions {
  /** Results at most; 5 when not said. */
  limit?: number;
  /** From this score on a result is a match; 0.7 when not said. */
  threshold?: number;
  /** Results at or under this score are left out; the threshold when not said. */
  cutoff?: number;
  /** Parties that are scored at most, the likeliest; 60 when not said. */
  candidates?: number;
}

export interface CollectionMatch extends CollectedParty, PairScore {
  match: boolean;
}

/** Candidates scored for one question. */
const CANDIDATES = 60;

/**
 * Parties of any source, without lists and measures, in as little memory as their names and properties take: a million
 * in under 2.5 GB.
 */
export class PartyCollection {
  readonly arrays: PartyCollectionArrays;
  readonly #ids: TextPool;
  readonly #properties: TextPool;
  readonly #index: PartyIndex;

  constructor(arrays: PartyCollectionArrays) {
    this.arrays = arrays;
    this.#ids = new TextPool(arrays.ids);
    this.#properties = new TextPool(arrays.properties);
    this.#index = new PartyIndex(arrays.index, (number) => JSON.parse(this.#properties.at(number)) as Properties);
  }

  get size(): number {
    return this.#index.size;
  }

  /** The parties that a query may mean, best first. */
  match(
    query: Subject,
    { limit = 5, threshold = 0.7, cutoff = threshold, candidates = CANDIDATES }: CollectionMatchOptions = {},
  ): CollectionMatch[] {
    const prepared = new PreparedSubject(query);
    const least = Math.min(cutoff, threshold);
    const most = Math.max(candidates, limit);
    const judged = this.#index.candidates(prepared, { most, accept: () => true, over: least }).flatMap((number) => {
      const judgement = judgePair(prepared, this.#index.party(number), least);
      return judgement && judgement.score >= least ? { number, judgement } : [];
    });
    judged.sort((one, other) => other.judgement.score - one.judgement.score || one.number - other.number);
    return judged.slice(0, limit).map(({ number, judgement }) => ({
      ...this.at(number),
      ...explainJudgement(judgement),
      match: judgement.score >= threshold,
    }));
  }

  /** The party of a number, 0 to `size` - 1, in the order given. */
  at(number: number): CollectedParty {
    const { schema, properties } = this.#index.party(number);
    return { id: this.#ids.at(number), schema, properties };
  }
}

/** Collects and indexes parties. They are read once, in order. */
export function collectParties(parties: Iterable<CollectedParty>): PartyCollection {
  const [index, ids, properties] = [new PartyIndexBuilder(), new TextPoolBuilder(), new TextPoolBuilder()];
  for (const party of parties) {
    index.add(party);
    ids.add(party.id);
    properties.add(JSON.stringify(party.properties));
  }
  return new PartyCollection({ index: atOnce(index.finish()), ids: ids.finish(), properties: properties.finish() });
}
