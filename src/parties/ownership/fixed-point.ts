import type { OwnershipGraph } from './graph.ts';

/** When the shares that a set of owners holds in a firm bring the firm into the set. */
export interface Threshold {
  /** Millionths of a per cent that must be reached: 50 % or more is 50,000,000; more than 50 % is 50,000,001. */
  reach: number;
  /** Votes count as shares do, each in a sum of its own. */
  votes: boolean;
}

/** Which of the possible shares is taken. */
export type Bound = 'least' | 'most';

const WHOLE = 100_000_000;

/**
 * Least fixed points over one graph: the smallest set that holds the seeds and every firm in which its members together
 * hold enough. The order does not matter, cycles bring nothing in by themselves, and each edge is walked once.
 *
 * With the least of all shares the set holds who is in whatever the truth; with the most, who may be. There the rest of
 * a firm sets a limit: what others hold at least cannot be the set's. Where the least shares alone exceed the whole the
 * records contradict each other, and no limit is drawn from them.
 */
export class FixedPoint {
  readonly #graph: OwnershipGraph;
  readonly #threshold: Threshold;
  readonly #bound: Bound;
  readonly #sums: [Float64Array, Float64Array];
  /** By kind, the least that all owners of a node hold; and of these, the members'. */
  readonly #all: [Float64Array, Float64Array];
  readonly #members: [Float64Array, Float64Array];
  readonly #isIn: Uint8Array;
  readonly #touched: number[] = [];
  #entered: number[] = [];

  constructor(graph: OwnershipGraph, threshold: Threshold, bound: Bound) {
    const nodes = graph.ids.length;
    const sums = (): [Float64Array, Float64Array] => [
      new Float64Array(nodes),
      new Float64Array(threshold.votes ? nodes : 0),
    ];
    this.#graph = graph;
    this.#threshold = threshold;
    this.#bound = bound;
    this.#sums = sums();
    this.#all = sums();
    this.#members = sums();
    this.#isIn = new Uint8Array(nodes);
    if (bound === 'most') this.#sumAll();
  }

  #sumAll(): void {
    const { target, min, kind } = this.#graph;
    for (let edge = 0; edge < target.length; edge += 1) {
      const sums = this.#all[(kind[edge] ?? 0) as 0 | 1];
      const node = target[edge] ?? 0;
      if (node < sums.length) sums[node] = (sums[node] ?? 0) + (min[edge] ?? 0);
    }
  }

  /** Clears the set and grows it from the seeds; returns its members, seeds first. */
  from(seeds: readonly number[]): Int32Array {
    this.#clear();
    const queue: number[] = [];
    this.#entered = queue;
    const enter = (node: number): void => {
      if (this.#isIn[node]) return;
      this.#isIn[node] = 1;
      queue.push(node);
    };
    for (const seed of seeds) enter(seed);
    const { first, target, kind } = this.#graph;
    for (let head = 0; head < queue.length; head += 1) {
      const member = queue[head] ?? 0;
      for (let edge = first[member] ?? 0; edge < (first[member + 1] ?? 0); edge += 1) {
        const type = (kind[edge] ?? 0) as 0 | 1;
        if (type === 1 && !this.#threshold.votes) continue;
        const node = target[edge] ?? 0;
        this.#add(type, node, edge);
        if (!this.#isIn[node] && this.#held(type, node) >= this.#threshold.reach) enter(node);
      }
    }
    return Int32Array.from(queue);
  }

  #add(type: 0 | 1, node: number, edge: number): void {
    const [least, most] = [this.#graph.min[edge] ?? 0, this.#graph.max[edge] ?? 0];
    this.#touched.push(node);
    this.#sums[type][node] = (this.#sums[type][node] ?? 0) + (this.#bound === 'least' ? least : most);
    this.#members[type][node] = (this.#members[type][node] ?? 0) + least;
  }

  #held(type: 0 | 1, node: number): number {
    const sum = this.#sums[type][node] ?? 0;
    if (this.#bound === 'least') return sum;
    const all = this.#all[type][node] ?? 0;
    if (all > WHOLE) return sum;
    return Math.min(sum, WHOLE - (all - (this.#members[type][node] ?? 0)));
  }

  #clear(): void {
    for (const node of this.#touched) {
      for (const type of [0, 1] as const) {
        if (node >= this.#sums[type].length) continue;
        this.#sums[type][node] = 0;
        this.#members[type][node] = 0;
      }
    }
    this.#touched.length = 0;
    for (const node of this.#entered) this.#isIn[node] = 0;
  }

  /** Of the set that `from` grew last. */
  has(node: number): boolean {
    return this.#isIn[node] === 1;
  }

  /** Millionths that the set's members hold in a node, of shares (0) or votes (1). */
  heldIn(node: number, type: 0 | 1): number {
    return type === 1 && !this.#threshold.votes ? 0 : this.#held(type, node);
  }
}
