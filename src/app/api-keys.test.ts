import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../cli/command.ts';
import { composeServer } from '../server/compose.ts';
import { followKeys, type KeyRing } from '../server/key-ring.ts';
import { type Act, defineRoute } from '../server/route.ts';
import { type TestDatabase, testDatabase } from '../store/fixtures/test-database.ts';
import { may } from '../team/may.ts';
import { labelSubjectOf, type SignedIn } from '../team/person.ts';
import { askerLimits } from './asker-limits.ts';
import { keyCommands } from './key-commands.ts';
import { operatorTest, subjectReader } from './subject-reader.ts';

let store: TestDatabase;
let keys: KeyRing;
let now = 0;
beforeAll(async () => {
  store = await testDatabase();
  keys = await followKeys(store.database, (cause) => {
    throw cause;
  });
});
afterAll(async () => {
  await keys.close();
  await store.close();
});

async function run(name: string, args: string[], options: Record<string, unknown>) {
  const command = keyCommands().find((candidate) => candidate.name === name);
  const answers: unknown[] = [];
  const output = { answer: (value: unknown) => void answers.push(value) };
  const world = { database: async () => store.database, output, now: () => new Date() };
  await command?.run({ args, options: command.schema.parse(options) }, world as unknown as World);
  return answers[0] as { key: string; id: string; keys: { id: string; revokedAt: string | null }[] };
}

function serverOf(openScreening = false) {
  const route = (path: string, act: Act) =>
    defineRoute({
      method: 'get',
      path,
      act,
      tag: 'Exercise',
      summary: 'Show it',
      query: z.strictObject({}),
      answer: z.object({ name: z.string() }),
      handle: ({ subject }) => ({ name: subject.name }),
    });
  const server = composeServer({
    version: 'test',
    log: () => {},
    page: async () => null,
    routes: [route('/ask', 'screening.ask'), route('/law', 'regime.read'), route('/merge', 'parties.merge')],
    subjectOf: subjectReader({
      isOperator: operatorTest(store.home),
      keys,
      openScreening,
      sessionOf: async () => null,
    }),
    waitOf: askerLimits(2, () => now),
  });
  return async (path: string, authorization?: string, address = '127.0.0.1', served?: string) => {
    const reply = await server.request(
      path,
      { headers: { ...(authorization ? { authorization } : {}), ...(served ? { 'x-forwarded-for': served } : {}) } },
      { incoming: { socket: { remoteAddress: address } } },
    );
    return {
      status: reply.status,
      headers: reply.headers,
      body: (await reply.json()) as { code?: string; name?: string },
    };
  };
}

describe('API keys', () => {
  it('change nothing as long as there is none', async () => {
    const ask = serverOf();
    expect(await ask('/ask')).toMatchObject({ status: 200, body: { name: 'public' } });
    expect((await ask('/ask', 'ApiKey left-over-of-a-client')).status).toBe(200);
    expect((await ask('/merge')).status).toBe(403);
  });

  it('open what their scopes say, in each form, and screening is theirs from then on', async () => {
    const ask = serverOf();
    const { key, id } = await run('keys make', [], { scope: 'screening.ask', name: 'EXERCISE bank' });
    await expect.poll(() => keys.empty()).toBe(false);
    for (const shown of [`Bearer ${key}`, `ApiKey ${key}`])
      expect(await ask('/ask', shown)).toMatchObject({ status: 200, body: { name: `EXERCISE bank (${id})` } });
    expect((await ask(`/ask?api_key=${key}`)).status).toBe(200);
    expect((await ask('/merge', `Bearer ${key}`)).body.code).toBe('KEY_WITHOUT_SCOPE');
    const without = await ask('/ask');
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await ask('/law')).status).toBe(200);
    expect((await serverOf(true)('/ask')).status).toBe(200);
    for (const wrong of [
      `Bearer ${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`,
      `Basic ${key}`,
      'Bearer x',
      'Bearer wk_00000000_',
    ])
      expect((await ask('/ask', wrong)).body.code, wrong).toBe('KEY_UNKNOWN');
  });

  it('are kept as hashes, listed without secrets and revoked for good', async () => {
    const { key, id } = await run('keys make', [], { scope: 'screening.ask,regime.read', name: 'second' });
    const rows = await store.database`select * from api_key`;
    expect(JSON.stringify([rows, await run('keys list', [], {})])).not.toContain(key.slice(12));
    const ask = serverOf();
    await expect.poll(async () => (await ask('/ask', `Bearer ${key}`)).status).toBe(200);
    await run('keys revoke', [id], {});
    await expect.poll(async () => (await ask('/ask', `Bearer ${key}`)).status).toBe(401);
    for (const one of (await run('keys list', [], {})).keys)
      if (one.revokedAt === null) await run('keys revoke', [one.id], {});
    await expect.poll(async () => (await ask('/ask')).status).toBe(401);
    await expect(run('keys revoke', [id], {})).rejects.toMatchObject({ kind: 'refused' });
    await expect(run('keys make', [], { scope: 'everything', name: 'x' })).rejects.toThrow(/must be of/);
  });

  it('act for a state where they are made for one, and read what labels let it read', async () => {
    const { key } = await run('keys make', [], { scope: 'team.read', name: 'EXERCISE node', home: 'FR' });
    await expect.poll(() => keys.find(key)?.state).toBe('FR');
    const reader = subjectReader({ isOperator: () => false, keys, openScreening: false, sessionOf: async () => null });
    const subject = labelSubjectOf(await reader(`Bearer ${key}`));
    expect(subject).toEqual({ kind: 'key', state: 'FR', organisation: null, roles: [], caveats: [] });
    const label = { originator: 'JP', relTo: ['FR'], caveats: [], expiresAt: null };
    expect(may(subject, 'read', label, 0).rule).toBe('released-reads');
    expect(may(subject, 'comment', label, 0).allowed).toBe(false);
    const bare = run('keys make', [], { scope: 'team.read', name: 'x', home: 'CH' });
    await expect(bare).rejects.toThrow(/"CH": it does not take part/);
  });

  it('count before a session that the same request shows', async () => {
    const { key } = await run('keys make', [], { scope: 'team.read', name: 'EXERCISE both' });
    await expect.poll(() => keys.find(key)?.name).toBe('EXERCISE both');
    const person = { name: 'EXERCISE person' } as SignedIn;
    const reader = subjectReader({
      isOperator: () => false,
      keys,
      openScreening: false,
      sessionOf: async (token) => (token === 'held' ? person : null),
    });
    expect((await reader(`Bearer ${key}`, undefined, 'watchkeeper=held')).kind).toBe('key');
    expect(await reader(undefined, undefined, 'a=b; watchkeeper=held')).toMatchObject({ kind: 'person', person });
    for (const cookie of ['watchkeeper=gone', 'watchkeeper=', 'other=held', ''])
      expect((await reader(undefined, undefined, cookie)).kind).toBe('public');
  });

  it('are let through at their rate, addresses at theirs, this machine freely', async () => {
    const { key } = await run('keys make', [], { scope: 'screening.ask', name: 'slow', rate: '1' });
    const ask = serverOf();
    await expect.poll(() => keys.find(key)?.name).toBe('slow');
    const statuses = async (times: number, ...asked: Parameters<typeof ask>) => {
      const seen: number[] = [];
      while (seen.length < times) seen.push((await ask(...asked)).status);
      return seen;
    };
    expect(await statuses(5, '/ask', `Bearer ${key}`)).toEqual([200, 200, 200, 200, 429]);
    expect((await ask('/ask', `Bearer ${key}`)).headers.get('retry-after')).toBe('1');
    now += 1000;
    expect((await ask('/ask', `Bearer ${key}`)).status).toBe(200);
    expect((await statuses(9, '/law', undefined, '192.0.2.7')).at(-1)).toBe(429);
    expect((await statuses(9, '/law', 'Bearer guess', '192.0.2.8')).at(-1)).toBe(429);
    expect((await statuses(30, '/law')).at(-1)).toBe(200);
    // A proxy on this machine says whom it serves; anyone else may say what they like.
    expect((await statuses(9, '/law', undefined, '127.0.0.1', '10.0.0.1, 192.0.2.9')).at(-1)).toBe(429);
    expect((await ask('/law', undefined, '127.0.0.1', '192.0.2.9, 192.0.2.10')).status).toBe(200);
    for (let turn = 0; turn < 9; turn += 1) await ask('/law', undefined, '192.0.2.11', `192.0.2.${100 + turn}`);
    expect((await ask('/law', undefined, '192.0.2.11', '192.0.2.200')).status).toBe(429);
    expect((await statuses(9, '/law', undefined, '127.0.0.1', 'unknown')).at(-1)).toBe(200);
  });
});
