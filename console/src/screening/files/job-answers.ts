import type { z } from '@hono/zod-openapi';
import type { columnsAnswer, jobAnswer, uploadAnswer } from '../../../../src/screening/edge/batch/job-shapes.ts';

export type JobAnswer = z.output<typeof jobAnswer>;
export type ColumnsAnswer = z.output<typeof columnsAnswer>;
export type UploadAnswer = z.output<typeof uploadAnswer>;

export const JOBS = '/api/v1/screening/jobs';

/** Where a job, or what belongs to it, is. */
export function jobAddress(id: string, part = ''): string {
  return `${JOBS}/${encodeURIComponent(id)}${part}`;
}

/** True while the server still works on it. */
export function isGoingOn({ state }: JobAnswer): boolean {
  return state === 'waiting' || state === 'running';
}

/** True when its matches can be looked at one by one: that needs all of each row, which CSV leaves out. */
export function isReviewable({ state, result }: JobAnswer): boolean {
  return state === 'done' && result?.format === 'jsonl';
}

/** Bytes for people. */
export function sizeText(bytes: number): string {
  const steps = ['B', 'kB', 'MB', 'GB'];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), steps.length - 1);
  return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${steps[step]}`;
}
