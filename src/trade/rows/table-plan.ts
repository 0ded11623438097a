import { AppError } from '../../kernel/errors.ts';
import { readShippedJson } from '../../kernel/shipped-data.ts';

const words = readShippedJson<{
  headings: Record<string, string[]>;
  flows: Record<Flow, string[]>;
  units: Record<string, Record<string, number>>;
  noUnit: string[];
}>('trade/columns.json');

export type Flow = 'import' | 'export' | 're-import' | 're-export';

/** Where rows came from: UN Comtrade, China's customs, or any other table. */
export type TradeKind = 'comtrade' | 'gacc' | 'table';

/** What a column can hold, as the table of headings names it. */
const FIELDS = [
  'reporter', 'partner', 'partner2', 'flow', 'period', 'year', 'hs', 'classification', 'quantity', 'unit', 'quantity_estimated',
  'kg', 'kg_estimated', 'value', 'value_cny', 'value_thousand', 'cif', 'fob', 'estimated', 'customs', 'transport', 'supply', 'mode', 'place',
] as const; // biome-ignore format: one look
export type TradeField = (typeof FIELDS)[number];

/** How a table's columns are read. */
export interface TablePlan {
  kind: TradeKind;
  /** Column of each field, from 0. */
  at: Partial<Record<TradeField, number>>;
  /** What every row has where no column says it. */
  reporter: string | null;
  flow: Flow | null;
  currency: string;
  valueFactor: number;
}

export interface PlanGiven {
  /** Columns by the reader's own word: `{ partner: 'Land' }`. */
  columns?: Record<string, string> | undefined;
  /** Country code. */
  reporter?: string | undefined;
  flow?: Flow | undefined;
  currency?: string | undefined;
}

/**
 * Finds what each column of a table holds by its heading. Throws AppError `TRADE_COLUMNS` (refused) that says what is
 * missing.
 */
export function planTable(name: string, header: readonly string[], given: PlanGiven = {}): TablePlan {
  const at = columnsOf(name, header, given.columns ?? {});
  const isGacc =
    header.some((heading) => /^(商品编码|数据年月)$/.test(heading.trim())) ||
    /dateofdata/.test(header.map(plain).join(' '));
  const isComtrade = header.some((heading) => plain(heading) === 'cmdcode');
  const value = at.value ?? at.value_thousand ?? at.value_cny;
  const plan: TablePlan = {
    kind: isGacc ? 'gacc' : isComtrade ? 'comtrade' : 'table',
    at: value === undefined ? at : { ...at, value },
    reporter: given.reporter ?? (isGacc ? 'cn' : null),
    flow: given.flow ?? null,
    currency: given.currency ?? (at.value === undefined && at.value_thousand === undefined ? 'CNY' : 'USD'),
    valueFactor: at.value === undefined && at.value_thousand !== undefined ? 1000 : 1,
  };
  const missing = [
    at.reporter === undefined && plan.reporter === null ? 'reporter' : null,
    at.partner === undefined ? 'partner' : null,
    at.flow === undefined && plan.flow === null ? 'flow' : null,
    at.period === undefined && at.year === undefined ? 'period' : null,
    at.hs === undefined ? 'hs' : null,
    value === undefined ? 'value' : null,
  ].filter((one) => one !== null);
  if (missing.length > 0) throw columnsMissing(name, header, missing);
  return plan;
}

function columnsOf(name: string, header: readonly string[], given: Record<string, string>): TablePlan['at'] {
  const at: TablePlan['at'] = {};
  const headings = header.map(plain);
  for (const field of FIELDS)
    for (const word of words.headings[field] ?? []) {
      const found = headings.indexOf(word.replaceAll(' ', ''));
      if (found >= 0) at[field] ??= found;
    }
  for (const [field, word] of Object.entries(given)) {
    const column = header.findIndex((heading) => heading.trim() === word);
    if (!(FIELDS as readonly string[]).includes(field) || column < 0)
      throw new AppError({
        code: 'TRADE_COLUMNS',
        kind: 'usage',
        message: `Cannot read "${name}": ${column < 0 ? `it has no column "${word}"` : `"${field}" is nothing that a column can hold`}`,
        hint: `Columns: ${header.slice(0, 30).join(', ')}. They can hold ${FIELDS.join(', ')}.`,
      });
    at[field as TradeField] = column;
  }
  return at;
}

function columnsMissing(name: string, header: readonly string[], missing: readonly string[]): AppError {
  const by = { flow: '--flow import', reporter: '--reporter CN' } as Record<string, string>;
  return new AppError({
    code: 'TRADE_COLUMNS',
    kind: 'refused',
    message: `Cannot read "${name}": no column holds ${missing.join(', ')}`,
    hint: `Say which does: --columns "${missing[0]}=${header[0] ?? 'Heading'}"${missing.some((one) => by[one]) ? `, or ${missing.flatMap((one) => by[one] ?? []).join(' and ')} for all rows` : ''}. Columns: ${header.slice(0, 30).join(', ')}.`,
  });
}

function plain(heading: string): string {
  return heading.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Every word for a flow, lower case, with what it means. */
export function flowWords(): [word: string, flow: Flow][] {
  return Object.entries(words.flows).flatMap(([flow, spelt]) =>
    spelt.map((word): [string, Flow] => [word, flow as Flow]),
  );
}

/** Every word for a unit, lower case, with the unit that is counted and how many of it one is. */
export function unitWords(): [word: string, unit: string, factor: number][] {
  return Object.entries(words.units).flatMap(([unit, spelt]) =>
    Object.entries(spelt).map(([word, factor]): [string, string, number] => [word, unit, factor]),
  );
}

/** Words that say that no quantity is meant. */
export function noUnitWords(): readonly string[] {
  return words.noUnit;
}
