import { z } from '@hono/zod-openapi';
import { defineRoute, type Route } from '../../server/route.ts';
import { compatible, PreparedSubject, scorePair } from '../score-pair.ts';
import { subjectShape, understoodSubject } from './request-shapes.ts';

const text = z.string();
const party = z.object({ schema: text, properties: z.record(text, z.array(text)) });
const explanation = z.object({
  detail: text.nullable(),
  score: z.number(),
  query: text.nullable(),
  candidate: text.nullable(),
});

/** `POST /api/v1/screening/compare`: two parties given by example, without the lists; nothing of them is kept. */
export const compareRoute: Route = defineRoute({
  method: 'post',
  path: '/api/v1/screening/compare',
  act: 'screening.ask',
  tag: 'Screening',
  summary: 'Score how far two parties are the same, with the reasons',
  body: z.strictObject({ query: subjectShape, candidate: subjectShape }),
  answer: z.object({
    score: z.number(),
    /** False where the kinds exclude each other, as a person and a ship do: then the score is 0. */
    comparable: z.boolean(),
    explanations: z.record(text, explanation),
    sentence: text,
    /** Both as they were understood. */
    query: party,
    candidate: party,
  }),
  handle({ body }) {
    const [query, candidate] = [understoodSubject(body.query), understoodSubject(body.candidate)];
    const comparable = compatible(query.schema, candidate.schema);
    const { score, explanations, sentence } = scorePair(new PreparedSubject(query), new PreparedSubject(candidate));
    return { score, comparable, explanations, sentence, query, candidate };
  },
});
