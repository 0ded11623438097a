import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route, yesNo } from '../../server/route.ts';
import { ADJACENT_PROPERTIES, type AdjacentEdge, sortedEdges } from '../adjacency.ts';
import type { Party } from '../party.ts';
import type { Screener } from '../screener.ts';
import { adjacentParameters, entityParam } from './request-shapes.ts';
import { type ScreenerSource, screenerInUse, unknownParty } from './screener-in-use.ts';

const anyEntity = z.looseObject({});

/** One party, with or without its neighbours. */
export function entityRoutes(source: ScreenerSource): Route[] {
  return [one(source), adjacent(source), adjacentProperty(source)];
}

function one(source: ScreenerSource): Route {
  return defineRoute({
    method: 'get',
    path: '/entities/{id}',
    act: 'screening.ask',
    tag: 'Screening',
    summary: 'Show a party with its listings and relations',
    dialect: 'yente',
    params: entityParam,
    query: z.object({ nested: yesNo(true) }),
    answer: anyEntity,
    handle: ({ params, query, queryString }) =>
      withParty(source, { ...params, rest: '', queryString }, (screener, party) => {
        const entity = screener.answer(party);
        if (!query.nested) return entity;
        return { ...entity, properties: { ...entity.properties, ...Object.fromEntries(screener.adjacent(party)) } };
      }),
  });
}

function adjacent(source: ScreenerSource): Route {
  return defineRoute({
    method: 'get',
    path: '/entities/{id}/adjacent',
    act: 'screening.ask',
    tag: 'Screening',
    summary: "Show a party's listings and relations, a page of each kind",
    dialect: 'yente',
    params: entityParam,
    query: adjacentParameters,
    answer: anyEntity,
    handle: ({ params, query, queryString }) =>
      withParty(source, { ...params, rest: '/adjacent', queryString }, (screener, party) => ({
        entity: screener.answer(party),
        adjacent: Object.fromEntries(
          [...screener.adjacent(party)].map(([property, edges]) => [property, page(edges, query)]),
        ),
      })),
  });
}

function adjacentProperty(source: ScreenerSource): Route {
  return defineRoute({
    method: 'get',
    path: '/entities/{id}/adjacent/{property}',
    act: 'screening.ask',
    tag: 'Screening',
    summary: "Show one kind of a party's relations",
    dialect: 'yente',
    params: entityParam.extend({ property: z.string().max(100) }),
    query: adjacentParameters,
    answer: anyEntity,
    handle: ({ params: { id, property }, query, queryString }) =>
      withParty(source, { id, rest: `/adjacent/${encodeURIComponent(property)}`, queryString }, (screener, party) => {
        if (!ADJACENT_PROPERTIES.has(property)) throw unknownParty('No such property!');
        return page(screener.adjacent(party).get(property) ?? [], query);
      }),
  });
}

interface Asked {
  id: string;
  /** What follows the id in the address. */
  rest: string;
  queryString: string;
}

/** Answers for the canonical id; an id that was merged into it is redirected there, with what was asked. */
function withParty(
  source: ScreenerSource,
  { id, rest, queryString }: Asked,
  answer: (screener: Screener, party: Party) => object,
): Reply {
  const screener = screenerInUse(source);
  const party = screener.find(id);
  if (!party) throw unknownParty();
  if (party.id === id) return new Reply(200, answer(screener, party));
  const query = queryString === '' ? '' : `?${queryString}`;
  return new Reply(308, null, { location: `/entities/${encodeURIComponent(party.id)}${rest}${query}` });
}

function page(edges: readonly AdjacentEdge[], { limit, offset, sort }: z.output<typeof adjacentParameters>): object {
  const total = { value: edges.length, relation: 'eq' };
  return { limit, offset, total, results: sortedEdges(edges, sort).slice(offset, offset + limit) };
}
