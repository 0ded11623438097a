import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../kernel/errors.ts';
import type { Job, JobBus, JobData } from '../../../store/job-bus.ts';
import { type BatchChoices, batchPlan } from '../../batch/batch-plan.ts';
import type { StandingDecisions } from '../../memory/decision-finder.ts';
import type { ScreenerMaterial } from '../build-screener.ts';
import { inspectFile } from './customer-file.ts';
import { filesOf, ResultFiles, readCheckpoint } from './result-files.ts';
import { type BatchProgress, runBatch, runHash, threadsFor } from './run-batch.ts';

export const SCREENING_JOB = 'screening-file';
/** Milliseconds between two reports of a running job, and between two looks for jobs whose server is gone. */
const REPORT_EVERY = 1000;
const LOOK_EVERY = 10_000;
/** Milliseconds after which a part of a file that no byte was added to is not being sent any more. */
const UPLOAD_GIVEN_UP = 600_000;

/** What a job is asked to do. */
export interface JobRequest extends BatchChoices {
  encoding?: string | undefined;
}

export interface ScreeningJobsParts {
  bus: JobBus;
  /** Folder of all jobs' files. */
  folder: string;
  /** What the screener of the moment is made of. */
  material(): ScreenerMaterial;
  /** What people have decided, as of now. */
  standing(): Promise<StandingDecisions>;
  /** Least threads that screen a job: a server's own has its clients to answer. */
  leastThreads: number;
  /** Told of defects; the job is failed and the next one runs. */
  onError(cause: unknown): void;
}

/** Where a job's files lie: what is being sent, what was, and what is written beside it. */
export function jobFiles(folder: string, id: string) {
  const own = join(folder, id);
  return { own, arriving: join(own, 'input.part'), input: join(own, 'input'), out: join(own, 'results') };
}

/** Runs the jobs that wait, one at a time, until it is closed; one that was under way is then left at its checkpoint. */
export async function runScreeningJobs(parts: ScreeningJobsParts): Promise<{ close(): Promise<void> }> {
  const closing = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;
  const look = (): void => {
    again = true;
    running ??= drain().finally(() => {
      running = null;
      // A call that came while the last one ended.
      if (again && !closing.signal.aborted) look();
    });
  };
  async function drain(): Promise<void> {
    while (again && !closing.signal.aborted) {
      again = false;
      try {
        const job = await parts.bus.claim(SCREENING_JOB);
        if (!job) continue;
        again = true;
        await runJob(parts, job, closing.signal);
      } catch (cause) {
        parts.onError(cause);
      }
    }
  }
  mkdirSync(parts.folder, { recursive: true, mode: 0o700 });
  removeUnfinishedUploads(parts.folder);
  const waker = await parts.bus.onWaiting(look);
  const timer = setInterval(look, LOOK_EVERY);
  look();
  return {
    async close() {
      closing.abort();
      clearInterval(timer);
      await waker.stop();
      await running;
    },
  };
}

async function runJob(parts: ScreeningJobsParts, job: Job, closing: AbortSignal): Promise<void> {
  const { bus, onError } = parts;
  const stopping = new AbortController();
  let progress = job.progress ?? {};
  const reporter = setInterval(async () => {
    if (!(await bus.report(job, progress).catch(() => true))) stopping.abort();
  }, REPORT_EVERY);
  try {
    const result = await screened(parts, job, AbortSignal.any([closing, stopping.signal]), (now) => {
      progress = { ...now };
    });
    if (result) await bus.report(job, progress);
    if (result) await bus.finish(job, 'done', result);
    else if (closing.aborted) await bus.release(job);
  } catch (cause) {
    // What fails because its folder was removed is no defect.
    if (!(cause instanceof AppError) && existsSync(jobFiles(parts.folder, job.id).own)) onError(cause);
    await bus.finish(job, 'failed', failureOf(cause));
  } finally {
    clearInterval(reporter);
  }
}

/** Screens a job's file from its checkpoint, or from the start where the lists are others by now; null when stopped. */
async function screened(
  { folder, leastThreads, ...now }: ScreeningJobsParts,
  { id, about, request }: Job,
  signal: AbortSignal,
  onProgress: (progress: BatchProgress) => void,
): Promise<JobData | null> {
  const { input, out } = jobFiles(folder, id);
  if (!existsSync(input)) throw filesGone();
  const { encoding, ...choices } = request as unknown as JobRequest;
  const file = await inspectFile(input, { encoding, name: String(about.name) });
  const plan = batchPlan(file, choices);
  const asked = { file, plan, material: now.material(), standing: await now.standing() };
  const run = runHash(asked);
  const checkpoint = readCheckpoint(out);
  const files = await ResultFiles.open(out, plan.format, checkpoint?.run === run ? checkpoint : { run });
  const threads = Math.max(leastThreads, threadsFor(file));
  const written = await runBatch({ ...asked, threads, files, signal, onProgress });
  if (!written) return null;
  const lists = asked.material.lists.map(({ list, publishedAt, snapshot }) => ({ list, publishedAt, snapshot }));
  return { ...files.counts, faults: written.faults !== null, format: plan.format, mapping: plan.mapping, lists };
}

/** A server that was killed while a file arrived leaves a part that no job knows. */
function removeUnfinishedUploads(folder: string): void {
  for (const id of readdirSync(folder)) {
    const { arriving } = jobFiles(folder, id);
    if (existsSync(arriving) && Date.now() - statSync(arriving).mtimeMs > UPLOAD_GIVEN_UP) removeJobFiles(folder, id);
  }
}

/** Takes away what a job wrote and was sent. */
export function removeJobFiles(folder: string, id: string): void {
  rmSync(jobFiles(folder, id).own, { recursive: true, force: true });
}

/** A job's finished file. Throws AppError (not-found) when it is no longer there. */
export function finishedFile(folder: string, id: string, which: 'results' | 'faults'): string {
  const path = filesOf(jobFiles(folder, id).out)[which];
  if (existsSync(path)) return path;
  throw filesGone();
}

function filesGone(): AppError {
  return new AppError({
    code: 'JOB_FILES_GONE',
    kind: 'not-found',
    message: 'Cannot find the files of the job: they are not on this server',
    hint: 'A backup holds jobs without their files. Send the file again.',
  });
}

function failureOf(cause: unknown): JobData {
  if (cause instanceof AppError) return { code: cause.code, message: cause.message, hint: cause.hint ?? '' };
  return {
    code: 'INTERNAL',
    message: 'Cannot finish the job: something went wrong inside the server',
    hint: 'The server log has the cause. Please report it.',
  };
}
