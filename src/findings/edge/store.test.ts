import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { type Finding, findingId } from '../finding.ts';
import { findFindings, findingById, keepFindings } from './store.ts';

function finding(name: string, more: Partial<Finding> = {}): Finding {
  const body: Omit<Finding, 'id'> = {
    watch: 'exercise-watch',
    version: '1',
    status: 'open',
    subjects: [{ schema: 'Vessel', name }],
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
  return { id: findingId(body), ...body };
}

describe('the store of findings', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('keeps each finding once, with the status that people gave it', async () => {
    const one = finding('EXERCISE ONE');
    expect(await keepFindings(test.database, [one, finding('EXERCISE TWO', { watch: 'other' })])).toBe(2);
    await test.database`update finding set status = 'closed' where id = ${one.id}`;
    expect(await keepFindings(test.database, [one])).toBe(0);
    expect(await findingById(test.database, one.id)).toEqual({ ...one, status: 'closed' });
    expect(await findingById(test.database, 'f-none')).toBeNull();
  });

  it('finds by watch and status, and counts all', async () => {
    expect((await findFindings(test.database, { limit: 1, offset: 0 })).total).toBe(2);
    expect(
      (await findFindings(test.database, { watch: 'other', limit: 10, offset: 0 })).findings.map(
        ({ subjects }) => subjects[0]?.name,
      ),
    ).toEqual(['EXERCISE TWO']);
    expect(await findFindings(test.database, { status: 'closed', limit: 10, offset: 5 })).toEqual({
      total: 1,
      findings: [],
    });
  });
});
