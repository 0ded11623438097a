/** Documents that bear one thing the asker's party may be known by. */
export interface Bearers {
  /** Ascending. */
  documents: Uint32Array;
  from: number;
  to: number;
  /** How far it is the asker's, 0 to 1. */
  likeness: number;
}

/** The spellings of one thing asked for; a document counts by the likest that it bears. */
export interface AskedThing {
  /** How much it tells, whatever its rarity. */
  factor: number;
  /** Likest first. */
  bearers: readonly Bearers[];
  /** The likeness that whoever bears it may have, whatever else is estimated, 0 to 1; 0 when not said. */
  assured?: number;
}

export interface CandidateLimits {
  most: number;
  /** Who may be answered. */
  accept(document: number): boolean;
  /** The likeness that a document may have, and the least that is of use; without it the weights decide. */
  estimate?: { of(document: number): number; least: number };
}

interface WeighingState {
  /** Number of the thing, from 1. */
  mark: number;
  /** Documents met before. */
  met: number;
  /** Whether others are taken up. */
  newcomers: boolean;
}

interface WeighedThing extends AskedThing {
  count: number;
  weight: number;
}

/**
 * Things are read rarest first. When documents not met yet could reach only this share of all the weight there is, no
 * more of them are taken up; reading ends when this many postings have been read.
 */
const LEAST_UNREAD = 0.25;
const MOST_POSTINGS = 250_000;
/** Under this many postings nothing is saved. */
const FEW_POSTINGS = 5_000;
/** Documents under this share of the best weight are not candidates. */
const LEAST_SHARE = 0.15;
const BUCKETS = 64;
const MOST_THINGS = 250;
/** Documents that are estimated for each that is asked for, the weightiest. */
const ESTIMATED = 10;
/** How much of the weight's share counts beside the estimate. */
const WEIGHT_COUNTS = 0.1;

/** Finds the documents that bear most of what a question asks for, rare things counting more. */
export class CandidateSearch {
  readonly #size: number;
  /** Between questions all zero. */
  readonly #weights: Float32Array;
  /** The last thing that a document was weighed for, counted from 1. */
  readonly #weighedFor: Uint8Array;
  readonly #touched: Uint32Array;
  /** What the things that a document bears assure; only those of which any does. */
  readonly #assured = new Map<number, number>();

  /** Documents are numbered from 0 to `size` - 1. */
  constructor(size: number) {
    this.#size = size;
    this.#weights = new Float32Array(size);
    this.#weighedFor = new Uint8Array(size);
    this.#touched = new Uint32Array(size);
  }

  /** At most `most` documents, the likeliest first. */
  find(things: readonly AskedThing[], limits: CandidateLimits): number[] {
    const count = this.#weigh(this.#rarestFirst(things));
    const chosen = this.#choose(count, limits);
    for (let at = 0; at < count; at += 1) {
      const document = this.#touched[at] ?? 0;
      this.#weights[document] = 0;
      this.#weighedFor[document] = 0;
    }
    this.#assured.clear();
    return chosen;
  }

  #rarestFirst(things: readonly AskedThing[]): WeighedThing[] {
    return things
      .flatMap((thing): WeighedThing[] => {
        const count = thing.bearers.reduce((sum, { from, to }) => sum + to - from, 0);
        return count === 0 ? [] : [{ ...thing, count, weight: thing.factor * Math.log(1 + this.#size / count) }];
      })
      .sort((one, other) => one.count - other.count)
      .slice(0, MOST_THINGS);
  }

  #weigh(things: readonly WeighedThing[]): number {
    const total = things.reduce((sum, { weight }) => sum + weight, 0);
    let [count, read, unread] = [0, 0, total];
    for (const [at, thing] of things.entries()) {
      read += thing.count;
      if (count > 0 && read > MOST_POSTINGS) break;
      const newcomers = count === 0 || read < FEW_POSTINGS || unread > total * LEAST_UNREAD;
      unread -= thing.weight;
      count = this.#weighThing(thing, { mark: at + 1, met: count, newcomers });
    }
    return count;
  }

  /** Adds a thing's weight to its bearers, whether or not they were met before; returns how many have been met. */
  #weighThing({ bearers, weight, assured = 0 }: WeighedThing, { mark, met, newcomers }: WeighingState): number {
    const [weights, weighedFor, touched] = [this.#weights, this.#weighedFor, this.#touched];
    let count = met;
    for (const { documents, from, to, likeness } of bearers) {
      const part = weight * likeness;
      for (let at = from; at < to; at += 1) {
        const document = documents[at] ?? 0;
        if (weighedFor[document] === mark) continue;
        const so = weights[document] ?? 0;
        if (so === 0) {
          if (!newcomers) continue;
          touched[count++] = document;
        }
        weighedFor[document] = mark;
        weights[document] = so + part;
        if (assured > 0 && assured > (this.#assured.get(document) ?? 0)) this.#assured.set(document, assured);
      }
    }
    return count;
  }

  /** Looks at the weightiest, some times as many as are asked for, and takes the likeliest of them. */
  #choose(count: number, { most, accept, estimate }: CandidateLimits): number[] {
    const best = this.#best(count);
    const sizes = this.#bucketSizes(count, best);
    const looked = estimate ? most * ESTIMATED : most;
    const lowest = Math.floor(LEAST_SHARE * BUCKETS);
    const taken: { document: number; rank: number }[] = [];
    let accepted = 0;
    for (let high = BUCKETS; high > lowest && accepted < looked; ) {
      let low = high;
      for (let inside = 0; low > lowest && inside < looked - accepted; low -= 1) inside += sizes[low - 1] ?? 0;
      for (let at = 0; at < count; at += 1) {
        const document = this.#touched[at] ?? 0;
        const bucket = this.#bucketOf(document, best);
        if (bucket < low || bucket >= high || !accept(document)) continue;
        accepted += 1;
        const likeness = estimate ? Math.max(estimate.of(document), this.#assured.get(document) ?? 0) : 1;
        if (likeness < (estimate?.least ?? 0)) continue;
        taken.push({ document, rank: likeness + (WEIGHT_COUNTS * (this.#weights[document] ?? 0)) / best });
      }
      high = low;
    }
    taken.sort((one, other) => other.rank - one.rank || one.document - other.document);
    return taken.slice(0, most).map(({ document }) => document);
  }

  #best(count: number): number {
    let best = 0;
    for (let at = 0; at < count; at += 1) best = Math.max(best, this.#weights[this.#touched[at] ?? 0] ?? 0);
    return best;
  }

  #bucketOf(document: number, best: number): number {
    return Math.min(BUCKETS - 1, Math.floor(((this.#weights[document] ?? 0) / best) * BUCKETS));
  }

  #bucketSizes(count: number, best: number): Uint32Array {
    const sizes = new Uint32Array(BUCKETS);
    for (let at = 0; at < count; at += 1) {
      const bucket = this.#bucketOf(this.#touched[at] ?? 0, best);
      sizes[bucket] = (sizes[bucket] ?? 0) + 1;
    }
    return sizes;
  }
}
