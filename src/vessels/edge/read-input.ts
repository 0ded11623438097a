import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../kernel/errors.ts';

/** Bytes that a compressed file may become: 64 GiB, about a month of the whole world's AIS. */
const MOST_UNPACKED = 68_719_476_736;
const CHUNK = 1 << 20;

export interface OpenInput {
  bytes: AsyncIterable<Uint8Array>;
  /** Bytes of the file as it lies; null for standard input. */
  size: number | null;
  /** Bytes of the file read so far. */
  done(): number;
}

/** Opens a file, or standard input for `-`; gzip is taken off. Throws AppError (not-found, refused). */
export async function openInput(path: string): Promise<OpenInput> {
  if (path === '-') return { bytes: process.stdin, size: null, done: () => 0 };
  const found = await stat(path).catch(() => null);
  if (!found?.isFile())
    throw new AppError({
      code: 'FILE_MISSING',
      kind: 'not-found',
      message: `Cannot read "${path}": ${found ? 'it is a folder' : 'there is no such file'}`,
      hint: 'Name a file, or - for standard input.',
    });
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const bytes = path.endsWith('.gz') ? unpacked(file, path) : file;
  return { bytes, size: found.size, done: () => file.bytesRead };
}

function unpacked(file: Readable, path: string): Readable {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const out = new PassThrough({ highWaterMark: CHUNK });
  let total = 0;
  gunzip.on('data', (chunk: Buffer) => {
    total += chunk.length;
    if (total > MOST_UNPACKED) gunzip.destroy(new Error('it unpacks to more than 64 GiB'));
  });
  const fail = (cause: Error): void =>
    void out.destroy(
      new AppError({
        code: 'FILE_BROKEN',
        kind: 'refused',
        message: `Cannot unpack "${path}": ${cause.message}`,
        hint: 'The file may be cut off. Fetch it again.',
        cause,
      }),
    );
  file.on('error', fail);
  gunzip.on('error', fail);
  file.pipe(gunzip).pipe(out);
  return out;
}
