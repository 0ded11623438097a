import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, type Route, wholeNumber } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { findingShape } from '../finding.ts';
import { findFindings, findingById } from './store.ts';

export function findingRoutes(database: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/findings',
      act: 'findings.read',
      tag: 'Findings',
      summary: 'Show findings, latest first',
      query: z.strictObject({
        watch: z.string().max(80).optional(),
        status: z.enum(['open', 'in-case', 'closed', 'withdrawn']).optional(),
        limit: wholeNumber(1, 1000, 50),
        offset: wholeNumber(0, 1_000_000, 0),
      }),
      answer: z.object({ total: z.int(), findings: z.array(findingShape) }),
      handle: async ({ query: { watch, status, limit, offset } }) =>
        findFindings(database, { limit, offset, ...(watch ? { watch } : {}), ...(status ? { status } : {}) }),
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
        throw new AppError({
          code: 'FINDING_UNKNOWN',
          kind: 'not-found',
          message: `Cannot find the finding "${id}"`,
          hint: 'GET /api/v1/findings shows them all.',
        });
      },
    }),
  ];
}
