import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { readCsv } from '../../../lists/reading/read-csv.ts';
import type { Database } from '../../../store/database.ts';
import { readPetroleum } from '../../petroleum/read-deliveries.ts';
import { keepPetroleum, type PetroleumFile, petroleumFile } from './store-petroleum.ts';

export interface LoadPetroleumParts {
  database: Database;
  path: string;
  /** Day on which the source published the file, for rows that do not say it. */
  publishedOn?: string | undefined;
  exercise: boolean;
}

export interface LoadedPetroleum {
  outcome: 'loaded' | 'unchanged';
  file: PetroleumFile;
}

/** Bytes: deliveries of a century are less than a megabyte. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Takes in a file of deliveries or of calls. Lines that begin with `#` are remarks; one that says EXERCISE marks the file. Throws AppError. */
export async function loadPetroleum({
  database,
  path,
  publishedOn,
  exercise,
}: LoadPetroleumParts): Promise<LoadedPetroleum> {
  const bytes = await bytesOf(path);
  const hash = sha256(bytes);
  const known = await petroleumFile(database, hash);
  if (known) return { outcome: 'unchanged', file: known };
  const remarks: string[] = [];
  let header: string[] | null = null;
  const rows: { line: number; cells: string[] }[] = [];
  const name = basename(path);
  const source = { name, size: bytes.length, open: () => createReadStream(path) };
  for await (const { line, cells } of readCsv(source, { title: 'a table of petroleum' })) {
    if (cells[0]?.startsWith('#')) remarks.push(cells.join(','));
    else if (header) rows.push({ line, cells });
    else header = cells;
  }
  const isExercise = exercise || remarks.some((remark) => /\bEXERCISE\b/.test(remark));
  const read = readPetroleum({ name, sha256: hash, header: header ?? [], rows, exercise: isExercise });
  const deliveries = read.deliveries.map((one) => ({ ...one, publishedOn: one.publishedOn ?? publishedOn ?? null }));
  const file: PetroleumFile = {
    sha256: hash,
    name,
    exercise: isExercise,
    deliveries: deliveries.length,
    calls: read.calls.length,
    rejected: read.rejected,
  };
  await keepPetroleum(database, file, { deliveries, calls: read.calls });
  return { outcome: 'loaded', file };
}

async function bytesOf(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new AppError({
      code: 'FILE_MISSING',
      kind: 'not-found',
      message: `Cannot read "${path}": ${messageOf(cause)}`,
      hint: 'Name a CSV file of deliveries or of calls.',
      cause,
    });
  });
  if (bytes.length <= MOST_BYTES) return bytes;
  throw new AppError({
    code: 'FILE_TOO_LARGE',
    kind: 'refused',
    message: `Cannot read "${path}": it holds more than ${MOST_BYTES} bytes`,
    hint: 'A table of deliveries is small. Is it the right file?',
  });
}
