import { barrelsOf, factorRange, type Interval, kindOfProduct, sum } from './barrel-factors.ts';
import type { Delivery } from './delivery.ts';
import { periodText, type SupplyPeriod } from './supply-period.ts';

/** Something about the statements that a reader must know before the sum is believed. */
export interface SupplyFlag {
  kind:
    | 'revised'
    | 'contradicted'
    | 'parts-differ'
    | 'parts-exceed-total'
    | 'overlap'
    | 'crosses-the-year'
    | 'odd-factor'
    | 'stated-jointly'
    | 'missing-months';
  suppliers: string[];
  period: string;
  text: string;
}

/** What a supplier states of one period, all products together. */
export interface StatedAmount {
  period: SupplyPeriod;
  barrels: Interval;
  /** Null where barrels alone are stated. */
  tonnes: number | null;
  statements: Delivery[];
}

/** Statements on one supplier and one period as one amount. Products add up; `refined` beside named products is their total. */
export function statedAmount(statements: readonly Delivery[], flags: SupplyFlag[]): StatedAmount {
  const [first] = statements as [Delivery];
  const byProduct = new Map<string, Delivery[]>();
  for (const one of statements) byProduct.set(one.product, [...(byProduct.get(one.product) ?? []), one]);
  const amounts = [...byProduct].map(([product, rows]) => ({ product, ...amountOfProduct(rows, flags) }));
  const total = amounts.find(({ product }) => product === 'refined' || product === 'crude');
  const named = amounts.filter((amount) => amount !== total);
  const parts = sum(named.map(({ barrels }) => barrels));
  const tonnes = total ? total.tonnes : totalTonnes(named.map((one) => one.tonnes));
  return {
    period: first.period,
    barrels: total && named.length > 0 ? agreed(total.barrels, parts).interval : (total?.barrels ?? parts),
    tonnes,
    statements: [...statements],
  };
}

function totalTonnes(tonnes: readonly (number | null)[]): number | null {
  return tonnes.some((one) => one === null) ? null : tonnes.reduce<number>((total, one) => total + (one ?? 0), 0);
}

/** What two statements of the same thing leave: what both allow, or, where they exclude each other, all from one to the other. */
export function agreed(one: Interval, other: Interval): { interval: Interval; agree: boolean } {
  const least = Math.max(one.least, other.least);
  const most = Math.min(one.most, other.most);
  if (least <= most) return { interval: { least, most }, agree: true };
  return { interval: { least: Math.min(one.least, other.least), most: Math.max(one.most, other.most) }, agree: false };
}

function amountOfProduct(rows: readonly Delivery[], flags: SupplyFlag[]): { barrels: Interval; tonnes: number | null } {
  const barrels = inForce(rows, 'barrels', flags);
  const tonnes = inForce(rows, 'tonnes', flags);
  const [{ product, suppliers, period }] = rows as [Delivery];
  if (!barrels) {
    const converted = [tonnes?.least ?? 0, tonnes?.most ?? 0].map((one) => barrelsOf(one, product));
    return {
      barrels: { least: converted[0]?.least ?? 0, most: converted[1]?.most ?? 0 },
      tonnes: tonnes?.most ?? null,
    };
  }
  if (tonnes && tonnes.least > 0) {
    const factor = barrels.least / tonnes.least;
    const { least, most } = factorRange(kindOfProduct(product));
    // Bitumen, the lightest of all per tonne, may be part of what is not named.
    if (factor < Math.min(least, 6.05) || factor > most || (kindOfProduct(product) === 'refined' && factor > ODD_ABOVE))
      flags.push({
        kind: 'odd-factor',
        suppliers,
        period: periodText(period),
        text: `${barrels.least.toLocaleString('en')} barrels for ${tonnes.least.toLocaleString('en')} t is ${factor.toFixed(2)} barrels a tonne, more or less than liquid products are.`,
      });
  }
  return { barrels, tonnes: tonnes?.most ?? null };
}

/** Only gas under pressure has more barrels a tonne. */
const ODD_ABOVE = 8.9;

/** The figure that holds in one unit: the latest published; where dates do not tell, all that was said. */
function inForce(rows: readonly Delivery[], unit: 'barrels' | 'tonnes', flags: SupplyFlag[]): Interval | null {
  const stated = rows
    .filter((row) => row[unit] !== null)
    .sort((one, other) => (one.publishedOn ?? '').localeCompare(other.publishedOn ?? ''));
  const last = stated.at(-1);
  if (!last) return null;
  const values = [...new Set(stated.map((row) => row[unit] as number))];
  if (values.length === 1) return { least: values[0] ?? 0, most: values[0] ?? 0 };
  const about = { suppliers: last.suppliers, period: periodText(last.period) };
  const latest = stated.filter((row) => row.publishedOn === last.publishedOn && last.publishedOn !== null);
  const latestValues = new Set(latest.map((row) => row[unit]));
  const said = stated.map(
    (row) => `${row[unit]?.toLocaleString('en')}${row.publishedOn ? ` (${row.publishedOn})` : ''}`,
  );
  if (latestValues.size === 1 && stated.every((row) => row.publishedOn !== null)) {
    flags.push({ kind: 'revised', ...about, text: `Revised: ${said.join(', then ')} ${unit}.` });
    return { least: last[unit] as number, most: last[unit] as number };
  }
  flags.push({ kind: 'contradicted', ...about, text: `Sources differ: ${said.join(' and ')} ${unit}.` });
  return { least: Math.min(...values), most: Math.max(...values) };
}
