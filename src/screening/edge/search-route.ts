import { z } from '@hono/zod-openapi';
import { findSchema } from '../../parties/schema.ts';
import { defineRoute, type Route } from '../../server/route.ts';
import type { MatchRouteParts } from './match-route.ts';
import { datasetParam, searchParameters } from './request-shapes.ts';
import { badQuery, knownDataset, screenerInUse } from './screener-in-use.ts';

/** What is counted in every answer unless other facets are asked for. */
export const STANDARD_FACETS = ['countries', 'topics', 'datasets'];

export function searchRoute(parts: MatchRouteParts): Route {
  return defineRoute({
    method: 'get',
    path: '/search/{dataset}',
    act: 'screening.ask',
    tag: 'Screening',
    summary: 'Search parties by words, identifiers and filters',
    dialect: 'yente',
    params: datasetParam,
    query: searchParameters,
    answer: z.looseObject({ results: z.array(z.looseObject({})) }),
    async handle({ params, query, subject: asker, isPrivate }) {
      const screener = screenerInUse(parts);
      const dataset = knownDataset(screener, params.dataset);
      if (!findSchema(query.schema))
        throw badQuery('SCHEMA_INVALID', `Invalid schema: ${query.schema}`, 'Use Thing for any.');
      const malformed = query.filter.find((filter) => !/^[\w.]+:./.test(filter));
      if (malformed) throw badQuery('FILTER_INVALID', `Invalid filter: ${malformed}`, 'Write field:value.');
      const scope = {
        dataset,
        includeDatasets: query.include_dataset,
        excludeDatasets: query.exclude_dataset,
        excludeSchemata: query.exclude_schema,
        changedSince: query.changed_since ?? null,
      };
      const { total, results, facets } = screener.search(query.q, {
        scope,
        schema: query.schema,
        countries: query.countries,
        topics: query.topics,
        datasets: query.datasets,
        fields: query.target === undefined ? query.filter : [...query.filter, `target:${query.target}`],
        every: query.filter_op === 'AND',
        fuzzy: query.fuzzy,
        simple: query.simple,
        sort: query.sort,
        facets: query.facets.length > 0 ? query.facets : STANDARD_FACETS,
        limit: query.limit,
        offset: query.offset,
      });
      await parts.memory?.keep(
        screener,
        { asker: asker.name, kind: 'search', isPrivate, customer: null, dataset, question: query },
        { fingerprint: null, results: results.map(({ id }) => ({ id, score: null, match: null, decision: null })) },
      );
      return {
        limit: query.limit,
        offset: query.offset,
        total: { value: total, relation: 'eq' },
        results: results.map((result) => ({ ...result })),
        facets,
      };
    },
  });
}
