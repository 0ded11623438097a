import { csvRow } from '../../../kernel/csv-line.ts';
import { AppError } from '../../../kernel/errors.ts';
import { emptyRecords, type Holding, type OwnershipNode, type OwnershipRecords } from '../holding.ts';
import { parseShare, type Share, shareWithin } from '../share.ts';
import { dayOfText } from './json-fields.ts';

/** Words that head a column, in lower case without spaces. */
const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  owner: ['owner', 'ownerid', 'holder', 'shareholder', 'parent'],
  owned: ['owned', 'ownedid', 'company', 'subsidiary', 'child'],
  ownerName: ['ownername', 'holdername', 'shareholdername'],
  ownedName: ['ownedname', 'companyname', 'subsidiaryname'],
  share: ['share', 'percent', 'percentage', 'sharepercent'],
  min: ['sharemin', 'min', 'minimum'],
  max: ['sharemax', 'max', 'maximum'],
  kind: ['kind', 'type', 'interest'],
  from: ['from', 'startdate', 'since'],
  to: ['to', 'enddate', 'until'],
  joint: ['joint', 'jointwith', 'jointarrangement'],
  saidOn: ['saidon', 'date', 'statementdate'],
};

/** Longest row, and most rejections that are kept one by one. */
const MOST_ROW = 100_000;
const MOST_KEPT = 1000;

type Columns = Partial<Record<keyof typeof HEADINGS & string, number>>;

/**
 * Holdings as rows: `owner,owned,share` at least; `share_min` and `share_max` in its stead, `kind` (`ownership`, `votes`,
 * or a word for control without shares), `from`, `to`, `joint`, names. A bad row is left out and named.
 */
export async function readOwnershipCsv(name: string, lines: AsyncIterable<string>): Promise<OwnershipRecords> {
  const records = emptyRecords('csv');
  const nodes = new Map<string, OwnershipNode>();
  let columns: Columns | null = null;
  let number = 0;
  let pending = '';
  for await (const line of lines) {
    number += 1;
    const whole = pending === '' ? line : `${pending}\n${line}`;
    const { cells, goesOn } = csvRow(whole, ',');
    pending = goesOn && whole.length < MOST_ROW ? whole : '';
    if (pending !== '' || whole.trim() === '') continue;
    if (columns === null) {
      columns = columnsOf(cells);
      if (columns.owner === undefined || columns.owned === undefined) throw noColumns(name);
      continue;
    }
    const fault = readRow(cells, columns, { records, nodes, record: `line ${number}` });
    if (fault && records.rejections.length < MOST_KEPT)
      records.rejections.push({ record: `line ${number}`, reason: fault });
  }
  if (columns === null) throw noColumns(name);
  records.nodes.push(...nodes.values());
  return records;
}

function noColumns(name: string): AppError {
  return new AppError({
    code: 'OWNERSHIP_FILE_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read "${name}": its first row has no columns "owner" and "owned"`,
    hint: 'A CSV of holdings begins with owner,owned,share; docs/guides/ownership.md names the other columns.',
  });
}

function columnsOf(cells: readonly string[]): Columns {
  const columns: Columns = {};
  cells.forEach((cell, at) => {
    const word = cell
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, '');
    for (const [name, words] of Object.entries(HEADINGS)) if (words.includes(word)) columns[name] ??= at;
  });
  return columns;
}

interface RowParts {
  records: OwnershipRecords;
  nodes: Map<string, OwnershipNode>;
  record: string;
}

/** Takes a row in; returns what is wrong with it otherwise. */
function readRow(cells: readonly string[], columns: Columns, { records, nodes, record }: RowParts): string | null {
  const cell = (name: string): string => (cells[columns[name] ?? -1] ?? '').trim();
  const [owner, owned] = [cell('owner'), cell('owned')];
  if (owner === '' || owned === '') return 'names no owner or no firm';
  const dates = [cell('from'), cell('to'), cell('saidOn')].map((text) => (text === '' ? null : dayOfText(text)));
  if (dates.some((day, at) => day === null && [cell('from'), cell('to'), cell('saidOn')][at] !== ''))
    return 'has a date that is not written as YYYY-MM-DD';
  const [from = null, to = null, saidOn = null] = dates;
  for (const [id, named] of [
    [owner, cell('ownerName')],
    [owned, cell('ownedName')],
  ] as const)
    if (!nodes.get(id)?.name) nodes.set(id, nodeOf(id, named));
  const source = { record, saidOn };
  const kind = kindOf(cell('kind').toLowerCase());
  if (kind === null) {
    records.claims.push({ controller: owner, controlled: owned, means: cell('kind'), details: null, from, to, source });
    return null;
  }
  const share = shareOf(cell('share'), cell('min'), cell('max'));
  if (!share)
    return `has the share "${[cell('share'), cell('min'), cell('max')].filter(Boolean).join(' ')}", which is none`;
  const joint = cell('joint') || null;
  records.holdings.push({ owner, owned, share, kind, path: 'direct', declared: null, from, to, joint, source });
  return null;
}

function nodeOf(id: string, name: string): OwnershipNode {
  const identifiers = id.includes(':') ? [id.toLowerCase()] : [];
  return { id, name, kind: 'unknown', identifiers };
}

function kindOf(word: string): Holding['kind'] | null {
  if (word === '' || /^(ownership|share|shares|shareholding|equity)$/.test(word)) return 'ownership';
  return /^(votes|voting|votingrights|voting-rights)$/.test(word) ? 'votes' : null;
}

function shareOf(share: string, min: string, max: string): Share | null {
  if (share !== '' || (min === '' && max === '')) return parseShare(share);
  const bound = (text: string): number | undefined => (text === '' ? undefined : Number(text.replace('%', '')));
  return shareWithin({ minimum: bound(min), maximum: bound(max) });
}
