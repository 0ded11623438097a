import { Worker } from 'node:worker_threads';
import { AppError } from '../../../kernel/errors.ts';
import { type BatchPlan, type RawRecord, recordScreener, type ScreenedRecords } from '../../batch/screen-records.ts';
import type { StandingDecisions } from '../../memory/decision-finder.ts';
import { type ScreenerMaterial, screenerOf } from '../build-screener.ts';

/** Where records are screened. */
export interface RecordScreening {
  /** How many calls of `screen` keep it busy. */
  width: number;
  screen(records: readonly RawRecord[]): Promise<ScreenedRecords>;
  close(): Promise<void>;
}

/** What screening takes; plain data, which may be handed to a thread. */
export interface ThreadData {
  material: ScreenerMaterial;
  plan: BatchPlan;
  standing: StandingDecisions;
}

export type ThreadAnswer = { task: number } & ({ screened: ScreenedRecords } | { failure: string });

/** Bound on a thread's heap where lists are short. */
const LEAST_MEGABYTES = 600;

/** Screens in this thread: for few records, where starting a thread costs more than it gains. */
export function screenHere({ material, plan, standing }: ThreadData): RecordScreening {
  const screen = recordScreener(screenerOf(material), plan, standing);
  return { width: 1, screen: async (records) => screen(records), close: async () => {} };
}

/** Starts threads that each index the parties once and screen until they are closed. */
export function screenInThreads(data: ThreadData, count: number): RecordScreening {
  const threads = Array.from({ length: count }, () => startThread(data));
  return {
    width: count * 2,
    screen(records) {
      const idlest = threads.reduce((least, one) => (one.waiting() < least.waiting() ? one : least));
      return idlest.screen(records);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

interface Thread {
  waiting(): number;
  screen(records: readonly RawRecord[]): Promise<ScreenedRecords>;
  end(): Promise<unknown>;
}

function startThread(data: ThreadData): Thread {
  const worker = newWorker(data);
  const tasks = new Map<number, { resolve(screened: ScreenedRecords): void; reject(cause: unknown): void }>();
  let next = 0;
  let broken: AppError | null = null;
  const fail = (cause: unknown): void => {
    broken ??= threadLost(cause);
    for (const { reject } of tasks.values()) reject(broken);
    tasks.clear();
  };
  worker.on('message', (answer: ThreadAnswer) => {
    const task = tasks.get(answer.task);
    tasks.delete(answer.task);
    if ('screened' in answer) task?.resolve(answer.screened);
    else task?.reject(threadLost(answer.failure));
  });
  worker.on('error', fail);
  worker.on('exit', (code) => fail(`the thread ended with ${code}`));
  return {
    waiting: () => tasks.size,
    screen: (records) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        const task = next++;
        tasks.set(task, { resolve, reject });
        worker.postMessage({ task, records });
      }),
    end: () => worker.terminate(),
  };
}

/** From its source, as tests run it, the thread must first learn to read TypeScript; the built one is plain. */
function newWorker(workerData: ThreadData): Worker {
  // The thread holds what this one holds, and an index of it. Without a bound V8 lets garbage grow to gigabytes.
  const heldMegabytes = process.memoryUsage().heapUsed / 1e6;
  const resourceLimits = { maxOldGenerationSizeMb: Math.max(LEAST_MEGABYTES, 4 * heldMegabytes) };
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./screening-thread.js', import.meta.url), { workerData, resourceLimits });
  const source = JSON.stringify(new URL('./screening-thread.ts', import.meta.url).href);
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(start, { workerData, resourceLimits, eval: true });
}

function threadLost(cause: unknown): AppError {
  return new AppError({
    code: 'SCREENING_THREAD_LOST',
    kind: 'unavailable',
    message: `Cannot go on screening: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint: 'What has been screened is kept. Free memory, then go on with --resume.',
    cause,
  });
}
