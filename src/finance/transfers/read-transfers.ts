import { csvRow } from '../../kernel/csv-line.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Amount, DECIMALS, MOST_AMOUNT, type Movement, readAmount } from './movement.ts';

/** What a file of transfers came to. */
export interface TransferFileFacts {
  format: 'csv' | 'movements';
  rows: number;
  rejected: number;
  /** The first rejections, with their line. */
  rejections: { line: number; reason: string }[];
}

const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  tx: ['tx', 'txid', 'hash', 'txhash', 'transaction', 'transactionhash'],
  at: ['at', 'time', 'timestamp', 'unixtimestamp', 'datetime', 'blocktime', 'datetimeutc'],
  chain: ['chain', 'network', 'blockchain'],
  asset: ['asset', 'token', 'currency', 'tokensymbol', 'symbol'],
  from: ['from', 'sender', 'fromaddress'],
  to: ['to', 'receiver', 'toaddress', 'recipient'],
  amount: ['amount', 'value', 'quantity', 'tokenvalue'],
  decimals: ['decimals'],
  block: ['block', 'blocknumber', 'blockheight', 'blockno'],
  index: ['index', 'logindex', 'position'],
};

const MOST_ROW = 100_000;
const MOST_KEPT = 200;

export interface TransferDefaults {
  chain?: string | undefined;
  asset?: string | undefined;
  /** Amounts are whole coins, `1.5` ETH; else they are whole numbers of the smallest unit. One file speaks one of them. */
  coins?: boolean | undefined;
}

/**
 * Reads transfers as rows (`tx,at,from,to,amount` at least), or movements as this program writes them, one JSON a line.
 * A bad row is left out and named by its line; the others are kept.
 */
export async function* readTransfers(
  lines: AsyncIterable<string>,
  facts: TransferFileFacts,
  defaults: TransferDefaults,
): AsyncGenerator<Movement> {
  let columns: Record<string, number> | null = null;
  let number = 0;
  let pending = '';
  for await (const line of lines) {
    number += 1;
    const whole = pending === '' ? line.replace(/^\uFEFF/, '') : `${pending}\n${line}`;
    pending = '';
    if (whole.trim() === '') continue;
    if (columns === null && whole.trimStart().startsWith('{')) facts.format = 'movements';
    let read: Movement | string;
    if (facts.format === 'movements') read = movementOf(whole);
    else {
      const { cells, goesOn } = csvRow(whole, ',');
      if (goesOn && whole.length < MOST_ROW) {
        pending = whole;
        continue;
      }
      if (columns === null) {
        columns = columnsOf(cells);
        continue;
      }
      read = transferOf(cells, columns, { number, defaults });
    }
    facts.rows += 1;
    if (typeof read !== 'string') yield read;
    else {
      facts.rejected += 1;
      if (facts.rejections.length < MOST_KEPT) facts.rejections.push({ line: number, reason: read });
    }
  }
}

function columnsOf(cells: readonly string[]): Record<string, number> {
  const columns: Record<string, number> = {};
  cells.forEach((cell, at) => {
    const word = cell
      .trim()
      .toLowerCase()
      .replace(/[^a-z]+/g, '');
    for (const [name, words] of Object.entries(HEADINGS)) if (words.includes(word)) columns[name] ??= at;
  });
  const missing = ['tx', 'at', 'from', 'to', 'amount'].filter((name) => columns[name] === undefined);
  if (missing.length === 0) return columns;
  throw new AppError({
    code: 'TRANSFERS_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read the transfers: the first row has no column for ${missing.join(', ')}`,
    hint: 'Needed are tx, at, from, to and amount; chain, asset, decimals, block and index where the file knows them.',
  });
}

interface RowParts {
  number: number;
  defaults: TransferDefaults;
}

function transferOf(
  cells: readonly string[],
  columns: Record<string, number>,
  { number, defaults }: RowParts,
): Movement | string {
  const cell = (name: string): string => (cells[columns[name] ?? -1] ?? '').trim();
  const [tx, from, to] = [cell('tx'), cell('from'), cell('to')];
  if (tx === '') return 'names no transaction';
  if (from === '' || to === '') return 'names no sender or no receiver';
  const at = instantOf(cell('at'));
  if (at === null) return `has the time "${cell('at')}", which is neither seconds since 1970 nor ISO 8601`;
  const asset = cell('asset') || defaults.asset;
  const chain = cell('chain') || defaults.chain;
  if (!asset || !chain) return 'names no asset or no chain, and none was given for the file';
  const written = cell('amount');
  const decimals = decimalsOf(cell('decimals'), asset, defaults.coins === true);
  if (typeof decimals === 'string') return decimals;
  if (decimals === null && written.includes('.'))
    return `has the amount "${written}" with a point: say that the file counts in whole coins`;
  const amount = readAmount(written, decimals);
  if (amount === null) return `has the amount "${written}", which is none of ${asset}`;
  const block = cell('block') === '' ? null : Number(cell('block'));
  if (block !== null && !Number.isSafeInteger(block)) return `has the block "${cell('block')}"`;
  const given = Number(cell('index') || number);
  const index = Number.isSafeInteger(given) && given >= 0 ? given : number;
  return {
    chain,
    asset,
    tx,
    index,
    at,
    block,
    inputs: [{ address: from, amount }],
    outputs: [{ address: to, amount }],
  };
}

/** Digits after the point; null where amounts are in the smallest unit, a text where it is not known. */
function decimalsOf(cell: string, asset: string, isInCoins: boolean): number | null | string {
  if (cell !== '') {
    const decimals = Number(cell);
    return Number.isInteger(decimals) && decimals >= 0 && decimals <= 30 ? decimals : `has the decimals "${cell}"`;
  }
  if (!isInCoins) return null;
  return (
    DECIMALS[asset.toUpperCase()] ?? `is in coins of ${asset}, whose decimals are not known: add a column "decimals"`
  );
}

function instantOf(text: string): number | null {
  if (/^\d{9,11}$/.test(text)) return Number(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  const plain = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  const milliseconds = Date.parse(plain.length === 11 ? plain.slice(0, 10) : plain);
  return Number.isNaN(milliseconds) ? null : Math.floor(milliseconds / 1000);
}

/** A movement as a line of JSON, amounts as texts: no number of JavaScript holds them. */
export function movementLine(movement: Movement): string {
  const side = (amounts: readonly Amount[]) =>
    amounts.map(({ address, amount, outpoint }) => [address, amount.toString(), ...(outpoint ? [outpoint] : [])]);
  const { chain, asset, tx, index, at, block, inputs, outputs } = movement;
  return JSON.stringify({ chain, asset, tx, index, at, block, in: side(inputs), out: side(outputs) });
}

function movementOf(line: string): Movement | string {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return 'is no well-formed JSON';
  }
  const { chain, asset, tx, index, at, block = null } = value;
  const [inputs, outputs] = [amountsOf(value.in), amountsOf(value.out)];
  if (typeof chain !== 'string' || typeof asset !== 'string' || typeof tx !== 'string')
    return 'names no chain, asset or transaction';
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(at)) return 'has no whole index or time';
  if (block !== null && !Number.isSafeInteger(block)) return 'has a block that is no number';
  if (!inputs || !outputs) return 'has inputs or outputs that are no amounts';
  return { chain, asset, tx, index: Number(index), at: Number(at), block: block as number | null, inputs, outputs };
}

function amountsOf(value: unknown): Amount[] | null {
  if (!Array.isArray(value)) return null;
  const amounts: Amount[] = [];
  for (const one of value as unknown[]) {
    const [address, text, outpoint] = Array.isArray(one) ? (one as unknown[]) : [];
    if (typeof address !== 'string' || typeof text !== 'string' || !/^\d{1,39}$/.test(text)) return null;
    const amount = BigInt(text);
    if (amount >= MOST_AMOUNT) return null;
    amounts.push({ address, amount, ...(typeof outpoint === 'string' ? { outpoint } : {}) });
  }
  return amounts;
}
