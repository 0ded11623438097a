import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from './fixtures/test-database.ts';
import { inProcessJobBus } from './in-process-job-bus.ts';
import { type JobBus, MOST_ATTEMPTS } from './job-bus.ts';
import { postgresJobBus } from './postgres-job-bus.ts';

const LEASE = 300;
let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const buses: [string, () => JobBus][] = [
  ['in one process', () => inProcessJobBus(LEASE)],
  ['in PostgreSQL', () => postgresJobBus(test.database, LEASE)],
];

describe.each(buses)('a job bus %s', (_, make) => {
  let bus: JobBus;
  beforeAll(() => {
    bus = make();
  });
  const kindOf = () => `exercise-${randomUUID()}`;
  async function waiting(kind: string, request = {}) {
    const job = await bus.add(kind, randomUUID(), { name: 'EXERCISE' });
    return await bus.start(job.id, request);
  }

  it('keeps a draft until it is started, and then gives it to one claimant', async () => {
    const kind = kindOf();
    const { id } = await bus.add(kind, randomUUID(), { name: 'EXERCISE' });
    expect(await bus.claim(kind)).toBeNull();
    await bus.start(id, { threshold: 0.7 });
    await expect(bus.start(id, {})).rejects.toMatchObject({ kind: 'conflict', code: 'JOB_STATE' });
    const claims = await Promise.all([bus.claim(kind), bus.claim(kind), bus.claim(kind)]);
    expect(claims.flatMap((job) => job ?? [])).toMatchObject([
      { id, state: 'running', attempt: 1, about: { name: 'EXERCISE' }, request: { threshold: 0.7 } },
    ]);
  });

  it('gives out jobs in the order in which they were started, of the kind that is asked for', async () => {
    const [kind, other] = [kindOf(), kindOf()];
    const [first, , second] = [await waiting(kind), await waiting(other), await waiting(kind)];
    expect([(await bus.claim(kind))?.id, (await bus.claim(kind))?.id]).toEqual([first.id, second.id]);
  });

  it('tells progress and result', async () => {
    const kind = kindOf();
    await waiting(kind);
    const claimed = await claimOf(kind);
    expect(await bus.report(claimed, { rows: 7 })).toBe(true);
    expect(await bus.find(claimed.id)).toMatchObject({ state: 'running', progress: { rows: 7 }, endedAt: null });
    expect(await bus.finish(claimed, 'done', { rows: 9 })).toBe(true);
    expect(await bus.find(claimed.id)).toMatchObject({
      state: 'done',
      result: { rows: 9 },
      endedAt: expect.any(String),
    });
    expect(await bus.finish(claimed, 'failed', {})).toBe(false);
  });

  it('gives a job whose holder is silent to another, and the first is told', async () => {
    const kind = kindOf();
    await waiting(kind);
    const first = await claimOf(kind);
    await sleep(LEASE / 2);
    expect(await bus.report(first, {})).toBe(true);
    await sleep(LEASE / 2);
    expect(await bus.claim(kind)).toBeNull();
    await sleep(LEASE);
    const second = await claimOf(kind);
    expect(second).toMatchObject({ id: first.id, attempt: 2 });
    expect(await bus.report(first, {})).toBe(false);
    expect(await bus.finish(first, 'done', {})).toBe(false);
    expect(await bus.report(second, {})).toBe(true);
  });

  it('gives up a job that takes its server down again and again', async () => {
    const kind = kindOf();
    const { id } = await waiting(kind);
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      expect((await claimOf(kind)).attempt).toBe(attempt);
      await sleep(LEASE * 1.2);
    }
    expect(await bus.claim(kind)).toBeNull();
    expect(await bus.find(id)).toMatchObject({
      state: 'failed',
      result: { message: expect.stringMatching(/stopped 5/) },
    });
  });

  it('takes a released job back as if it had not been claimed', async () => {
    const kind = kindOf();
    await waiting(kind);
    await bus.release(await claimOf(kind));
    expect((await claimOf(kind)).attempt).toBe(1);
  });

  it('cancels what has not ended, and tells the holder', async () => {
    const kind = kindOf();
    const { id } = await waiting(kind);
    const claimed = await claimOf(kind);
    await expect(bus.remove(id)).rejects.toMatchObject({ kind: 'conflict' });
    expect(await bus.cancel(id)).toMatchObject({ state: 'cancelled' });
    expect(await bus.report(claimed, {})).toBe(false);
    await expect(bus.cancel(id)).rejects.toMatchObject({ kind: 'conflict' });
    await bus.remove(id);
    expect(await bus.find(id)).toBeNull();
    for (const act of [() => bus.cancel(id), () => bus.remove(id), () => bus.start(id, {})])
      await expect(act()).rejects.toMatchObject({ kind: 'not-found', code: 'JOB_UNKNOWN' });
  });

  it('lists the latest first', async () => {
    const kind = kindOf();
    const [one, two] = [await waiting(kind), await waiting(kind)];
    const page = await bus.list(kind, { limit: 1, offset: 0 });
    expect([page.total, page.jobs.map(({ id }) => id)]).toEqual([2, [two.id]]);
    expect((await bus.list(kind, { limit: 5, offset: 1 })).jobs.map(({ id }) => id)).toEqual([one.id]);
  });

  it('wakes those who wait', async () => {
    let woken = 0;
    const waker = await bus.onWaiting(() => {
      woken += 1;
    });
    await waiting(kindOf());
    await sleep(150);
    expect(woken).toBe(1);
    await waker.stop();
    await waiting(kindOf());
    await sleep(150);
    expect(woken).toBe(1);
  });

  async function claimOf(kind: string) {
    const job = await bus.claim(kind);
    if (!job) throw new Error('nothing to claim');
    return job;
  }
});
