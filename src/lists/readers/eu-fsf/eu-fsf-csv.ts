import type { ListReader, ListSink, SourceFile } from '../../list-reader.ts';
import { type Columns, columnsOf } from '../../reading/csv-columns.ts';
import { unreadable } from '../../reading/file-errors.ts';
import { listDate } from '../../reading/list-date.ts';
import { PartyIntake } from '../../reading/party-intake.ts';
import { type CsvRow, firstCsvRow, readCsv } from '../../reading/read-csv.ts';
import { refuseCutFile } from '../../reading/refuse-cut-file.ts';
import { type EuGroup, EuRows } from './eu-rows.ts';

const TITLE = 'the EU consolidated list of financial sanctions (CSV 1.1)';
const GENERATED = 'fileGenerationDate';
const ROWS_BETWEEN_PAUSES = 500;

/** The columns that are read, by group; the first word is the prefix that the group's columns share. */
const COLUMNS: Readonly<Record<EuGroup, readonly [prefix: string, ...columns: string[]]>> = {
  entity: ['Entity_', 'LogicalId', 'EU_ReferenceNumber', 'UnitedNationId', 'DesignationDate', 'DesignationDetails', 'Remark', 'SubjectType'],
  regulation: ['Entity_Regulation_', 'PublicationDate', 'NumberTitle', 'Programme'],
  nameAlias: ['NameAlias_', 'LastName', 'FirstName', 'MiddleName', 'WholeName', 'Gender', 'Title', 'Function', 'LogicalId', 'Remark'],
  address: ['Address_', 'City', 'Street', 'PoBox', 'ZipCode', 'Region', 'Place', 'ContactInfo', 'CountryIso2Code', 'CountryDescription', 'Remark'],
  birthdate: ['BirthDate_', 'BirthDate', 'Day', 'Month', 'Year', 'YearRangeFrom', 'YearRangeTo', 'Circa', 'CalendarType', 'ZipCode', 'Region', 'Place', 'City', 'CountryIso2Code', 'CountryDescription', 'Remark'],
  identification: ['Identification_', 'Number', 'Diplomatic', 'KnownExpired', 'KnownFalse', 'ReportedLost', 'RevokedByIssuer', 'IssuedBy', 'IssuedDate', 'ValidFrom', 'ValidTo', 'LatinNumber', 'NameOnDocument', 'TypeCode', 'TypeDescription', 'Region', 'CountryIso2Code', 'CountryDescription', 'Remark'],
  citizenship: ['Citizenship_', 'Region', 'CountryIso2Code', 'CountryDescription', 'Remark'],
}; // biome-ignore format: one line a group

/** Fields whose column is not the prefix and their name in the XML format. */
const OTHER_COLUMNS: Readonly<Record<string, string>> = {
  euReferenceNumber: 'EU_ReferenceNumber',
  dayOfMonth: 'Day',
  monthOfYear: 'Month',
  identificationTypeCode: 'TypeCode',
  identificationTypeDescription: 'TypeDescription',
};

/** The columns that a file must have, in the order in which they are read here. */
export const EU_CSV_COLUMNS: readonly string[] = [
  GENERATED,
  ...Object.values(COLUMNS).flatMap(([prefix, ...names]) => names.map((name) => `${prefix}${name}`)),
];

/**
 * The EU's consolidated list, CSV 1.1: `;`, 118 columns, a row one sub-record of one entity, joined on
 * Entity_LogicalId. Key: as in the XML format. Here every name counts as strong: the format does not say.
 */
export const euFsfCsv: ListReader = {
  format: 'eu-fsf-csv-1.1',
  title: TITLE,
  recognises({ head }) {
    const header = new Set(firstCsvRow(head, ';').map((name) => name.trim()));
    return EU_CSV_COLUMNS.filter((name) => header.has(name)).length > EU_CSV_COLUMNS.length / 2 ? 'eu-fsf' : null;
  },
  read,
};

async function read(file: SourceFile, sink: ListSink): Promise<void> {
  const intake = new PartyIntake(file.name, sink);
  const rows = new EuRows(intake);
  let columns: Columns | undefined;
  let width = 0;
  let last: CsvRow | undefined;
  let count = 0;
  for await (const row of readCsv(file, { title: TITLE, delimiter: ';' })) {
    const { cells, line } = row;
    if (!columns) {
      columns = columnsOf(cells, EU_CSV_COLUMNS, file.name);
      width = cells.length;
      continue;
    }
    if (count === 0) sink.header({ publishedAt: listDate(columns.cell(cells, GENERATED)) });
    if (cells.length !== width) intake.reject({ line }, `the row has ${cells.length} cells, not ${width}`);
    else rows.take(rowOf(columns, cells), line);
    last = row;
    count += 1;
    if (count % ROWS_BETWEEN_PAUSES === 0) await sink.ready();
  }
  await refuseCutFile(file, last, width);
  if (count === 0) throw unreadable(file.name, 'it holds no party', 'Fetch the file again from the authority.');
  rows.finish();
}

function rowOf(columns: Columns, cells: readonly string[]) {
  return (group: EuGroup) => (name: string) =>
    columns.cell(cells, `${COLUMNS[group][0]}${OTHER_COLUMNS[name] ?? name}`);
}
