import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
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
  /** Unix seconds at which the bytes that were given last arrived, for sentences that say no time; 0 unknown. */
  arrivedAt?(): number;
}

/** Opens a file, or standard input for `-`; gzip is known by its first bytes and taken off. Throws AppError (not-found, refused). */
export async function openInput(path: string): Promise<OpenInput> {
  if (path === '-') return { bytes: plain(process.stdin, 'standard input'), size: null, done: () => 0 };
  const found = await stat(path).catch(() => null);
  if (!found?.isFile())
    throw new AppError({
      code: 'FILE_MISSING',
      kind: 'not-found',
      message: `Cannot read "${path}": ${found ? 'it is a folder' : 'there is no such file'}`,
      hint: 'Name a file, or - for standard input.',
    });
  const file = createReadStream(path, { highWaterMark: CHUNK });
  return { bytes: plain(file, path), size: found.size, done: () => file.bytesRead };
}

async function* plain(source: Readable, name: string): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const first = await chunks.next();
  if (first.done) return;
  const all = rejoined(first.value, chunks);
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
  yield* isGzip ? unpacked(Readable.from(all), name) : all;
}

async function* rejoined(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
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
