import { AppError } from '../../kernel/errors.ts';

/** Columns of the table that an answer becomes, in this order. */
export const ANSWER_COLUMNS = [
  'reporterCode', 'reporterISO', 'partnerCode', 'partnerISO', 'partner2Code', 'flowCode', 'period', 'cmdCode', 'classificationCode',
  'customsCode', 'motCode', 'mosCode', 'qtyUnitAbbr', 'qty', 'isQtyEstimated', 'netWgt', 'isNetWgtEstimated', 'primaryValue',
  'cifvalue', 'fobvalue', 'legacyEstimationFlag',
] as const; // biome-ignore format: one look

type Column = (typeof ANSWER_COLUMNS)[number];
type Kind = 'number' | 'text' | 'yes-no' | 'number or text';

/** What each must be where it is there; those marked must be there. */
const SHAPE: Readonly<Record<Column, { kind: Kind; needed?: true }>> = {
  reporterCode: { kind: 'number', needed: true },
  reporterISO: { kind: 'text' },
  partnerCode: { kind: 'number', needed: true },
  partnerISO: { kind: 'text' },
  partner2Code: { kind: 'number' },
  flowCode: { kind: 'text', needed: true },
  period: { kind: 'number or text', needed: true },
  cmdCode: { kind: 'text', needed: true },
  classificationCode: { kind: 'text' },
  customsCode: { kind: 'text' },
  motCode: { kind: 'number or text' },
  mosCode: { kind: 'number or text' },
  qtyUnitAbbr: { kind: 'text' },
  qty: { kind: 'number' },
  isQtyEstimated: { kind: 'yes-no' },
  netWgt: { kind: 'number' },
  isNetWgtEstimated: { kind: 'yes-no' },
  primaryValue: { kind: 'number', needed: true },
  cifvalue: { kind: 'number' },
  fobvalue: { kind: 'number' },
  legacyEstimationFlag: { kind: 'number' },
};

export interface ComtradeAnswer {
  /** How many rows Comtrade says that there are. */
  count: number;
  rows: (string | number | null)[][];
  rejected: { line: number; reason: string }[];
}

/** Checks an answer of UN Comtrade v1 against its shape. Rows of another shape are rejected by their number in `data`. Throws AppError `COMTRADE_SHAPE` (refused). */
export function readComtradeAnswer(name: string, answer: unknown): ComtradeAnswer {
  const envelope = answer as { data?: unknown; count?: unknown; error?: unknown } | null;
  if (typeof envelope !== 'object' || envelope === null || !Array.isArray(envelope.data))
    throw shapeError(name, 'it holds no "data"');
  if (typeof envelope.error === 'string' && envelope.error !== '')
    throw shapeError(name, `Comtrade says: ${envelope.error.slice(0, 200)}`);
  const read: ComtradeAnswer = {
    count: typeof envelope.count === 'number' ? envelope.count : envelope.data.length,
    rows: [],
    rejected: [],
  };
  for (const [at, row] of envelope.data.entries()) {
    const fault = faultIn(row);
    if (fault) read.rejected.push({ line: at + 1, reason: fault });
    // A row that is at fault leaves an empty one, so that rows keep their numbers.
    read.rows.push(
      fault
        ? ANSWER_COLUMNS.map(() => null)
        : ANSWER_COLUMNS.map((name) => cellOf((row as Record<Column, unknown>)[name])),
    );
  }
  return read;
}

function faultIn(row: unknown): string | null {
  if (typeof row !== 'object' || row === null) return 'is no row';
  for (const name of ANSWER_COLUMNS) {
    const value = (row as Record<string, unknown>)[name];
    const { kind, needed } = SHAPE[name];
    if (value === undefined || value === null) {
      if (needed) return `${name} is missing`;
    } else if (!isOf(kind, value)) return `${name} is no ${kind}`;
  }
  return null;
}

function isOf(kind: Kind, value: unknown): boolean {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (kind === 'text') return typeof value === 'string' && value.length <= 100;
  if (kind === 'yes-no') return typeof value === 'boolean';
  return typeof value === 'number' || (typeof value === 'string' && value.length <= 20);
}

function cellOf(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? value : String(value);
}

function shapeError(name: string, what: string): AppError {
  return new AppError({
    code: 'COMTRADE_SHAPE',
    kind: 'refused',
    message: `Cannot read "${name}": ${what}`,
    hint: 'An answer of UN Comtrade v1 is {"count":…,"data":[…],"error":""}.',
  });
}
