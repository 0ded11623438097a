import { z } from '@hono/zod-openapi';
import { commitRecords, recordState } from '../../ledger/edge/store.ts';
import { defineRoute, Reply, type Route, type Subject } from '../../server/route.ts';
import { askerOf, noCase } from './act.ts';
import type { CaseRouteParts } from './case-route-parts.ts';

/**
 * Facts that are sealed now and opened later, or never: "we knew on that day", and where a text that another state
 * publishes came from (`sealedOrigin`). Others see that an entry was made, as they do of every entry, and no more.
 */
export function sealRoutes({ database, now, proofOf }: CaseRouteParts): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/api/v1/seals',
      act: 'cases.act',
      tag: 'Cases',
      summary: 'Seal a statement: it is committed to in the ledger, and shown to nobody',
      body: z.strictObject({ text: z.string().trim().min(1).max(20_000) }),
      answer: z.object({ commitment: z.string() }),
      async handle({ body, subject }) {
        if (!subject.person) throw noCase();
        const { by } = askerOf(subject.person, now().toISOString());
        const record = { record: 'seal', by, author: subject.person.login, at: now().toISOString(), text: body.text };
        const [commitment = ''] = await commitRecords(database, [record]);
        return { commitment };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/seals/{commitment}/proof',
      act: 'cases.act',
      tag: 'Cases',
      summary: "Open a seal of one's own state: its statement with the proof of when it was made (C2SP tlog-proof)",
      params: z.object({ commitment: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits') }),
      query: z.strictObject({}),
      answer: z.string(),
      answerType: 'text/plain',
      async handle({ params: { commitment }, subject }) {
        const state = await recordState(database, commitment);
        if (!isSealOf(state?.opening?.record, subject)) throw noCase();
        return new Reply(200, await proofOf(commitment), {
          'content-type': 'text/plain',
          'content-disposition': `attachment; filename="seal-${commitment.slice(0, 12)}.tlog-proof"`,
        });
      },
    }),
  ];
}

/** A seal is its own state's to open: to others there is none. */
function isSealOf(record: string | undefined, { person }: Subject): boolean {
  if (record === undefined || !person) return false;
  const { record: kind, by } = JSON.parse(record) as { record?: unknown; by?: unknown };
  return kind === 'seal' && typeof by === 'string' && by === (person.state ?? person.organisation);
}
