import type { PartialDate } from '../../../kernel/partial-date.ts';
import { nationalityCode } from '../../../parties/nationality.ts';
import type { ListSink } from '../../list-reader.ts';
import { cleanLine } from '../../reading/clean-text.ts';
import { datesIn } from '../../reading/dates-in-text.ts';
import { itemsIn } from '../../reading/lettered-items.ts';
import { type DraftDesignation, PartyDraft } from '../../reading/party-draft.ts';
import type { TableRow } from '../../reading/sheet-table.ts';
import type { UniqueKeys } from '../../reading/unique-keys.ts';
import { nameAndScript, packedNames } from './names.ts';

export interface MofSheet {
  name: string;
  /** Number before the sheet's name. */
  number: string;
  /** The sheet's name without its number: `北朝鮮(決議1718号等；団体)`. */
  programme: string;
  /** The title above the table. */
  act: string;
  holds: 'persons' | 'entities' | 'both';
}

const PERSONAL = ['birthDate', 'title', 'position', 'nationality', 'passport', 'idNumber'];
/** Facts that stand as labelled lines in other information. */
const LABELLED = /^(出生地|生年月日|死亡年月日|所在地|住所|電話番号?)\s*[:：]\s*(.+)$/gm;
const DOCUMENT_NUMBER = /(?<![A-Z0-9\-－])([A-Z]\d{5,9}\(\d\)|[A-Z]{0,3}\d{5,20}[A-Z]?(?![\dA-Za-z年]))/g;

/** True for a number that was deleted and left without a name. */
export function isLifted(row: TableRow): boolean {
  return row.text('noticeDate').includes('削除') && row.text('english') === '' && row.text('japanese') === '';
}

/** Reads one row of a programme's sheet; blank and lifted rows hold nothing. */
export function readMofRow(row: TableRow, sheet: MofSheet, keys: UniqueKeys, sink: ListSink): void {
  const notice = row.text('noticeDate');
  const written = cleanLine(row.text('number'));
  const names = [...nameAndScript(row.text('english')), cleanLine(row.text('japanese'))].filter((name) => name !== '');
  if (isLifted(row) || (notice === '' && written === '' && names.length === 0)) return;
  const number = /\d+/.exec(written.normalize('NFKC'))?.[0] ?? '';
  const { key, repeated } = keys.take(`${sheet.number}-${number || `row-${row.line}`}`);
  const draft = new PartyDraft(sink, key, { line: row.line, sheet: sheet.name });
  if (repeated) draft.reject(`number ${number} stands twice on the sheet`);
  if (number === '') draft.reject(`notice number "${written}" is no number`);
  draft.schema = isPerson(row, sheet) ? 'Person' : 'Organization';
  draft.add('name', names[0]);
  draft.add('alias', ...names.slice(1));
  addNames(draft, row);
  addDetails(draft, row);
  draft.push([designationOf(draft, row, sheet, notice, written)]);
}

function isPerson(row: TableRow, sheet: MofSheet): boolean {
  if (sheet.holds !== 'both') return sheet.holds === 'persons';
  return PERSONAL.some((column) => row.filled(column)) || /生年月日|性別[:：]|出生地[:：]/.test(row.text('notes'));
}

function addNames(draft: PartyDraft, row: TableRow): void {
  const person = draft.schema === 'Person';
  for (const column of ['alias', 'previousName', 'weakAlias']) {
    for (const cell of row.texts(column)) {
      const { alias, previousName, remarks } = packedNames(cell, person);
      draft.add(column, ...alias);
      draft.add('previousName', ...previousName);
      for (const remark of remarks) draft.note(remark);
    }
  }
}

function addDetails(draft: PartyDraft, row: TableRow): void {
  for (const column of ['title', 'position']) draft.add(column, ...row.texts(column).flatMap(lineItems));
  const personal = draft.schema === 'Person';
  if (personal) draft.dates('birthDate', fromSerial(row.text('birthDate')), '生年月日');
  else draft.note(row.text('birthDate'), '生年月日');
  draft.add('birthPlace', ...row.texts('birthPlace').flatMap(lineItems));
  draft.countries(personal ? 'nationality' : 'country', row.text('nationality'), '国籍');
  addDocuments(draft, 'passportNumber', row.text('passport'), '旅券番号');
  addDocuments(draft, 'idNumber', row.text('idNumber'), '身分証番号');
  for (const cell of row.texts('address')) for (const address of addressesIn(cell)) addAddress(draft, address);
  draft.add('phone', ...row.texts('phone').flatMap((cell) => cell.split(/[、\n]/)));
  for (const { heading, text } of row.others()) draft.note(text, heading);
  addNotes(draft, row.text('notes'));
}

function addNotes(draft: PartyDraft, notes: string): void {
  draft.note(notes);
  for (const [, label, value = ''] of notes.matchAll(LABELLED)) {
    if (label === '出生地') draft.add('birthPlace', value);
    else if (label === '生年月日') draft.dates('birthDate', value, '生年月日');
    else if (label === '死亡年月日') draft.dates('deathDate', value, '死亡年月日');
    else if (label?.startsWith('電話')) draft.add('phone', value.normalize('NFKC').replaceAll('―', '-'));
    else addAddress(draft, value);
  }
  const damaged = /IMO\D{0,6}(\d{8,})/.exec(notes.normalize('NFKC'));
  if (damaged && !draft.properties.imoNumber) draft.reject(`IMO number "${damaged[1]}" does not have seven digits`);
}

/** Numbers of documents; what stands around them (issuer, dates) goes to the notes as well. */
function addDocuments(draft: PartyDraft, property: string, cell: string, label: string): void {
  const plain = cell.normalize('NFKC');
  const numbers = [...plain.matchAll(DOCUMENT_NUMBER)].map((match) => match[1] ?? '');
  draft.add(property, ...numbers);
  if (numbers.join('') !== plain.trim()) draft.note(cell, label);
}

/** Addresses in kana end with the line; Latin ones may wrap. */
function addressesIn(cell: string): string[] {
  return itemsIn(cell.replace(/\n(?![\u3040-\u30ff\u3400-\u9fff；;(（])/g, ' ')).flatMap((item) => item.split('\n'));
}

function addAddress(draft: PartyDraft, address: string): void {
  draft.address(address);
  const start = /^[\u3040-\u30ff\u3400-\u9fff・]{2,20}/.exec(address)?.[0] ?? '';
  for (let length = start.length; length >= 2; length -= 1) {
    const code = nationalityCode(start.slice(0, length));
    if (!code) continue;
    draft.add('country', code);
    return;
  }
}

function lineItems(cell: string): string[] {
  return itemsIn(cell).flatMap((item) => item.split('\n'));
}

/** Days that lost their cell's date format: days since 30 December 1899, as spreadsheets count from 1 March 1900. */
function fromSerial(text: string): string {
  if (!/^\d{5}$/.test(text)) return text;
  return new Date(Date.UTC(1899, 11, 30 + Number(text))).toISOString().slice(0, 10);
}

function designationOf(
  draft: PartyDraft,
  row: TableRow,
  sheet: MofSheet,
  notice: string,
  number: string,
): DraftDesignation {
  const listed: PartialDate[] = [];
  const amended: PartialDate[] = [];
  const deleted: PartialDate[] = [];
  for (const line of notice.split('\n')) {
    const { dates } = datesIn(line);
    if (dates.length === 0 && /\d/.test(line) && !/同一/.test(line))
      draft.reject(`notice date "${line}" is not a date`);
    (line.includes('削除') ? deleted : line.includes('改訂') ? amended : listed).push(...dates);
  }
  const reason = row.text('reason');
  const unscReference = row.text('unReference');
  return {
    programmes: [sheet.programme],
    listedOn: listed[0] ?? null,
    ...(amended.length > 0 ? { amendedOn: [...new Set(amended)].sort() } : {}),
    ...(deleted[0] ? { delistedOn: deleted[0] } : {}),
    ...(number === '' ? {} : { reference: number }),
    ...(sheet.act === '' ? {} : { legalBasis: [sheet.act] }),
    ...(unscReference === '' ? {} : { unscReference }),
    ...(reason === '' ? {} : { reason }),
  };
}
