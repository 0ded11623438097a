import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import type { MatchAnswer, MatchOptions } from '../screener.ts';
import { isFeature, refuseUnknownAlgorithm } from './algorithms.ts';
import { datasetParam, matchBody, matchParameters, refuseOverBatch, understoodSubject } from './request-shapes.ts';
import { badQuery, knownDataset, type ScreenerSource, screenerInUse } from './screener-in-use.ts';
import { answersTo, type Question, type RememberedAnswer, type ScreeningMemory } from './screening-memory.ts';

const MOST_BYTES = 8_388_608;
const MOST_WEIGHT = 2;

export interface MatchRouteParts extends ScreenerSource {
  /** What people decided and what was asked; without it nothing is remembered. */
  memory?: ScreeningMemory;
}

export function matchRoute(parts: MatchRouteParts): Route {
  return defineRoute({
    method: 'post',
    path: '/match/{dataset}',
    act: 'screening.ask',
    tag: 'Screening',
    summary: 'Match parties given by example against the lists',
    dialect: 'yente',
    params: datasetParam,
    query: matchParameters,
    body: matchBody,
    answer: z.looseObject({ responses: z.record(z.string(), z.looseObject({})), limit: z.number() }),
    mostBytes: MOST_BYTES,
    async handle({ params, query, body, subject: asker, isPrivate }) {
      const screener = screenerInUse(parts);
      const dataset = knownDataset(screener, params.dataset);
      refuseBatch(body);
      refuseUnknownAlgorithm(query.algorithm);
      const options = matchOptions(dataset, query, body.weights);
      const questions = Object.values(body.queries).map(questionOf);
      const answers = await answersTo({ ...parts, screener }, questions, {
        options,
        includeDifferent: query.decided === 'include',
        asker: asker.name,
        kind: 'match',
        isPrivate,
      });
      const responses = Object.fromEntries(
        Object.keys(body.queries).flatMap((key, at) => {
          const [question, answer] = [questions[at], answers[at]];
          return question && answer ? [[key, responseTo(question, answer)]] : [];
        }),
      );
      const size = String(questions.length);
      return new Reply(200, { responses, limit: query.limit }, { 'x-batch-size': size });
    },
  });
}

function refuseBatch({ queries, config, weights }: z.output<typeof matchBody>): void {
  const count = Object.keys(queries).length;
  if (count === 0) throw badQuery('NO_QUERIES', 'No queries provided.', 'Put at least one query under "queries".');
  refuseOverBatch(count);
  // Tuning that is taken and not applied would answer another question than the one asked.
  const [key] = Object.keys(config);
  if (key !== undefined)
    throw badQuery('CONFIG_UNKNOWN', `Unknown config key: ${key}`, 'This engine is tuned by "weights" and thresholds.');
  for (const [feature, weight] of Object.entries(weights)) {
    if (!isFeature(feature))
      throw badQuery('WEIGHT_UNKNOWN', `Unknown weight: ${feature}`, 'GET /algorithms names the features.');
    if (!(weight >= 0 && weight <= MOST_WEIGHT))
      throw badQuery(
        'WEIGHT_INVALID',
        `Invalid weight for ${feature}: ${weight}`,
        `Give 0 to ${MOST_WEIGHT}; 1 is the standard.`,
      );
  }
}

function matchOptions(
  dataset: string,
  query: z.output<typeof matchParameters>,
  weights: Record<string, number>,
): MatchOptions {
  return {
    ...(Object.keys(weights).length > 0 ? { weights } : {}),
    threshold: query.threshold,
    cutoff: Math.min(query.cutoff, query.threshold),
    limit: query.limit,
    scope: {
      dataset,
      includeDatasets: query.include_dataset,
      excludeDatasets: query.exclude_dataset,
      excludeSchemata: query.exclude_schema,
      topics: query.topics,
      excludeIds: query.exclude_entity_ids,
      changedSince: query.changed_since ?? null,
    },
  };
}

type Example = z.output<typeof matchBody>['queries'][string];

function questionOf({ id, ...subject }: Example): Question {
  return { customer: id ?? null, subject: understoodSubject(subject) };
}

function responseTo({ customer, subject }: Question, answer: MatchAnswer | RememberedAnswer): object {
  const shown = answer.results.map(({ sentence, watchkeeper, ...result }) => {
    const { decision, ...rest } = { decision: null, ...result };
    return { ...rest, watchkeeper: { ...watchkeeper, sentence, decision } };
  });
  return {
    status: 200,
    results: shown,
    total: { value: answer.total, relation: 'eq' },
    query: { id: customer, ...subject, ...('fingerprint' in answer ? { fingerprint: answer.fingerprint } : {}) },
  };
}
