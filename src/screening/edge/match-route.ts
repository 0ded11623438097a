import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import type { MatchOptions, Screener } from '../screener.ts';
import { refuseUnknownAlgorithm } from './algorithms.ts';
import { datasetParam, matchBody, matchParameters, refuseOverBatch, understoodProperties } from './request-shapes.ts';
import { askableSchema, badQuery, knownDataset, type ScreenerSource, screenerInUse } from './screener-in-use.ts';

const MOST_BYTES = 8_388_608;

export function matchRoute(source: ScreenerSource): Route {
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
    handle({ params, query, body }) {
      const screener = screenerInUse(source);
      const dataset = knownDataset(screener, params.dataset);
      refuseBatch(body);
      refuseUnknownAlgorithm(query.algorithm);
      const options = matchOptions(dataset, query);
      const responses = Object.fromEntries(
        Object.entries(body.queries).map(([key, example]) => [key, responseTo(screener, example, options)]),
      );
      const size = String(Object.keys(responses).length);
      return new Reply(200, { responses, limit: query.limit }, { 'x-batch-size': size });
    },
  });
}

function refuseBatch({ queries, config, weights }: z.output<typeof matchBody>): void {
  const count = Object.keys(queries).length;
  if (count === 0) throw badQuery('NO_QUERIES', 'No queries provided.', 'Put at least one query under "queries".');
  refuseOverBatch(count);
  const [tuned] = [...Object.keys(config), ...Object.keys(weights)];
  // Tuning that is taken and not applied would answer another question than the one asked.
  if (tuned !== undefined)
    throw badQuery(
      'CONFIG_UNKNOWN',
      `Unknown config key: ${tuned}`,
      'This engine has no tunable weights; leave "config" and "weights" out.',
    );
}

function matchOptions(dataset: string, query: z.output<typeof matchParameters>): MatchOptions {
  return {
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

function responseTo(screener: Screener, example: Example, options: MatchOptions): object {
  const schema = askableSchema(example.schema);
  const properties = understoodProperties(schema, example.properties);
  const { results, total } = screener.match({ schema, properties }, options);
  const shown = results.map(({ sentence, watchkeeper, ...result }) => ({
    ...result,
    watchkeeper: { ...watchkeeper, sentence },
  }));
  return {
    status: 200,
    results: shown,
    total: { value: total, relation: 'eq' },
    query: { id: example.id ?? null, schema, properties },
  };
}
