import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readCheckpoint } from '../../src/screening/edge/batch/result-files.ts';
import {
  finishedFile,
  jobFiles,
  runScreeningJobs,
  SCREENING_JOB,
} from '../../src/screening/edge/batch/screening-jobs.ts';
import { exerciseMaterial } from '../../src/screening/fixtures/exercise-lists.ts';
import { type TestDatabase, testDatabase } from '../../src/store/fixtures/test-database.ts';
import type { JobBus } from '../../src/store/job-bus.ts';
import { postgresJobBus } from '../../src/store/postgres-job-bus.ts';

const LEASE = 1500;
const ROWS = 60_000;
const choices = {
  mapping: {},
  schema: null,
  dateOrder: null,
  dataset: 'default',
  threshold: 0.7,
  limit: 5,
  format: 'csv',
};
const row = (_: unknown, at: number): string => `${at},${at % 1000 ? `Nobody ${at}` : 'Kim Chol Su'}`;
const customers = `id,name\n${Array.from({ length: ROWS }, row).join('\n')}\n`;

describe('a screening job whose server is killed', () => {
  let test: TestDatabase;
  let bus: JobBus;
  let folder: string;
  beforeAll(async () => {
    test = await testDatabase();
    bus = postgresJobBus(test.database, LEASE);
    folder = join(test.home, 'screening-jobs');
  });
  afterAll(() => test.close());

  async function started(): Promise<string> {
    const id = randomUUID();
    mkdirSync(jobFiles(folder, id).own, { recursive: true });
    writeFileSync(jobFiles(folder, id).input, customers);
    await bus.add(SCREENING_JOB, id, { name: 'customers.csv', bytes: customers.length });
    await bus.start(id, choices);
    return id;
  }
  async function ended(id: string) {
    for (;;) {
      const job = await bus.find(id);
      if (!job || job.endedAt !== null) return job;
      await sleep(50);
    }
  }

  it('goes on from its checkpoint at the next start, and gives what an untroubled one would', async () => {
    const id = await started();
    const child = jobServer(test, folder);
    const rowsDone = () => readCheckpoint(jobFiles(folder, id).out)?.counts.rows ?? 0;
    while (rowsDone() === 0) await sleep(20);
    child.kill('SIGKILL');
    expect(rowsDone()).toBeLessThan(ROWS);
    expect(await bus.find(id)).toMatchObject({ state: 'running', attempt: 1 });

    const defects: unknown[] = [];
    const onError = (cause: unknown): void => void defects.push(cause);
    const standing = async () => ({ decisions: [], today: '2026-11-25' });
    const parts = { bus, folder, material: exerciseMaterial, standing, leastThreads: 0, onError };
    const jobs = await runScreeningJobs(parts);
    expect(await ended(id)).toMatchObject({ state: 'done', attempt: 2, result: { rows: ROWS, matched: ROWS / 1000 } });
    const calm = await started();
    await ended(calm);
    await jobs.close();
    const [troubled, untroubled] = [id, calm].map((one) => readFileSync(finishedFile(folder, one, 'results'), 'utf8'));
    expect(troubled === untroubled).toBe(true);
    expect(defects).toEqual([]);
  }, 120_000);
});

function jobServer({ database }: TestDatabase, folder: string): ChildProcess {
  const script = fileURLToPath(new URL('./job-server.ts', import.meta.url));
  const names = [inject('clusterHome'), String(database.options.database), folder, String(LEASE)];
  return spawn(process.execPath, ['--import', 'tsx', script, ...names], { stdio: 'inherit' });
}
