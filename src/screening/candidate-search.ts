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
}

export interface CandidateLimits {
  most: number;
  /** Who may be answered. */
  accept(document: number): boolean;
  /** What a document's weight is multiplied by, when the weights tell it from no other. */
  favour?(document: number): number;
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

/** Finds the documents that bear most of what a question asks for, rare things counting more. */
export class CandidateSearch {
  readonly #size: number;
  /** Between questions all zero. */
  readonly #weights: Float32Array;
  /** The last thing that a document was weighed for, counted from 1. */
  readonly #weighedFor: Uint8Array;
  readonly #touched: Uint32Array;

  /** Documents are numbered from 0 to `size` - 1. */
  constructor(size: number) {
    this.#size = size;
    this.#weights = new Float32Array(size);
    this.#weighedFor = new Uint8Array(size);
    this.#touched = new Uint32Array(size);
  }

  /** At most `most` documents, the likeliest first. */
  find(things: readonly AskedThing[], { most, accept, favour }: CandidateLimits): number[] {
    const count = this.#weigh(this.#rarestFirst(things));
    for (let at = 0; favour && at < count; at += 1) {
      const document = this.#touched[at] ?? 0;
      this.#weights[document] = (this.#weights[document] ?? 0) * favour(document);
    }
    const chosen = this.#choose(count, most, accept);
    for (let at = 0; at < count; at += 1) {
      const document = this.#touched[at] ?? 0;
      this.#weights[document] = 0;
      this.#weighedFor[document] = 0;
    }
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
  #weighThing({ bearers, weight }: WeighedThing, { mark, met, newcomers }: WeighingState): number {
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
      }
    }
    return count;
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
