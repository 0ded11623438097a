import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../store/fixtures/test-database.ts';
import { clockOf, STEPS, type Step, type StepTaken, stepFault, stepTimes } from './clock.ts';
import { allSteps, takeStep } from './edge/store-steps.ts';

const taken = (...rows: [Step, string][]): StepTaken[] => rows.map(([step, on]) => ({ step, on }));
const filed = taken(['submitted', '2026-01-01'], ['complete', '2026-01-05'], ['circulated', '2026-01-06']);

describe('the clock of an application', () => {
  it('never turns silence into refusal, however long it lasts', () => {
    expect(clockOf(filed, '2036-01-06')).toMatchObject({ state: 'pending', waitingDays: 3652 });
    const held = [...filed, ...taken(['hold-placed', '2026-01-10'])];
    expect(clockOf(held, '2026-07-10')).toMatchObject({ state: 'on-hold', holdDays: 181 });
  });

  it('counts days per step and days on hold', () => {
    const all = [
      ...filed,
      ...taken(['hold-placed', '2026-01-10'], ['hold-lifted', '2026-02-10'], ['approved', '2026-02-12']),
    ];
    const view = clockOf(all, '2026-02-20');
    expect(view.steps.map(({ days }) => days)).toEqual([0, 4, 1, 4, 31, 2]);
    expect(view).toMatchObject({ state: 'approved', holdDays: 31, waitingDays: 8 });
  });

  it.each([
    [[], 'approved', '2026-01-01', 'not submitted'],
    [filed, 'submitted', '2026-01-07', 'already'],
    [filed, 'approved', '2026-01-05', 'lies before'],
    [filed, 'approved', '2027-01-01', 'not come'],
    [filed, 'shipped', '2026-01-07', 'not approved'],
    [filed, 'hold-lifted', '2026-01-07', 'no hold'],
    [[...filed, ...taken(['hold-placed', '2026-01-07'])], 'approved', '2026-01-08', 'hold stands'],
    [[...filed, ...taken(['refused', '2026-01-07'])], 'approved', '2026-01-08', 'it is refused'],
  ] as [StepTaken[], Step, string, string][])('refuses after %# the step %s', (before, step, on, why) => {
    expect(stepFault(before, { step, on }, '2026-06-01')).toContain(why);
  });

  it('tells processing times, and nothing of steps that nobody took', () => {
    const other = taken(['submitted', '2026-01-01'], ['complete', '2026-01-11']);
    expect(stepTimes([filed, other])).toEqual([
      { step: 'complete', count: 2, medianDays: 7, longestDays: 10 },
      { step: 'circulated', count: 1, medianDays: 1, longestDays: 1 },
    ]);
    expect(stepTimes([])).toEqual([]);
    expect(STEPS).toHaveLength(17);
  });
});

describe('the steps that are kept', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('stay, in order, and only those that can follow', async () => {
    const doing = { by: 'EXERCISE', at: '2026-02-01T00:00:00Z' };
    for (const step of filed) await takeStep(test.database, { application: 'EXERCISE-1', step }, doing);
    const [again] = filed;
    if (again)
      await expect(takeStep(test.database, { application: 'EXERCISE-1', step: again }, doing)).rejects.toMatchObject({
        code: 'STEP_REFUSED',
      });
    expect((await allSteps(test.database)).get('EXERCISE-1')).toEqual(filed);
    await expect(test.database`delete from relief_step`).rejects.toThrow();
  });
});
