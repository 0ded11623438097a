import { type PartialDate, parsePartialDate } from '../../kernel/partial-date.ts';
import type { ListReader, ListSink } from '../list-reader.ts';
import { cleanLine } from '../reading/clean-text.ts';
import { dateInName } from '../reading/date-in-name.ts';
import { datesIn } from '../reading/dates-in-text.ts';
import { itemsIn } from '../reading/lettered-items.ts';
import { listDate } from '../reading/list-date.ts';
import { type DraftDesignation, PartyDraft } from '../reading/party-draft.ts';
import { readWorkbook } from '../reading/read-workbook.ts';
import { holdsTable, type SheetTable, type TablePlan, type TableRow, tablesIn } from '../reading/sheet-table.ts';

const PLAN: TablePlan = {
  columns: {
    reference: /^reference$/,
    name: /^nameofindividualor/,
    type: /^type$/,
    nameType: /^nametype$/,
    birthDate: /^dateofbirth$/,
    birthPlace: /^placeofbirth$/,
    citizenship: /^citizenship$/,
    address: /^address$/,
    notes: /^additionalinformation$/,
    listing: /^listinginformation$/,
    committee: /^committees?$/,
    controlDate: /^controldate$/,
    imo: /^imonumber$/,
  },
  anchors: ['reference', 'name'],
  required: ['reference', 'name', 'type', 'nameType', 'listing', 'committee'],
};
const SCHEMATA: Readonly<Record<string, string>> = { individual: 'Person', entity: 'Organization', vessel: 'Vessel' };
const LISTED_ON =
  /\b(?:listed|designated|declared)\b[^()]{0,160}?\bon:?\s*(\d{1,2}(?:st|nd|rd|th)?\s+[a-z]+\.?\s+\d{4}|\d{1,2}\/\d{1,2}\/\d{4})/i;

/**
 * Australia's Consolidated List (DFAT, regulation 8), a spreadsheet with one row a name. Rows whose references share
 * the number (1, 1a, 1b) are one party; the key is the number.
 */
export const auDfatXlsx: ListReader = {
  format: 'au-dfat-xlsx',
  title: 'the Australian Consolidated List',
  recognises: ({ sheets }) => (sheets?.some((sheet) => holdsTable(sheet, PLAN)) ? 'au-dfat' : null),
  async read(file, sink) {
    const tables = tablesIn(await readWorkbook(file), PLAN, file.name, this.title);
    sink.header({ publishedAt: dateInName(file.name) });
    for (const { sheet, table } of tables) {
      let read = 0;
      for (const [number, rows] of rowsByNumber(table, sheet.name, sink)) {
        pushParty(number, rows, sheet.name, sink);
        read += 1;
        if (read % 500 === 0) await sink.ready();
      }
    }
  },
};

function rowsByNumber(table: SheetTable, sheet: string, sink: ListSink): Map<string, TableRow[]> {
  const parties = new Map<string, TableRow[]>();
  for (const row of table.rows) {
    const reference = row.text('reference');
    const name = row.text('name');
    if (reference === '' && name === '') continue;
    const number = /^(\d+)(?:\.0)?\s*[a-z]*\d*$/i.exec(reference)?.[1];
    if (number && name !== '') {
      parties.set(number, [...(parties.get(number) ?? []), row]);
      continue;
    }
    const reason = number ? 'the row has no name' : `reference "${reference}" is not a number with a letter`;
    sink.reject({ place: { line: row.line, sheet }, reason, reference, severity: 'record' });
  }
  return parties;
}

function pushParty(number: string, rows: readonly TableRow[], sheet: string, sink: ListSink): void {
  const primary = rows.find((row) => nameKind(row) === 'name') ?? rows[0];
  if (!primary) return;
  const draft = new PartyDraft(sink, number, { line: primary.line, sheet });
  const type = primary.text('type').toLowerCase();
  draft.schema = SCHEMATA[type] ?? 'Organization';
  if (!SCHEMATA[type]) draft.reject(`type "${primary.text('type')}" is none of individual, entity, vessel`);
  draft.add('name', primary.text('name'));
  for (const row of rows) {
    if (row !== primary) draft.add(nameKind(row) === 'previousName' ? 'previousName' : 'alias', row.text('name'));
    draft.add('imoNumber', row.text('imo'));
  }
  for (const text of different(rows, 'birthDate')) draft.dates('birthDate', text, 'date of birth');
  for (const text of different(rows, 'birthPlace')) draft.add('birthPlace', ...itemsIn(cleanLine(text)));
  for (const text of different(rows, 'citizenship')) draft.countries('citizenship', text, 'citizenship');
  for (const text of different(rows, 'address')) for (const address of itemsIn(cleanLine(text))) draft.address(address);
  for (const text of different(rows, 'notes')) draft.note(text);
  draft.push([designationOf(rows)]);
}

function nameKind(row: TableRow): 'name' | 'previousName' | 'alias' {
  const kind = row.text('nameType').toLowerCase();
  if (kind.startsWith('primary')) return 'name';
  return /formerly|previously/.test(kind) ? 'previousName' : 'alias';
}

/** The values of a column over one party's rows, each once: most rows repeat the first. */
function different(rows: readonly TableRow[], column: string): string[] {
  return [...new Set(rows.map((row) => row.text(column)).filter((text) => text !== ''))];
}

/**
 * Listing Information says in prose when and by what act; the control date is the day of the latest change.
 */
function designationOf(rows: readonly TableRow[]): DraftDesignation {
  const listings = different(rows, 'listing');
  const acts = listings.filter((text) => parsePartialDate(text) === null).map(cleanLine);
  const listedOn = listings.map(listedOnOf).find((date) => date !== null) ?? null;
  const later = [
    ...listings.flatMap((text) => (/amend|list/i.test(text) ? datesIn(text).dates : [])),
    ...different(rows, 'controlDate').flatMap((text) => listDate(text) ?? []),
  ];
  const amendedOn = [...new Set(later)].filter((date) => date.length === 10 && date > (listedOn ?? '')).sort();
  return {
    programmes: [...new Set(different(rows, 'committee').flatMap(committees))],
    listedOn,
    ...(amendedOn.length > 0 ? { amendedOn } : {}),
    ...(acts.length > 0 ? { legalBasis: acts } : {}),
  };
}

function listedOnOf(text: string): PartialDate | null {
  return parsePartialDate(text) ?? listDate(LISTED_ON.exec(cleanLine(text))?.[1]?.replace('.', '') ?? '');
}

/** `1970 (Libya) 1973 (Libya)` names two committees; brackets inside a name do not part it. */
function committees(text: string): string[] {
  return cleanLine(text).split(/(?<=\))\s+(?=\d{3,4}\b|Autonomous)/);
}
