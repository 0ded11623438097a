import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeServer } from '../../server/compose.ts';
import type { Subject } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import type { MergedParty } from '../merged-party.ts';
import { partyRoutes } from './routes.ts';
import { currentDecisions } from './store.ts';

const parties: MergedParty[] = [
  {
    id: 'un-sc-1',
    caption: 'EXERCISE',
    members: [
      { id: 'un-sc-1', list: 'un-sc', caption: 'EXERCISE' },
      { id: 'eu-fsf-1', list: 'eu-fsf', caption: 'Exercise' },
    ],
    joins: [
      { one: 'un-sc-1', other: 'eu-fsf-1', reason: 'un-reference', score: 1, parts: { 'UN reference': 'KPe.999' } },
    ],
  },
  {
    id: 'jp-mof-1',
    caption: 'Exercise',
    members: [{ id: 'jp-mof-1', list: 'jp-mof', caption: 'Exercise' }],
    joins: [],
  },
];
let store: TestDatabase;
/** How often merging was asked for. */
let merged = 0;
let subject: Subject = { kind: 'operator', name: 'operator' };

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

async function ask(path: string, body?: unknown) {
  const server = composeServer({
    version: 'test',
    subjectOf: () => subject,
    log: () => {},
    page: async () => null,
    routes: partyRoutes({
      database: store.database,
      partyOf: (id) => parties.find(({ members }) => members.some((member) => member.id === id)) ?? null,
      async mergeAnew() {
        merged += 1;
      },
    }),
  });
  const reply = await server.request(
    `/api/v1/parties/${path}`,
    body ? { method: 'POST', body: JSON.stringify(body) } : {},
  );
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}

describe('the routes on merging', () => {
  it('explain why entries are one party, by any of their ids', async () => {
    const { body } = await ask('eu-fsf-1/merge');
    expect(body).toMatchObject({ id: 'un-sc-1', decisions: [] });
    expect(body.joins[0].explanation).toBe('eu-fsf-1 is un-sc-1: UN reference KPe.999 (un-reference, 1)');
    expect((await ask('nobody/merge')).status).toBe(404);
  });

  it('keep decisions: the latest on a pair holds, and every server is told', async () => {
    const told: string[] = [];
    const listener = await store.database.listen('lists_changed', (message) => void told.push(message));
    const decide = (one: string, other: string, verdict: string) =>
      ask('merge-decisions', { one, other, verdict, reason: 'EXERCISE decision' });
    expect((await decide('un-sc-1', 'jp-mof-1', 'same')).body).toMatchObject({
      one: 'jp-mof-1',
      other: 'un-sc-1',
      decidedBy: 'operator',
      together: false,
    });
    expect(merged).toBe(1);
    expect(await currentDecisions(store.database)).toEqual([{ one: 'jp-mof-1', other: 'un-sc-1', verdict: 'same' }]);
    await decide('jp-mof-1', 'un-sc-1', 'different');
    expect(await currentDecisions(store.database)).toEqual([
      { one: 'jp-mof-1', other: 'un-sc-1', verdict: 'different' },
    ]);
    await decide('jp-mof-1', 'un-sc-1', 'withdrawn');
    expect(await currentDecisions(store.database)).toEqual([]);
    expect((await ask('un-sc-1/merge')).body.decisions.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      'same',
      'different',
      'withdrawn',
    ]);
    await expect.poll(() => told.length).toBe(3);
    await listener.unlisten();
  });

  it('refuse decisions on nobody, on one entry, without a reason, and by the public', async () => {
    const decision = { one: 'un-sc-1', other: 'jp-mof-1', verdict: 'same', reason: 'EXERCISE' };
    expect((await ask('merge-decisions', { ...decision, other: 'nobody' })).status).toBe(404);
    expect((await ask('merge-decisions', { ...decision, other: 'un-sc-1' })).body.code).toBe('DECISION_ON_ONE');
    expect((await ask('merge-decisions', { ...decision, reason: ' ' })).status).toBe(400);
    subject = { kind: 'public', name: 'public' };
    expect((await ask('merge-decisions', decision)).status).toBe(403);
  });
});
