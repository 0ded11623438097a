import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import type { StoredEntry } from '../../lists/entry.ts';
import { composeServer } from '../../server/compose.ts';
import type { Subject } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { exerciseEntries, exerciseScreener } from '../fixtures/exercise-lists.ts';
import { webhookReceiver } from '../fixtures/webhook-receiver.ts';
import type { Screener } from '../screener.ts';
import { openScreeningOffice, type ScreeningOffice } from './office.ts';
import { subscriptionCommands } from './subscription-commands.ts';

const PATH = '/api/v1/screening/subscriptions';
const rows = [
  { id: 'C-1', schema: 'Person', properties: { name: ['Kim Chol Su'] } },
  { id: 'C-2', schema: 'Vessel', properties: { imoNumber: ['9161003'] } },
  { id: 'C-3', schema: 'Company', properties: { name: ['Unlisted Bakery'] } },
];
interface Event {
  id: number;
  kind: string;
  key: string;
  party: string;
  body: Record<string, unknown>;
}

let store: TestDatabase;
let screener: Screener;
let office: ScreeningOffice;
let receiver: Awaited<ReturnType<typeof webhookReceiver>>;
let subject: Subject;
const causes: unknown[] = [];
const reach = { allowPrivate: true };
const open = () =>
  openScreeningOffice({
    database: store.database,
    screener: () => screener,
    now: () => new Date(),
    titles: new Map(),
    reach,
    onError: (cause) => causes.push(cause),
  });

beforeAll(async () => {
  store = await testDatabase();
});
beforeEach(async () => {
  await store.database`truncate subscription, subscription_row, subscription_event, webhook_delivery, screening_decision, screening_audit restart identity`;
  screener = exerciseScreener();
  subject = { kind: 'operator', name: 'operator' };
  receiver = await webhookReceiver();
  office = await open();
});
afterEach(async () => {
  await office.close();
  await receiver.close();
  expect(causes).toEqual([]);
});
afterAll(() => store.close());

async function ask(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const server = composeServer({
    version: 'test',
    subjectOf: () => subject,
    log: () => {},
    page: async () => null,
    routes: office.routes,
  });
  const reply = await server.request(`${PATH}${path}`, {
    headers,
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}
const subscribe = async (parts: object = {}) => (await ask('', { name: 'customers', rows, ...parts })).body;
const told = async (id: number): Promise<string[]> =>
  (await ask(`/${id}/events`)).body.events.map(({ kind, key, party }: Event) => `${kind} ${key} ${party}`);
/** Another version of the lists, as of which something else is listed. */
async function listsBecome(change: (entry: StoredEntry) => StoredEntry[]): Promise<void> {
  screener = exerciseScreener([], exerciseEntries.flatMap(change));
  office.listsChanged();
}
/** The namesake's place on his list is taken by another. */
const withoutNamesake = (entry: StoredEntry): StoredEntry[] =>
  entry.key === 'KF-1' ? [{ ...entry, key: 'KF-2', properties: { name: ['Another Exercise'] } }] : [entry];

describe('subscriptions', () => {
  it('tell at once who is listed, and then only what changes', async () => {
    const { id, events, secret } = await subscribe();
    expect([events, secret]).toEqual([3, null]);
    const first = ['new C-1 kr-kofiu-KF-1', 'new C-1 un-sc-KPi.999', 'new C-2 us-ofac-sdn-77'];
    expect((await told(id)).sort()).toEqual(first);
    await listsBecome(withoutNamesake);
    await expect.poll(() => told(id)).toContain('gone C-1 kr-kofiu-KF-1');
    await listsBecome((entry) =>
      entry.key === '77' ? [{ ...entry, properties: { ...entry.properties, flag: ['mn'] } }] : [entry],
    );
    await expect
      .poll(async () => (await told(id)).slice(4).sort())
      .toEqual(['changed C-2 us-ofac-sdn-77', 'new C-1 kr-kofiu-KF-1']);
    office.listsChanged();
    await office.close();
    expect(await told(id)).toHaveLength(6);
    const [audit] =
      await store.database`select kind, dataset, question, answers from screening_audit order by id limit 1`;
    expect(audit).toMatchObject({ kind: 'subscription', dataset: 'default', question: { subscription: id, rows: 3 } });
  });

  it('leave out what was decided to be different of that customer', async () => {
    const decision = { customer: 'C-1', party: 'kr-kofiu-KF-1', verdict: 'different', reason: 'EXERCISE' };
    const server = composeServer({
      version: 'test',
      subjectOf: () => subject,
      log: () => {},
      page: async () => null,
      routes: office.routes,
    });
    await server.request('/api/v1/screening/decisions', { method: 'POST', body: JSON.stringify(decision) });
    expect((await told((await subscribe()).id)).sort()).toEqual(['new C-1 un-sc-KPi.999', 'new C-2 us-ofac-sdn-77']);
  });

  it('send signed events, and again until they are taken', async () => {
    await receiver.close();
    receiver = await webhookReceiver([500, 302]);
    const { id, secret } = await subscribe({ webhook: receiver.url });
    const state = async () => (await ask(`/${id}`)).body.deliveries[0];
    await expect.poll(state).toMatchObject({ state: 'waiting', attempts: 1, events: 3, lastError: 'it answered 500' });
    const due = async () => {
      await store.database`update webhook_delivery set next_at = now()`;
      await office.close();
      office = await open();
    };
    await due();
    await expect.poll(state).toMatchObject({ attempts: 2, lastError: 'it answered 302: redirects are not followed' });
    await due();
    await expect.poll(state).toMatchObject({ state: 'delivered', attempts: 3, lastError: null });
    const { body, signature } = receiver.received[2] ?? { body: '', signature: '' };
    const [, seconds, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
    expect(mac).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
    expect(Math.abs(Date.now() / 1000 - Number(seconds))).toBeLessThan(60);
    expect(JSON.parse(body)).toMatchObject({ subscription: { id, name: 'customers' } });
    const [first] = (JSON.parse(body).events as Event[]).filter(({ key }) => key === 'C-1');
    expect(first?.body).toMatchObject({
      caption: expect.any(String),
      score: expect.any(Number),
      sentence: expect.any(String),
    });
    expect(new Set(receiver.received.map((one) => one.body)).size).toBe(1);
    expect(JSON.stringify((await ask('')).body)).not.toContain(secret);
  });

  it('give a delivery up after the last attempt', async () => {
    await receiver.close();
    const { id } = await subscribe({ webhook: receiver.url });
    await expect.poll(async () => (await ask(`/${id}`)).body.deliveries[0].lastError).toMatch(/ECONNREFUSED/);
    await store.database`update webhook_delivery set attempts = 8, next_at = now()`;
    await office.close();
    office = await open();
    await expect.poll(async () => (await ask(`/${id}`)).body.deliveries[0].state).toBe('given-up');
  });

  it('screen what was added, follow many rows, and end', async () => {
    const many = Array.from({ length: 450 }, (_, at) => ({ ...rows[0], id: `M-${at}` }));
    const { id } = await subscribe({ rows: many.slice(0, 201) });
    const more = await ask(`/${id}/rows`, { rows: many });
    expect(more.body).toEqual({ rows: 450, events: 249 * 2 });
    await ask(`/${id}/end`, {});
    expect((await ask(`/${id}/rows`, { rows })).status).toBe(404);
    const before = (await ask(`/${id}/events?limit=1000`)).body.events.length;
    await listsBecome(withoutNamesake);
    await office.close();
    expect([before, (await ask(`/${id}/events?limit=1000`)).body.events.length]).toEqual([900, 900]);
    expect((await ask('?ended=yes')).body.subscriptions).toHaveLength(1);
  });

  it('refuse what they cannot keep', async () => {
    expect((await subscribe({ webhook: 'ftp://example.org/' })).code).toBe('WEBHOOK_REFUSED');
    expect((await subscribe({ dataset: 'nowhere' })).code).toBe('DATASET_UNKNOWN');
    expect((await subscribe({ rows: [rows[0], rows[0]] })).code).toBe('ROW_TWICE');
    expect((await subscribe({ rows: [{ ...rows[0], properties: { shoeSize: ['43'] } }] })).code).toBe('ROW_EMPTY');
    expect((await ask('', { name: 'x', rows }, { 'x-watchkeeper-private': '1' })).body.code).toBe(
      'PRIVATE_SUBSCRIPTION',
    );
    expect((await ask('/7')).status).toBe(404);
    subject = { kind: 'public', name: 'public' };
    expect((await ask('')).status).toBe(403);
    expect(await store.database`select id from subscription`).toEqual([]);
  });

  it('are made, listed and ended by commands, and the running server hears of them', async () => {
    const file = join(store.home, 'customers.jsonl');
    writeFileSync(file, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n{broken\n${JSON.stringify(rows[0])}\n`);
    const run = async (name: string, args: string[], options: Record<string, unknown>) => {
      const answers: Record<string, unknown>[] = [];
      const command = subscriptionCommands({ reach, keepNothing: false }).find((one) => one.name === name);
      const output = { note: () => {}, answer: (value: Record<string, unknown>) => void answers.push(value) };
      const world = { database: async () => store.database, signal: new AbortController().signal, output };
      await command?.run({ args, options: command.schema.parse(options) }, world as unknown as World);
      return answers[0] ?? {};
    };
    const made = await run('subscriptions make', [], { name: 'file', rows: file });
    expect(made).toMatchObject({
      rows: 3,
      rejected: [{ line: 4 }, { line: 5, reason: expect.stringContaining('earlier line') }],
    });
    const id = String(made.id);
    await expect.poll(async () => (await run('subscriptions events', [id], {})).events).toHaveLength(3);
    expect((await run('subscriptions list', [], {})).subscriptions).toMatchObject([{ name: 'file', rows: 3 }]);
    await expect(run('subscriptions make', [], { name: 'x', rows: file, dataset: 'nowhere' })).rejects.toMatchObject({
      code: 'DATASET_UNKNOWN',
    });
    await run('subscriptions end', [id], {});
    expect((await run('subscriptions list', [], {})).subscriptions).toEqual([]);
    await expect(run('subscriptions end', ['x'], {})).rejects.toMatchObject({ kind: 'usage' });
  });
});
