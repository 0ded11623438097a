import { defineRoute, type Route } from '../../server/route.ts';
import { countOrigins } from '../origins.ts';
import { scaleOf } from '../rating.ts';
import type { Offices } from './offices.ts';
import { figuresOf } from './rating-figures.ts';
import * as shapes from './route-shapes.ts';
import { evidenceById } from './store.ts';
import { keepLink, standingLinks } from './store-links.ts';
import { keepRating, showRatings } from './store-ratings.ts';
import { checkedStamps } from './store-stamps.ts';

const PATH = '/api/v1/evidence';
const rates = { act: 'evidence.rate', tag: 'Evidence' } as const;
const reads = { act: 'evidence.read', tag: 'Evidence' } as const;

/** Ratings, links and timestamps of evidence. */
export function ratingRoutes({ office: { database } }: Offices): Route[] {
  return [
    defineRoute({
      ...reads,
      method: 'get',
      path: `${PATH}/figures`,
      summary: 'Show how often the two ratings say the same',
      query: shapes.nothing,
      answer: shapes.figuresAnswer,
      handle: () => figuresOf(database),
    }),
    defineRoute({
      ...reads,
      method: 'get',
      path: `${PATH}/origins`,
      summary: 'Count the independent origins behind items',
      query: shapes.originsQuery,
      answer: shapes.originsAnswer,
      async handle({ query: { id: ids } }) {
        for (const id of ids) await evidenceById(database, id);
        return countOrigins(ids, await standingLinks(database));
      },
    }),
    defineRoute({
      ...rates,
      method: 'get',
      path: `${PATH}/{id}/ratings`,
      summary: 'Show the ratings that a reader may see, and keep that they did',
      params: shapes.idParam,
      query: shapes.ratingsQuery,
      answer: shapes.ratingsAnswer,
      async handle({ params: { id }, query: { reader } }) {
        await evidenceById(database, id);
        return await showRatings(database, id, reader);
      },
    }),
    defineRoute({
      ...rates,
      method: 'post',
      path: `${PATH}/{id}/ratings`,
      summary: 'Rate the source (A to F) or what it says (1 to 6)',
      params: shapes.idParam,
      query: shapes.nothing,
      body: shapes.ratingBody,
      answer: shapes.ratingsAnswer,
      async handle({ params: { id }, body: { rater, value, reason } }) {
        await evidenceById(database, id);
        await keepRating(database, { evidence: id, rater, scale: scaleOf(value), value: value as 'A', reason });
        return await showRatings(database, id, rater);
      },
    }),
    defineRoute({
      ...rates,
      method: 'post',
      path: `${PATH}/{id}/links`,
      summary: 'Say what an item rests on, or take that back',
      params: shapes.idParam,
      query: shapes.nothing,
      body: shapes.linkBody,
      answer: shapes.originsAnswer,
      async handle({ params: { id }, body: { target, kind, stands, reason, by } }) {
        await evidenceById(database, id);
        if (/^e-/.test(target)) await evidenceById(database, target);
        await keepLink(database, { from: id, to: target, kind, stands, by, reason });
        return countOrigins([id], await standingLinks(database));
      },
    }),
    defineRoute({
      ...reads,
      method: 'get',
      path: `${PATH}/{id}/stamps`,
      summary: "Show an item's timestamps with how they were found when last verified",
      params: shapes.idParam,
      query: shapes.nothing,
      answer: shapes.stampsAnswer,
      async handle({ params: { id } }) {
        await evidenceById(database, id);
        return await checkedStamps(database, id);
      },
    }),
  ];
}
