import { imoNumber } from '../../parties/imo-number.ts';
import type { ListReader, ListSink } from '../list-reader.ts';
import { cleanLine } from '../reading/clean-text.ts';
import { dateInName } from '../reading/date-in-name.ts';
import { datesIn } from '../reading/dates-in-text.ts';
import { itemsIn } from '../reading/lettered-items.ts';
import { type DraftDesignation, PartyDraft } from '../reading/party-draft.ts';
import { readWorkbook } from '../reading/read-workbook.ts';
import { holdsTable, type TablePlan, type TableRow, tablesIn } from '../reading/sheet-table.ts';
import { UniqueKeys } from '../reading/unique-keys.ts';

const PLAN: TablePlan = {
  columns: {
    type: /^type$/,
    identifier: /^uniqueidentifier/,
    firstName: /^first(?:name|\/)/,
    middleName: /^middlename/,
    name: /^(?:lastname|name|entityname|shipname|surname)/,
    alias: /^alias|alternatespelling/,
    title: /^title/,
    birthDate: /^(?:dob|dateofbirth)/,
    birthPlace: /^placeofbirth/,
    citizenship: /^citizenship/,
    passport: /^passport/,
    address: /^address/,
    associates: /^associates/,
    listedOn: /^dateofsanction/,
    amendedOn: /^dateofadditionalsanction/,
    status: /^sanctionstatus/,
    ban: /ban$|ban\(|freeze|prohibition/,
    rationale: /^generalrationale/,
    notes: /^additionalinformation/,
    imo: /^imo/,
  },
  anchors: ['identifier', 'birthDate'],
  required: ['type', 'identifier', 'name', 'listedOn'],
};
const SCHEMATA: Readonly<Record<string, string>> = { individual: 'Person', entity: 'Organization', ship: 'Vessel' };
/** Rows that are no parties: classes of assets, and the sums below the table. */
const NO_PARTIES = new Set(['asset', 'total']);
const LIFTED = /^(?:revoked|lifted|removed|expired|delisted)/i;

/**
 * New Zealand's Russia Sanctions Register (Ministry of Foreign Affairs and Trade), a spreadsheet of several sheets.
 * The key is the unique identifier (`IND-1`, `ENT-130`, `SHP-1`). Bans marked Yes are the provisions.
 */
export const nzMfatXlsx: ListReader = {
  format: 'nz-mfat-xlsx',
  title: "New Zealand's Russia Sanctions Register",
  recognises: ({ sheets }) => (sheets?.some((sheet) => holdsTable(sheet, PLAN)) ? 'nz-mfat' : null),
  async read(file, sink) {
    const tables = tablesIn(await readWorkbook(file), PLAN, file.name, this.title);
    sink.header({ publishedAt: dateInName(file.name) });
    const keys = new UniqueKeys();
    for (const { sheet, table } of tables) {
      for (const row of table.rows) readRow(row, sheet.name, keys, sink);
      await sink.ready();
    }
  },
};

function readRow(row: TableRow, sheet: string, keys: UniqueKeys, sink: ListSink): void {
  const type = row.text('type').toLowerCase();
  const identifier = cleanLine(row.text('identifier'));
  if (NO_PARTIES.has(type) || (type === '' && identifier === '')) return;
  const place = { line: row.line, sheet };
  const schema = SCHEMATA[type];
  if (!schema || identifier === '') {
    const reason = schema ? 'the row has no unique identifier' : `type "${type}" is none of individual, entity, ship`;
    sink.reject({ place, reason, reference: identifier, severity: 'record' });
    return;
  }
  const { key, repeated } = keys.take(identifier);
  const draft = new PartyDraft(sink, key, place);
  if (repeated) draft.reject(`identifier ${identifier} stands twice`);
  draft.schema = schema;
  addNames(draft, row);
  addDetails(draft, row);
  draft.push([designationOf(draft, row)]);
}

function addNames(draft: PartyDraft, row: TableRow): void {
  const [first, middle, last] = ['firstName', 'middleName', 'name'].map((column) => row.text(column));
  if (draft.schema === 'Person') {
    draft.add('name', [first, middle, last].join(' '));
    draft.add('firstName', first);
    draft.add('middleName', middle);
    draft.add('lastName', last);
  } else draft.add('name', last || first);
  for (const cell of row.texts('alias')) draft.add('alias', ...itemsIn(cell).flatMap((item) => item.split('\n')));
}

function addDetails(draft: PartyDraft, row: TableRow): void {
  const person = draft.schema === 'Person';
  draft.add(person ? 'title' : 'type', row.text('title'));
  draft.dates(
    person ? 'birthDate' : draft.schema === 'Vessel' ? 'buildDate' : 'incorporationDate',
    row.text('birthDate'),
    'DOB',
  );
  draft.add(person ? 'birthPlace' : 'address', row.text('birthPlace'));
  for (const cell of row.texts('citizenship')) draft.countries(person ? 'citizenship' : 'country', cell, 'citizenship');
  for (const cell of row.texts('address')) for (const address of itemsIn(cell)) draft.address(address);
  draft.add(
    'passportNumber',
    ...row.texts('passport').flatMap((cell) => cell.match(/(?<![\w-])[A-Z]{0,3}\d{5,12}(?![\w-])/g) ?? []),
  );
  for (const cell of row.texts('passport'))
    if (!draft.properties.passportNumber?.includes(cell)) draft.note(cell, 'Passport');
  for (const cell of row.texts('imo')) addImo(draft, cell);
  draft.note(row.text('associates'), 'Associates');
  draft.note(row.text('notes'));
  for (const { heading, text } of row.others()) draft.note(text, heading);
}

function addImo(draft: PartyDraft, cell: string): void {
  const number = imoNumber(cell) ?? imoNumber(cell, 'company');
  if (number) draft.add('imoNumber', number);
  else {
    draft.note(cell, 'IMO number');
    draft.reject(`IMO number "${cell}" fails its check digit`);
  }
}

/** A lifted sanction says so in its status; the day is the latest date of the status or of the sanctions. */
function designationOf(draft: PartyDraft, row: TableRow): DraftDesignation {
  const dates = (column: string) => row.texts(column).flatMap((text) => datesIn(text).dates);
  const listedOn = dates('listedOn')[0] ?? null;
  if (!listedOn && row.text('listedOn') !== '')
    draft.reject(`date of sanction "${row.text('listedOn')}" is not a date`);
  const amendedOn = dates('amendedOn')
    .filter((date) => date !== listedOn)
    .sort();
  const status = row.text('status');
  const liftedOn = LIFTED.test(status) ? (datesIn(status).dates.at(-1) ?? amendedOn.at(-1)) : undefined;
  if (LIFTED.test(status) && !liftedOn) draft.reject(`status "${status}" does not say since when`);
  if (status !== '' && !/^active$/i.test(status)) draft.note(status, 'Sanction status');
  const provisions = row
    .headed('ban')
    .filter(({ text }) => /^yes\b/i.test(text))
    .map(({ heading }) => heading);
  const reason = row.text('rationale');
  return {
    programmes: ['Russia'],
    listedOn,
    ...(amendedOn.length > 0 ? { amendedOn } : {}),
    ...(liftedOn ? { delistedOn: liftedOn } : {}),
    ...(provisions.length > 0 ? { provisions } : {}),
    ...(reason === '' ? {} : { reason }),
  };
}
