import type { ListSink, SourceFile, SourceSample } from '../../list-reader.ts';
import { type Columns, columnsOf } from '../../reading/csv-columns.ts';
import { FETCH_AGAIN, unreadable } from '../../reading/file-errors.ts';
import { legacyEncoding } from '../../reading/legacy-encoding.ts';
import { listDate } from '../../reading/list-date.ts';
import type { PartyIntake } from '../../reading/party-intake.ts';
import { firstCsvRow, readCsv } from '../../reading/read-csv.ts';
import { readWorkbook } from '../../reading/read-workbook.ts';
import { refuseCutFile } from '../../reading/refuse-cut-file.ts';
import { cellText } from '../../reading/sheet-table.ts';

/** Rows above the header: a title, the date of the list. */
const MOST_ROWS_ABOVE = 10;
const ROWS_BETWEEN_PAUSES = 500;
const DATE = /\d{1,2}[/-](?:\d{1,2}|[A-Z]{3,9})[/-]\d{4}/i;

interface Row {
  cells: readonly string[];
  line: number;
}

interface TablePlan {
  title: string;
  required: readonly string[];
  /** Called with each row below the header, whose cells are read by column. */
  row(cell: (column: string) => string, line: number): void;
}

/** True when a row holds most of the columns, though one may be missing or renamed. */
export function isHeader(cells: readonly string[], required: readonly string[]): boolean {
  const names = new Set(cells.map((name) => name.replace(/^\ufeff/, '').trim()));
  return required.filter((name) => names.has(name)).length > required.length / 2;
}

/** The first rows of a CSV file's head. */
export function headRows(head: string): string[][] {
  const lines = head.split(/\r\n|[\r\n]/, 4);
  return lines.map((line) => firstCsvRow(`${line}\n`));
}

/** The first rows of a spreadsheet's sheets. */
export function sheetRows({ sheets = [] }: SourceSample): string[][] {
  return sheets.flatMap(({ rows }) => rows.slice(0, 4).map((row) => row.map(cellText)));
}

/** The rows of the CSV file; OFSI's were windows-1252. */
export async function* csvRows(file: SourceFile, title: string): AsyncGenerator<Row> {
  const encoding = await legacyEncoding(file);
  yield* readCsv(file, { title, ...(encoding ? { encoding } : {}) });
}

/** The rows of the sheet that holds the table, the first if none does. */
export async function* workbookRows(file: SourceFile, required: readonly string[]): AsyncGenerator<Row> {
  const sheets = (await readWorkbook(file)).map(({ rows }) => rows.map((row) => row.map(cellText)));
  const holding = sheets.find((rows) => rows.slice(0, MOST_ROWS_ABOVE).some((row) => isHeader(row, required)));
  for (const [at, cells] of (holding ?? sheets[0] ?? []).entries()) {
    if (cells.some((cell) => cell !== '')) yield { cells, line: at + 1 };
  }
}

/**
 * Reads a British list's table: some rows above of which one may say the date, the header, one row a name, address
 * or other value. Pushes the list's header; rows of another width are rejected.
 */
export async function readUkTable(
  rows: AsyncIterable<Row>,
  plan: TablePlan,
  { file, sink, intake }: { file: SourceFile; sink: ListSink; intake: PartyIntake },
): Promise<void> {
  let columns: Columns | undefined;
  let width = 0;
  let above: string[] = [];
  let last: Row | undefined;
  let count = 0;
  for await (const { cells, line } of rows) {
    if (!columns) {
      if (!isHeader(cells, plan.required) && above.length < MOST_ROWS_ABOVE) {
        above.push(cells.join(' '));
        continue;
      }
      columns = columnsOf(cells, plan.required, file.name);
      width = cells.length;
      sink.header({ publishedAt: listDate(DATE.exec(above.join(' '))?.[0] ?? '') });
      above = [];
      continue;
    }
    const known = columns;
    last = { cells, line };
    if (cells.length !== width) intake.reject({ line }, `the row has ${cells.length} cells, not ${width}`);
    else plan.row((column) => known.cell(cells, column), line);
    count += 1;
    if (count % ROWS_BETWEEN_PAUSES === 0) await sink.ready();
  }
  await refuseCutFile(file, last, width);
  if (columns) return;
  throw unreadable(file.name, `it has no header row, so it is not ${plan.title}`, FETCH_AGAIN);
}
