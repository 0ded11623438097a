import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import { openDuck } from '../../store/analytic-engine.ts';
import { type Positions, PositionsBuilder } from '../positions.ts';
import { foldStatics } from '../report-batch.ts';
import { type ShipSummary, summariseShips } from '../ship-summary.ts';
import type { StaticReport } from '../static-report.ts';
import { appendPositions, POSITION_COLUMNS, readPositions } from './duck.ts';
import type { ReportFile } from './store-files.ts';

const DAY_SECONDS = 86_400;
/** Rows of a block of a part: what a question for one ship reads at least. */
const ROW_GROUP = 60_000;
const packed = promisify(gzip);

/** What is kept as lines of JSON beside the positions, by file. */
type LinesKind = 'statics' | 'ships';

export interface Wanted {
  /** Unix seconds, both included; all when not said. */
  fromAt?: number;
  toAt?: number;
  mmsi?: readonly number[];
}

/**
 * Positions in Parquet: a folder a day, in it a part a file, sorted by ship and time. Parts are written whole under
 * another name first; only those of files that the database knows are read, so that one cut off by a crash counts for
 * nothing. Any number of readers may run beside a writer.
 */
export class PositionStore {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'vessels');
  }

  /** Writes the parts of a file; returns the days that it has. */
  async write(sha256: string, positions: Positions, statics: readonly StaticReport[]): Promise<string[]> {
    const days = daysOf(positions);
    const spill = join(this.#folder, 'spill');
    await mkdir(spill, { recursive: true });
    const duck = await openDuck(spill);
    try {
      await duck.connection.run(`create table report (${POSITION_COLUMNS})`);
      await appendPositions(duck.connection, 'report', positions);
      for (const day of days) {
        const from = Date.parse(`${day}T00:00:00Z`) / 1000;
        const part = this.#part(day, sha256);
        await mkdir(join(this.#folder, 'positions', `day=${day}`), { recursive: true });
        await duck.connection.run(
          `copy (select * from report where "at" >= ${from} and "at" < ${from + DAY_SECONDS} order by mmsi, "at")
           to '${quoted(`${part}.new`)}' (format parquet, compression zstd, row_group_size ${ROW_GROUP})`,
        );
        await rename(`${part}.new`, part);
      }
    } finally {
      duck.close();
    }
    await this.#writeLines('statics', sha256, foldStatics(statics));
    await this.#writeLines('ships', sha256, summariseShips(positions));
    return days;
  }

  /** Forgets what was written of a file that was not taken in after all. */
  async remove(sha256: string, days: readonly string[]): Promise<void> {
    for (const day of days) await rm(this.#part(day, sha256), { force: true });
    for (const kind of ['statics', 'ships'] as const) await rm(this.#lines(kind, sha256), { force: true });
  }

  /** The reports of the files in the period, ships by MMSI, each ship's by time within a part. */
  async read(files: readonly ReportFile[], wanted: Wanted = {}, shared = false): Promise<PositionsBuilder> {
    const { fromAt = 0, toAt = 4_294_967_295, mmsi } = wanted;
    const [firstDay, lastDay] = [dayOf(fromAt), dayOf(toAt)];
    const parts = files.flatMap(({ sha256, days }) =>
      days.filter((day) => day >= firstDay && day <= lastDay).map((day) => this.#part(day, sha256)),
    );
    const rows = files.reduce((sum, { positions }) => sum + positions, 0);
    const into = new PositionsBuilder(mmsi ? 4096 : rows, shared);
    if (parts.length === 0) return into;
    const duck = await openDuck(join(this.#folder, 'spill'));
    try {
      const names = parts.map((part) => `'${quoted(part)}'`).join(', ');
      const ships = mmsi ? ` and mmsi in (${mmsi.map(Number).join(', ') || 'null'})` : '';
      await readPositions(
        duck.connection,
        `select * from read_parquet([${names}]) where "at" >= ${fromAt} and "at" <= ${toAt}${ships}`,
        into,
      );
    } finally {
      duck.close();
    }
    return into;
  }

  /** What the ships of the files said of themselves, equal reports that follow each other as one. */
  async readStatics(files: readonly ReportFile[]): Promise<StaticReport[]> {
    const all: StaticReport[] = [];
    for (const { sha256 } of files)
      for await (const report of this.#readLines('statics', sha256)) all.push(report as StaticReport);
    return foldStatics(all);
  }

  /** How often, when, and where last each ship of a file was heard. */
  async *readShips({ sha256 }: ReportFile): AsyncGenerator<ShipSummary> {
    for await (const ship of this.#readLines('ships', sha256)) yield ship as ShipSummary;
  }

  async *#readLines(kind: LinesKind, sha256: string): AsyncGenerator<unknown> {
    const lines = createInterface({ input: createReadStream(this.#lines(kind, sha256)).pipe(createGunzip()) });
    for await (const line of lines) if (line !== '') yield JSON.parse(line);
  }

  async #writeLines(kind: LinesKind, sha256: string, rows: readonly unknown[]): Promise<void> {
    const path = this.#lines(kind, sha256);
    await mkdir(join(this.#folder, kind), { recursive: true });
    await writeFile(`${path}.new`, await packed(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
    await rename(`${path}.new`, path);
  }

  #part(day: string, sha256: string): string {
    return join(this.#folder, 'positions', `day=${day}`, `${sha256}.parquet`);
  }

  #lines(kind: LinesKind, sha256: string): string {
    return join(this.#folder, kind, `${sha256}.jsonl.gz`);
  }
}

function daysOf({ at, length }: Positions): string[] {
  const days = new Set<number>();
  let last = -1;
  for (let i = 0; i < length; i++) {
    const day = Math.floor((at[i] ?? 0) / DAY_SECONDS);
    if (day !== last) days.add(day);
    last = day;
  }
  return [...days].sort((one, other) => one - other).map((day) => dayOf(day * DAY_SECONDS));
}

function dayOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}

function quoted(path: string): string {
  return path.replaceAll("'", "''");
}
