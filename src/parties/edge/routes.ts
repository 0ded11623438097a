import { z } from 'zod';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, type Route } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { joinSentence } from '../join-sentence.ts';
import type { Join } from '../merge-entry.ts';
import { decisionsOn, keepDecision } from './store.ts';

/** A party as merging made it. */
export interface MergedParty {
  id: string;
  caption: string;
  members: readonly { id: string; list: string; caption: string }[];
  joins: readonly Join[];
}

export interface PartyRoutesParts {
  database: Database;
  /** The party of which the entry is a member; null when there is none. */
  partyOf(id: string): MergedParty | null;
}

const decisionShape = z.strictObject({
  one: z.string().min(1).max(300),
  other: z.string().min(1).max(300),
  verdict: z.enum(['same', 'different', 'withdrawn']),
  reason: z.string().trim().min(3).max(2000),
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
        const party = knownParty(parts, params.id);
        const decisions = await decisionsOn(
          parts.database,
          party.members.map(({ id }) => id),
        );
        const joins = party.joins.map((join) => ({ ...join, explanation: joinSentence(join) }));
        return { ...party, joins, decisions };
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
        for (const id of [body.one, body.other]) knownParty(parts, id);
        if (body.one === body.other) throw samePair(body.one);
        return { ...(await keepDecision(parts.database, { ...body, decidedBy: subject.name })) };
      },
    }),
  ];
}

function knownParty(parts: PartyRoutesParts, id: string): MergedParty {
  const party = parts.partyOf(id);
  if (party) return party;
  throw new AppError({
    code: 'PARTY_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find the party "${id}"`,
    hint: 'Look it up by name first; its id and those of its entries are in the answer.',
  });
}

function samePair(id: string): AppError {
  return new AppError({
    code: 'DECISION_ON_ONE',
    kind: 'invalid',
    message: `Cannot decide on "${id}" and itself: a decision is on two entries`,
    hint: 'Name two different entries under "one" and "other".',
  });
}
