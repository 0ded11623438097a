import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { type Finding, findingId } from '../finding.ts';
import { findFindings, findingById, keepFindings, keepRun, revisionsOf, withdrawFindings } from './store.ts';

function finding(name: string, more: Partial<Finding> = {}): Finding {
  const { watch = 'exercise-watch', version = '1' } = more;
  return {
    id: findingId({ watch, version, about: name, exercise: true }),
    watch,
    version,
    status: 'open',
    subjects: [{ schema: 'Vessel', name, mmsi: '445000001' }],
    startAt: '2026-01-01T00:00:00Z',
    endAt: null,
    place: null,
    measures: [],
    confidence: 0.5,
    explanation: 'EXERCISE',
    observations: [],
    missing: [],
    exercise: true,
    ...more,
  };
}

describe('the store of findings', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  const changesOf = async (id: string) => (await revisionsOf(test.database, id)).map(({ change }) => change);

  it('keeps each finding once, with the status that people gave it', async () => {
    const one = finding('EXERCISE ONE');
    const two = finding('EXERCISE TWO', { watch: 'other' });
    expect((await keepFindings(test.database, [one, two])).raised).toHaveLength(2);
    await test.database`update finding set status = 'closed' where id = ${one.id}`;
    expect(await keepFindings(test.database, [one])).toEqual({ raised: [], amended: [], unchanged: 1 });
    expect(await findingById(test.database, one.id)).toEqual({ ...one, status: 'closed' });
    expect(await findingById(test.database, 'f-none')).toBeNull();
  });

  it('finds by watch, status, subject and time, and counts all', async () => {
    const names = async (filter: object) =>
      (await findFindings(test.database, { limit: 10, offset: 0, ...filter })).findings.map(
        ({ subjects }) => subjects[0]?.name,
      );
    expect((await findFindings(test.database, { limit: 1, offset: 0 })).total).toBe(2);
    expect(await names({ watch: 'other' })).toEqual(['EXERCISE TWO']);
    expect(await names({ status: 'closed' })).toEqual(['EXERCISE ONE']);
    expect(await names({ subject: '445000001' })).toHaveLength(2);
    expect(await names({ subject: '445000002' })).toEqual([]);
    expect(await names({ from: '2026-01-02T00:00:00Z' })).toEqual([]);
    expect(await names({ status: 'closed', offset: 5 })).toEqual([]);
  });

  it('amends what changed, withdraws what is no longer borne out, raises it again, and keeps every state', async () => {
    const one = finding('EXERCISE THREE');
    await keepFindings(test.database, [one]);
    expect((await keepFindings(test.database, [{ ...one, endAt: '2026-01-02T00:00:00Z' }])).amended).toEqual([one.id]);
    expect(await withdrawFindings(test.database, [one.id], 'late data')).toEqual([one.id]);
    expect(await withdrawFindings(test.database, [one.id], 'late data')).toEqual([]);
    expect((await findingById(test.database, one.id))?.status).toBe('withdrawn');
    expect((await keepFindings(test.database, [one])).amended).toEqual([one.id]);
    expect((await findingById(test.database, one.id))?.status).toBe('open');
    expect(await changesOf(one.id)).toEqual(['raised', 'amended', 'withdrawn', 'raised-again']);
  });

  it('leaves the status of a case to the people of the case when the watch withdraws', async () => {
    const one = finding('EXERCISE FOUR');
    await keepFindings(test.database, [one]);
    await test.database`update finding set status = 'in-case' where id = ${one.id}`;
    await withdrawFindings(test.database, [one.id], 'late data');
    expect((await findingById(test.database, one.id))?.status).toBe('in-case');
    expect(await changesOf(one.id)).toEqual(['raised', 'withdrawn']);
  });

  it('keeps a run whole: what the same watches found there before and not now is withdrawn', async () => {
    const scope = { watches: ['run'], from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', exercise: true };
    const [stays, goes, outside] = [
      finding('A', { watch: 'run' }),
      finding('B', { watch: 'run' }),
      finding('C', { watch: 'run', startAt: '2026-03-01T00:00:00Z' }),
    ];
    await keepFindings(test.database, [stays, goes, outside]);
    const kept = await keepRun(test.database, scope, [stays, finding('D', { watch: 'run' })]);
    expect({ raised: kept.raised.length, withdrawn: kept.withdrawn }).toEqual({ raised: 1, withdrawn: [goes.id] });
    expect((await findingById(test.database, outside.id))?.status).toBe('open');
  });
});
