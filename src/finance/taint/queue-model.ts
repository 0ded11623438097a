import type { Given, ModelParts, OnFlow, Step, TaintModel, Tally } from './model.ts';
import { lesser, Tallies } from './model.ts';

/** Value of one kind that came together. */
interface Parcel {
  amount: bigint;
  isStolen: boolean;
}

/** Parcels in the order they came, with neighbours of one kind joined. */
class ParcelQueue {
  #parcels: Parcel[] = [];
  #head = 0;
  stolen = 0n;

  push({ amount, isStolen }: Parcel): void {
    if (amount === 0n) return;
    if (isStolen) this.stolen += amount;
    const last = this.#parcels[this.#parcels.length - 1];
    if (last && this.#parcels.length > this.#head && last.isStolen === isStolen) last.amount += amount;
    else this.#parcels.push({ amount, isStolen });
  }

  /** The oldest value, or with `newest` the youngest, up to an amount; what is missing is clean. */
  take(amount: bigint, newest: boolean): Parcel[] {
    const taken: Parcel[] = [];
    let left = amount;
    while (left > 0n && this.#parcels.length > this.#head) {
      const parcel = this.#parcels[newest ? this.#parcels.length - 1 : this.#head];
      if (!parcel) break;
      const part = lesser(parcel.amount, left);
      left -= part;
      if (parcel.isStolen) this.stolen -= part;
      taken.push({ amount: part, isStolen: parcel.isStolen });
      parcel.amount -= part;
      if (parcel.amount > 0n) break;
      if (newest) this.#parcels.pop();
      else this.#dropHead();
    }
    if (left > 0n) taken.push({ amount: left, isStolen: false });
    return taken;
  }

  #dropHead(): void {
    this.#head += 1;
    if (this.#head < 64 || this.#head * 2 < this.#parcels.length) return;
    this.#parcels = this.#parcels.slice(this.#head);
    this.#head = 0;
  }
}

/**
 * First in, first out (Clayton's case, 1816), or last in, first out: what leaves a pot is what came first, or last. The
 * parcels of several inputs follow each other in the inputs' order (LIFO: in the reverse), fill the outputs in their
 * order, and the fee takes what is left. No unit is made, lost or split.
 *
 * Pots that never held stolen value have no queue; their balance is all that matters of them.
 */
export class QueueModel implements TaintModel {
  readonly name: 'fifo' | 'lifo';
  readonly conserves = true;
  readonly #queues: (ParcelQueue | undefined)[] = [];
  readonly #withQueue = new Set<number>();
  readonly #tallies: Tallies;
  readonly #assetOf: Uint16Array;
  readonly #onFlow: OnFlow | null;

  constructor(name: 'fifo' | 'lifo', { assetOf, categories, onFlow }: ModelParts) {
    this.name = name;
    this.#assetOf = assetOf;
    this.#tallies = new Tallies(categories);
    this.#onFlow = onFlow;
  }

  move(step: Step): void {
    const { inputs, outputs } = step;
    let isTouched = false;
    for (const { pot } of inputs) if (this.#queues[pot]) isTouched = true;
    for (const { pot, isSource } of outputs) if (isSource || this.#queues[pot]) isTouched = true;
    if (!isTouched) return;
    const stream = this.#gather(step);
    const from = inputs[0]?.pot ?? -1;
    if (step.isHop) this.#hop(step, stream);
    else {
      const feed = new Feed(stream);
      for (const output of outputs) this.#give(output, feed.next(output.amount), from);
      this.#fee(from, feed.rest());
    }
  }

  #gather({ inputs }: Step): Parcel[] {
    const newest = this.name === 'lifo';
    const ordered = newest ? [...inputs].reverse() : inputs;
    return ordered.flatMap(({ pot, amount }) => {
      const queue = this.#queues[pot];
      if (!queue) return [{ amount, isStolen: false }];
      const taken = queue.take(amount, newest);
      const tally = this.tally(this.#assetOf[pot] ?? 0);
      for (const parcel of taken) if (parcel.isStolen) tally.held -= parcel.amount;
      if (queue.stolen === 0n) this.#forget(pot);
      return taken;
    });
  }

  #give({ pot, before, isSource, end }: Given, parcels: readonly Parcel[], from: number): void {
    const tally = this.tally(this.#assetOf[pot] ?? 0);
    let moved = 0n;
    for (const { amount, isStolen } of parcels) {
      if (isStolen) moved += amount;
      else if (isSource) tally.stolen += amount;
    }
    const stolen = isSource ? parcels.reduce((sum, { amount }) => sum + amount, 0n) : moved;
    if (moved > 0n) this.#onFlow?.(from, pot, moved);
    if (end >= 0) {
      tally.ends[end] = (tally.ends[end] ?? 0n) + stolen;
      return;
    }
    tally.held += stolen;
    let queue = this.#queues[pot];
    if (!queue) {
      if (stolen === 0n) return;
      queue = new ParcelQueue();
      queue.push({ amount: before, isStolen: false });
      this.#queues[pot] = queue;
      this.#withQueue.add(pot);
    }
    for (const { amount, isStolen } of parcels) queue.push({ amount, isStolen: isStolen || isSource });
  }

  #fee(from: number, parcels: readonly Parcel[]): void {
    for (const { amount, isStolen } of parcels) if (isStolen) this.tally(this.#assetOf[from] ?? 0).fees += amount;
  }

  /** What enters a hop leaves it in the other asset, each parcel in its share; the last unit goes where the sum puts it. */
  #hop({ inputs, outputs }: Step, stream: readonly Parcel[]): void {
    const [input, output] = [inputs[0], outputs[0]];
    if (!input || !output || input.amount === 0n) return;
    let [seen, made] = [0n, 0n];
    const scaled = stream.map(({ amount, isStolen }) => {
      seen += amount;
      const part = (seen * output.amount) / input.amount - made;
      made += part;
      if (isStolen) {
        this.tally(this.#assetOf[input.pot] ?? 0).hopOut += amount;
        this.tally(this.#assetOf[output.pot] ?? 0).hopIn += part;
      }
      return { amount: part, isStolen };
    });
    this.#give(output, scaled, input.pot);
  }

  #forget(pot: number): void {
    this.#queues[pot] = undefined;
    this.#withQueue.delete(pot);
  }

  heldIn(pot: number): bigint {
    return this.#queues[pot]?.stolen ?? 0n;
  }

  pots(): Iterable<number> {
    return this.#withQueue;
  }

  tally(asset: number): Tally {
    return this.#tallies.of(asset);
  }
}

/** Hands parcels out in portions. */
class Feed {
  readonly #parcels: readonly Parcel[];
  #at = 0;
  #used = 0n;

  constructor(parcels: readonly Parcel[]) {
    this.#parcels = parcels;
  }

  next(amount: bigint): Parcel[] {
    const portion: Parcel[] = [];
    let left = amount;
    while (left > 0n) {
      const parcel = this.#parcels[this.#at];
      if (!parcel) {
        portion.push({ amount: left, isStolen: false });
        break;
      }
      const open = parcel.amount - this.#used;
      const part = lesser(open, left);
      if (part > 0n) portion.push({ amount: part, isStolen: parcel.isStolen });
      left -= part;
      this.#used += part;
      if (this.#used < parcel.amount) continue;
      this.#at += 1;
      this.#used = 0n;
    }
    return portion;
  }

  rest(): Parcel[] {
    const first = this.#parcels[this.#at];
    if (!first) return [];
    const open = { ...first, amount: first.amount - this.#used };
    return [open, ...this.#parcels.slice(this.#at + 1)];
  }
}
