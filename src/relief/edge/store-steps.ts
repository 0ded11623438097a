import { AppError } from '../../kernel/errors.ts';
import { commitRecords } from '../../ledger/edge/store.ts';
import type { Database } from '../../store/database.ts';
import { type StepTaken, stepFault } from '../clock.ts';
import type { Doing } from './store.ts';

const STEP_LOCK = 2397;

/** Keeps a step of an application. Throws AppError `STEP_REFUSED` (conflict) for one that cannot follow those taken. */
export async function takeStep(
  database: Database,
  { application, step }: { application: string; step: StepTaken },
  { by, at }: Doing,
): Promise<string> {
  return database.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${STEP_LOCK}, hashtext(${application}))`;
    const taken = await transaction<StepTaken[]>`
      select step, on_day as "on" from relief_step where application = ${application} order by number`;
    const fault = stepFault(taken, step, at.slice(0, 10));
    if (fault !== null)
      throw new AppError({
        code: 'STEP_REFUSED',
        kind: 'conflict',
        message: `Cannot note "${step.step}" of ${application}: ${fault}`,
        hint: 'watchkeeper relief clock shows the steps taken.',
      });
    const record = { record: 'relief-step', application, ...step, by, at };
    const [commitment = ''] = await commitRecords(transaction, [record]);
    await transaction`insert into relief_step ${transaction({ application, step: step.step, on_day: step.on, by, at, commitment })}`;
    return commitment;
  });
}

/** The steps of every application, by its id. */
export async function allSteps(database: Database): Promise<Map<string, StepTaken[]>> {
  const rows = await database<(StepTaken & { application: string })[]>`
    select application, step, on_day as "on" from relief_step order by application, number`;
  const applications = new Map<string, StepTaken[]>();
  for (const { application, ...step } of rows) {
    const taken = applications.get(application);
    if (taken) taken.push(step);
    else applications.set(application, [step]);
  }
  return applications;
}
