import { z } from '@hono/zod-openapi';
import { calendarDay, defineRoute, type Route, repeated, wholeNumber } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { RULE_IDS } from '../ownership/rules.ts';
import type { OwnershipDesk } from './ownership-desk.ts';
import { ownershipFiles } from './store-ownership.ts';

export interface OwnershipRoutesParts {
  desk: OwnershipDesk;
  database: Database;
  today(): string;
}

const range = z.object({ min: z.number(), max: z.number() });
const period = { from: z.string().nullable(), to: z.string().nullable() };
const source = z.object({ record: z.string(), saidOn: z.string().nullable() });

const reportAnswer = z.object({
  party: z.string(),
  name: z.string(),
  day: z.string(),
  recorded: z.number(),
  contradicts: z.boolean(),
  names: z.record(z.string(), z.string()),
  edges: z.array(
    z.object({
      ...{ owner: z.string(), owned: z.string(), min: z.number(), max: z.number() },
      ...{ kind: z.string(), path: z.string(), record: z.string() },
    }),
  ),
  silences: z.array(z.object({ about: z.string(), what: z.string(), reason: z.string(), source })),
  rules: z.array(
    z.object({
      rule: z.string(),
      title: z.string(),
      version: z
        .object({ from: z.string(), text: z.string(), control: z.string(), source: z.string(), confidence: z.string() })
        .nullable(),
      verdict: z.enum(['listed', 'blocked', 'not-blocked', 'undetermined', 'no-rule']),
      held: range.nullable(),
      votes: range.nullable(),
      economic: z.object({ least: z.number(), most: z.number() }).nullable(),
      steps: z.array(
        z.object({
          party: z.string(),
          held: range,
          holders: z.array(z.object({ party: z.string(), share: range, kind: z.string() })),
        }),
      ),
      flips: z.array(
        z.object({
          ...{ owner: z.string(), owned: z.string(), kind: z.string(), share: range, record: z.string() },
          ...{ blockedFrom: z.number().nullable(), freeUpTo: z.number().nullable() },
        }),
      ),
      control: z.array(
        z.object({
          ...{ controller: z.string(), controlled: z.string(), means: z.string(), details: z.string().nullable() },
          ...period,
          source,
        }),
      ),
      certain: z.array(z.string()),
      possible: z.array(z.string()),
    }),
  ),
});
export type OwnershipAnswerBody = z.output<typeof reportAnswer>;

/** Who owns whom, judged by each rule on any day. Shares are millionths of a per cent. */
export function ownershipRoutes(parts: OwnershipRoutesParts): Route[] {
  return [search(parts), files(parts), report(parts)];
}

function search({ desk }: OwnershipRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/ownership',
    act: 'parties.read',
    tag: 'Ownership',
    summary: 'Find parties in the loaded files of owners',
    query: z.strictObject({ q: z.string().max(200).default(''), limit: wholeNumber(1, 1000, 50) }),
    answer: z.object({ parties: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })) }),
    handle: async ({ query: { q, limit } }) => ({ parties: await desk.search(q, limit) }),
  });
}

function files({ database }: OwnershipRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/ownership/files',
    act: 'parties.read',
    tag: 'Ownership',
    summary: 'Show the files of owners that were taken in, with what was left out',
    query: z.strictObject({}),
    answer: z.object({ files: z.array(z.looseObject({ name: z.string(), format: z.string() })) }),
    handle: async () => ({ files: (await ownershipFiles(database)).map((file) => ({ ...file })) }),
  });
}

function report({ desk, today }: OwnershipRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/ownership/{id}',
    act: 'parties.read',
    tag: 'Ownership',
    summary: 'Judge whether a firm is blocked by its owners, each rule side by side, on a day',
    params: z.object({ id: z.string().max(300) }),
    query: z.strictObject({
      rule: repeated(z.enum(RULE_IDS), 3),
      asOf: calendarDay.optional(),
      knownOn: calendarDay.optional(),
    }),
    answer: reportAnswer,
    handle: async ({ params: { id }, query: { rule, asOf, knownOn } }) =>
      await desk.report({ party: id, day: asOf ?? today(), rules: rule, knownOn }),
  });
}
