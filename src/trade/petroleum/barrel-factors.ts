import { readShippedJson } from '../../kernel/shipped-data.ts';

/** How many barrels a tonne of a product is, by whom. */
export interface BarrelFactor {
  id: string;
  title: string;
  kind: PetroleumKind;
  barrelsPerTonne: number;
  /** Counts towards the interval of products that nobody named. */
  inInterval: boolean;
  /** `statistical`: a statistical office's; `implied`: two published figures for the same thing give it. */
  basis: 'statistical' | 'implied';
  effect: string;
  source: string;
  confidence: string;
}

export type PetroleumKind = 'refined' | 'crude';

/** Least and most; equal where the figure is known. */
export interface Interval {
  least: number;
  most: number;
}

const register = readShippedJson<{ factors: BarrelFactor[] }>('trade/barrel-factors.json').factors;

/** Every factor with its source. */
export function barrelFactors(): readonly BarrelFactor[] {
  return register;
}

/** Products that a delivery may name, the two kinds included. */
export function petroleumProducts(): string[] {
  return [
    'refined',
    'crude',
    ...register.filter(({ id, basis }) => basis === 'statistical' && id !== 'crude').map(({ id }) => id),
  ];
}

export function kindOfProduct(product: string): PetroleumKind {
  return product === 'crude' ? 'crude' : 'refined';
}

/** Tonnes in barrels: by the product's own factor where it is named, else between the lowest and the highest of its kind. */
export function barrelsOf(tonnes: number, product: string): Interval {
  const named = register.find(({ id, kind }) => id === product && kind === 'refined');
  if (named) return rounded({ least: tonnes * named.barrelsPerTonne, most: tonnes * named.barrelsPerTonne });
  const range = factorRange(kindOfProduct(product));
  return rounded({ least: tonnes * range.least, most: tonnes * range.most });
}

export function factorRange(kind: PetroleumKind): Interval {
  const factors = register
    .filter((factor) => factor.kind === kind && factor.inInterval)
    .map((one) => one.barrelsPerTonne);
  return { least: Math.min(...factors), most: Math.max(...factors) };
}

/** What each factor makes of the same tonnes. */
export function effectOfFactors(tonnes: number, kind: PetroleumKind): (BarrelFactor & { barrels: number })[] {
  return register
    .filter((factor) => factor.kind === kind)
    .map((factor) => ({ ...factor, barrels: Math.round(tonnes * factor.barrelsPerTonne) }))
    .sort((one, other) => one.barrelsPerTonne - other.barrelsPerTonne);
}

export function sum(intervals: readonly Interval[]): Interval {
  return {
    least: intervals.reduce((total, { least }) => total + least, 0),
    most: intervals.reduce((total, { most }) => total + most, 0),
  };
}

/** Thousandths of a barrel mean nothing and binary fractions mean less. */
function rounded({ least, most }: Interval): Interval {
  return { least: Math.round(least * 100) / 100, most: Math.round(most * 100) / 100 };
}
