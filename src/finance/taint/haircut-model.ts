import type { Given, ModelParts, OnFlow, Step, TaintModel, Taken, Tally } from './model.ts';
import { lesser, Tallies } from './model.ts';

/**
 * Haircut: what leaves a mixed pot is stolen in the pot's own proportion. Proportions are no whole numbers; each part is
 * rounded down in the smallest unit and what rounding leaves stays behind, in the pot or with the last output, so that
 * the sum is exact and each step is off by less than one unit from the true fraction.
 */
export class HaircutModel implements TaintModel {
  readonly name = 'haircut';
  readonly conserves = true;
  readonly #held = new Map<number, bigint>();
  readonly #tallies: Tallies;
  readonly #assetOf: Uint16Array;
  readonly #onFlow: OnFlow | null;

  constructor({ assetOf, categories, onFlow }: ModelParts) {
    this.#assetOf = assetOf;
    this.#tallies = new Tallies(categories);
    this.#onFlow = onFlow;
  }

  move(step: Step): void {
    const { inputs, outputs } = step;
    let isTouched = false;
    for (const { pot } of inputs) if (this.#held.has(pot)) isTouched = true;
    for (const { isSource } of outputs) if (isSource) isTouched = true;
    if (!isTouched) return;
    const total = inputs.reduce((sum, { amount }) => sum + amount, 0n);
    const stolen = this.#collect(inputs);
    if (step.isHop) {
      if (stolen > 0n) this.#hop(step, stolen);
      return;
    }
    const from = inputs[0]?.pot ?? -1;
    let [seen, given] = [0n, 0n];
    for (const output of outputs) {
      seen += output.amount;
      const upTo = stolen === 0n || total === 0n ? 0n : (stolen * lesser(seen, total)) / total;
      const part = upTo - given;
      given = upTo;
      if (part > 0n) this.#onFlow?.(from, output.pot, part);
      if (part > 0n || output.isSource) this.#give(output, part);
    }
    if (stolen > given) this.tally(this.#assetOf[from] ?? 0).fees += stolen - given;
  }

  /** Takes from each input its part of what is stolen there. */
  #collect(inputs: readonly Taken[]): bigint {
    let stolen = 0n;
    for (const { pot, amount, before } of inputs) {
      const held = this.#held.get(pot);
      if (held === undefined) continue;
      const part = amount >= before ? held : (held * amount) / before;
      stolen += part;
      this.tally(this.#assetOf[pot] ?? 0).held -= part;
      if (part === held) this.#held.delete(pot);
      else this.#held.set(pot, held - part);
    }
    return stolen;
  }

  #give({ pot, amount, isSource, end }: Given, part: bigint): void {
    const tally = this.tally(this.#assetOf[pot] ?? 0);
    const stolen = isSource ? amount : part;
    if (isSource) tally.stolen += amount - part;
    if (end >= 0) {
      tally.ends[end] = (tally.ends[end] ?? 0n) + stolen;
      return;
    }
    if (stolen === 0n) return;
    tally.held += stolen;
    this.#held.set(pot, (this.#held.get(pot) ?? 0n) + stolen);
  }

  #hop({ inputs, outputs }: Step, stolen: bigint): void {
    const [input, output] = [inputs[0], outputs[0]];
    if (!input || !output || input.amount === 0n) return;
    const part = (stolen * output.amount) / input.amount;
    this.tally(this.#assetOf[input.pot] ?? 0).hopOut += stolen;
    this.tally(this.#assetOf[output.pot] ?? 0).hopIn += part;
    if (part > 0n) this.#onFlow?.(input.pot, output.pot, part);
    this.#give({ ...output, isSource: false }, part);
  }

  heldIn(pot: number): bigint {
    return this.#held.get(pot) ?? 0n;
  }

  pots(): Iterable<number> {
    return this.#held.keys();
  }

  tally(asset: number): Tally {
    return this.#tallies.of(asset);
  }
}
