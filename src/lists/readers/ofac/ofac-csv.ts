import type { ListReader, ListSink, SourceSample } from '../../list-reader.ts';
import type { Rejection } from '../../list-record.ts';
import { dateInName } from '../../reading/date-in-name.ts';
import { type CsvRow, firstCsvRow } from '../../reading/read-csv.ts';
import { schemaOfType } from './labels.ts';
import { LinkedNames } from './linked-names.ts';
import { companionNames, OfacCompanions } from './ofac-csv-companions.ts';
import { ofacRows, type Reject } from './ofac-csv-rows.ts';
import { ofacListId } from './ofac-list-id.ts';
import { clean, OfacParty } from './ofac-party.ts';
import { readRemark } from './read-remark.ts';
import { rejectRecord } from './reject-record.ts';

/** The main file's columns, in the order of OFAC's data specification. */
const COLUMNS = [
  'number',
  'name',
  'type',
  'programmes',
  'title',
  'callSign',
  'vesselType',
  'tonnage',
  'grossTonnage',
  'flag',
  'owner',
  'remark',
] as const;
type MainRow = Record<(typeof COLUMNS)[number], string>;

/** Length at which OFAC cuts a remark; the rest of it stands in the comments file. */
const REMARK_CHARACTERS = 1000;
/** Rows between two pauses for the receiver. */
const ROWS_A_PAUSE = 500;

/**
 * OFAC's CSV files: `sdn.csv` with `alt.csv`, `add.csv` and `sdn_comments.csv`, and the same set of the
 * consolidated list (`cons_prim.csv` …). No header; key = OFAC's own entity number (`ent_num`).
 */
export const ofacCsv: ListReader = {
  format: 'ofac-csv',
  title: 'OFAC list, CSV files',
  recognises(sample: SourceSample): string | null {
    const head = /^\ufeff?"?ent_?num/i.test(sample.head)
      ? sample.head.slice(sample.head.indexOf('\n') + 1)
      : sample.head;
    const [number = '', , type = '', ...others] = firstCsvRow(head);
    const isParty = /^\d+$/.test(number.trim()) && others.length === COLUMNS.length - 3 && schemaOf(type) !== null;
    return isParty ? ofacListId(sample) : null;
  },
  companions: (mainName) => Object.values(companionNames(mainName)),
  async read(file, sink, files = new Map()) {
    const reject: Reject = (rejection) => sink.reject(rejection);
    const early: Rejection[] = [];
    const companions = new OfacCompanions();
    await companions.read(file.name, files, (rejection) => void early.push(rejection));
    const list: ListSoFar = { companions, links: new LinkedNames(), known: new Set(), sink };
    let count = 0;
    const table = { title: 'the main CSV file of an OFAC list', width: COLUMNS.length };
    for await (const row of ofacRows(file, table, reject)) {
      if (count === 0) {
        const { lacks } = companions;
        sink.header({ publishedAt: dateInName(file.name), ...(lacks.length > 0 ? { lacks } : {}) });
        early.forEach(reject);
      }
      readParty(row, list);
      count += 1;
      if (count % ROWS_A_PAUSE === 0) await sink.ready();
    }
    list.links.push(sink);
    companions.rejectStrangers(list.known, reject);
  },
};

interface ListSoFar {
  companions: OfacCompanions;
  links: LinkedNames;
  known: Set<string>;
  sink: ListSink;
}

function readParty({ cells, line }: CsvRow, list: ListSoFar): void {
  const row = Object.fromEntries(COLUMNS.map((column, at) => [column, cellText(cells[at])])) as MainRow;
  const key = row.number.trim();
  const schema = schemaOf(row.type);
  const fault = faultOf(row, schema, list.known.has(key));
  if (fault !== null || schema === null) {
    rejectRecord(list.sink, line, fault ?? '', key);
    return;
  }
  list.known.add(key);
  const party = new OfacParty({ key, schema, place: { line }, sink: list.sink });
  party.primaryName(row.name);
  readColumns(party, row);
  for (const alias of list.companions.of('alt', key)) readAlias(party, alias);
  for (const address of list.companions.of('add', key)) readAddress(party, address);
  const remark = wholeRemark(party, row.remark, list.companions);
  if (remark) readRemark(party, remark);
  list.links.bears(key, row.name);
  list.links.read(key, remark, party.place);
  const programmes = row.programmes.split(/\]\s*\[/).map(clean);
  party.push(list.sink, [{ programmes: programmes.filter(Boolean), listedOn: party.listedOn }]);
}

function faultOf(row: MainRow, schema: string | null, known: boolean): string | null {
  if (clean(row.name) === '') return 'the party has no name';
  if (schema === null) return `party type "${row.type}" is not known`;
  return known ? 'the number stands on an earlier row as well' : null;
}

function readColumns(party: OfacParty, row: MainRow): void {
  party.title(row.title);
  party.add('callSign', row.callSign);
  party.add('type', row.vesselType);
  party.valueOf('tonnage', row.tonnage);
  party.valueOf('grossRegisteredTonnage', row.grossTonnage);
  party.country('flag', row.flag);
  if (row.owner) party.note(`Vessel Owner: ${row.owner}`);
}

function readAlias(party: OfacParty, { cells }: CsvRow): void {
  const [, , type = '', name = '', remark = ''] = cells.map(cellText);
  party.otherName(name, type, false);
  if (remark) party.note(`${name}: ${remark}`);
}

function readAddress(party: OfacParty, { cells }: CsvRow): void {
  const [, , street = '', city = '', country = '', remark = ''] = cells.map(cellText);
  party.address([street, city], country);
  if (remark) party.note(`Address: ${remark}`);
}

/** A remark with its end from the comments file, which goes on in the middle of a word. */
function wholeRemark(party: OfacParty, remark: string, companions: OfacCompanions): string {
  const rest = companions.of('comments', party.key).map((row) => row.cells[1] ?? '');
  if (rest.length > 0) return remark + rest.join('');
  if (remark.length < REMARK_CHARACTERS || remark.trim().endsWith('.')) return remark;
  party.report(`the remark is cut off after ${remark.length} characters, and no comments file goes on with it`);
  return remark.slice(0, remark.lastIndexOf('; ') + 1);
}

/** OFAC writes `-0- ` where there is nothing. */
function cellText(cell: string | undefined): string {
  return cell === undefined || cell.trim() === '-0-' ? '' : cell;
}

/** The schema of a type column; nothing at all means an entity. */
function schemaOf(type: string): string | null {
  const text = cellText(type).trim();
  return text === '' ? 'Organization' : schemaOfType(text);
}
