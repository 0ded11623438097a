import type { Finding } from '../../findings/finding.ts';
import { dollars } from './korea-mix-up.ts';
import { areaName, flowSubject, periodWords, type TradeRowRef, tradeFinding } from './trade-finding.ts';

export const UNIT_VALUE = { id: 'unit-value', version: '1' } as const;

/** Robust deviations, rows and ratio from which a price is far off. */
export const UNIT_VALUE_LIMITS = { deviations: 3.5, rows: 30, ratio: 5, usd: 10_000 } as const;

/** A row of trade with the DPRK beside what others pay for the same. */
export interface PricedRow {
  teller: string;
  partner: string;
  way: 'import' | 'export';
  hs: string;
  period: number;
  unit: string;
  usd: number;
  quantity: number;
  quantityEstimated: boolean;
  /** Of the same heading of six digits, unit, way and year, the DPRK left out. */
  usual: { rows: number; median: number; deviations: number };
  row: TradeRowRef;
  /** Measures that bar or cap the goods. */
  measures: string[];
}

/** A price far from what others pay; null when it is not, or when too few others trade in it. */
export function judgePrice(row: PricedRow, exercise: boolean): Finding | null {
  const { teller, partner, way, hs, period, unit, usd, quantity, usual } = row;
  const price = usd / quantity;
  const ratio = price / usual.median;
  const { deviations, rows, ratio: least, usd: leastUsd } = UNIT_VALUE_LIMITS;
  const near = Math.abs(usual.deviations) < deviations || (ratio < least && ratio > 1 / least);
  if (near || usual.rows < rows || usd < leastUsd || !Number.isFinite(ratio)) return null;
  const high = ratio > 1;
  return tradeFinding({
    watch: UNIT_VALUE,
    about: { teller, partner, way, hs, period },
    subjects: [flowSubject(teller, way, partner, hs)],
    from: period,
    to: period,
    measures: row.measures,
    confidence: row.quantityEstimated ? 0.1 : Math.min(0.35, 0.15 + Math.abs(usual.deviations) / 100),
    explanation: [
      `${areaName(teller)} reported ${way}s ${way === 'import' ? 'from' : 'to'} ${areaName(partner)} under HS ${hs} in ${periodWords(period)} at ${money(price)} a ${unit} (${dollars(usd)} for ${quantity.toLocaleString('en')} ${unit}); ${usual.rows} rows of others in that year have a median of ${money(usual.median)}.`,
      `That is ${high ? `${ratio.toFixed(1)} times as much` : `${(1 / ratio).toFixed(1)} times less`}, ${Math.abs(usual.deviations).toFixed(1)} robust deviations away.`,
      row.quantityEstimated
        ? 'The quantity was estimated by the source, not reported: such prices say little.'
        : 'The quantity is marked as reported, not estimated.',
      high
        ? 'Money may be moved, or other goods sent, under a high price.'
        : 'A low price may hide value, or other goods.',
    ].join(' '),
    missing: ['Is the quantity right, and in that unit?', 'Which goods were they exactly, and of which quality?'],
    rows: [row.row],
    exercise,
  });
}

function money(usd: number): string {
  return `USD ${usd >= 100 ? Math.round(usd).toLocaleString('en') : usd.toPrecision(3)}`;
}
