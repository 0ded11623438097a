import type { ModelParts, OnFlow, Step, TaintModel, Tally } from './model.ts';
import { Tallies } from './model.ts';

/**
 * Poison: whatever a stolen unit has touched is stolen whole. An upper bound of where it can be and no measure of how
 * much: the sums count a unit anew wherever it comes, and are not conserved.
 */
export class PoisonModel implements TaintModel {
  readonly name = 'poison';
  readonly conserves = false;
  readonly #poisoned: Uint8Array;
  readonly #pots: number[] = [];
  readonly #balance: (pot: number) => bigint;
  readonly #tallies: Tallies;
  readonly #assetOf: Uint16Array;
  readonly #onFlow: OnFlow | null;

  constructor({ assetOf, categories, onFlow }: ModelParts, balance: (pot: number) => bigint) {
    this.#poisoned = new Uint8Array(assetOf.length);
    this.#assetOf = assetOf;
    this.#tallies = new Tallies(categories);
    this.#onFlow = onFlow;
    this.#balance = balance;
  }

  move({ inputs, outputs, isHop }: Step): void {
    let isPoisoned = false;
    for (const { pot } of inputs) if (this.#poisoned[pot] === 1) isPoisoned = true;
    for (const { pot, amount, isSource, end } of outputs) {
      if (!isPoisoned && !isSource) continue;
      const tally = this.tally(this.#assetOf[pot] ?? 0);
      if (isSource && !isPoisoned) tally.stolen += amount;
      if (isPoisoned) this.#onFlow?.(inputs[0]?.pot ?? -1, pot, amount);
      if (end >= 0) tally.ends[end] = (tally.ends[end] ?? 0n) + amount;
      else if (this.#poisoned[pot] === 0) {
        this.#poisoned[pot] = 1;
        this.#pots.push(pot);
      }
    }
    if (!isPoisoned || isHop) return;
    const paid = sumOf(inputs) - sumOf(outputs);
    if (paid > 0n) this.tally(this.#assetOf[inputs[0]?.pot ?? 0] ?? 0).fees += paid;
  }

  heldIn(pot: number): bigint {
    return this.#poisoned[pot] === 1 ? this.#balance(pot) : 0n;
  }

  pots(): Iterable<number> {
    return this.#pots;
  }

  /** What is held is the balance of every pot touched, summed when it is asked for. */
  tally(asset: number): Tally {
    return this.#tallies.of(asset);
  }
}

function sumOf(amounts: readonly { amount: bigint }[]): bigint {
  let sum = 0n;
  for (const { amount } of amounts) sum += amount;
  return sum;
}
