import { AppError } from '../../kernel/errors.ts';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import { areaOf } from '../area-code.ts';
import type { WayOfGoods } from './ban-finder.ts';

/** Trade that was allowed. */
export interface TradeExemption {
  /** What the Committee or the state calls it. */
  reference: string;
  /** The state that trades; null for any. */
  state: string | null;
  direction: WayOfGoods;
  /** HS code of two digits and more. */
  hs: string;
  from: string;
  to: string;
  source: string | null;
}

const COLUMNS = ['reference', 'state', 'direction', 'hs', 'from', 'to'] as const;

/** Reads exemptions (`reference,state,direction,hs,from,to,source`). Throws AppError `EXEMPTION_COLUMNS` (refused). */
export function readExemptions(
  name: string,
  header: readonly string[],
  rows: readonly { line: number; cells: readonly string[] }[],
): { exemptions: TradeExemption[]; rejected: { line: number; reason: string }[] } {
  const names = header.map((heading) => heading.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new AppError({
      code: 'EXEMPTION_COLUMNS',
      kind: 'refused',
      message: `Cannot read "${name}": it has no column ${missing.join(', ')}`,
      hint: 'Exemptions: reference,state,direction,hs,from,to,source.',
    });
  const exemptions: TradeExemption[] = [];
  const rejected: { line: number; reason: string }[] = [];
  for (const { line, cells } of rows) {
    const row = exemptionOf((column) => (cells[names.indexOf(column)] ?? '').trim());
    if (typeof row === 'string') rejected.push({ line, reason: row });
    else exemptions.push(row);
  }
  return { exemptions, rejected };
}

function exemptionOf(cell: (column: string) => string): TradeExemption | string {
  const [reference, direction, from, to] = ['reference', 'direction', 'from', 'to'].map(cell) as [
    string,
    string,
    string,
    string,
  ];
  const hs = cell('hs').replaceAll(/[ .]/g, '');
  const state = cell('state') === '' ? null : areaOf(cell('state'));
  if (reference === '') return 'no reference is given';
  if (cell('state') !== '' && state === null) return `state "${cell('state').slice(0, 60)}" is not known`;
  if (direction !== 'to-dprk' && direction !== 'from-dprk')
    return `direction "${direction.slice(0, 60)}" is neither to-dprk nor from-dprk`;
  if (!/^\d{2}(\d{2}){0,4}$/.test(hs)) return `HS code "${hs.slice(0, 60)}" is none`;
  if (parsePartialDate(from)?.length !== 10 || parsePartialDate(to)?.length !== 10)
    return 'from and to must be days, YYYY-MM-DD';
  if (from > to) return 'it ends before it begins';
  return { reference, state, direction, hs, from, to, source: cell('source') || null };
}
