import { keepFindings, withdrawFindings } from '../../findings/edge/store.ts';
import type { Database } from '../../store/database.ts';
import { LiveWatch } from '../engine/live-watch.ts';
import { watchRegistry } from '../engine/watch-registry.ts';
import type { ListedVessels } from '../identity/listed-vessels.ts';
import type { ReportSource } from '../report-source.ts';
import { takeReports } from './load-reports.ts';
import type { OpenInput } from './read-input.ts';
import { loadSeaFacts } from './sea-data.ts';
import { reportSources } from './store-files.ts';

export interface LiveWatcherParts {
  database: Database;
  home: string;
  listed: ListedVessels;
  licence?: string;
  signal: AbortSignal;
}

/** Whole lines, and when they arrived, Unix seconds. */
export interface ArrivedBytes {
  bytes: Uint8Array;
  at: number;
}

/** What a part of the stream came to. */
export interface PartResult {
  positions: number;
  rejected: number;
  ships: number;
  raised: number;
  amended: number;
  withdrawn: number;
}

/** Satellites bring reports up to this late, seconds; and track that is kept for context. */
const ALLOWED_LATENESS = 6 * 3600;
const KEPT = 3 * 86_400;

/** Takes a stream in part by part: each is kept as evidence, stored, and watched at once. */
export class LiveWatcher {
  readonly #parts: LiveWatcherParts;
  readonly #sources = new Map<number, ReportSource>();
  readonly #watch: LiveWatch;

  constructor(parts: LiveWatcherParts) {
    this.#parts = parts;
    const facts = loadSeaFacts();
    this.#watch = new LiveWatch({
      facts,
      listed: parts.listed,
      watches: watchRegistry(facts),
      sources: this.#sources,
      allowedLateness: ALLOWED_LATENESS,
      kept: KEPT,
    });
  }

  /** Takes the bytes of one part; `whole` judges everything anew, as at the end. Throws AppError when nothing in it can be used. */
  async take(name: string, chunks: readonly ArrivedBytes[], whole = false): Promise<PartResult> {
    const { database, home, licence, signal } = this.#parts;
    const { file, batch } = await takeReports({
      database,
      home,
      name,
      input: inputOf(chunks),
      ...(licence ? { licence } : {}),
      signal,
      onProgress: () => {},
    });
    for (const [id, source] of await reportSources(database)) this.#sources.set(id, source);
    this.#watch.take(batch.positions, batch.statics);
    const { findings, withdrawn } = this.#watch.look(whole);
    const kept = await keepFindings(database, findings);
    const gone = await withdrawFindings(database, withdrawn, 'late data showed otherwise');
    return {
      positions: file.positions,
      rejected: Object.values(file.rejected).reduce((sum, count) => sum + count, 0),
      ships: this.#watch.ships,
      raised: kept.raised.length,
      amended: kept.amended.length,
      withdrawn: gone.length,
    };
  }
}

function inputOf(chunks: readonly ArrivedBytes[]): OpenInput {
  let arrivedAt = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) {
      arrivedAt = chunk.at;
      yield chunk.bytes;
    }
  }
  return { bytes: bytes(), size: null, done: () => 0, arrivedAt: () => arrivedAt };
}
