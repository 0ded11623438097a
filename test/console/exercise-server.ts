import { readFileSync } from 'node:fs';
import { z } from '@hono/zod-openapi';
import type { Hono } from 'hono';
import { statusRoutes } from '../../src/app/status-routes.ts';
import type { ListSummary } from '../../src/lists/edge/list-summaries.ts';
import { regimeRoutes } from '../../src/regime/edge/routes.ts';
import { findMeasures } from '../../src/regime/find-measures.ts';
import { loadRegime } from '../../src/regime/load-regime.ts';
import { composeServer } from '../../src/server/compose.ts';
import { defineRoute, Reply, type Route } from '../../src/server/route.ts';
import { staticPages } from '../../src/server/static-pages.ts';

const lists = exercise<ListSummary[]>('lists');
const { versions, ...changes } = exercise<Record<string, object[]>>('difference');
const party = partyWithMeasures();
const anything = z.looseObject({});

/**
 * The real server with its guards, its law and its status, and EXERCISE answers in place of what needs a database: for
 * looking at the console, never for judging the server.
 */
export function exerciseServer(builtConsole: string): Pick<Hono, 'fetch'> {
  const status = statusRoutes({
    version: '0.0.0-exercise',
    offline: true,
    now: () => new Date('2026-11-24T09:00:00Z'),
    summaries: async () => lists,
    examples: () => [
      { query: 'EXERCISE Blue Heron Shipping', why: 'a shipping company' },
      { query: 'IMO 1234567', why: 'a ship by its IMO number' },
      { query: '청왜가리해운', why: 'a name in Hangul' },
    ],
  });
  const server = composeServer({
    routes: [...status.map(asExercise), ...regimeRoutes, ...listAnswers(), ...screeningAnswers(), findings()],
    version: '0.0.0-exercise',
    subjectOf: () => ({ kind: 'public', name: 'public' }),
    log: () => undefined,
    page: staticPages(builtConsole),
  });
  return { fetch: (request) => server.fetch(request) };
}

function asExercise(route: Route): Route {
  if (route.path !== '/api/v1/status') return route;
  return { ...route, handle: async (input) => ({ ...((await route.handle(input)) as object), exercise: true }) };
}

function exercise<Shape>(name: string): Shape {
  return JSON.parse(readFileSync(new URL(`exercise/${name}.json`, import.meta.url), 'utf8')) as Shape;
}

function partyWithMeasures() {
  const bare = exercise<{ id: string; caption: string; watchkeeper: object }>('party');
  const freezes = findMeasures({ family: 'asset-freeze' }, loadRegime());
  const measures = ['un-dprk', 'us-dprk', 'eu-dprk'].flatMap((regime) =>
    freezes
      .filter((measure) => measure.regime === regime)
      .slice(0, 3)
      .map(({ id, label, family, check, inForceFrom }) => ({
        id,
        regime,
        label,
        family,
        printParagraph: check.printParagraph,
        since: regime === 'us-dprk' ? null : inForceFrom,
      })),
  );
  return { ...bare, watchkeeper: { ...bare.watchkeeper, measures } };
}

interface Asked {
  query: Record<string, string>;
  params: Record<string, string>;
}

function read(path: string, handle: (input: Asked) => object): Route {
  return defineRoute({
    method: 'get',
    path,
    act: 'lists.read',
    tag: 'Exercise',
    summary: 'Answer for an exercise',
    params: anything,
    query: anything,
    answer: anything,
    handle: (input) => handle(input as unknown as Asked) as Record<string, unknown>,
  });
}

function listAnswers(): Route[] {
  const rejections = Array.from({ length: 64 }, (_, at) => ({
    severity: at % 5 === 0 ? 'record' : 'value',
    place: { file: 'consolidated.xml', line: 1200 + at * 7 },
    reference: at % 3 === 0 ? `E.${String(at).padStart(3, '0')}` : null,
    reason: `designation date "31/02/20${10 + (at % 10)}" is not a date`,
  }));
  return [
    read('/api/v1/lists', () => ({ lists })),
    read('/api/v1/parties/{id}/merge', () => exercise('merge')),
    read('/api/v1/lists/as-of', ({ query }) => ({ party: query.party, answers: asOfAnswers() })),
    read('/api/v1/lists/who', whoAnswer),
    read('/api/v1/lists/{list}/versions', ({ params }) => ({ versions: params.list === 'un-sc' ? versions : [] })),
    read('/api/v1/lists/{list}/diff', () => ({ from: versions?.[1], to: versions?.[0], ...changes })),
    read('/api/v1/lists/{list}/rejections', ({ params, query: { limit, offset } }) => {
      const rows = params.list === 'un-sc' ? rejections : [];
      return { total: rows.length, rejections: rows.slice(Number(offset), Number(offset) + Number(limit)) };
    }),
  ];
}

function asOfAnswers(): object[] {
  const version = { id: 7, publishedAt: '2025-11-18', loadedAt: '2026-10-01T04:00:00Z' };
  return [
    { list: 'un-sc', listed: true, why: 'the version of 2025-11-18 holds the party', version, since: '2012-05-02' },
    {
      list: 'us-ofac-sdn',
      listed: null,
      why: 'no version of this list had been loaded by 2026-01-01',
      version: null,
      since: null,
    },
    { list: 'eu-fsf', listed: false, why: 'the version of 2026-05-01 does not hold the party', version, since: null },
  ];
}

function whoAnswer({ query }: Asked): object {
  const loaded = lists.filter(({ versions: count }) => count > 0);
  const kinds = ['Organization', 'Person', 'Vessel'];
  const parties = Array.from({ length: 240 }, (_, at) => ({
    id: at === 0 ? party.id : `exercise-${at}`,
    caption: at === 0 ? party.caption : `EXERCISE party ${String(at).padStart(3, '0')}`,
    schema: kinds[at % 3] ?? 'Thing',
    listings: Object.fromEntries(
      loaded
        .filter((_, column) => (at * 7 + column * 5) % 4 !== 1)
        .map(({ list }) => [
          list,
          { since: at % 6 === 0 ? null : `20${10 + (at % 14)}-03-0${1 + (at % 9)}`, entry: `${list}-${at}` },
        ]),
    ),
  })).filter(({ caption }) =>
    String(caption)
      .toLowerCase()
      .includes((query.q ?? '').toLowerCase()),
  );
  if (query.format === 'csv') return new Reply(200, 'id,caption\r\n', { 'content-type': 'text/csv' });
  const offset = Number(query.offset ?? 0);
  return {
    total: parties.length,
    authorities: loaded.map(({ list, title }) => ({ list, title })),
    parties: parties.slice(offset, offset + Number(query.limit ?? 100)),
  };
}

function screeningAnswers(): Route[] {
  const explanations = {
    name_literal_match: {
      score: 1,
      detail: 'same words in the same order',
      query: 'blue heron shipping',
      candidate: 'blue heron shipping',
    },
    country_mismatch: { score: 0.2, detail: 'the query names no country', query: null, candidate: null },
  };
  const near = {
    ...party,
    id: 'exercise-2',
    caption: 'EXERCISE Blue Hern Shpping Agency',
    score: 0.74,
    match: true,
    explanations,
    watchkeeper: { listings: [], measures: [], merged: [], snapshot: false },
  };
  return [
    defineRoute({
      method: 'post',
      path: '/match/{dataset}',
      act: 'screening.ask',
      tag: 'Exercise',
      summary: 'Match an exercise',
      dialect: 'yente',
      params: z.object({ dataset: z.string() }),
      query: anything,
      body: z.looseObject({ queries: anything }),
      answer: anything,
      handle: ({ body }) => {
        const asked = JSON.stringify(body.queries);
        const results = /nobody/i.test(asked) ? [] : [{ ...party, score: 0.987, match: true, explanations }, near];
        return {
          responses: { Thing: { status: 200, results, total: { value: results.length, relation: 'eq' } } },
          limit: 20,
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/entities/{id}',
      act: 'parties.read',
      tag: 'Exercise',
      summary: 'Show a party of an exercise',
      dialect: 'yente',
      params: z.object({ id: z.string() }),
      query: anything,
      answer: anything,
      handle: ({ params }) => (params.id === party.id ? party : new Reply(404, { detail: 'No such entity!' })),
    }),
  ];
}

function findings(): Route {
  return read('/api/v1/findings', () => ({ total: 0, findings: [] }));
}
