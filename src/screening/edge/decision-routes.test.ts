import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredEntry } from '../../lists/entry.ts';
import { composeServer } from '../../server/compose.ts';
import type { Subject } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { exerciseEntries, exerciseScreener } from '../fixtures/exercise-lists.ts';
import { AuditTrail } from './audit-trail.ts';
import { decisionRoutes } from './decision-routes.ts';
import { screeningRoutes } from './routes.ts';
import { ScreeningMemory } from './screening-memory.ts';

let store: TestDatabase;
let subject: Subject = { kind: 'operator', name: 'operator' };
let day = '2026-11-25';
let screener = exerciseScreener();
beforeAll(async () => {
  store = await testDatabase();
});
beforeEach(async () => {
  await store.database`delete from screening_decision`;
  [subject, day, screener] = [{ kind: 'operator', name: 'operator' }, '2026-11-25', exerciseScreener()];
});
afterAll(() => store.close());

async function ask(path: string, body?: unknown) {
  const now = () => new Date(`${day}T12:00:00Z`);
  const { database } = store;
  const server = composeServer({
    version: 'test',
    subjectOf: () => subject,
    log: () => {},
    page: async () => null,
    routes: [
      ...screeningRoutes({
        screener: () => screener,
        memory: new ScreeningMemory({ database, trail: new AuditTrail(database), now }),
      }),
      ...decisionRoutes({ screener: () => screener, database, now }),
    ],
  });
  const reply = await server.request(path, body ? { method: 'POST', body: JSON.stringify(body) } : {});
  return { status: reply.status, body: JSON.parse(await reply.text()) };
}

const query = { schema: 'Person', properties: { name: ['Kim Chol Su'] } };
const decide = (parts: object) =>
  ask('/api/v1/screening/decisions', {
    party: 'kr-kofiu-KF-1',
    verdict: 'different',
    reason: 'EXERCISE: other birth date',
    ...parts,
  });
async function match(parameters = '', id?: string) {
  const { body } = await ask(`/match/default${parameters}`, { queries: { q: { ...query, ...(id ? { id } : {}) } } });
  return body.responses.q;
}
const idsOf = (answer: { results: { id: string }[] }) => answer.results.map(({ id }) => id);
/** The exercise lists with another birth date for the namesake. */
const changed = (): StoredEntry[] =>
  exerciseEntries.map((entry) =>
    entry.key === 'KF-1' ? { ...entry, properties: { ...entry.properties, birthDate: ['1976-01-01'] } } : entry,
  );

describe('decisions on matches', () => {
  it('leave out what was decided to be different, unless asked, and mark the rest', async () => {
    expect(idsOf(await match())).toEqual(['un-sc-KPi.999', 'kr-kofiu-KF-1']);
    expect((await decide({ query })).body).toMatchObject({ standing: 'holds', author: 'operator', question: query });
    await decide({ query, party: 'eu-fsf-EU.1.1', verdict: 'same', author: 'Analyst E' });
    const answer = await match();
    expect(idsOf(answer)).toEqual(['un-sc-KPi.999']);
    expect(answer.total.value).toBe(1);
    expect(answer.results[0].watchkeeper.decision).toMatchObject({
      verdict: 'same',
      author: 'Analyst E, through operator',
      standing: 'holds',
    });
    const [, other] = (await match('?decided=include')).results;
    expect(other).toMatchObject({ id: 'kr-kofiu-KF-1', watchkeeper: { decision: { verdict: 'different' } } });
  });

  it('are on one question, by itself or its fingerprint, or on a customer', async () => {
    const { fingerprint } = (await match()).query;
    await decide({ fingerprint });
    expect(idsOf(await match())).toEqual(['un-sc-KPi.999']);
    const reordered = { queries: { q: { schema: 'Person', properties: { name: ['Kim Chol Su', 'Other Name'] } } } };
    expect(idsOf((await ask('/match/default', reordered)).body.responses.q)).toContain('kr-kofiu-KF-1');
    await store.database`delete from screening_decision`;
    await decide({ customer: 'C-7' });
    expect(idsOf(await match('', 'C-7'))).toEqual(['un-sc-KPi.999']);
    expect(idsOf(await match('', 'C-8'))).toContain('kr-kofiu-KF-1');
    expect((await decide({ customer: 'C-7', query })).status).toBe(400);
    expect((await decide({})).status).toBe(400);
  });

  it('fall when the party changes in what tells it from others, and at their expiry', async () => {
    await decide({ query, expiresOn: '2026-12-01' });
    day = '2026-12-02';
    expect((await match()).results[1]).toMatchObject({
      id: 'kr-kofiu-KF-1',
      watchkeeper: { decision: { standing: 'expired' } },
    });
    day = '2026-12-01';
    expect(idsOf(await match())).toEqual(['un-sc-KPi.999']);
    screener = exerciseScreener([], changed());
    const [found] = (await match()).results.filter(({ id }: { id: string }) => id === 'kr-kofiu-KF-1');
    expect(found.watchkeeper.decision.standing).toBe('facts-changed');
    expect((await ask('/api/v1/screening/decisions')).body.decisions[0].standing).toBe('facts-changed');
    expect((await decide({ query, expiresOn: '2026-11-30' })).body.code).toBe('DECISION_EXPIRED');
  });

  it('are listed, superseded by later ones, and undone', async () => {
    await decide({ query });
    const { id } = (await decide({ query, verdict: 'unsure' })).body;
    const standings = async () =>
      (await ask('/api/v1/screening/decisions?undone=yes')).body.decisions.map(
        ({ standing }: { standing: string }) => standing,
      );
    expect(await standings()).toEqual(['holds', 'superseded']);
    expect(idsOf(await match())).toContain('kr-kofiu-KF-1');
    await ask(`/api/v1/screening/decisions/${id}/undo`, { reason: 'EXERCISE mistake' });
    expect(await standings()).toEqual(['undone', 'holds']);
    expect(idsOf(await match())).toEqual(['un-sc-KPi.999']);
    expect((await ask(`/api/v1/screening/decisions/${id}/undo`, { reason: 'again' })).status).toBe(404);
    expect((await ask('/api/v1/screening/decisions?party=kr-kofiu-KF-1')).body.total).toBe(1);
  });

  it('are not for the public, not on nobody, not without a reason', async () => {
    expect((await decide({ query, party: 'nobody' })).status).toBe(404);
    expect((await decide({ query, reason: ' ' })).status).toBe(400);
    expect((await decide({ query: { ...query, schema: 'Spoon' } })).status).toBe(400);
    subject = { kind: 'public', name: 'public' };
    expect((await decide({ query })).status).toBe(403);
    expect((await ask('/api/v1/screening/decisions')).status).toBe(403);
  });
});
