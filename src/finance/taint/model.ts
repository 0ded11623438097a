/** What a movement takes from a pot, with what lay there before. */
export interface Taken {
  pot: number;
  amount: bigint;
  before: bigint;
}

/** What it gives to a pot. */
export interface Given {
  pot: number;
  amount: bigint;
  before: bigint;
  /** True where all that arrives counts as stolen: the theft itself. */
  isSource: boolean;
  /** Number of the category at whose addresses tracing ends; -1 where it goes on. */
  end: number;
}

/** A movement as the models see it. Inputs reach at least as far as outputs: what is unknown was there before. */
export interface Step {
  inputs: Taken[];
  outputs: Given[];
  /** Amounts in and out are of different assets; what comes is scaled. */
  isHop: boolean;
}

/** Where stolen value of one asset is, in the asset's smallest unit. `stolen + hopIn = held + ends + fees + hopOut`, exactly. */
export interface Tally {
  stolen: bigint;
  held: bigint;
  /** By category of the addresses at which tracing ends. */
  ends: bigint[];
  fees: bigint;
  hopIn: bigint;
  hopOut: bigint;
}

export const MODELS = ['poison', 'haircut', 'fifo', 'lifo'] as const;
export type ModelName = (typeof MODELS)[number];

/** Told of every stolen sum that moves: from the first input's pot to an output's. */
export type OnFlow = (from: number, to: number, amount: bigint) => void;

/** A way to say which part of what leaves a mixed pot is stolen. */
export interface TaintModel {
  readonly name: ModelName;
  /** False for poison, which counts a unit anew wherever it touches. */
  readonly conserves: boolean;
  move(step: Step): void;
  /** Stolen value in a pot. */
  heldIn(pot: number): bigint;
  /** Pots that hold stolen value. */
  pots(): Iterable<number>;
  tally(asset: number): Tally;
}

/** Tallies by asset. */
export class Tallies {
  readonly #byAsset = new Map<number, Tally>();
  readonly #categories: number;

  constructor(categories: number) {
    this.#categories = categories;
  }

  of(asset: number): Tally {
    let tally = this.#byAsset.get(asset);
    if (!tally) {
      const ends = Array.from({ length: this.#categories }, () => 0n);
      tally = { stolen: 0n, held: 0n, ends, fees: 0n, hopIn: 0n, hopOut: 0n };
      this.#byAsset.set(asset, tally);
    }
    return tally;
  }
}

export interface ModelParts {
  /** Asset of each pot, as a number. */
  assetOf: Uint16Array;
  categories: number;
  onFlow: OnFlow | null;
}

/** Math.min is for floating point. */
export function lesser(one: bigint, other: bigint): bigint {
  if (one < other) return one;
  return other;
}
