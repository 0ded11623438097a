import { hashOf } from '../../kernel/hash.ts';
import type { ListReader, ListSink, SourceSample } from '../list-reader.ts';
import type { DesignationRecord } from '../list-record.ts';
import { type Columns, columnsOf } from '../reading/csv-columns.ts';
import { dateInName } from '../reading/date-in-name.ts';
import { FETCH_AGAIN, unreadable } from '../reading/file-errors.ts';
import { listDate } from '../reading/list-date.ts';
import { type CsvRow, firstCsvRow, readCsv } from '../reading/read-csv.ts';
import { schemaOfType } from './ofac/labels.ts';
import { LinkedNames } from './ofac/linked-names.ts';
import { clean, type OfacDocument, OfacParty } from './ofac/ofac-party.ts';
import { rejectRecord } from './ofac/reject-record.ts';

const REQUIRED = ['source', 'entity_number', 'type', 'programs', 'name', 'addresses', 'alt_names', 'ids'];
/** Rows between two pauses for the receiver. */
const ROWS_A_PAUSE = 500;

/**
 * The US Consolidated Screening List, CSV: lists of Commerce, State and the Treasury in one table. Key = `_id`, which
 * for the Treasury's rows is OFAC's entity number; a copy without that column gets the number, or a hash of source
 * and name. A party that stands on several of the lists has a row for each: one party, several designations.
 */
export const usCslCsv: ListReader = {
  format: 'us-csl-csv',
  title: 'US Consolidated Screening List, CSV',
  recognises(sample: SourceSample): string | null {
    const header = new Set(firstCsvRow(sample.head).map((cell) => cell.trim().toLowerCase()));
    return ['source', 'entity_number', 'programs', 'alt_names'].every((name) => header.has(name)) ? 'us-csl' : null;
  },
  async read(file, sink) {
    const list: ListSoFar = { sink, links: new LinkedNames(), known: new Map() };
    let columns: Columns | null = null;
    let width = 0;
    let count = 0;
    for await (const row of readCsv(file, { title: 'the US Consolidated Screening List' })) {
      if (columns === null) {
        columns = columnsOf(row.cells, REQUIRED, file.name);
        width = row.cells.length;
        sink.header({ publishedAt: dateInName(file.name) });
        continue;
      }
      if (row.cells.length === width) readRow(row, columns, list);
      else rejectRecord(sink, row.line, `the row has ${row.cells.length} cells instead of ${width}`);
      count += 1;
      if (count % ROWS_A_PAUSE === 0) await sink.ready();
    }
    if (list.known.size === 0) throw unreadable(file.name, 'it holds no party that can be read', FETCH_AGAIN);
    list.links.push(sink);
  },
};

interface ListSoFar {
  sink: ListSink;
  links: LinkedNames;
  /** Parties by key, with the keys of their wallets. */
  known: Map<string, { name: string; keys: string[] }>;
}

type Cell = (column: string) => string;

function readRow({ cells, line }: CsvRow, columns: Columns, list: ListSoFar): void {
  const cell: Cell = (column) => clean(columns.cell(cells, column));
  const key = keyOf(cell);
  const known = list.known.get(key);
  const schema = cell('type') === '' ? 'LegalEntity' : schemaOfType(cell('type'));
  const fault = faultOf(cell, schema, known?.name);
  if (fault !== null || schema === null) {
    rejectRecord(list.sink, line, fault ?? '', key);
    return;
  }
  const designation = designationOf(cell);
  if (known) {
    for (const party of known.keys) list.sink.designation({ ...designation, party, place: { line } });
    return;
  }
  const party = new OfacParty({ key, schema, place: { line }, sink: list.sink });
  readNames(party, cell);
  readPersonal(party, cell);
  readVessel(party, cell);
  for (const id of parts(cell('ids'))) readIdentity(party, id);
  if (cell('end_date')) party.note(`End date: ${cell('end_date')}`);
  const remark = cell('remarks');
  if (remark) party.remark(remark, 'remarks');
  list.links.bears(key, cell('name'));
  list.links.read(key, remark, party.place);
  party.push(list.sink, [designation]);
  list.known.set(key, { name: cell('name'), keys: party.keys });
}

function keyOf(cell: Cell): string {
  return cell('_id') || cell('entity_number') || hashOf([cell('source'), cell('name'), cell('addresses')]).slice(0, 40);
}

function faultOf(cell: Cell, schema: string | null, knownName: string | undefined): string | null {
  if (cell('name') === '') return 'the party has no name';
  if (schema === null) return `party type "${cell('type')}" is not known`;
  const isOther = knownName !== undefined && knownName !== cell('name');
  return isOther ? `the id stands on an earlier row for "${knownName}"` : null;
}

/** A row of a list without programmes is listed under the name of its list. */
function designationOf(cell: Cell): Omit<DesignationRecord, 'party' | 'place'> {
  const programmes = parts(cell('programs'));
  const provisions = [cell('license_requirement'), cell('license_policy')].filter(Boolean);
  return {
    programmes: programmes.length > 0 ? programmes : [cell('source')],
    reference: [cell('source'), cell('entity_number')].filter(Boolean).join(' '),
    listedOn: listDate(cell('start_date')),
    ...(provisions.length > 0 ? { provisions } : {}),
    ...(cell('federal_register_notice') ? { legalBasis: [cell('federal_register_notice')] } : {}),
  };
}

function readNames(party: OfacParty, cell: Cell): void {
  party.primaryName(cell('name'));
  party.title(cell('title'));
  for (const name of parts(cell('alt_names'))) party.otherName(name.replace(/^and /i, ''), '', false);
}

function readPersonal(party: OfacParty, cell: Cell): void {
  for (const date of parts(cell('dates_of_birth'))) party.valueOf('birthDate', date);
  for (const place of parts(cell('places_of_birth'))) party.birthPlace(place);
  for (const country of parts(cell('nationalities'))) party.country('nationality', country);
  for (const country of parts(cell('citizenships'))) party.country('citizenship', country);
  for (const address of parts(cell('addresses'))) {
    const [, street = '', country = ''] = /^(.*?)(?:(?:^|, )([A-Z]{2}))?$/.exec(address) ?? [];
    if (street) party.address([street], country);
    else party.country('country', country);
  }
}

function readVessel(party: OfacParty, cell: Cell): void {
  party.add('callSign', cell('call_sign'));
  party.add('type', cell('vessel_type'));
  party.valueOf('tonnage', cell('gross_tonnage'));
  party.valueOf('grossRegisteredTonnage', cell('gross_registered_tonnage'));
  party.country('flag', cell('vessel_flag'));
  if (cell('vessel_owner')) party.note(`Vessel Owner: ${cell('vessel_owner')}`);
}

/** `JO, 2014-08-30, K475336, Passport`: country and dates may lead, the label comes last. */
function readIdentity(party: OfacParty, words: string): void {
  const [, lead = '', value = '', label = ''] =
    /^((?:[A-Z]{2}, )?(?:\d{4}-\d\d-\d\d, )*)(.*), ([^,]+)$/.exec(words) ?? [];
  if (label === '') {
    party.note(words);
    return;
  }
  const [first = '', ...rest] = lead.split(', ').filter(Boolean);
  const hasCountry = /^[A-Z]{2}$/.test(first);
  const dates = hasCountry ? rest : [first, ...rest].filter(Boolean);
  const document: OfacDocument = { label, number: value, remark: dates.join(', ') };
  party.document(hasCountry ? { ...document, country: first } : document);
}

function parts(cell: string): string[] {
  return cell.split(/;\s/).map(clean).filter(Boolean);
}
