import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { composeServer } from '../../server/compose.ts';
import { defineRoute } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { exerciseMaterial, exerciseScreener } from '../fixtures/exercise-lists.ts';
import type { AuditEntry } from '../memory/audit-entry.ts';
import { auditCommand } from './audit-command.ts';
import { auditRoute } from './audit-route.ts';
import { AuditTrail } from './audit-trail.ts';
import { screeningCommands } from './commands.ts';
import { decisionRoutes } from './decision-routes.ts';
import { screeningRoutes } from './routes.ts';
import { ScreeningMemory } from './screening-memory.ts';
import { pageOfAudit } from './store-audit.ts';

let store: TestDatabase;
const logged: unknown[] = [];
const screener = exerciseScreener();
beforeAll(async () => {
  store = await testDatabase();
});
beforeEach(async () => {
  await store.database`truncate screening_audit`;
  logged.length = 0;
});
afterAll(() => store.close());

async function ask(
  path: string,
  {
    body,
    headers = {},
    keepNothing = false,
  }: { body?: unknown; headers?: Record<string, string>; keepNothing?: boolean } = {},
) {
  const { database } = store;
  const now = () => new Date();
  const broken = defineRoute({
    method: 'get',
    path: '/broken/{name}',
    act: 'screening.ask',
    tag: 'Exercise',
    summary: 'Fail',
    answer: z.unknown(),
    handle: ({ path }) => {
      throw new TypeError(`nobody foresaw ${path}`);
    },
  });
  const server = composeServer({
    version: 'test',
    subjectOf: () => ({ kind: 'operator', name: 'EXERCISE bank (1a2b3c4d)' }),
    keepNothing,
    log: (entry) => void logged.push(String((entry.cause as Error)?.stack ?? entry.cause), JSON.stringify(entry)),
    page: async () => null,
    routes: [
      broken,
      ...screeningRoutes({
        screener: () => screener,
        memory: new ScreeningMemory({ database, trail: new AuditTrail(database), now }),
      }),
      ...decisionRoutes({ screener: () => screener, database, now }),
      auditRoute({ database }),
    ],
  });
  const reply = await server.request(path, {
    headers,
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}
const trail = () => pageOfAudit(store.database, { from: null, before: null, after: 0, limit: 100 });
const kim = { id: 'C-1', schema: 'Person', properties: { name: ['Kim Chol Su'] } };

describe('the audit trail', () => {
  it('has question, list versions, answers with scores and decision, when and who', async () => {
    const decision = { customer: 'C-1', party: 'un-sc-KPi.999', verdict: 'same', reason: 'EXERCISE' };
    await ask('/api/v1/screening/decisions', { body: decision });
    await ask('/match/default', {
      body: { queries: { a: kim, b: { schema: 'Vessel', properties: { name: 'Nothing' } } } },
    });
    await ask('/search/default?q=drill');
    const [match, none, search] = await trail();
    expect(match).toMatchObject({
      asker: 'EXERCISE bank (1a2b3c4d)',
      kind: 'match',
      dataset: 'default',
      versions: { 'un-sc': 1, 'eu-fsf': 2 },
      customer: 'C-1',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      question: { schema: 'Person', properties: { name: ['Kim Chol Su'] } },
      answers: [
        { id: 'un-sc-KPi.999', score: 1, match: true, decision: { verdict: 'same', standing: 'holds' } },
        { id: 'kr-kofiu-KF-1', decision: null },
      ],
    });
    expect(Date.now() - Date.parse(match?.askedAt ?? '')).toBeLessThan(60_000);
    expect([none?.answers, search?.kind, search?.answers?.length]).toEqual([[], 'search', 3]);
    expect(search?.question).toMatchObject({ q: 'drill' });
  });

  it('has the rows that are reconciled, with what was decided, and nothing of private ones', async () => {
    const subject = { schema: 'Person', properties: { name: ['Kim Exercise Chol'] } };
    const rows = { r1: { query: 'Kim Exercise Chol', type: 'Person', limit: 1 }, r2: { query: 'nothing of the kind' } };
    const path = `/reconcile/default?queries=${encodeURIComponent(JSON.stringify(rows))}`;
    const { text } = await ask(path);
    const [first, second] = await trail();
    expect(first).toMatchObject({
      kind: 'reconcile',
      asker: 'EXERCISE bank (1a2b3c4d)',
      question: subject,
      answers: [{ id: 'un-sc-KPi.999', match: true }],
    });
    expect(JSON.parse(text).r1.result.map(({ id }: { id: string }) => id)).toEqual(['un-sc-KPi.999']);
    expect([second?.kind, second?.answers]).toEqual(['reconcile', []]);
    await ask(path, { headers: { 'x-watchkeeper-private': 'true' } });
    expect((await trail()).slice(2).map(({ private: kept, question }) => [kept, question])).toEqual([
      [true, null],
      [true, null],
    ]);
    const decision = { query: subject, party: 'un-sc-KPi.999', verdict: 'different', reason: 'EXERCISE' };
    expect((await ask('/api/v1/screening/decisions', { body: decision })).status).toBeLessThan(300);
    expect(JSON.parse((await ask(path)).text).r1.result).not.toContainEqual(
      expect.objectContaining({ id: 'un-sc-KPi.999' }),
    );
  });

  it('cannot be changed or shortened', async () => {
    await ask('/match/default', { body: { queries: { a: kim } } });
    await expect(store.database`update screening_audit set asker = 'x'`).rejects.toThrow(/never changed/);
    await expect(store.database`delete from screening_audit`).rejects.toThrow(/never changed/);
  });

  it('is written before the answer goes out, each once, when many ask at once', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `EXERCISE ${at}`);
    const writer = new AuditTrail(store.database);
    const record = {
      asker: 'x',
      kind: 'match',
      dataset: 'default',
      versions: {},
      private: false,
      fingerprint: null,
      question: null,
      answers: null,
    } as const;
    await Promise.all(names.map((customer) => writer.append([{ ...record, customer }])));
    expect((await trail()).map(({ customer }) => customer)).toEqual(names);
    const unkind = { ...record, kind: 'gossip' as 'match', customer: 'bad' };
    await expect(writer.append([unkind])).rejects.toThrow();
    await writer.append([{ ...record, customer: 'after' }]);
    expect(await trail()).toHaveLength(41);
  });

  it.each([
    ['the header', { headers: { 'X-Watchkeeper-Private': 'true' } }, ''],
    ['the parameter', {}, 'private=1'],
    ['a word that is no plain no', {}, 'private=maybe'],
    ['the setting, which no request undoes', { keepNothing: true, headers: { 'X-Watchkeeper-Private': 'no' } }, ''],
  ])('keeps nothing of the question by %s, nor do logs', async (_, how, parameter) => {
    const secret = { schema: 'Person', id: 'C-secret', properties: { name: ['Kim Chol Su'] } };
    const found = await ask(`/match/default?${parameter}`, { ...how, body: { queries: { a: secret } } });
    expect(JSON.parse(found.text).responses.a.results).toHaveLength(2);
    await ask(`/search/default?q=Drill&${parameter}`, how);
    await ask(`/api/v1/screening/decisions?${parameter}`, {
      ...how,
      body: { query: kim, party: 'kr-kofiu-KF-1', verdict: 'unsure', reason: 'EXERCISE' },
    });
    expect((await ask(`/broken/Chol?${parameter}`, how)).status).toBe(500);
    const kept = await trail();
    expect(kept).toHaveLength(2);
    for (const entry of kept)
      expect(entry).toMatchObject({ private: true, customer: null, fingerprint: null, question: null, answers: null });
    const rows = await store.database`select question from screening_decision order by id desc limit 1`;
    expect(JSON.stringify([kept, rows, logged])).not.toMatch(/Chol|C-secret|Drill|KPi/i);
    expect(logged.join()).toMatch(/TypeError.*\bat .*audit\.test/s);
  });

  it('is exported by days as JSON lines and CSV that no spreadsheet runs', async () => {
    for (const name of ['=HYPERLINK("x")', 'Kim Chol Su'])
      await ask('/match/default', { body: { queries: { a: { ...kim, id: name } } } });
    const today = new Date().toISOString().slice(0, 10);
    const lines = (await ask(`/api/v1/screening/audit?from=${today}&to=${today}`)).text.trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as AuditEntry).customer)).toEqual(['=HYPERLINK("x")', 'Kim Chol Su']);
    expect((await ask('/api/v1/screening/audit?to=2020-01-01')).text).toBe('');
    expect((await ask('/api/v1/screening/audit?from=yesterday')).status).toBe(400);
    const first = await ask('/api/v1/screening/audit?limit=1&format=csv');
    expect(first.headers.get('content-type')).toContain('text/csv');
    expect(first.text).toContain(`"'=HYPERLINK(""x"")"`);
    const next = await ask(`/api/v1/screening/audit?after=${first.headers.get('x-next-after')}`);
    expect(next.text.trim().split('\n')).toHaveLength(1);
  });

  it('is written to a file by command, which replaces none', async () => {
    for (let at = 0; at < 3; at += 1) await ask('/match/default', { body: { queries: { a: kim } } });
    const out = join(store.home, 'audit.csv');
    const told: unknown[] = [];
    const world = {
      database: async () => store.database,
      signal: new AbortController().signal,
      output: { answer: (value: unknown) => void told.push(value) },
    };
    const run = () =>
      auditCommand.run({ args: [], options: auditCommand.schema.parse({ out }) }, world as unknown as World);
    await run();
    expect(told).toEqual([{ file: out, entries: 3 }]);
    expect(readFileSync(out, 'utf8').trim().split('\r\n')).toHaveLength(7);
    await expect(run()).rejects.toMatchObject({ kind: 'refused' });
  });

  it('has what the command line asks, unless that is private', async () => {
    const { database } = store;
    const memory = async () =>
      new ScreeningMemory({ database, trail: new AuditTrail(database), now: () => new Date() });
    const [screen] = screeningCommands({
      screener: async () => screener,
      material: async () => exerciseMaterial(),
      standing: async () => ({ decisions: [], today: '2026-11-25' }),
      memory,
    });
    const world = { output: { answer: () => {} } } as unknown as World;
    for (const options of [{}, { private: true }])
      await screen?.run({ args: ['Kim Chol Su'], options: screen.schema.parse(options) }, world);
    expect(await trail()).toMatchObject([
      {
        kind: 'command',
        asker: expect.stringMatching(/^command line \(.+\)$/),
        answers: [{ id: 'un-sc-KPi.999' }, {}],
      },
      { kind: 'command', private: true, question: null, answers: null },
    ]);
  });
});
