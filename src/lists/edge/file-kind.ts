import { open } from 'node:fs/promises';
import { AppError } from '../../kernel/errors.ts';

/** What an official file is by its bytes; also the ending of its name. */
export type FileKind = 'xml' | 'csv' | 'xlsx' | 'json';

const HEAD_BYTES = 1024;
const ZIP = 'pk\u0003\u0004';
const COMMENT = /<!--[\s\S]*?-->\s*/g;
const WEB_PAGE = /^(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body)\b/;
const SIGNS: Record<FileKind, (head: string) => boolean> = {
  xml: (head) => head.startsWith('<'),
  csv: (head) => !/^[<{[]/.test(head) && !head.startsWith(ZIP) && !head.includes('\0'),
  xlsx: (head) => head.startsWith(ZIP),
  json: (head) => /^[{[]/.test(head),
};

/** Refuses what is empty, a web page, or not of the kind that the source promises. Reads the first kilobyte only. */
export async function refuseOtherKind(path: string, kind: FileKind, url: string): Promise<void> {
  const head = await headOf(path);
  const state =
    head === ''
      ? 'the file is empty'
      : WEB_PAGE.test(head.replace(COMMENT, ''))
        ? 'the server sent a web page in place of the list'
        : SIGNS[kind](head)
          ? null
          : `the server sent something that is not ${kind.toUpperCase()}`;
  if (state === null) return;
  throw new AppError({
    code: 'FETCH_WRONG_CONTENT',
    kind: 'invalid',
    message: `Cannot take ${url}: ${state}`,
    hint: 'Try again later; the last good version stays in use.',
  });
}

/** The beginning in lower case, without byte order mark and leading blanks; empty when the file holds nothing else. */
async function headOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    return new TextDecoder(encodingOf(bytes)).decode(bytes).trimStart().toLowerCase();
  } finally {
    await file.close();
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
