import type { SourceFile } from '../../list-reader.ts';
import type { Rejection } from '../../list-record.ts';
import { FETCH_AGAIN, unreadable } from '../../reading/file-errors.ts';
import { type CsvRow, readCsv } from '../../reading/read-csv.ts';

/** How many rows are looked at before a file is refused because none of them has the shape it should. */
const ROWS_TO_JUDGE = 20;
const END_MARK = 0x1a;

export interface OfacTable {
  /** What the file should be, for messages. */
  title: string;
  /** How many cells a row has. The files have no header; OFAC's data specification gives the order. */
  width: number;
}

export type Reject = (rejection: Rejection) => void;

/**
 * The rows of one of OFAC's header-less CSV files; their first cell is the party's number. Rows of another width or
 * without a number are rejected. A file none of whose first rows fit is another file, and one that ends within a row
 * and without OFAC's end mark 0x1A is cut off: both are refused. Nothing is rejected before the first row is given.
 */
export async function* ofacRows(file: SourceFile, table: OfacTable, reject: Reject): AsyncGenerator<CsvRow> {
  const watched = withLastByte(file);
  const odd: CsvRow[] = [];
  let fitting = 0;
  let last: CsvRow | null = null;
  for await (const row of readCsv(watched.file, { title: table.title })) {
    last = row;
    if (isHeader(row)) continue;
    if (fits(row, table.width)) {
      yield row;
      fitting += 1;
      if (fitting === 1) for (const early of odd) reject(oddRow(file.name, early, table.width));
      continue;
    }
    odd.push(row);
    if (fitting > 0) reject(oddRow(file.name, row, table.width));
    else if (odd.length === ROWS_TO_JUDGE) throw otherFile(file.name, odd, table);
  }
  if (fitting === 0) throw otherFile(file.name, odd, table);
  if (watched.lastByte() === END_MARK) return;
  if (last !== null && odd.includes(last)) {
    throw unreadable(file.name, 'ends within a row; the file is cut off', FETCH_AGAIN, last.line);
  }
  const reason = 'the file does not end with the mark 0x1A that OFAC writes, so it may be cut off';
  reject({ place: { line: last?.line ?? 1, file: file.name }, reason, severity: 'value' });
}

/** Some copies of the files carry the names of the data specification as a first row. */
function isHeader(row: CsvRow): boolean {
  return row.line === 1 && /^\ufeff?"?ent_?num/i.test(row.cells[0] ?? '');
}

function fits(row: CsvRow, width: number): boolean {
  return row.cells.length === width && /^\d{1,9}$/.test(row.cells[0]?.trim() ?? '');
}

function oddRow(file: string, row: CsvRow, width: number): Rejection {
  const count = row.cells.length;
  const reason =
    count === width
      ? `"${(row.cells[0] ?? '').slice(0, 40)}" is not a party's number`
      : `the row has ${count} cells instead of ${width}`;
  return { place: { line: row.line, file }, reason, severity: 'record' };
}

function otherFile(name: string, odd: readonly CsvRow[], table: OfacTable) {
  const width = odd[0]?.cells.length ?? 0;
  return unreadable(
    name,
    `it is not ${table.title}: no row has ${table.width} cells of which the first is a number`,
    `Its first row has ${width} cells. The file is another list, or a column was taken out.`,
    odd[0]?.line ?? 1,
  );
}

/** The file, watched for the last byte that is not white space. */
function withLastByte(file: SourceFile): { file: SourceFile; lastByte: () => number | undefined } {
  let last: number | undefined;
  async function* open(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.open()) {
      last = chunk.findLast((byte) => byte > 0x20 || byte === END_MARK) ?? last;
      yield chunk;
    }
  }
  return { file: { ...file, open }, lastByte: () => last };
}
