import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import type { Cell, SourceFile } from '../../lists/list-reader.ts';
import { readCsv } from '../../lists/reading/read-csv.ts';
import { readWorkbook } from '../../lists/reading/read-workbook.ts';
import { type PackingList, packingListOf, type SheetRow } from '../packing-list.ts';

/** Bytes of a packing list, whether a file or sent here. */
export const MOST_PACKING_BYTES = 16_777_216;
const MOST_ROWS = 50_000;

/** The packing list in a CSV or XLSX file. */
export async function readPackingFile(path: string): Promise<PackingList> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new AppError({
      code: 'PACKING_LIST_MISSING',
      kind: 'not-found',
      message: `Cannot read the packing list ${path}: there is no such file`,
    });
  return readPackingSource({ name: basename(path), size: statSync(path).size, open: () => createReadStream(path) });
}

/** The packing list in bytes that were sent. */
export async function readPackingBytes(bytes: Uint8Array, name: string): Promise<PackingList> {
  async function* whole() {
    yield bytes;
  }
  return readPackingSource({ name, size: bytes.byteLength, open: whole });
}

async function readPackingSource(file: SourceFile): Promise<PackingList> {
  if (file.size > MOST_PACKING_BYTES) throw tooLarge(file.name, `larger than ${MOST_PACKING_BYTES} bytes`);
  const rows = (await isWorkbook(file)) ? await sheetRows(file) : await csvRows(file);
  return packingListOf(rows, file.name);
}

async function isWorkbook(file: SourceFile): Promise<boolean> {
  for await (const chunk of file.open()) return chunk[0] === 0x50 && chunk[1] === 0x4b;
  return false;
}

/** The rows of the sheet that holds most: packing lists come with cover sheets. */
async function sheetRows(file: SourceFile): Promise<SheetRow[]> {
  const sheets = await readWorkbook(file);
  const [fullest] = [...sheets].sort((left, right) => right.rows.length - left.rows.length);
  const rows = (fullest?.rows ?? []).map((cells, at) => ({ line: at + 1, cells: cells.map(textOf) }));
  if (rows.length > MOST_ROWS) throw tooLarge(file.name, `longer than ${MOST_ROWS} rows`);
  return rows;
}

async function csvRows(file: SourceFile): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  const delimiter = await delimiterOf(file);
  for await (const row of readCsv(file, { title: 'a packing list', delimiter })) {
    if (rows.length >= MOST_ROWS) throw tooLarge(file.name, `longer than ${MOST_ROWS} rows`);
    rows.push(row);
  }
  return rows;
}

async function delimiterOf(file: SourceFile): Promise<',' | ';' | '\t'> {
  for await (const chunk of file.open()) {
    const head = new TextDecoder().decode(chunk.subarray(0, 4096));
    const count = (sign: string): number => head.split(sign).length;
    if (count('\t') > count(',') && count('\t') > count(';')) return '\t';
    return count(';') > count(',') ? ';' : ',';
  }
  return ',';
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

function tooLarge(name: string, what: string): AppError {
  return new AppError({
    code: 'PACKING_LIST_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot read the packing list ${name}: it is ${what}`,
    hint: 'Part it into several files.',
  });
}
