import { AppError } from '../kernel/errors.ts';

export type JobState = 'draft' | 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Anything that JSON can hold; the shapes are the kind's own. */
export type JobData = Record<string, unknown>;

/** Long work that survives its server. */
export interface Job {
  id: string;
  kind: string;
  state: JobState;
  /** What it is about, from the start. */
  about: JobData;
  /** What is asked; null while it is a draft. */
  request: JobData | null;
  progress: JobData | null;
  /** What came of it; of a failed job `message` and `hint`. */
  result: JobData | null;
  attempt: number;
  /** ISO instants. */
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
}

export interface JobPage {
  total: number;
  jobs: Job[];
}

/** How many times a job may take its server down before it is given up. */
export const MOST_ATTEMPTS = 5;
/** Milliseconds that a claim lasts without a report. */
export const LEASE_MILLISECONDS = 30_000;

/**
 * Where jobs wait, are claimed by one worker at a time, and tell of their progress. A claim is held by reporting; one
 * that is not reported within the lease is another's to take, with a higher attempt.
 */
export interface JobBus {
  /** Adds a draft, which waits for `start`. */
  add(kind: string, id: string, about: JobData): Promise<Job>;
  /** Queues a draft. Throws AppError (not-found, conflict when it is no draft). */
  start(id: string, request: JobData): Promise<Job>;
  /** The longest waiting job of the kind, running from now on; null when there is none. */
  claim(kind: string): Promise<Job | null>;
  /** Renews the lease. False when the job is no longer the claimant's: cancelled, or taken by another. */
  report(claimed: Job, progress: JobData): Promise<boolean>;
  /** Ends a claimed job; false when it is no longer the claimant's. */
  finish(claimed: Job, state: 'done' | 'failed', result: JobData): Promise<boolean>;
  /** Gives a claimed job back to be claimed again, as if it had not been. */
  release(claimed: Job): Promise<void>;
  /** Cancels a job that has not ended. Throws AppError (not-found, conflict). */
  cancel(id: string): Promise<Job>;
  /** Forgets a job that does not run. Throws AppError (not-found, conflict). */
  remove(id: string): Promise<void>;
  find(id: string): Promise<Job | null>;
  /** Jobs of the kind, latest first. */
  list(kind: string, page: { limit: number; offset: number }): Promise<JobPage>;
  /** Calls back when a job of any kind begins to wait, in whatever process it was started. */
  onWaiting(wake: () => void): Promise<{ stop(): Promise<void> }>;
}

/** The result of a job that was given up. */
export const GIVEN_UP: JobData = {
  message: `Cannot finish the job: its server stopped ${MOST_ATTEMPTS} times while it ran`,
  hint: 'The job may need more memory than there is. Start a smaller one.',
};

export function jobUnknown(id: string): AppError {
  return new AppError({
    code: 'JOB_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find the job ${id}`,
    hint: 'It may have been removed; the list of jobs shows those that are kept.',
  });
}

/** The job is in a state in which the act makes no sense. */
export function jobInState(act: string, { id, state }: Pick<Job, 'id' | 'state'>): AppError {
  return new AppError({
    code: 'JOB_STATE',
    kind: 'conflict',
    message: `Cannot ${act} the job ${id}: it is ${state}`,
    hint: 'Look at the job again; somebody else may have acted on it.',
    data: { state },
  });
}
