import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { faultsHead, type ResultFormat, resultsHead } from '../../batch/result-row.ts';
import { addCounts, type BatchCounts, NO_COUNTS, type ScreenedRecords } from '../../batch/screen-records.ts';

/** Where a run stood when it was last written down; enough to go on from there. */
export interface Checkpoint {
  /** Hash of all that shapes the results: the input, the plan and the versions of the lists. */
  run: string;
  counts: BatchCounts;
  resultsBytes: number;
  faultsBytes: number;
}

/** The files of a run: unfinished ones bear `.part`, so that half an answer is not taken for a whole one. */
export function filesOf(out: string) {
  const faults = `${out}.errors.csv`;
  return {
    results: out,
    faults,
    checkpoint: `${out}.checkpoint.json`,
    parts: [`${out}.part`, `${faults}.part`] as const,
  };
}

/** Where the unfinished run stood, or null when there is none. */
export function readCheckpoint(out: string): Checkpoint | null {
  const path = filesOf(out).checkpoint;
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Checkpoint;
  } catch {
    // It is replaced in one step; one that cannot be read was not written by us.
    return null;
  }
}

export interface WrittenFiles {
  results: string;
  /** Null when every row and value could be used. */
  faults: string | null;
}

/** The results of a run as they are written, in order, from the start or from a checkpoint. */
export class ResultFiles {
  readonly #out: string;
  readonly #run: string;
  readonly #handles: readonly [FileHandle, FileHandle];
  readonly #bytes: [number, number];
  counts: BatchCounts;

  private constructor(out: string, handles: readonly [FileHandle, FileHandle], from: Checkpoint) {
    this.#out = out;
    this.#run = from.run;
    this.#handles = handles;
    this.#bytes = [from.resultsBytes, from.faultsBytes];
    this.counts = from.counts;
  }

  /** Starts the files, or cuts those of an unfinished run back to its checkpoint. Throws AppError (refused). */
  static async open(out: string, format: ResultFormat, from: Checkpoint | { run: string }): Promise<ResultFiles> {
    const [results, faults] = filesOf(out).parts;
    try {
      if ('counts' in from) {
        const handles = [await open(results, 'r+'), await open(faults, 'r+')] as const;
        await handles[0].truncate(from.resultsBytes);
        await handles[1].truncate(from.faultsBytes);
        return new ResultFiles(out, handles, from);
      }
      const handles = [await open(results, 'w', 0o600), await open(faults, 'w', 0o600)] as const;
      const files = new ResultFiles(out, handles, {
        run: from.run,
        counts: NO_COUNTS,
        resultsBytes: 0,
        faultsBytes: 0,
      });
      await files.append({ results: resultsHead(format), faults: faultsHead, counts: NO_COUNTS });
      await files.checkpoint();
      return files;
    } catch (cause) {
      throw new AppError({
        code: 'RESULTS_NOT_WRITTEN',
        kind: 'refused',
        message: `Cannot write the results to ${out}: ${messageOf(cause)}`,
        hint: 'Give a path in a folder that exists, on a disk with room.',
        cause,
      });
    }
  }

  async append({ results, faults, counts }: ScreenedRecords): Promise<void> {
    await this.#write(0, results);
    await this.#write(1, faults);
    this.counts = addCounts(this.counts, counts);
  }

  /** Writes down how far the run is, once what was written is safe from a crash. */
  async checkpoint(): Promise<void> {
    for (const handle of this.#handles) await handle.datasync();
    const [resultsBytes, faultsBytes] = this.#bytes;
    const { checkpoint } = filesOf(this.#out);
    const state: Checkpoint = { run: this.#run, counts: this.counts, resultsBytes, faultsBytes };
    writeFileSync(`${checkpoint}.new`, JSON.stringify(state), { mode: 0o600, flush: true });
    renameSync(`${checkpoint}.new`, checkpoint);
  }

  /** Gives the files of a run that is done their names. Without a fault there is no file of faults. */
  async finish(): Promise<WrittenFiles> {
    await this.close();
    const { results, faults, checkpoint, parts } = filesOf(this.#out);
    const faulty = this.counts.rejected + this.counts.leftOut > 0;
    // Without its checkpoint a run that is killed here begins anew; with it, it would look for parts that are gone.
    rmSync(checkpoint);
    renameSync(parts[0], results);
    if (faulty) renameSync(parts[1], faults);
    else for (const path of [parts[1], faults]) rmSync(path, { force: true });
    return { results, faults: faulty ? faults : null };
  }

  async close(): Promise<void> {
    for (const handle of this.#handles) await handle.close();
  }

  async #write(which: 0 | 1, text: string): Promise<void> {
    if (text === '') return;
    const bytes = Buffer.from(text, 'utf8');
    await this.#handles[which].write(bytes, 0, bytes.byteLength, this.#bytes[which]);
    this.#bytes[which] += bytes.byteLength;
  }
}
