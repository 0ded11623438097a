import Papa from 'papaparse';
import { countryOfAlpha3 } from '../../../parties/country-alpha-3.ts';
import type { ListReader, ListSink, SourceFile } from '../../list-reader.ts';
import { type Columns, columnsOf } from '../../reading/csv-columns.ts';
import { FETCH_AGAIN, unreadable } from '../../reading/file-errors.ts';
import { legacyEncoding } from '../../reading/legacy-encoding.ts';
import { listDate } from '../../reading/list-date.ts';
import { PartyIntake } from '../../reading/party-intake.ts';
import { type CsvRow, readCsv } from '../../reading/read-csv.ts';
import { refuseCutFile } from '../../reading/refuse-cut-file.ts';
import { type EuGroup, EuRows } from './eu-rows.ts';

const TITLE = 'the EU consolidated list of financial sanctions (CSV of before 2019)';
const ROWS_BETWEEN_PAUSES = 500;
const DAMAGE = 'every line was quoted as one cell by a spreadsheet, which also lost letters beyond Western Europe';

/** The columns that are read, by group and by the name that the field has in the XML format. */
const COLUMNS: Readonly<Record<EuGroup, Readonly<Record<string, string>>>> = {
  entity: { logicalId: 'Entity_logical_id', subjectType: 'Subject_type', remark: 'Entity_remark', euReferenceNumber: 'EU_ref_num' },
  regulation: { numberTitle: 'Leba_numtitle', publicationDate: 'Leba_publication_date', programme: 'Programme' },
  nameAlias: { logicalId: 'Naal_logical_id', lastName: 'Naal_lastname', firstName: 'Naal_firstname', middleName: 'Naal_middlename', wholeName: 'Naal_wholename', gender: 'Naal_gender', title: 'Naal_title', function: 'Naal_function' },
  address: { street: 'Addr_street', number: 'Addr_number', zipCode: 'Addr_zipcode', city: 'Addr_city', countryDescription: 'Addr_country', other: 'Addr_other' },
  birthdate: { birthdate: 'Birt_date', city: 'Birt_place', countryDescription: 'Birt_country' },
  identification: { number: 'Iden_number', countryDescription: 'Iden_country' },
  citizenship: { countryDescription: 'Citi_country' },
}; // biome-ignore format: one line a group

/** The columns that a file must have. */
export const EU_2018_COLUMNS: readonly string[] = [
  'Date_file',
  ...Object.values(COLUMNS).flatMap((columns) => Object.values(columns)),
];
/** `AD001095 (passport-National passport) ((passport))`: number, type, what the type is called, remark. */
const IDENTIFICATION = /^(.*?)\s*\(([a-z]+)-([^()]*)\)\s*(.*)$/i;

/**
 * The EU's consolidated list in the CSV format of before 2019: `;`, 59 columns, a row one sub-record of one entity,
 * countries as alpha-3 codes. Key: the EU reference number. It is also read where a spreadsheet has quoted each
 * line as one cell and turned its commas to tabs; names in which letters were lost to `?` are then left out, and a
 * file of which most lines cannot be parted again is refused.
 */
export const euCsv2018: ListReader = {
  format: 'eu-fsf-csv-2018',
  title: TITLE,
  recognises({ head }) {
    const header = headerOf(cellsOf([head.split(/[\r\n]/, 1)[0]?.replace(/^\ufeff?"|"$/g, '') ?? '']).cells);
    return EU_2018_COLUMNS.filter((name) => header.includes(name)).length > EU_2018_COLUMNS.length / 2
      ? 'eu-fsf'
      : null;
  },
  read,
};

async function read(file: SourceFile, sink: ListSink): Promise<void> {
  const encoding = await legacyEncoding(file);
  const intake = new PartyIntake(file.name, sink);
  const rows = new EuRows(intake);
  let columns: Columns | undefined;
  let last: CsvRow | undefined;
  const counts = { width: 0, rows: 0, bad: 0 };
  for await (const row of readCsv(file, { title: TITLE, delimiter: ';', ...(encoding ? { encoding } : {}) })) {
    const { cells, wrapped } = cellsOf(row.cells);
    if (!columns) {
      columns = columnsOf(headerOf(cells), EU_2018_COLUMNS, file.name);
      counts.width = cells.length;
      continue;
    }
    if (counts.rows === 0) {
      const publishedAt = listDate(columns.cell(cells, 'Date_file'));
      sink.header({ publishedAt, ...(wrapped ? { notes: { damage: DAMAGE } } : {}) });
    }
    last = { cells, line: row.line };
    counts.rows += 1;
    if (!takeRow(last, columns, { rows, intake, width: counts.width })) counts.bad += 1;
    if (counts.rows % ROWS_BETWEEN_PAUSES === 0) await sink.ready();
  }
  await refuseCutFile(file, last, counts.width);
  if (counts.rows === 0) throw unreadable(file.name, 'it holds no party', FETCH_AGAIN);
  if (counts.bad > counts.rows / 2) {
    const state = `${counts.bad} of its ${counts.rows} lines cannot be parted into ${counts.width} cells`;
    throw unreadable(file.name, state, 'A spreadsheet has damaged the file. Fetch the original from the authority.');
  }
  rows.finish();
}

interface Taking {
  rows: EuRows;
  intake: PartyIntake;
  width: number;
}

/** False when the row was left out. A name that lost letters is left out alone. */
function takeRow({ line, cells }: CsvRow, columns: Columns, { rows, intake, width }: Taking): boolean {
  if (cells.length !== width) {
    intake.reject({ line }, `the row has ${cells.length} cells, not ${width}`);
    return false;
  }
  const cell = (column: string) => columns.cell(cells, column);
  const name = cell('Naal_wholename');
  const lost = name.includes('?');
  if (lost) intake.reject({ line }, `letters of the name "${name.slice(0, 80)}" are lost`, cell('EU_ref_num'), 'value');
  rows.take((group) => (field) => (lost && group === 'nameAlias' ? '' : fieldOf(cell, group, field)), line);
  return true;
}

function fieldOf(cell: (column: string) => string, group: EuGroup, field: string): string {
  if (group === 'identification') return identificationField(cell, field);
  if (field === 'countryIso2Code') return countryOfAlpha3(fieldOf(cell, group, 'countryDescription')) ?? '';
  if (group === 'address' && field === 'street') return `${cell('Addr_number')} ${cell('Addr_street')}`;
  const column = COLUMNS[group][field];
  return column === undefined ? '' : cell(column);
}

function identificationField(cell: (column: string) => string, field: string): string {
  const text = cell('Iden_number');
  const [, number = text, type = '', description = '', remark = ''] = IDENTIFICATION.exec(text) ?? [];
  const fields: Readonly<Record<string, string>> = {
    number,
    identificationTypeCode: type,
    identificationTypeDescription: description,
    remark: remark.replace(/^\(\((.*)\)\)$/, '$1'),
    countryDescription: cell('Iden_country'),
  };
  return fields[field] ?? '';
}

/** The cells of a line, parted again when a spreadsheet made one cell of it. */
function cellsOf(cells: readonly string[]): { cells: string[]; wrapped: boolean } {
  const [only = ''] = cells;
  if (cells.length > 1 || !only.includes(';')) return { cells: [...cells], wrapped: false };
  const line = only.replace(/\t+$/, '').replaceAll('\t', ',');
  return { cells: Papa.parse<string[]>(line, { delimiter: ';' }).data[0] ?? [], wrapped: true };
}

/** The header, its first name without what was typed over it. */
function headerOf(cells: readonly string[]): string[] {
  return cells.map((name) => (/^\ufeff?date_file/i.test(name.trim()) ? 'Date_file' : name.trim()));
}
