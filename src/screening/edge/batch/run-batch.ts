import { performance } from 'node:perf_hooks';
import { hashOf } from '../../../kernel/hash.ts';
import type { BatchCounts, RawRecord, ScreenedRecords } from '../../batch/screen-records.ts';
import { type CustomerFile, recordsOf } from './customer-file.ts';
import { type RecordScreening, screenHere, screenInThreads, type ThreadData } from './record-screening.ts';
import type { ResultFiles, WrittenFiles } from './result-files.ts';

/** Records that are screened at once: some tens of milliseconds of work. */
const AT_ONCE = 100;
/** A crash loses at most this much work. */
const CHECKPOINT_MILLISECONDS = 2000;

/** Bytes of a file up to which starting threads costs more time than it saves: some thousand rows. */
const FEW_BYTES = 300_000;
export const MOST_THREADS = 2;

/** Threads that a file is worth; 0 for a small one. */
export function threadsFor({ bytes }: CustomerFile): number {
  return bytes > FEW_BYTES ? MOST_THREADS : 0;
}

export interface BatchProgress {
  counts: BatchCounts;
  /** Of the file, 0 to 1. */
  share: number;
  rowsPerSecond: number;
  /** Null while it cannot be told. */
  secondsLeft: number | null;
}

/** What is asked of which file. */
export interface FileQuestion extends ThreadData {
  file: CustomerFile;
}

export interface BatchRun extends FileQuestion {
  /** Threads that screen; 0 screens in this one. */
  threads: number;
  files: ResultFiles;
  /** Ends the run at a checkpoint. */
  signal: AbortSignal;
  onProgress(progress: BatchProgress): void | Promise<void>;
}

/**
 * Screens a file from where its results stand, in order and in constant memory. Null when the signal ended it at a
 * checkpoint, from which it can go on.
 */
export async function runBatch(run: BatchRun): Promise<WrittenFiles | null> {
  const { plan, material, standing, threads, files, signal } = run;
  const data = { plan, material, standing };
  const screening = threads > 0 ? screenInThreads(data, threads) : screenHere(data);
  try {
    await screenRecords(run, screening);
    await files.checkpoint();
  } finally {
    await screening.close();
    await files.close();
  }
  return signal.aborted ? null : await files.finish();
}

async function screenRecords(run: BatchRun, screening: RecordScreening): Promise<void> {
  const { file, files, signal } = run;
  const { batches, share } = recordsOf(file);
  const read = { rows: 0 };
  // Of what has been read of the file, the part that has been written.
  const meter = progressMeter(run, () => (share() * files.counts.rows) / Math.max(1, read.rows));
  const waiting: Promise<ScreenedRecords>[] = [];
  const writeFirst = async (): Promise<void> => {
    const screened = await waiting.shift();
    if (screened) await files.append(screened);
    await meter();
  };
  for await (const records of unscreened(batches, files.counts.rows, read)) {
    if (signal.aborted) break;
    const screened = screening.screen(records);
    // It is awaited in its turn; until then its failure is nobody's.
    screened.catch(() => {});
    waiting.push(screened);
    if (waiting.length >= screening.width) await writeFirst();
  }
  while (waiting.length > 0) await writeFirst();
}

/**
 * Hash of all that shapes a file's results: the file, the plan, the lists' versions and the decisions. Results that
 * differ in it must not be mixed.
 */
export function runHash({ file, plan, material, standing }: FileQuestion): string {
  const { bytes, modifiedAt } = file;
  return hashOf({ bytes, modifiedAt, plan, lists: material.lists, decisions: standing.decisions.map(({ id }) => id) });
}

/** The records after those that are done, in pieces of one size whatever the batches. */
async function* unscreened(
  batches: AsyncGenerator<RawRecord[]>,
  done: number,
  read: { rows: number },
): AsyncGenerator<RawRecord[]> {
  for await (const batch of batches) {
    const rest = batch.slice(Math.max(0, done - read.rows));
    read.rows += batch.length;
    for (let at = 0; at < rest.length; at += AT_ONCE) yield rest.slice(at, at + AT_ONCE);
  }
}

/** Tells of progress, and writes a checkpoint when one is due. */
function progressMeter({ files, onProgress }: BatchRun, share: () => number): () => Promise<void> {
  const begin = performance.now();
  const before = { rows: files.counts.rows, share: null as number | null };
  let written = begin;
  return async () => {
    const now = performance.now();
    const seconds = (now - begin) / 1000;
    before.share ??= share();
    const gained = share() - before.share;
    await onProgress({
      counts: files.counts,
      share: share(),
      rowsPerSecond: seconds > 0 ? (files.counts.rows - before.rows) / seconds : 0,
      secondsLeft: gained > 0.001 && seconds > 1 ? ((1 - share()) * seconds) / gained : null,
    });
    if (now - written < CHECKPOINT_MILLISECONDS) return;
    await files.checkpoint();
    written = performance.now();
  };
}
