import type { KeyIndex, Postings } from './key-index.ts';

/** A key of a question and how much more than its rarity it counts. */
export interface AskedKey {
  hash: number;
  factor: number;
}

export interface CandidateLimits {
  most: number;
  /** Who may be answered. */
  accept(document: number): boolean;
}

/**
 * Postings are read rarest key first. Reading ends when documents not met yet could reach only this share of all the
 * weight there is, or when this many postings have been read.
 */
const LEAST_UNREAD = 0.25;
const MOST_POSTINGS = 250_000;
/** Under this many postings nothing is saved by stopping. */
const FEW_POSTINGS = 5_000;
/** Documents under this share of the best weight are not candidates. */
const LEAST_SHARE = 0.1;
const BUCKETS = 64;

/** Finds the documents that bear most of a question's keys, rare keys counting more. */
export class CandidateSearch {
  readonly #index: KeyIndex;
  readonly #size: number;
  /** Between questions all zero. */
  readonly #weights: Float32Array;
  readonly #touched: Uint32Array;

  /** Documents are numbered from 0 to `size` - 1. */
  constructor(index: KeyIndex, size: number) {
    this.#index = index;
    this.#size = size;
    this.#weights = new Float32Array(size);
    this.#touched = new Uint32Array(size);
  }

  /** At most `most` documents, the likeliest first. */
  find(keys: readonly AskedKey[], { most, accept }: CandidateLimits): number[] {
    const count = this.#weigh(keys);
    const chosen = this.#choose(count, most, accept);
    for (let at = 0; at < count; at += 1) this.#weights[this.#touched[at] ?? 0] = 0;
    return chosen;
  }

  /** Documents that bear every key, ascending. */
  holdingAll(hashes: readonly number[]): number[] {
    const found = hashes.map((hash) => this.#index.find(hash) ?? { from: 0, to: 0 });
    const [shortest, ...others] = found.sort((one, other) => one.to - one.from - (other.to - other.from));
    if (!shortest) return [];
    const { documents } = this.#index.arrays;
    const sets = others.map(({ from, to }) => new Set(documents.subarray(from, to)));
    return [...documents.subarray(shortest.from, shortest.to)].filter((document) =>
      sets.every((set) => set.has(document)),
    );
  }

  #weigh(keys: readonly AskedKey[]): number {
    const { documents } = this.#index.arrays;
    const [weights, touched] = [this.#weights, this.#touched];
    const found = this.#rarestFirst(keys);
    const total = found.reduce((sum, { weight }) => sum + weight, 0);
    let [count, read, unread] = [0, 0, total];
    for (const { from, to, weight } of found) {
      read += to - from;
      if (count > 0 && read > FEW_POSTINGS && (unread < total * LEAST_UNREAD || read > MOST_POSTINGS)) break;
      unread -= weight;
      for (let at = from; at < to; at += 1) {
        const document = documents[at] ?? 0;
        const so = weights[document] ?? 0;
        if (so === 0) touched[count++] = document;
        weights[document] = so + weight;
      }
    }
    return count;
  }

  #rarestFirst(keys: readonly AskedKey[]): (Postings & { weight: number })[] {
    const asked = new Set<number>();
    const found: (Postings & { weight: number })[] = [];
    for (const { hash, factor } of keys) {
      if (asked.has(hash)) continue;
      asked.add(hash);
      const postings = this.#index.find(hash);
      if (!postings) continue;
      const { from, to } = postings;
      found.push({ from, to, weight: factor * Math.log(1 + this.#size / (to - from)) });
    }
    return found.sort((one, other) => one.to - one.from - (other.to - other.from));
  }

  /** Sorts by buckets of weight, and inside a bucket only as far down as is asked for. */
  #choose(count: number, most: number, accept: (document: number) => boolean): number[] {
    const [weights, touched] = [this.#weights, this.#touched];
    let best = 0;
    for (let at = 0; at < count; at += 1) best = Math.max(best, weights[touched[at] ?? 0] ?? 0);
    const buckets: number[][] = Array.from({ length: BUCKETS }, () => []);
    for (let at = 0; at < count; at += 1) {
      const document = touched[at] ?? 0;
      const share = (weights[document] ?? 0) / best;
      if (share >= LEAST_SHARE) buckets[Math.min(BUCKETS - 1, Math.floor(share * BUCKETS))]?.push(document);
    }
    const chosen: number[] = [];
    for (let bucket = BUCKETS - 1; bucket >= 0 && chosen.length < most; bucket -= 1) {
      const documents = (buckets[bucket] ?? []).filter(accept);
      documents.sort((one, other) => (weights[other] ?? 0) - (weights[one] ?? 0) || one - other);
      for (const document of documents) if (chosen.length < most) chosen.push(document);
    }
    return chosen;
  }
}
