import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { AppError } from '../../kernel/errors.ts';
import { kindOf } from './kept-file.ts';
import { PassingFailure, within } from './passing-failure.ts';

/** How much of a file has arrived, and the server's name of the version that it is of. */
export interface Arrived {
  bytes: number;
  tag: string | null;
}

export function arrivedSoFar(part: string): Arrived {
  if (!existsSync(part) || !existsSync(`${part}.tag`)) return { bytes: 0, tag: null };
  return { bytes: statSync(part).size, tag: readFileSync(`${part}.tag`, 'utf8') };
}

export function dropPart(part: string): void {
  rmSync(part, { force: true });
  rmSync(`${part}.tag`, { force: true });
}

interface Receipt {
  url: string;
  part: string;
  /** Bytes that are there already and that the body goes on from. */
  from: number;
  mostBytes: number;
  idleMilliseconds: number;
  onProgress?: ((bytes: number, total: number | null) => void) | undefined;
}

/** Appends a body to the part file; a connection that falls silent or ends early is a passing failure. */
export async function receive(response: Response, receipt: Receipt): Promise<void> {
  const { url, part, from, mostBytes, idleMilliseconds, onProgress } = receipt;
  const total = wholeSize(response, from);
  if (total !== null && total > mostBytes) throw tooLarge(url, mostBytes);
  rememberTag(response, part);
  const file = await open(part, from > 0 ? 'a' : 'w');
  let size = from;
  try {
    const reader = response.body?.getReader();
    while (reader) {
      const piece = await within(reader.read(), idleMilliseconds);
      if (piece.done) break;
      size += piece.value.byteLength;
      if (size > mostBytes) throw tooLarge(url, mostBytes);
      await file.write(piece.value);
      onProgress?.(size, total);
    }
  } finally {
    await file.close();
  }
  if (total !== null && size < total) throw new PassingFailure(`the connection ended after ${size} of ${total} bytes`);
}

/** Bytes of the whole file where the server says them; the length of a compressed body is not that of the file. */
function wholeSize(response: Response, from: number): number | null {
  if (isEncoded(response)) return null;
  const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (whole !== undefined) return Number(whole);
  const length = response.headers.get('content-length');
  return length === null ? null : from + Number(length);
}

/** Only a strong tag lets the rest of a file be joined to what is there (RFC 9110, 13.1.5), and only of plain bytes. */
function rememberTag(response: Response, part: string): void {
  const tag = response.headers.get('etag') ?? response.headers.get('last-modified');
  if (tag && !tag.startsWith('W/') && !isEncoded(response)) writeFileSync(`${part}.tag`, tag);
  else rmSync(`${part}.tag`, { force: true });
}

function isEncoded(response: Response): boolean {
  return !/^(identity)?$/i.test(response.headers.get('content-encoding') ?? '');
}

function tooLarge(url: string, mostBytes: number): AppError {
  return new AppError({
    code: 'FETCH_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot fetch ${url}: it is larger than ${mostBytes} bytes`,
    hint: 'The list is not nearly that large. Check the address in data/lists/sources.json.',
  });
}

/** Refuses an empty answer, and what is not of the kind that the address names: most often a page with an excuse. */
export function refuseContent(part: string, url: string): void {
  const state = wrongContent(beginningOf(part), kindOf(url));
  if (state === null) return;
  dropPart(part);
  throw new AppError({
    code: 'FETCH_WRONG_CONTENT',
    kind: 'invalid',
    message: `Cannot take ${url}: ${state}`,
    hint: 'Try again later; the last good version stays in use.',
  });
}

function wrongContent(begin: string, kind: string): string | null {
  if (begin === '') return 'the file is empty';
  const text = begin.replace(/^(\u00ef\u00bb\u00bf)?\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*/, '').toLowerCase();
  if (/^<(!doctype )?html/.test(text)) return 'the server sent a web page in place of the list';
  if (/^\.(xlsx|zip)$/.test(kind) && !begin.startsWith('PK'))
    return `the server sent something that is no ${kind} file`;
  if (kind === '.gz' && !begin.startsWith('\u001f\u008b')) return 'the server sent something that is no .gz file';
  return null;
}

function beginningOf(path: string): string {
  const bytes = Buffer.alloc(512);
  const file = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(file, bytes)).toString('latin1');
  } finally {
    closeSync(file);
  }
}
