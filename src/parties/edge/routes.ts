import { z } from 'zod';
import { defineRoute, type Route } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { explainedJoins, type PartyOf } from '../merged-party.ts';
import { areTogether, decide, knownParty, REASON_LENGTH } from './decide.ts';
import { decisionsOn } from './store.ts';

export interface PartyRoutesParts {
  database: Database;
  partyOf: PartyOf;
  /** Merges anew with the decisions as they are; resolves when answers are made of that. */
  mergeAnew(): Promise<void>;
}

const decisionShape = z.strictObject({
  one: z.string().min(1).max(300),
  other: z.string().min(1).max(300),
  verdict: z.enum(['same', 'different', 'withdrawn']),
  reason: z.string().trim().min(REASON_LENGTH.least).max(REASON_LENGTH.most),
});
const answer = z.looseObject({});

/** Why entries of several lists are one party, and people's decisions on it. */
export function partyRoutes(parts: PartyRoutesParts): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/parties/{id}/merge',
      act: 'parties.read',
      tag: 'Parties',
      summary: 'Explain why entries of several lists are one party',
      params: z.object({ id: z.string().max(300) }),
      query: z.strictObject({}),
      answer,
      handle: async ({ params }) => {
        const party = knownParty(parts.partyOf, params.id);
        const decisions = await decisionsOn(
          parts.database,
          party.members.map(({ id }) => id),
        );
        return { ...party, joins: explainedJoins(party), decisions };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/parties/merge-decisions',
      act: 'parties.merge',
      tag: 'Parties',
      summary: 'Decide whether two entries are one party',
      body: decisionShape,
      answer,
      handle: async ({ body, subject }) => {
        const decision = await decide(parts.database, parts.partyOf, { ...body, decidedBy: subject.name });
        await parts.mergeAnew();
        return { ...decision, together: areTogether(parts.partyOf, decision) };
      },
    }),
  ];
}
