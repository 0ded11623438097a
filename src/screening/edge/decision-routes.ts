import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { calendarDay, defineRoute, type Route, wholeNumber, yesNo } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { identifyingFactsHash } from '../memory/identifying-facts.ts';
import { type MatchDecision, standingOf } from '../memory/match-decision.ts';
import { queryFingerprint } from '../memory/query-fingerprint.ts';
import type { Party } from '../party.ts';
import type { Screener } from '../screener.ts';
import { subjectShape, understoodSubject } from './request-shapes.ts';
import { type ScreenerSource, screenerInUse } from './screener-in-use.ts';
import { keepMatchDecision, pageOfDecisions, undoDecision } from './store-decisions.ts';

export interface DecisionRoutesParts extends ScreenerSource {
  database: Database;
  now(): Date;
}

const id = z.string().trim().min(1).max(300);
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits, as an answer gives them');
const reason = z.string().trim().min(3).max(2000);
const answer = z.looseObject({});

const decisionShape = z
  .strictObject({
    customer: id.optional(),
    fingerprint: fingerprint.optional(),
    query: subjectShape.optional(),
    party: id,
    verdict: z.enum(['same', 'different', 'unsure']),
    reason,
    author: z.string().trim().min(1).max(200).optional(),
    expiresOn: calendarDay.nullable().default(null),
  })
  .refine(
    (given) => [given.customer, given.fingerprint, given.query].filter((one) => one !== undefined).length === 1,
    'name either "customer", "fingerprint" or "query"',
  );

/** Decisions on matches: kept, listed, undone. */
export function decisionRoutes(parts: DecisionRoutesParts): Route[] {
  return [decide(parts), list(parts), undo(parts)];
}

function decide(parts: DecisionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/screening/decisions',
    act: 'screening.decide',
    tag: 'Screening',
    summary: 'Decide whether a listed party is the one that was asked for',
    body: decisionShape,
    answer,
    async handle({ body, subject: asker, isPrivate }) {
      const party = knownParty(screenerInUse(parts), body.party);
      if (body.expiresOn !== null && body.expiresOn < today(parts)) throw expiredAlready(body.expiresOn);
      const question = body.query ? understoodSubject(body.query) : null;
      const decision = await keepMatchDecision(parts.database, {
        customer: body.customer ?? null,
        fingerprint: question ? queryFingerprint(question) : (body.fingerprint ?? null),
        question: isPrivate ? null : question,
        party: party.id,
        factsHash: identifyingFactsHash(party.subject),
        verdict: body.verdict,
        reason: body.reason,
        author: body.author === undefined ? asker.name : `${body.author}, through ${asker.name}`,
        expiresOn: body.expiresOn,
      });
      return shown(decision, party, today(parts));
    },
  });
}

function list(parts: DecisionRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/screening/decisions',
    act: 'screening.decide',
    tag: 'Screening',
    summary: 'Show the decisions on matches, newest first, with whether each holds',
    query: z.strictObject({
      customer: id.optional(),
      fingerprint: fingerprint.optional(),
      party: id.optional(),
      undone: yesNo(false),
      limit: wholeNumber(1, 1000, 100),
      offset: wholeNumber(0, 1_000_000, 0),
    }),
    answer: z.object({ total: z.int(), decisions: z.array(answer) }),
    async handle({ query }) {
      const screener = screenerInUse(parts);
      const { total, decisions } = await pageOfDecisions(parts.database, query);
      return {
        total,
        decisions: decisions.map(({ superseded, ...decision }) => {
          const listed = shown(decision, screener.find(decision.party), today(parts));
          return superseded && listed.standing === 'holds' ? { ...listed, standing: 'superseded' } : listed;
        }),
      };
    },
  });
}

function undo({ database }: DecisionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/screening/decisions/{id}/undo',
    act: 'screening.decide',
    tag: 'Screening',
    summary: 'Undo a decision on a match; it stays on the record',
    params: z.object({
      id: z.coerce
        .number()
        .int()
        .min(1)
        .max(2 ** 31 - 1),
    }),
    body: z.strictObject({ reason }),
    answer,
    handle: async ({ params, body, subject }) => {
      const undone = await undoDecision(database, params.id, { by: subject.name, ...body });
      return shown(undone, undefined, '');
    },
  });
}

function shown(decision: MatchDecision, party: Party | undefined, day: string) {
  const { factsHash: _, ...facts } = decision;
  return { ...facts, standing: standingOf(decision, party, day) };
}

function today({ now }: DecisionRoutesParts): string {
  return now().toISOString().slice(0, 10);
}

function knownParty(screener: Screener, party: string): Party {
  const found = screener.find(party);
  if (found) return found;
  throw new AppError({
    code: 'PARTY_UNKNOWN',
    kind: 'not-found',
    message: `Cannot decide on "${party}": no list in use has that party`,
    hint: 'Take the id of a result of /match.',
  });
}

function expiredAlready(day: string): AppError {
  return new AppError({
    code: 'DECISION_EXPIRED',
    kind: 'invalid',
    message: `Cannot keep the decision: it would have expired on ${day}`,
    hint: 'Give the last day on which it shall hold, or leave "expiresOn" out.',
  });
}
