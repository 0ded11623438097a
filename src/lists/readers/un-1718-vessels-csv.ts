import type { ListReader, ListSink, SourceFile } from '../list-reader.ts';
import { cleanLine } from '../reading/clean-text.ts';
import { type Columns, columnsOf } from '../reading/csv-columns.ts';
import { dateInName } from '../reading/date-in-name.ts';
import { unreadable } from '../reading/file-errors.ts';
import type { PartyDraft } from '../reading/party-draft.ts';
import { PartyIntake } from '../reading/party-intake.ts';
import { addImoNumbers, dateOf } from '../reading/party-parts.ts';
import { type CsvRow, firstCsvRow, readCsv } from '../reading/read-csv.ts';
import { refuseCutFile } from '../reading/refuse-cut-file.ts';
import { keyPart } from '../reading/unique-keys.ts';

const TITLE = 'the 1718 Committee’s list of designated vessels';
const COLUMNS = ['imo', 'names_raw', 'mmsi', 'designation_and_measure_cells'];

/** Headings of the list's measure columns, left to right; `Yes` in a ship's cell means that it is designated there. */
const MEASURE_HEADINGS = [
  'Paragraph 8 (d) of resolution 1718 (2006) and paragraph 12 of resolution 2270 (2016)',
  'Paragraph 12 (a) of resolution 2321 (2016)',
  'Paragraph 12 (d) of resolution 2321 (2016)',
  'Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)',
  'Economic resources controlled or operated by Ocean Maritime Management (KPe.020)',
];

/**
 * The vessels designated under resolution 1718, as the rows of the Committee's PDF written to CSV: IMO number, names
 * (`1: A 2: B`), MMSI, and one cell that holds the number, the date and the measure columns parted by `|`.
 * Key: the IMO number; a ship without one has its first name. The list does not say which of several names is in
 * use: the first is the name. It has no programme tag; `DPRK` is that of the same Committee's consolidated list.
 */
export const un1718VesselsCsv: ListReader = {
  format: 'un-1718-vessels-csv',
  title: TITLE,
  recognises: ({ head }) =>
    firstCsvRow(head).filter((cell) => COLUMNS.includes(cell.trim())).length > COLUMNS.length / 2
      ? 'un-1718-vessels'
      : null,
  read,
};

async function read(file: SourceFile, sink: ListSink): Promise<void> {
  const intake = new PartyIntake(file.name, sink);
  let columns: Columns | undefined;
  let last: CsvRow | undefined;
  for await (const row of readCsv(file, { title: TITLE })) {
    last = row;
    if (columns) takeShip(intake, row, columns);
    else {
      columns = columnsOf(row.cells, COLUMNS, file.name);
      sink.header({ publishedAt: dateInName(file.name) });
    }
  }
  await refuseCutFile(file, last, COLUMNS.length);
  if (!columns) throw unreadable(file.name, 'it holds no header', `It should begin with ${COLUMNS.join(',')}.`);
  intake.finish();
}

function takeShip(intake: PartyIntake, row: CsvRow, columns: Columns): void {
  const place = { line: row.line };
  if (row.cells.length !== COLUMNS.length) {
    intake.reject(place, `the row has ${row.cells.length} cells, not ${COLUMNS.length}`);
    return;
  }
  const imo = columns.cell(row.cells, 'imo');
  const names = numbered(columns.cell(row.cells, 'names_raw'));
  const draft = intake.begin(imo || keyPart(names[0] ?? ''), place);
  if (!draft) return;
  draft.schema = 'Vessel';
  draft.add('name', names[0]);
  draft.add('alias', ...names.slice(1));
  addImoNumbers(draft, imo);
  for (const mmsi of columns.cell(row.cells, 'mmsi').split(';').map(cleanLine)) addMmsi(draft, mmsi);
  const [, date = '', ...measures] = columns.cell(row.cells, 'designation_and_measure_cells').split('|');
  const provisions = MEASURE_HEADINGS.filter((_, at) => /^yes$/i.test(measures[at]?.trim() ?? ''));
  if (provisions.length === 0) draft.reject('no measure is marked for the ship');
  const listedOn = dateOf(draft, date.replace(/-(\d\d)\s*$/, '-20$1'), 'date of designation');
  intake.take(draft, [{ programmes: ['DPRK'], listedOn, provisions }]);
}

/** `1: A 2: B` as A and B. */
function numbered(text: string): string[] {
  return text
    .split(/(?:^|\s)\d:\s*/)
    .map(cleanLine)
    .filter((name) => name !== '');
}

function addMmsi(draft: PartyDraft, mmsi: string): void {
  if (/^\d{9}$/.test(mmsi)) draft.add('mmsi', mmsi);
  else if (mmsi !== '') draft.reject(`MMSI "${mmsi}" has not nine digits`);
}
