import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route, wholeNumber } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { auditCsv, auditJsonLines } from '../memory/audit-entry.ts';
import { momentShape, rangeEnd, rangeStart } from './audit-range.ts';
import { pageOfAudit } from './store-audit.ts';

/** The audit trail of screening, a page at a time: JSON lines or CSV. */
export function auditRoute({ database }: { database: Database }): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/screening/audit',
    act: 'screening.audit',
    tag: 'Screening',
    summary: 'Export what was asked, of which lists, what was answered, and for whom',
    query: z.strictObject({
      from: momentShape.optional(),
      to: momentShape.optional(),
      after: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
      limit: wholeNumber(1, 10_000, 1000),
      format: z.enum(['jsonl', 'csv']).default('jsonl'),
    }),
    answer: z.string(),
    answerType: 'application/x-ndjson',
    async handle({ query: { from, to, after, limit, format } }) {
      const entries = await pageOfAudit(database, { from: rangeStart(from), before: rangeEnd(to), after, limit });
      const last = entries.length === limit ? entries.at(-1)?.id : undefined;
      const text = format === 'csv' ? auditCsv(entries, { header: true }) : auditJsonLines(entries);
      return new Reply(200, text, {
        'content-type': format === 'csv' ? 'text/csv' : 'application/x-ndjson',
        'content-disposition': `attachment; filename="screening-audit.${format}"`,
        ...(last === undefined ? {} : { 'x-next-after': String(last) }),
      });
    },
  });
}
