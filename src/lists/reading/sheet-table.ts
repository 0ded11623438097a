import type { Cell, Sheet } from '../list-reader.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import { unreadable } from './file-errors.ts';

export interface HeadedCell {
  heading: string;
  text: string;
}

/** A row of a table in a sheet; cells are read by column name, cleaned. */
export interface TableRow {
  /** Row of the sheet, from 1. */
  line: number;
  /** The first column of that name that holds something; empty when none does. */
  text(name: string): string;
  /** Every column of that name that holds something. */
  texts(name: string): string[];
  /** True when a column of that name holds anything at all, a word for "unknown" included. */
  filled(name: string): boolean;
  /** Every column of that name that holds something, with its heading as written. */
  headed(name: string): HeadedCell[];
  /** The same for headings that no column claims. */
  others(): HeadedCell[];
}

export interface SheetTable {
  /** Row of the headings, from 1. */
  headerLine: number;
  has(name: string): boolean;
  rows: TableRow[];
}

export interface TablePlan {
  /** Columns by the headings that they may have, blanks left out and in lower case. */
  columns: Readonly<Record<string, RegExp>>;
  /** The columns whose headings together mark the row of headings. */
  anchors: readonly string[];
  /** Columns without which the file is not this list. */
  required: readonly string[];
}

/** Rows in which headings are looked for: notes may stand above them. */
const MOST_ROWS_ABOVE = 40;

/**
 * The table of a sheet, found by its headings wherever they stand; null when the sheet holds none. Throws when the
 * headings are there and a required column is not.
 */
export function tableIn(sheet: Sheet, plan: TablePlan, file: string): SheetTable | null {
  for (const [index, cells] of sheet.rows.slice(0, MOST_ROWS_ABOVE).entries()) {
    const headings = cells.map((cell) => headingOf(cell));
    const columns = columnsOf(headings, plan.columns);
    if (!plan.anchors.every((name) => columns.has(name))) continue;
    const missing = plan.required.filter((name) => !columns.has(name));
    if (missing.length > 0) {
      const hint = `Its headings are ${headings.filter((heading) => heading !== '').join(', ')}. The authority may have renamed one.`;
      throw unreadable(file, `of sheet "${sheet.name}" lacks the column ${missing.join(', ')}`, hint, index + 1);
    }
    const rows = sheet.rows.slice(index + 1).map((row, at) => tableRow(row, index + at + 2, cells, columns));
    return { headerLine: index + 1, has: (name) => columns.has(name), rows };
  }
  return null;
}

/** True when the sheet holds the whole table: for recognition, never throws. */
export function holdsTable(sheet: Sheet, plan: TablePlan): boolean {
  try {
    return tableIn(sheet, plan, sheet.name) !== null;
  } catch {
    return false;
  }
}

/** The tables of a workbook with their sheets. Throws when none of its sheets holds one. */
export function tablesIn(
  sheets: readonly Sheet[],
  plan: TablePlan,
  file: string,
  title: string,
): { sheet: Sheet; table: SheetTable }[] {
  const tables = sheets.flatMap((sheet) => {
    const table = tableIn(sheet, plan, file);
    return table ? [{ sheet, table }] : [];
  });
  if (tables.length > 0) return tables;
  const names = sheets
    .map((sheet) => `"${sheet.name}"`)
    .slice(0, 5)
    .join(', ');
  throw unreadable(file, `no sheet has the columns of ${title}`, `Its sheets are ${names}. Check which file it is.`);
}

/** A cell as text; dates as ISO days. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return String(cell);
}

function headingOf(cell: Cell | undefined): string {
  return cellText(cell).normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

function columnsOf(headings: string[], patterns: Readonly<Record<string, RegExp>>): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  for (const [at, heading] of headings.entries()) {
    if (heading === '') continue;
    const name = Object.keys(patterns).find((candidate) => patterns[candidate]?.test(heading));
    if (name) columns.set(name, [...(columns.get(name) ?? []), at]);
  }
  return columns;
}

function tableRow(
  cells: readonly Cell[],
  line: number,
  headings: readonly Cell[],
  columns: ReadonlyMap<string, number[]>,
): TableRow {
  const at = (indexes: readonly number[]): HeadedCell[] =>
    indexes
      .map((index) => ({ heading: cleanLine(cellText(headings[index])), text: cleanText(cellText(cells[index])) }))
      .filter(({ text }) => text !== '');
  const headed = (name: string): HeadedCell[] => at(columns.get(name) ?? []);
  return {
    line,
    headed,
    texts: (name) => headed(name).map(({ text }) => text),
    text: (name) => headed(name)[0]?.text ?? '',
    filled: (name) => (columns.get(name) ?? []).some((index) => cellText(cells[index]).trim() !== ''),
    others() {
      const claimed = new Set([...columns.values()].flat());
      return at([...headings.keys()].filter((index) => !claimed.has(index))).filter(({ heading }) => heading !== '');
    },
  };
}
