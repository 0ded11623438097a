import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeServer } from '../../../server/compose.ts';
import { type TestDatabase, testDatabase } from '../../../store/fixtures/test-database.ts';
import type { JobBus } from '../../../store/job-bus.ts';
import { postgresJobBus } from '../../../store/postgres-job-bus.ts';
import { exerciseMaterial, exerciseScreener } from '../../fixtures/exercise-lists.ts';
import { jobRoutes } from './job-routes.ts';
import { jobFiles, runScreeningJobs } from './screening-jobs.ts';

const operator = { authorization: 'Bearer exercise' };
let test: TestDatabase;
let bus: JobBus;
let folder: string;
let server: ReturnType<typeof composeServer>;
const defects: unknown[] = [];

beforeAll(async () => {
  test = await testDatabase();
  bus = postgresJobBus(test.database);
  folder = join(test.home, 'screening-jobs');
  server = composeServer({
    version: 'test',
    subjectOf: (authorization) => ({ kind: authorization ? 'operator' : 'public', name: 'test' }),
    log: ({ cause }) => void (cause === undefined ? 0 : defects.push(cause)),
    page: async () => null,
    routes: jobRoutes({ bus, folder, screener: () => exerciseScreener() }),
  });
});
afterAll(() => test.close());

async function ask(path: string, init: RequestInit = {}) {
  const reply = await server.request(`/api/v1/screening/jobs${path}`, { headers: operator, ...init });
  const text = await reply.text();
  const json = reply.headers.get('content-type')?.includes('json') && !reply.headers.get('content-disposition');
  return { status: reply.status, headers: reply.headers, text, body: json ? JSON.parse(text) : null };
}
const act = (path: string, body: unknown = {}) => ask(path, { method: 'POST', body: JSON.stringify(body) });
const send = (content: string | Uint8Array<ArrayBuffer>, name = 'customers.csv', query = '') =>
  ask(`?name=${name}${query}`, { method: 'POST', body: content });

const running = () =>
  runScreeningJobs({
    bus,
    folder,
    material: exerciseMaterial,
    standing: async () => ({ decisions: [], today: '2026-11-25' }),
    leastThreads: 0,
    onError: (cause) => defects.push(cause),
  });
async function ended(id: string) {
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await ask(`/${id}`);
    if (body.endedAt !== null) return body;
    await sleep(50);
  }
  throw new Error('the job does not end');
}

describe('screening jobs over HTTP', () => {
  it('takes a file, guesses its columns, screens it and gives results and faults', async () => {
    const jobs = await running();
    const sent = await send('Kunde,Full name,Geburt\n1,Kim Chol Su,1960-02-03\n2,Nobody,nonsense\n3,,\n');
    expect(sent.body).toMatchObject({
      job: { state: 'draft', file: { name: 'customers.csv', bytes: 70 } },
      columns: { format: 'csv', encoding: 'utf-8', mapping: { name: ['Full name'] }, sample: { length: 3 } },
      problem: null,
    });
    const { id } = sent.body.job;
    expect((await ask(`/${id}/results`)).status).toBe(409);
    const begun = await act(`/${id}/start`, { mapping: { id: ['Kunde'], birthDate: ['Geburt'] }, schema: 'Person' });
    expect(begun.body).toMatchObject({ id, request: { threshold: 0.7 } });
    expect(await ended(id)).toMatchObject({
      state: 'done',
      result: { rows: 3, matched: 1, rejected: 1, leftOut: 1, faults: true, mapping: { birthDate: ['Geburt'] } },
      failure: null,
    });
    const results = await ask(`/${id}/results`);
    expect(results.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(results.text).toMatch(/^line,id,.*\r\n2,1,Kim Chol Su,\d,1,un-sc-KPi.999/);
    expect((await ask(`/${id}/errors`)).text).toContain('3,Geburt,value,is no date,nonsense');
    expect((await ask('?limit=1')).body).toMatchObject({ total: 1, jobs: [{ id }] });
    expect((await act(`/${id}/remove`)).body).toEqual({ removed: id });
    expect(existsSync(jobFiles(folder, id).own)).toBe(false);
    expect((await ask(`/${id}`)).status).toBe(404);
    await jobs.close();
    expect(defects).toEqual([]);
  });

  it('asks for an encoding that it would have to guess', async () => {
    const korean = new Uint8Array([...Buffer.from('name\n'), 0xb1, 0xe8, 0xc3, 0xb6, 0xbc, 0xf6, 10]);
    const { body } = await send(korean);
    expect(body).toMatchObject({ columns: null, problem: { code: 'FILE_ENCODING', encoding: 'euc-kr' } });
    const { id } = body.job;
    expect((await act(`/${id}/start`)).body).toMatchObject({ status: 400, code: 'FILE_ENCODING' });
    expect((await ask(`/${id}/columns?encoding=euc-kr`)).body).toMatchObject({ sample: [['김철수']] });
    expect((await act(`/${id}/start`, { encoding: 'euc-kr' })).body.state).toBe('waiting');
    expect((await act(`/${id}/cancel`)).body.state).toBe('cancelled');
  });

  it('clears away what a killed server left of files that were being sent', async () => {
    const [old, young] = [jobFiles(folder, randomUUID()), jobFiles(folder, randomUUID())];
    for (const { own, arriving } of [old, young]) {
      mkdirSync(own, { recursive: true });
      writeFileSync(arriving, 'name\n');
    }
    utimesSync(old.arriving, 1, 1);
    await (await running()).close();
    expect([existsSync(old.own), existsSync(young.own)]).toEqual([false, true]);
  });

  it('takes no file that is too large, or that breaks off', async () => {
    const declared = await ask('?name=x.csv', {
      method: 'POST',
      body: 'name',
      headers: { ...operator, 'content-length': '2147483649' },
    });
    expect(declared.body).toMatchObject({ status: 413, code: 'REQUEST_TOO_LARGE' });
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('name\n'));
        controller.error(new Error('EXERCISE: the line broke'));
      },
    });
    const kept = readdirSync(folder).length;
    const cut = await ask('?name=x.csv', { method: 'POST', body: broken, duplex: 'half' } as RequestInit);
    expect(cut.body).toMatchObject({ status: 400, code: 'REQUEST_BROKEN_OFF' });
    expect(readdirSync(folder).length).toBe(kept);
  });

  it('takes no file in private, since a job keeps it', async () => {
    const headers = { ...operator, 'x-watchkeeper-private': 'true' };
    const reply = await ask('?name=x.csv', { method: 'POST', body: 'name\nx\n', headers });
    expect(reply.body).toMatchObject({ status: 403, code: 'JOB_IS_KEPT' });
  });

  it.each([
    ['', '', 400, 'FILE_EMPTY'],
    ['<html>', '', 400, 'FILE_FORMAT'],
    ['name\nx', '&encoding=martian', 400, 'FILE_ENCODING'],
  ])('keeps nothing of the file %j', async (content, query, status, code) => {
    const before = (await ask('')).body.total;
    expect((await send(content, 'bad.csv', query)).body).toMatchObject({ status, code });
    expect((await ask('')).body.total).toBe(before);
  });

  it.each([
    [{ mapping: { name: ['none'] } }, 'MAPPING_WRONG'],
    [{ schema: 'Spoon' }, 'SCHEMA_INVALID'],
    [{ threshold: 2 }, 'INPUT_INVALID'],
  ])('refuses to start with %j', async (body, code) => {
    const { id } = (await send('name\nx\n')).body.job;
    expect((await act(`/${id}/start`, body)).body).toMatchObject({ status: 400, code });
    expect((await ask(`/${id}`)).body.state).toBe('draft');
  });

  it('is the operator’s alone', async () => {
    const { id } = (await send('name\nx\n')).body.job;
    for (const [path, method] of [
      ['?name=x', 'POST'],
      ['', 'GET'],
      [`/${id}`, 'GET'],
      [`/${id}/columns`, 'GET'],
      [`/${id}/start`, 'POST'],
      [`/${id}/cancel`, 'POST'],
      [`/${id}/remove`, 'POST'],
      [`/${id}/results`, 'GET'],
      [`/${id}/errors`, 'GET'],
    ] as const)
      expect((await ask(path, { method, headers: {}, ...(method === 'POST' ? { body: '{}' } : {}) })).status).toBe(403);
  });

  it('stops a job that is cancelled', async () => {
    const jobs = await running();
    const { id } = (await send(manyCustomers(100_000))).body.job;
    await act(`/${id}/start`);
    while (!((await ask(`/${id}`)).body.progress?.rows > 0)) await sleep(50);
    expect((await act(`/${id}/cancel`)).body.state).toBe('cancelled');
    const { id: next } = (await send('name\nKim Chol Su\n')).body.job;
    await act(`/${next}/start`);
    expect((await ended(next)).state).toBe('done');
    expect((await ask(`/${id}`)).body).toMatchObject({ state: 'cancelled', result: null });
    await jobs.close();
  });
});

function manyCustomers(rows: number): string {
  const row = (_: unknown, at: number): string => `${at},${at % 1000 ? `Nobody ${at}` : 'Kim Chol Su'}`;
  return `id,name\n${Array.from({ length: rows }, row).join('\n')}\n`;
}
