import readXlsxFile from 'read-excel-file/universal';
import { fromBuffer } from 'yauzl';
import { AppError, messageOf } from '../../kernel/errors.ts';
import type { Cell, Sheet, SourceFile } from '../list-reader.ts';
import { FETCH_AGAIN, READ_LIMITS, tooLarge, unreadable } from './file-errors.ts';

const held = new WeakMap<SourceFile, Promise<readonly Sheet[]>>();

/** The sheets of an .xlsx file, read once and held as long as the file object lives. */
export function readWorkbook(file: SourceFile): Promise<readonly Sheet[]> {
  const known = held.get(file);
  if (known) return known;
  const reading = load(file);
  held.set(file, reading);
  return reading;
}

async function load(file: SourceFile): Promise<readonly Sheet[]> {
  const bytes = await bytesOf(file);
  if (bytes.byteLength === 0) throw unreadable(file.name, 'the file is empty', FETCH_AGAIN);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    throw unreadable(file.name, 'it is not a spreadsheet (.xlsx)', FETCH_AGAIN);
  try {
    await refuseZipBomb(file.name, bytes);
    // Not the package's Node entry: it unzips as a stream and refuses members whose sizes follow their data.
    const sheets = await readXlsxFile(new Uint8Array(bytes).buffer, { trim: true });
    return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data as Cell[][] }));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw unreadable(file.name, `the spreadsheet is damaged: ${messageOf(cause)}`, FETCH_AGAIN);
  }
}

async function bytesOf(file: SourceFile): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of file.open()) {
    size += chunk.byteLength;
    if (size > READ_LIMITS.sheetBytes) throw tooLarge(file.name, `it is larger than ${READ_LIMITS.sheetBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Unpacks every member once without keeping it: what an archive declares of its sizes may be a lie. */
async function refuseZipBomb(name: string, bytes: Buffer): Promise<void> {
  let unpacked = 0;
  const count = (size: number): void => {
    unpacked += size;
    if (unpacked > READ_LIMITS.sheetUnpackedBytes) {
      throw tooLarge(name, `it unpacks to more than ${READ_LIMITS.sheetUnpackedBytes} bytes`);
    }
  };
  const zip = await open(name, bytes);
  try {
    for await (const member of zip.members) for await (const chunk of await member()) count(chunk.byteLength);
  } catch (cause) {
    throw cause instanceof AppError
      ? cause
      : unreadable(name, `the archive is damaged: ${messageOf(cause)}`, FETCH_AGAIN);
  }
}

interface Members {
  members: AsyncIterable<() => Promise<AsyncIterable<Uint8Array>>>;
}

function open(name: string, bytes: Buffer): Promise<Members> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) return reject(unreadable(name, `the archive is damaged: ${error.message}`, FETCH_AGAIN));
      resolve({ members: membersOf(name, zip) });
    });
  });
}

async function* membersOf(
  name: string,
  zip: import('yauzl').ZipFile,
): AsyncGenerator<() => Promise<AsyncIterable<Uint8Array>>> {
  for (;;) {
    const entry = await new Promise<import('yauzl').Entry | null>((resolve, reject) => {
      const settle = (value: import('yauzl').Entry | null): void => {
        zip.removeAllListeners();
        resolve(value);
      };
      zip.once('entry', settle);
      zip.once('end', () => settle(null));
      zip.once('error', (error: Error) =>
        reject(unreadable(name, `the archive is damaged: ${error.message}`, FETCH_AGAIN)),
      );
      zip.readEntry();
    });
    if (!entry) return;
    yield () =>
      new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
      });
  }
}
