import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { csvRow } from '../../../kernel/csv-line.ts';
import { AppError, messageOf } from '../../../kernel/errors.ts';

/** How a table is written. */
export interface Dialect {
  delimiter: ',' | ';' | '\t' | '|';
  header: string[];
  /** Lines before the first row: remarks and the heading. */
  skip: number;
  /** Remarks, lines that begin with `#`. */
  remarks: string[];
}

export type FileForm = 'json' | 'table';

const HEAD_BYTES = 65_536;
/** A heading never stands further down. */
const MOST_BEFORE_HEADING = 20;

/** The start of a file; empty when it holds nothing. Throws AppError (not-found). */
export async function headOf(path: string): Promise<Buffer> {
  const file = await open(path).catch((cause: unknown) => {
    throw new AppError({
      code: 'FILE_MISSING',
      kind: 'not-found',
      message: `Cannot read "${path}": ${messageOf(cause)}`,
      hint: 'Name a file of trade rows.',
      cause,
    });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export function isPacked(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** True when the bytes are UTF-8 and not packed, so that the engine can read the file as it lies. */
export function isPlainUtf8(head: Buffer): boolean {
  if (isPacked(head)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Writes a packed file, or one in China's encoding or UTF-16, as plain UTF-8. */
export async function toPlainUtf8(path: string, head: Buffer, out: string): Promise<void> {
  const packed = isPacked(head);
  const source = packed ? createReadStream(path).pipe(createGunzip()) : createReadStream(path);
  const encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'gb18030';
  const decoded = async function* (chunks: AsyncIterable<Buffer>) {
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(packed && isPlainUtf8(chunk.subarray(0, -4)) ? 'utf-8' : encoding, { fatal: true });
      yield decoder.decode(chunk, { stream: true });
    }
    if (decoder) yield decoder.decode();
  };
  try {
    await pipeline(Readable.from(decoded(source)), createWriteStream(out));
  } catch (cause) {
    throw new AppError({
      code: 'TRADE_ENCODING',
      kind: 'refused',
      message: `Cannot read "${path}": it is neither UTF-8, UTF-16 nor GB 18030, or is cut off (${messageOf(cause)})`,
      hint: 'Convert it to UTF-8, or fetch it again.',
      cause,
    });
  }
}

/** The form of a file by its first bytes. Throws AppError (refused) for what holds no rows. */
export function formOf(path: string, head: Buffer): FileForm {
  const start = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  const refuse = (what: string, hint: string): AppError =>
    new AppError({ code: 'TRADE_FORM', kind: 'refused', message: `Cannot read "${path}": ${what}`, hint });
  if (start === '') throw refuse('it is empty', 'Fetch the file again.');
  if (/^<(!doctype|html)/i.test(start))
    throw refuse('it is a web page', 'The server answered with a page. Fetch the file again later.');
  if (start.startsWith('PK')) throw refuse('it is a workbook or an archive', 'Save the sheet as CSV.');
  if (start.startsWith('PAR1')) throw refuse('it is Parquet', 'Write it as CSV.');
  if (head.includes(0) && !(head[0] === 0xff && head[1] === 0xfe))
    throw refuse('it is a binary file', 'Save it as CSV or JSON.');
  return start.startsWith('{') || start.startsWith('[') ? 'json' : 'table';
}

/** Finds the heading of a table and what parts its cells. */
export function dialectOf(path: string, text: string): Dialect {
  const lines = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .slice(0, MOST_BEFORE_HEADING + 1);
  const remarks: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('#')) remarks.push(line);
    if (line.startsWith('#') || line.trim() === '') continue;
    const delimiter = ([',', ';', '\t', '|'] as const).reduce(
      (best, one) => (count(line, one) > count(line, best) ? one : best),
      ',',
    );
    const header = csvRow(line, delimiter).cells.map((cell) => cell.trim());
    if (header.length < 3) continue;
    return { delimiter, header, skip: at + 1, remarks };
  }
  throw new AppError({
    code: 'TRADE_FORM',
    kind: 'refused',
    message: `Cannot read "${path}": no line looks like a heading`,
    hint: `A table needs a heading of three columns and more within its first ${MOST_BEFORE_HEADING} lines.`,
  });
}

function count(line: string, delimiter: string): number {
  return line.split(delimiter).length;
}
