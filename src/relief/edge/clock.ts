import { z } from '@hono/zod-openapi';
import { type Command, defineCommand } from '../../cli/command.ts';
import { table } from '../../cli/table.ts';
import { AppError } from '../../kernel/errors.ts';
import { calendarDay, defineRoute, type Route } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { clockOf, STEPS, stepTimes } from '../clock.ts';
import { doing, type ReliefOffice, today } from './office.ts';
import { allSteps, takeStep } from './store-steps.ts';

const applicationId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,79}$/, 'must be 3 to 80 letters, digits, dots or dashes');
const stepShape = z.strictObject({ step: z.enum(STEPS), on: calendarDay });

async function clocks(database: Database, day: string) {
  const applications = await allSteps(database);
  return {
    applications: [...applications].map(([id, taken]) => ({ id, ...clockOf(taken, day) })),
    times: stepTimes([...applications.values()]),
  };
}

/** The clock of applications: public, without names. */
export function clockRoutes(office: ReliefOffice): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/relief/clock',
      act: 'relief.read',
      tag: 'Relief',
      summary: 'Show where every application waits, and the processing time of each step',
      answer: z.looseObject({}),
      handle: () => clocks(office.database, today(office)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/relief/applications/{id}/steps',
      act: 'relief.keep',
      tag: 'Relief',
      summary: 'Note a step of an application; one that was noted stays',
      params: z.object({ id: applicationId }),
      body: stepShape,
      answer: z.looseObject({}),
      async handle({ params: { id }, body, subject }) {
        const commitment = await takeStep(
          office.database,
          { application: id, step: body },
          doing(office, subject.name),
        );
        return { commitment };
      },
    }),
  ];
}

const clock = defineCommand({
  name: 'relief clock',
  summary: 'Show where every application waits, and the processing time of each step',
  schema: z.object({}),
  async run(_, world) {
    const answer = await clocks(await world.database(), today(world));
    world.output.answer(answer, () =>
      [
        table(
          ['application', 'state', 'last step', 'waits days', 'on hold days'],
          answer.applications.map((row) => [
            row.id,
            row.state,
            row.steps.at(-1)?.step ?? '',
            String(row.waitingDays ?? ''),
            String(row.holdDays),
          ]),
        ),
        table(
          ['step', 'times', 'median days', 'longest days'],
          answer.times.map((row) => [row.step, String(row.count), String(row.medianDays), String(row.longestDays)]),
        ),
      ].join('\n\n'),
    );
    return undefined;
  },
});

const step = defineCommand({
  name: 'relief step',
  summary: 'Note a step of an application; one that was noted stays',
  arguments: [
    { name: 'application', description: 'its id: no names' },
    { name: 'step', description: STEPS.join(', ') },
  ],
  options: [{ flags: '--on <date>', description: 'its day; today when not given' }],
  schema: z.object({ on: z.iso.date().optional() }),
  examples: ['watchkeeper relief step EXERCISE-APP-1 submitted --on 2026-01-10'],
  async run({ args: [id = '', word = ''], options }, world) {
    const taken = readStep(id, { step: word, on: options.on ?? today(world) });
    const commitment = await takeStep(
      await world.database(),
      { application: id, step: taken },
      doing(world, 'operator'),
    );
    world.output.answer({ id, ...taken, commitment }, () => `Noted ${word} of ${id} on ${taken.on}.`);
    return undefined;
  },
});

export const clockCommands: readonly Command[] = [clock, step];

function readStep(id: string, written: object) {
  const read = z.object({ id: applicationId, step: stepShape }).safeParse({ id, step: written });
  if (read.success) return read.data.step;
  throw new AppError({
    code: 'STEP_NOT_UNDERSTOOD',
    kind: 'usage',
    message: `Cannot note this step of "${id.slice(0, 80)}": ${read.error.issues[0]?.message ?? ''}`,
    hint: `The steps: ${STEPS.join(', ')}.`,
  });
}
