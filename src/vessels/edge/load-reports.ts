import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import { instant } from '../engine/finding-of-event.ts';
import { readerFor } from '../readers/read-reports.ts';
import { ReportBatch } from '../report-batch.ts';
import { isParquet, readParquet } from './parquet-files.ts';
import { PositionStore } from './position-store.ts';
import { type OpenInput, openInput } from './read-input.ts';
import { keepReportFile, type ReportFile, reportFile, sourcesOf } from './store-files.ts';

export interface TakeParts {
  database: Database;
  home: string;
  /** What the source is called in findings: the file's name, or a feed's address and time. */
  name: string;
  input: OpenInput;
  /** Path of the same bytes as a file, where they are Parquet: that is read from its end. */
  parquet?: string;
  /** For CSV: what → the header's own word for it. */
  columns?: Readonly<Record<string, string>>;
  /** Unix seconds for sentences that say no time. */
  receivedAt?: number;
  licence?: string;
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
}

export type LoadParts = Omit<TakeParts, 'name' | 'input'> & { path: string };

export interface Loaded {
  outcome: 'loaded' | 'unchanged';
  file: ReportFile;
  /** The first bad lines, each with its reason. */
  rejections: readonly { line: number; reason: string }[];
}

/** What was taken in, with the reports themselves. */
export type Taken = Loaded & { batch: ReportBatch };

/** Stations of one file that are told apart; reports of more are the file's own. */
const MOST_STATIONS = 2000;
/** Seconds by which a sender's clock may be ahead of ours. */
const CLOCKS_DIFFER = 3600;
/** Names that mark a source as an exercise. */
const EXERCISE = /^EXERCISE/;

/** Takes a file in. Throws AppError (not-found, refused). */
export async function loadReports({ path, ...parts }: LoadParts): Promise<Loaded> {
  const input = await openInput(path);
  const parquet = await isParquet(path);
  const { batch: _, ...loaded } = await takeReports({
    ...parts,
    name: basename(path),
    input,
    ...(parquet ? { parquet: path } : {}),
  });
  return loaded;
}

/**
 * Takes reports in: reads them, keeps the bytes compressed with their hash as evidence, writes positions and
 * static reports, and only then tells the database. The same bytes are taken once. Throws AppError (refused) when
 * nothing in it can be used.
 */
export async function takeReports(parts: TakeParts): Promise<Taken> {
  const { database, home, name, input, signal } = parts;
  const raw = await startRaw(home);
  const batch = new ReportBatch(1 << 16, Math.floor(Date.now() / 1000) + CLOCKS_DIFFER);
  const stations = new Stations();
  const hash = createHash('sha256');
  let reader: ReturnType<typeof readerFor> | null = null;
  try {
    for await (const chunk of input.bytes) {
      signal.throwIfAborted();
      const bytes = chunk as Uint8Array;
      hash.update(bytes);
      await raw.write(bytes);
      parts.onProgress(input.done(), input.size ?? 1);
      if (parts.parquet) continue;
      reader ??= readerFor(bytes, {
        batch,
        name,
        sourceOf: (station) => stations.indexOf(station),
        ...(parts.columns ? { columns: parts.columns } : {}),
      });
      const receivedAt = parts.receivedAt ?? input.arrivedAt?.() ?? 0;
      raw.arrived(bytes.length, receivedAt);
      reader.feed(bytes, receivedAt);
    }
    reader?.finish();
    if (parts.parquet)
      await readParquet(parts.parquet, { batch, name, source: 0, given: parts.columns ?? {} }, () =>
        signal.throwIfAborted(),
      );
    const sha256 = hash.digest('hex');
    const known = await reportFile(database, sha256);
    if (known) return { outcome: 'unchanged', file: known, rejections: batch.rejections, batch };
    if (batch.positions.length === 0 && batch.statics.length === 0) throw nothingIn(name, batch);
    await raw.keep(sha256);
    const file = await keep(parts, { sha256, batch, stations, format: reader?.format ?? 'parquet' });
    await raw.describe(file);
    return { outcome: 'loaded', file, rejections: batch.rejections, batch };
  } finally {
    await raw.discard();
  }
}

/** Indexes of stations until the database has given them theirs. */
class Stations {
  readonly names: string[] = [''];
  readonly #known = new Map<string, number>([['', 0]]);

  indexOf(station: string): number {
    const known = this.#known.get(station);
    if (known !== undefined) return known;
    if (this.names.length > MOST_STATIONS) return 0;
    this.#known.set(station, this.names.length);
    return this.names.push(station) - 1;
  }
}

interface Read {
  sha256: string;
  batch: ReportBatch;
  stations: Stations;
  format: string;
}

async function keep(
  { database, home, name, licence }: TakeParts,
  { sha256, batch, stations, format }: Read,
): Promise<ReportFile> {
  const { positions, statics } = batch;
  const store = new PositionStore(home);
  const sources = await sourcesOf(database, sha256, stations.names);
  const ids = stations.names.map((station) => sources.get(station) ?? 0);
  for (let i = 0; i < positions.length; i++) positions.source[i] = ids[positions.source[i] ?? 0] ?? 0;
  for (const report of statics) report.source = ids[report.source] ?? 0;
  const days = await store.write(sha256, positions, statics);
  const [fromAt, toAt, ships] = extentOf(batch);
  const file: ReportFile = {
    sha256,
    name,
    format,
    licence: licence ?? null,
    exercise: stations.names.some((station) => EXERCISE.test(station)),
    fromAt: instant(fromAt),
    toAt: instant(toAt),
    days,
    lines: batch.lines,
    positions: positions.length,
    statics: statics.length,
    ships,
    rejected: Object.fromEntries(batch.rejectedBy),
  };
  await keepReportFile(database, file).catch(async (cause) => {
    await store.remove(sha256, days);
    throw cause;
  });
  return file;
}

function extentOf({ positions, statics }: ReportBatch): [number, number, number] {
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  const ships = new Set<number>();
  for (let i = 0; i < positions.length; i++) {
    const at = positions.at[i] ?? 0;
    if (at < from) from = at;
    if (at > to) to = at;
    ships.add(positions.mmsi[i] ?? 0);
  }
  for (const { firstAt, lastAt, mmsi } of statics) {
    from = Math.min(from, firstAt);
    to = Math.max(to, lastAt);
    ships.add(mmsi);
  }
  return [from, to, ships.size];
}

/** The bytes as they came, compressed, under their hash once it is known. */
async function startRaw(home: string) {
  const folder = join(home, 'vessels', 'raw');
  await mkdir(folder, { recursive: true });
  const arriving = join(folder, `arriving-${process.pid}-${Date.now()}.gz`);
  const gzip = createGzip({ level: 1 });
  const file = createWriteStream(arriving, { mode: 0o600 });
  gzip.pipe(file);
  const written = finished(file);
  written.catch(() => {});
  /** Where in the bytes each time of arrival begins to hold. */
  const arrivals: [offset: number, at: number][] = [];
  let offset = 0;
  return {
    arrived(bytes: number, at: number): void {
      if (at > 0 && arrivals.at(-1)?.[1] !== at) arrivals.push([offset, at]);
      offset += bytes;
    },
    async write(bytes: Uint8Array): Promise<void> {
      if (!gzip.write(bytes)) await new Promise<void>((resolve) => gzip.once('drain', resolve));
    },
    async keep(sha256: string): Promise<void> {
      gzip.end();
      await written;
      await rename(arriving, join(folder, `${sha256}.gz`));
    },
    /** Writes beside the bytes what they are, so that they can be read again without the database. */
    async describe({ sha256, name, format, licence, exercise }: ReportFile): Promise<void> {
      const manifest = { sha256, name, format, licence, exercise, arrivals };
      await writeFile(join(folder, `${sha256}.json`), `${JSON.stringify(manifest)}\n`, { mode: 0o600 });
    },
    async discard(): Promise<void> {
      gzip.destroy();
      file.destroy();
      await rm(arriving, { force: true });
    },
  };
}

function nothingIn(name: string, { lines, rejectedBy }: ReportBatch): AppError {
  const most = [...rejectedBy].sort((one, other) => other[1] - one[1]).slice(0, 3);
  return new AppError({
    code: 'NO_POSITIONS',
    kind: 'refused',
    message: `Cannot take in "${name}": none of its ${lines} lines holds a report of a ship`,
    hint:
      most.length > 0
        ? `Most were left out for: ${most.map(([reason, count]) => `${reason} (${count})`).join('; ')}. Sentences without a time need --received-at.`
        : 'It should hold AIS sentences (!AIVDM…), CSV with a header, or JSON lines.',
  });
}
