import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route, type Subject, wholeNumber } from '../../server/route.ts';
import { labelShape } from '../../team/label.ts';
import { labelSentence } from '../../team/label-sentence.ts';
import { labelSubjectOf, type SignedIn } from '../../team/person.ts';
import { stateName } from '../../team/states.ts';
import { type CaseEvent, KINDS } from '../case-event.ts';
import { needsOf } from '../needs.ts';
import { releaseLadder } from '../release-ladder.ts';
import { act, noCase, openCase } from './act.ts';
import type { CaseRouteParts } from './case-route-parts.ts';
import { letterRoute } from './letter-route.ts';
import { sealRoutes } from './seal-routes.ts';
import { BULK_KINDS, readBulk, readCase, readCases, readEvent, readPublished } from './store.ts';

const id = z.uuid();
const label = z
  .strictObject({
    relTo: labelShape.in.shape.relTo,
    caveats: labelShape.in.shape.caveats.default([]),
    expiresAt: labelShape.in.shape.expiresAt.default(null),
  })
  .optional();
const page = { limit: wholeNumber(1, 500, 50), offset: wholeNumber(0, 1_000_000, 0) };

/** Cases, by what the asker's label lets them see; what is not seen is not there. */
export function caseRoutes(parts: CaseRouteParts): Route[] {
  const routes = [list, open, show, add, bulk, proof, published];
  return [...routes.map((route) => route(parts)), letterRoute(parts), ...sealRoutes(parts)];
}

function list({ database, now }: CaseRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/cases',
    act: 'cases.read',
    tag: 'Cases',
    summary: 'Show the cases that the asker may see, with what needs them today',
    query: z.strictObject({ finding: z.string().max(80).optional(), ...page }),
    answer: z.any(),
    async handle({ query, subject }) {
      const at = now().toISOString();
      const asker = labelSubjectOf(subject);
      const { total, cases } = await readCases(database, asker, { ...query, now: at });
      const by = subject.person?.state ?? subject.person?.organisation ?? null;
      return { total, cases: cases.map((view) => ({ ...summary(view), needs: by ? needsOf(view, by, at) : [] })) };
    },
  });
}

function summary(view: Awaited<ReturnType<typeof readCases>>['cases'][number]) {
  const {
    id: caseId,
    title,
    by,
    openedAt,
    changedAt,
    stage,
    exercise,
    label: own,
    findings,
    paragraphs,
    requests,
  } = view;
  return {
    id: caseId,
    title,
    by,
    openedAt,
    changedAt,
    stage,
    exercise,
    label: own,
    findings: findings.length,
    paragraphs: paragraphs.length,
    requests: requests.length,
    dissents: paragraphs.reduce((sum, { dissents }) => sum + dissents.filter(({ ended }) => ended === null).length, 0),
  };
}

function open({ database, now }: CaseRouteParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/cases',
    act: 'cases.act',
    tag: 'Cases',
    summary: 'Open a case, with findings that join it',
    body: z.strictObject({
      title: z.string().trim().min(1).max(500),
      exercise: z.boolean().default(false),
      findings: z.array(z.string().max(80)).max(100).default([]),
      label,
    }),
    answer: z.object({ id }),
    handle: async ({ body, subject }) => ({
      id: await openCase(database, personOf(subject), { ...body, now: now().toISOString() }),
    }),
  });
}

function show({ database, now }: CaseRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/cases/{id}',
    act: 'cases.read',
    tag: 'Cases',
    summary: 'Show a case as far as the asker may see it, with what stands between each paragraph and the public',
    params: z.object({ id }),
    query: z.strictObject({}),
    answer: z.any(),
    async handle({ params, subject }) {
      const at = now().toISOString();
      const view = await readCase(database, labelSubjectOf(subject), { caseId: params.id, now: at });
      if (!view) throw noCase();
      return {
        ...view,
        seenBy: labelSentence(view.label, stateName),
        paragraphs: view.paragraphs.map((paragraph) => ({
          ...paragraph,
          seenBy: labelSentence(paragraph.label, stateName),
          ladder: releaseLadder(paragraph, view, at),
        })),
      };
    },
  });
}

function add({ database, now }: CaseRouteParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/cases/{id}/events',
    act: 'cases.act',
    tag: 'Cases',
    summary: 'Do something in a case: it is added, and never removed',
    params: z.object({ id }),
    body: z.strictObject({
      kind: z.enum(KINDS as ['opened', ...typeof KINDS]).exclude(['opened']),
      about: id.optional(),
      body: z.record(z.string(), z.unknown()),
      label,
    }),
    answer: z.any(),
    handle: ({ params, body, subject }): Promise<CaseEvent> =>
      act(database, personOf(subject), { caseId: params.id, draft: body, now: now().toISOString() }),
  });
}

function bulk({ database }: CaseRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/cases/{id}/{bulk}',
    act: 'cases.read',
    tag: 'Cases',
    summary: 'Show the parties or the evidence of a case, page by page',
    params: z.object({ id, bulk: z.enum(['parties', 'evidence']) }),
    query: z.strictObject(page),
    answer: z.any(),
    handle: ({ params, query, subject }) =>
      readBulk(database, labelSubjectOf(subject), {
        caseId: params.id,
        kind: BULK_KINDS[params.bulk === 'parties' ? 0 : 1],
        ...query,
      }),
  });
}

function proof({ database, proofOf }: CaseRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/cases/events/{id}/proof',
    act: 'cases.read',
    tag: 'Cases',
    summary: 'Prove that an event was recorded, with its record, to be checked anywhere (C2SP tlog-proof)',
    params: z.object({ id }),
    query: z.strictObject({}),
    answer: z.string(),
    answerType: 'text/plain',
    async handle({ params, subject }) {
      const event = await readEvent(database, labelSubjectOf(subject), params.id);
      if (!event) throw noCase();
      return new Reply(200, await proofOf(event.commitment), {
        'content-type': 'text/plain',
        'content-disposition': `attachment; filename="event-${event.id}.tlog-proof"`,
      });
    },
  });
}

function published({ database }: CaseRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/published',
    act: 'cases.read',
    tag: 'Cases',
    summary: 'Show what was published, with dissents and replies beside it, latest first',
    query: z.strictObject(page),
    answer: z.any(),
    handle: ({ query, subject }) => readPublished(database, labelSubjectOf(subject), query),
  });
}

function personOf({ person }: Subject): SignedIn {
  if (!person) throw noCase();
  return person;
}
