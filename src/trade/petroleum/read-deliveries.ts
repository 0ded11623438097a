import { AppError } from '../../kernel/errors.ts';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import { countryCode } from '../../parties/country.ts';
import { petroleumProducts } from './barrel-factors.ts';
import type { Delivery, RejectedRow, TankerCall } from './delivery.ts';
import { parseSupplyPeriod } from './supply-period.ts';

/** A table with its heading taken off. */
export interface PetroleumTable {
  name: string;
  sha256: string;
  header: readonly string[];
  rows: readonly { line: number; cells: readonly string[] }[];
  exercise: boolean;
}

export interface ReadPetroleum {
  deliveries: Delivery[];
  calls: TankerCall[];
  rejected: RejectedRow[];
}

/** More than the whole cap a hundred times over: a unit is wrong. */
const MOST_BARRELS = 50_000_000;
const MOST_TONNES = 7_000_000;
/** No tanker is larger. */
const MOST_DEADWEIGHT = 600_000;

type Cells = (name: string) => string;

/**
 * Reads deliveries (`supplier,period,product,quantity_bbl,quantity_t`) or calls of tankers
 * (`vessel,imo,deadweight_t,kind,at,place,other,product`), by the heading. Rows that cannot be are rejected with why.
 * Throws AppError `PETROLEUM_COLUMNS` (refused) when the heading is neither.
 */
export function readPetroleum(table: PetroleumTable): ReadPetroleum {
  const header = table.header.map((name) => name.trim().toLowerCase());
  const isDeliveries = header.includes('supplier') && header.includes('period');
  const isCalls = header.includes('vessel') && header.includes('deadweight_t') && header.includes('at');
  const hasQuantity = header.includes('quantity_bbl') || header.includes('quantity_t');
  if (!(isDeliveries && hasQuantity) && !isCalls) throw unknownColumns(table.name, header);
  const read: ReadPetroleum = { deliveries: [], calls: [], rejected: [] };
  for (const { line, cells } of table.rows) {
    const cell: Cells = (name) => (cells[header.indexOf(name)] ?? '').trim();
    const origin = { file: { name: table.name, sha256: table.sha256, line }, exercise: table.exercise };
    const row = isCalls ? callOf(cell) : deliveryOf(cell);
    if (typeof row === 'string') read.rejected.push({ line, reason: row });
    else if ('vessel' in row) read.calls.push({ ...row, ...origin });
    else read.deliveries.push({ ...row, ...origin });
  }
  return read;
}

function unknownColumns(name: string, header: readonly string[]): AppError {
  return new AppError({
    code: 'PETROLEUM_COLUMNS',
    kind: 'refused',
    message: `Cannot read "${name}": its columns (${header.slice(0, 12).join(', ')}) are neither deliveries nor calls of tankers`,
    hint: 'Deliveries: supplier,period,product,quantity_bbl,quantity_t. Calls: vessel,imo,deadweight_t,kind,at,place,product.',
  });
}

function deliveryOf(cell: Cells): Omit<Delivery, 'file' | 'exercise'> | string {
  const suppliers = suppliersOf(cell('supplier'));
  if (typeof suppliers === 'string') return suppliers;
  const period = parseSupplyPeriod(cell('period'));
  if (!period) return `period "${shown(cell('period'))}" is no year, month or range`;
  const product = productOf(cell('product'));
  if (!product) return `product "${shown(cell('product'))}" is not in the register of factors`;
  const barrels = quantityOf(cell('quantity_bbl'), MOST_BARRELS);
  if (typeof barrels === 'string') return `quantity_bbl ${barrels}`;
  const tonnes = quantityOf(cell('quantity_t'), MOST_TONNES);
  if (typeof tonnes === 'string') return `quantity_t ${tonnes}`;
  if (barrels === null && tonnes === null) return 'neither quantity_bbl nor quantity_t is given';
  const publishedOn = cell('published_on');
  if (publishedOn && parsePartialDate(publishedOn)?.length !== 10)
    return `published_on "${shown(publishedOn)}" is no day`;
  return { suppliers, period, product, barrels, tonnes, source: sourceOf(cell), publishedOn: publishedOn || null };
}

function callOf(cell: Cells): Omit<TankerCall, 'file' | 'exercise'> | string {
  const vessel = cell('vessel');
  if (vessel === '') return 'no vessel is named';
  const imo = cell('imo').replace(/^IMO\s*/i, '');
  if (imo && !/^\d{7}$/.test(imo)) return `imo "${shown(imo)}" is not a number of seven digits`;
  const deadweight = quantityOf(cell('deadweight_t'), MOST_DEADWEIGHT);
  if (typeof deadweight === 'string') return `deadweight_t ${deadweight}`;
  if (!deadweight) return 'deadweight_t is not given';
  const on = cell('at').slice(0, 10);
  if (parsePartialDate(on)?.length !== 10) return `at "${shown(cell('at'))}" is no day`;
  const kind = cell('kind') || 'port-call';
  if (kind !== 'port-call' && kind !== 'transfer') return `kind "${shown(kind)}" is neither port-call nor transfer`;
  const product = productOf(cell('product'));
  if (!product) return `product "${shown(cell('product'))}" is not in the register of factors`;
  return {
    ...{ vessel, imo: imo || null, deadweight, kind, on, product },
    place: cell('place') || cell('port') || null,
    other: cell('other') || null,
    source: sourceOf(cell),
    findings: [],
  };
}

/** `China+Russia` and `China & Russia` state two suppliers together. */
function suppliersOf(text: string): string[] | string {
  const names = text.split(/[+&]/).map((name) => name.trim());
  const codes = names.map((name) => countryCode(name));
  const unknown = codes.indexOf(null);
  if (unknown >= 0) return `supplier "${shown(names[unknown] ?? '')}" is no country that is known`;
  if (codes.includes('kp')) return 'supplier is the DPRK itself: perhaps the Republic of Korea is meant';
  return [...new Set(codes as string[])].sort();
}

function productOf(text: string): string | null {
  const product = text === '' ? 'refined' : text.toLowerCase().replaceAll(/[\s_/]+/g, '-');
  return petroleumProducts().includes(product) ? product : null;
}

function quantityOf(text: string, most: number): number | null | string {
  if (text === '') return null;
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return `"${shown(text)}" is no number`;
  const value = Number(plain);
  if (value < 0) return `${shown(text)} is below zero`;
  return value > most ? `${shown(text)} is more than can be: is the unit right?` : value;
}

function sourceOf(cell: Cells): string | null {
  return cell('source_url') || cell('source') || null;
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
