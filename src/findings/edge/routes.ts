import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, Reply, type Route, wholeNumber } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { findingShape } from '../finding.ts';
import type { LiveChanges } from './live-changes.ts';
import { findFindings, findingById, revisionsOf } from './store.ts';

export interface FindingRoutesParts {
  database: Database;
  changes: LiveChanges;
}

export function findingRoutes({ database, changes }: FindingRoutesParts): Route[] {
  return [
    follow(changes),
    defineRoute({
      method: 'get',
      path: '/api/v1/findings',
      act: 'findings.read',
      tag: 'Findings',
      summary: 'Show findings, latest first',
      query: z.strictObject({
        watch: z.string().max(80).optional(),
        status: z.enum(['open', 'in-case', 'closed', 'withdrawn']).optional(),
        subject: z.string().max(80).optional(),
        from: z.iso.datetime({ offset: true }).optional(),
        to: z.iso.datetime({ offset: true }).optional(),
        limit: wholeNumber(1, 1000, 50),
        offset: wholeNumber(0, 1_000_000, 0),
      }),
      answer: z.object({ total: z.int(), findings: z.array(findingShape) }),
      handle: ({ query }) => findFindings(database, query),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/findings/{id}',
      act: 'findings.read',
      tag: 'Findings',
      summary: 'Show one finding',
      params: z.object({ id: z.string().max(80) }),
      query: z.strictObject({}),
      answer: findingShape,
      handle: async ({ params: { id } }) => {
        const finding = await findingById(database, id);
        if (finding) return finding;
        throw unknown(id);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/findings/{id}/revisions',
      act: 'findings.read',
      tag: 'Findings',
      summary: 'Show every state that a finding was in',
      params: z.object({ id: z.string().max(80) }),
      query: z.strictObject({}),
      answer: z.array(
        z.object({
          revision: z.int(),
          at: z.string(),
          change: z.enum(['raised', 'amended', 'withdrawn', 'raised-again']),
          reason: z.string().nullable(),
          body: findingShape,
        }),
      ),
      handle: async ({ params: { id } }) => {
        const revisions = await revisionsOf(database, id);
        if (revisions.length === 0) throw unknown(id);
        return revisions;
      },
    }),
  ];
}

/** Before `/{id}`, which would take its name for an id. */
function follow(changes: LiveChanges): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/findings/changes',
    act: 'findings.read',
    tag: 'Findings',
    summary: 'Follow what is raised, amended and withdrawn, as server-sent events',
    query: z.strictObject({
      after: z
        .string()
        .regex(/^\d{1,20}-\d{1,20}$/)
        .optional(),
    }),
    answer: z.string(),
    answerType: 'text/event-stream',
    handle({ query: { after }, header }) {
      const last = header('last-event-id');
      const cursor = after ?? (last !== undefined && /^\d{1,20}-\d{1,20}$/.test(last) ? last : null);
      return new Reply(200, changes.follow(cursor), { 'content-type': 'text/event-stream' });
    },
  });
}

function unknown(id: string): AppError {
  return new AppError({
    code: 'FINDING_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find the finding "${id}"`,
    hint: 'GET /api/v1/findings shows them all.',
  });
}
