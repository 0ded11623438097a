import type { TradeRowRef } from '../../watches/trade-finding.ts';
import type { TradeFile } from '../rows/store-trade.ts';

/** Rows that a finding shows. */
const SHOWN_ROWS = 5;

/**
 * SQL for the rows of a group with the largest values. Equal values go by their row, so that the order is the same on
 * every run.
 */
export const LARGEST = `arg_max({'file': file, 'row': row, 'period': period, 'hs': hs, 'usd': coalesce(usd, 0)},
  (coalesce(usd, 0) * 100)::hugeint * 4294967296 - row - file::hugeint * 1048576, ${SHOWN_ROWS})`;

export interface RawRef {
  file: number;
  row: number;
  period: number;
  hs: string;
  usd: number;
}

/** References with the files that they lie in. */
export function rowRefs(rows: readonly RawRef[] | null, files: readonly TradeFile[]): TradeRowRef[] {
  return (rows ?? []).flatMap(({ file, row, period, hs, usd }) => {
    const from = files[file];
    return from ? [{ name: from.name, sha256: from.sha256, vintage: from.vintage, row, period, hs, usd }] : [];
  });
}
