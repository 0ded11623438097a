import { AppError } from '../kernel/errors.ts';
import { plainNumber } from './quantity.ts';

/** A row of a sheet or CSV file, its line counted as a person counts. */
export interface SheetRow {
  line: number;
  cells: readonly string[];
}

export interface PackingLine {
  line: number;
  name: string;
  hsCode: string | null;
  /** As written; what is not understood is said when it is checked. */
  value: string;
  unit: string;
  specification: string | null;
}

export interface PackingList {
  lines: PackingLine[];
  rejected: { line: number; reason: string }[];
  /** The headings that were understood, by what they were taken for. */
  columns: Partial<Record<Column, string>>;
}

const COLUMNS = {
  name: /^(item|items|item name|name|name of (goods|item)|description|description of goods|goods|commodity|product|article|materials?|품명|품목|물품|물품명|상품명|품목명|品名|品目|商品名|物品|物品名称|商品|货物名称|名称|货名)$/,
  quantity: /^(q'?ty|quantity|quantities|total q(uanti)?ty|amount|수량|총수량|数量|総数量|总数量|数 量|數量)$/,
  unit: /^(unit|units|uom|unit of measure|u\/m|단위|単位|单位|计量单位|單位)$/,
  hsCode:
    /^(hs|hs ?code|hs ?codes|h\.s\.? ?code|tariff( code)?|hts|hs번호|hs 코드|hs코드|품목번호|세번|hsコード|hs 编码|hs编码|税号|海关编码|商品编码)$/,
  specification:
    /^(spec|specs|specification|specifications|model|type|규격|사양|모델|規格|仕様|型番|规格|规格型号|型号)$/,
} as const;
type Column = keyof typeof COLUMNS;
const HEADER_WITHIN = 40;
const TOTAL =
  /^(total|sub-?total|grand total|합계|총계|合計|小計|合计|总计|小计)\b|^(합계|총계|合計|小計|合计|总计|小计)/i;

/**
 * The goods of a packing list. The heading row may stand below titles; a number with its unit in one cell is parted.
 * Rows that are no line of goods are rejected with their line and the reason, and never stop the others.
 */
export function packingListOf(rows: readonly SheetRow[], file: string): PackingList {
  const at = rows.slice(0, HEADER_WITHIN).findIndex((row) => isHeader(row));
  const header = rows[at];
  if (!header) throw noHeader(file);
  const places = placesOf(header);
  const list: PackingList = { lines: [], rejected: [], columns: {} };
  for (const [column, place] of places) list.columns[column] = header.cells[place] ?? '';
  for (const row of rows.slice(at + 1)) {
    const read = readRow(row, places);
    if (typeof read === 'string') list.rejected.push({ line: row.line, reason: read });
    else if (read) list.lines.push(read);
  }
  return list;
}

function isHeader(row: SheetRow): boolean {
  const places = placesOf(row);
  return places.has('name') && places.has('quantity');
}

function placesOf({ cells }: SheetRow): Map<Column, number> {
  const places = new Map<Column, number>();
  const folded = cells.map((cell) =>
    cell
      .normalize('NFKC')
      .replace(/\(.*\)/, '')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase(),
  );
  for (const [column, pattern] of Object.entries(COLUMNS) as [Column, RegExp][]) {
    const place = folded.findIndex((cell) => pattern.test(cell));
    if (place >= 0) places.set(column, place);
  }
  return places;
}

/** A line of goods, a reason for rejecting it, or null for a row that says nothing. */
function readRow({ line, cells }: SheetRow, places: ReadonlyMap<Column, number>): PackingLine | string | null {
  const cell = (column: Column): string => {
    const place = places.get(column);
    return place === undefined ? '' : (cells[place] ?? '').trim();
  };
  const name = cell('name');
  const quantity = cell('quantity');
  if ((name === '' && quantity === '') || cells.some((text) => TOTAL.test(text.trim()))) return null;
  if (name === '') return 'it has a quantity and no name';
  if (quantity === '') return 'it has no quantity';
  const parted = /^([\d][\d.,'’ ]*)\s*(\p{L}.*)$/u.exec(quantity.normalize('NFKC'));
  const value = plainNumber(quantity) ?? plainNumber(parted?.[1]?.trim() ?? '');
  if (value === null) return `its quantity "${quantity.slice(0, 40)}" is no number`;
  if (/^[0.]+$/.test(value)) return 'its quantity is nothing';
  const unit = cell('unit') || (plainNumber(quantity) === null ? (parted?.[2] ?? '').trim() : '');
  const digits = cell('hsCode').replace(/[ .-]/g, '');
  if (digits !== '' && !/^\d{4,10}$/.test(digits))
    return `"${cell('hsCode').slice(0, 40)}" is no HS code of 4 to 10 digits`;
  return { line, name, hsCode: digits || null, value, unit, specification: cell('specification') || null };
}

function noHeader(file: string): AppError {
  return new AppError({
    code: 'PACKING_LIST_WITHOUT_HEADINGS',
    kind: 'invalid',
    message: `Cannot read the packing list ${file}: none of its first ${HEADER_WITHIN} rows names a column of goods and one of quantities`,
    hint: 'Give the columns headings such as "Item", "HS code", "Quantity", "Unit", "Specification", in English, Korean, Japanese or Chinese.',
  });
}
