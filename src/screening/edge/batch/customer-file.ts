import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { guessEncoding } from '../../batch/encoding.ts';
import { headingsOf, parsedLine } from '../../batch/read-json-line.ts';
import type { Cells } from '../../batch/read-row.ts';
import type { RawRecord } from '../../batch/screen-records.ts';
import { delimitedRecords, lineRecords } from '../../batch/split-records.ts';
import { sheetRows } from './customer-sheet.ts';

/** Bytes from which a file's encoding is told, and rows from which its columns are. */
const HEAD = 4_194_304;
const SAMPLE_ROWS = 1000;
const READ_BYTES = 262_144;

/** A file to be screened, as far as a look at its start tells. */
export interface CustomerFile {
  path: string;
  /** For messages. */
  name: string;
  bytes: number;
  /** Milliseconds since 1970. */
  modifiedAt: number;
  format: 'csv' | 'jsonl' | 'xlsx';
  encoding: string;
  delimiter: string;
  headings: string[];
  /** The first rows, at most 1,000. */
  sample: Cells[];
  /** Rows of a spreadsheet, which is held in memory; of no other file. */
  sheet: readonly RawRecord[];
  /** Sheets of a spreadsheet beside the one that is read. */
  otherSheets: string[];
}

export interface FileOptions {
  /** The encoding that people say the file has. */
  encoding?: string | undefined;
  /** What to call the file in messages. */
  name?: string;
}

/** Looks at a file's start. Throws AppError with what is wrong: missing, empty, no text, an encoding only guessed. */
export async function inspectFile(path: string, options: FileOptions = {}): Promise<CustomerFile> {
  const name = options.name ?? basename(path);
  const { bytes, modifiedAt, head } = await startOf(path, name);
  if (head.byteLength === 0) throw refusal(name, 'FILE_EMPTY', 'it is empty', 'Check where it was saved from.');
  const file = { path, name, bytes, modifiedAt, encoding: 'utf-8', delimiter: ',', otherSheets: [], sheet: [] };
  if (head[0] === 0x50 && head[1] === 0x4b) {
    const { rows, otherSheets } = await sheetRows(path, name);
    const [headings = [], ...sample] = rows.slice(0, SAMPLE_ROWS).map(({ cells = [] }) => cells.map(String));
    return { ...file, format: 'xlsx', headings: headings.map(plainHeading), sample, otherSheets, sheet: rows };
  }
  const encoding = encodingOf(head, name, options.encoding);
  const text = new TextDecoder(encoding).decode(head, { stream: head.byteLength < bytes });
  return { ...file, encoding, ...(await shapeOf(text, name)) };
}

/** The file's records after its header, in batches; `share` tells how much of the file has been read, 0 to 1. */
export function recordsOf(file: CustomerFile): { batches: AsyncGenerator<RawRecord[]>; share(): number } {
  const read = { bytes: 0 };
  const share = (): number => Math.min(1, read.bytes / Math.max(1, file.bytes));
  if (file.format === 'xlsx') return { batches: sheetBatches(file, read), share };
  const text = decodedText(file, read);
  const batches = file.format === 'jsonl' ? lineRecords(text) : afterFirst(delimitedRecords(text, file.delimiter));
  return { batches, share };
}

async function shapeOf(
  text: string,
  name: string,
): Promise<Pick<CustomerFile, 'format' | 'delimiter' | 'headings' | 'sample'>> {
  const begin = text.trimStart();
  if (begin.startsWith('{')) return await jsonShape(text);
  if (/^(?:<|\[)/.test(begin))
    throw refusal(
      name,
      'FILE_FORMAT',
      'it is neither CSV, JSON lines nor .xlsx',
      'JSON is taken with one object a line.',
    );
  const delimiter = delimiterOf(begin.slice(0, 20_000));
  const [header, ...rows] = await firstRecords(delimitedRecords(once(text), delimiter));
  const cells = header?.cells;
  if (!cells)
    throw refusal(
      name,
      'FILE_HEADER',
      `its first row ${header?.fault ?? 'is missing'}`,
      'The first row must name the columns.',
    );
  const headings = cells.map((cell) => plainHeading(String(cell)));
  return { format: 'csv', delimiter, headings, sample: rows.flatMap((row) => (row.cells ? [row.cells] : [])) };
}

async function jsonShape(text: string): Promise<Pick<CustomerFile, 'format' | 'delimiter' | 'headings' | 'sample'>> {
  const lines = await firstRecords(lineRecords(once(text)));
  const objects = lines.map((line) => parsedLine(line.text ?? '')).filter((one) => typeof one !== 'string');
  const headings = [...new Set(objects.flatMap(headingsOf))];
  const sample = objects.map((object) => headings.map((heading) => String(object[heading] ?? '')));
  return { format: 'jsonl', delimiter: ',', headings, sample };
}

async function firstRecords(batches: AsyncGenerator<RawRecord[]>): Promise<RawRecord[]> {
  const first: RawRecord[] = [];
  for await (const batch of batches) first.push(...batch.slice(0, SAMPLE_ROWS - first.length));
  return first;
}

function encodingOf(head: Uint8Array, name: string, given: string | undefined): string {
  if (given !== undefined) return knownEncoding(given, name);
  if (head[0] === 0xd0 && head[1] === 0xcf)
    throw refusal(name, 'FILE_FORMAT', 'it is a spreadsheet of the old kind (.xls)', 'Save it as .xlsx or CSV.');
  const guess = guessEncoding(head);
  if (!guess)
    throw refusal(name, 'FILE_FORMAT', 'it is neither text nor a spreadsheet', 'CSV, JSON lines and .xlsx are read.');
  if (guess.certain) return guess.encoding;
  throw new AppError({
    code: 'FILE_ENCODING',
    kind: 'invalid',
    message: `Cannot read ${name}: it is not UTF-8; it looks like ${guess.encoding}`,
    hint: `If it is, say so (--encoding ${guess.encoding}) and look at the names; or save the file as UTF-8.`,
    data: { encoding: guess.encoding },
  });
}

function knownEncoding(given: string, name: string): string {
  try {
    return new TextDecoder(given).encoding;
  } catch {
    throw refusal(
      name,
      'FILE_ENCODING',
      `"${given}" is no known encoding`,
      'Examples: utf-8, utf-16le, euc-kr, shift_jis, gb18030.',
    );
  }
}

async function startOf(path: string, name: string) {
  if (!existsSync(path)) throw refusal(name, 'FILE_MISSING', 'there is no such file', 'Check the path.');
  const handle = await open(path).catch((cause: unknown) => {
    throw refusal(name, 'FILE_CLOSED', messageOf(cause), 'Check who may read it.');
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) throw refusal(name, 'FILE_MISSING', 'it is no file', 'Give the path of one file.');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return { bytes: facts.size, modifiedAt: facts.mtimeMs, head: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

/** What is no letter of the encoding becomes U+FFFD, for which its row is refused. */
async function* decodedText({ path, encoding }: CustomerFile, read: { bytes: number }): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    read.bytes += (chunk as Buffer).byteLength;
    yield decoder.decode(chunk as Buffer, { stream: true });
  }
  yield decoder.decode();
}

async function* afterFirst(batches: AsyncGenerator<RawRecord[]>): AsyncGenerator<RawRecord[]> {
  let first = true;
  for await (const batch of batches) {
    yield first ? batch.slice(1) : batch;
    first = false;
  }
}

async function* sheetBatches({ sheet, bytes }: CustomerFile, read: { bytes: number }): AsyncGenerator<RawRecord[]> {
  for (let at = 1; at < sheet.length; at += SAMPLE_ROWS) {
    read.bytes = (bytes * Math.min(at + SAMPLE_ROWS, sheet.length)) / sheet.length;
    yield sheet.slice(at, at + SAMPLE_ROWS);
  }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** The one of four delimiters that the first line has most of, outside quotes. */
function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/[\r\n]/);
  const counts = [',', ';', '\t', '|'].map((delimiter) => [delimiter, line.split(delimiter).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

function plainHeading(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A file that cannot be taken; `state` completes "Cannot read FILE: …". */
function refusal(name: string, code: string, state: string, hint: string): AppError {
  return new AppError({ code, kind: 'invalid', message: `Cannot read ${name}: ${state}`, hint });
}
