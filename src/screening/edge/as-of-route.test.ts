import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadList } from '../../lists/edge/store.ts';
import { fileOf } from '../../lists/fixtures/collect-list.ts';
import type { ListReader } from '../../lists/list-reader.ts';
import { composeServer } from '../../server/compose.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { asOfRoute } from './as-of-route.ts';
import { AsOfScreeners } from './as-of-screener.ts';
import { AuditTrail } from './audit-trail.ts';
import { ScreeningMemory } from './screening-memory.ts';
import { pageOfAudit } from './store-audit.ts';

interface Listed {
  key: string;
  name: string;
  listedOn: string | null;
  delistedOn?: string;
}

function readerOf(publishedAt: string, parties: readonly Listed[]): ListReader {
  return {
    format: 'exercise',
    title: 'EXERCISE',
    recognises: () => 'exercise',
    async read(_file, sink) {
      sink.header({ publishedAt });
      for (const { key, name, listedOn, delistedOn } of parties) {
        sink.party({ key, schema: 'Person', properties: { name: [name] } });
        sink.designation({ party: key, programmes: ['EXERCISE'], listedOn, ...(delistedOn ? { delistedOn } : {}) });
      }
      await sink.ready();
    },
  };
}

const ANNA: Listed = { key: 'A', name: 'Anna Exercise', listedOn: '2017-06-02' };
const BORIS: Listed = { key: 'B', name: 'Boris Exercise', listedOn: '2023-03-01' };
const CLARA: Listed = { key: 'C', name: 'Clara Exercise', listedOn: null };
const DORA: Listed = { key: 'D', name: 'Dora Exercise', listedOn: '2018-01-01', delistedOn: '2024-02-15' };

let store: TestDatabase;
let asOf: AsOfScreeners;
let memory: ScreeningMemory;
const now = () => new Date('2126-01-01T12:00:00Z');

beforeAll(async () => {
  store = await testDatabase();
  const { database } = store;
  memory = new ScreeningMemory({ database, trail: new AuditTrail(database), now });
  asOf = new AsOfScreeners({ database, titles: new Map() });
  const load = (list: string, publishedAt: string, parties: readonly Listed[]) =>
    loadList(database, {
      list,
      reader: readerOf(publishedAt, parties),
      file: fileOf('x.txt', publishedAt),
      origin: { files: [] },
    });
  await load('un-sc', '2024-01-01', [ANNA, CLARA, DORA]);
  await load('un-sc', '2024-06-01', [BORIS, CLARA, DORA]);
});
afterAll(() => store.close());

async function ask(body: object) {
  const server = composeServer({
    version: 'test',
    subjectOf: () => ({ kind: 'public', name: 'public' }),
    log: () => {},
    page: async () => null,
    routes: [asOfRoute({ asOf, memory, now })],
  });
  const reply = await server.request('/api/v1/screening/as-of', { method: 'POST', body: JSON.stringify(body) });
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}
const match = async (name: string, listedOn: string, more: object = {}) => {
  const { body } = await ask({ listedOn, ...more, query: { schema: 'Person', properties: { name: [name] } } });
  return body as { results: { id: string; watchkeeper: { asOf: object[]; listings: object[] } }[]; lists: object[] };
};
const found = async (...asked: Parameters<typeof match>) => (await match(...asked)).results.map(({ id }) => id);

describe('POST /api/v1/screening/as-of', () => {
  it('asks the version in force on the day', async () => {
    expect(await found('Anna Exercise', '2024-03-01')).toEqual(['un-sc-A']);
    expect(await found('Anna Exercise', '2024-07-01')).toEqual([]);
    expect(await found('Boris Exercise', '2024-03-01')).toEqual([]);
    const { results, lists } = await match('Boris Exercise', '2024-07-01');
    expect(results[0]?.watchkeeper.asOf).toEqual([
      {
        entry: 'un-sc-B',
        list: 'un-sc',
        listed: true,
        since: '2023-03-01',
        why: 'the version of 2024-06-01 holds the party',
      },
    ]);
    expect(lists).toEqual([
      { list: 'un-sc', inForce: true, version: expect.objectContaining({ publishedAt: '2024-06-01' }) },
    ]);
  });

  it('answers by listing dates before the first version, and says what that leaves open', async () => {
    expect(await found('Anna Exercise', '2018-01-01')).toEqual(['un-sc-A']);
    expect(await found('Anna Exercise', '2016-01-01')).toEqual([]);
    const { results, lists } = await match('Clara Exercise', '2018-01-01');
    expect(results[0]?.watchkeeper.asOf).toMatchObject([
      { listed: null, why: expect.stringContaining('no date of listing') },
    ]);
    expect(lists).toMatchObject([{ inForce: false }]);
  });

  it('takes the removed for listed until the day of the removal', async () => {
    expect(await found('Dora Exercise', '2024-02-14')).toEqual(['un-sc-D']);
    expect((await match('Dora Exercise', '2024-02-14')).results[0]?.watchkeeper.listings).toMatchObject([
      { current: true },
    ]);
    expect(await found('Dora Exercise', '2024-02-15')).toEqual([]);
  });

  it('knows only what had been loaded on the second day', async () => {
    const { results, lists } = await match('Anna Exercise', '2024-03-01', { knownOn: '2020-01-01' });
    expect([results, lists]).toEqual([[], [{ list: 'un-sc', version: null, inForce: false }]]);
  });

  it('is written to the audit trail with the versions that answered', async () => {
    await match('Anna Exercise', '2024-03-01');
    const entries = await pageOfAudit(store.database, { from: null, before: null, after: 0, limit: 1000 });
    expect(entries.at(-1)).toMatchObject({
      kind: 'as-of',
      versions: { 'un-sc': 1 },
      question: { listedOn: '2024-03-01', schema: 'Person' },
      answers: [{ id: 'un-sc-A', match: true }],
    });
  });

  it('refuses days ahead and days that are none', async () => {
    const query = { schema: 'Person', properties: { name: ['x'] } };
    expect((await ask({ listedOn: '2126-01-02', query })).body.code).toBe('DAY_AHEAD');
    expect((await ask({ listedOn: '2024-02-30', query })).status).toBe(400);
    expect((await ask({ listedOn: '2024-03-01', dataset: 'nowhere', query })).status).toBe(404);
  });
});

describe('AsOfScreeners.at()', () => {
  const moment = (listedOn: string) => ({ listedOn, knownOn: '2126-01-01' });

  it('keeps the two latest asked for and forgets all when the lists change', async () => {
    const kept = new AsOfScreeners({ database: store.database, titles: new Map() });
    const [first, second] = [await kept.at(moment('2024-03-01')), await kept.at(moment('2024-03-02'))];
    expect(await kept.at(moment('2024-03-01'))).toBe(first);
    await kept.at(moment('2024-03-03'));
    expect(await kept.at(moment('2024-03-01'))).toBe(first);
    expect(await kept.at(moment('2024-03-02'))).not.toBe(second);
    kept.clear();
    expect(await kept.at(moment('2024-03-01'))).not.toBe(first);
  });

  it('turns away what would wait too long', async () => {
    const kept = new AsOfScreeners({ database: store.database, titles: new Map() });
    const days = ['01', '02', '03', '04', '05', '06'].map((day) => kept.at(moment(`2024-04-${day}`)));
    const outcomes = (await Promise.allSettled(days)).map(({ status }) => status);
    expect(outcomes).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect(await kept.at(moment('2024-04-06'))).toBeTruthy();
  });
});
