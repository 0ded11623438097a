import { defineRoute, type Route } from '../../server/route.ts';
import { asKeeper, asSubject } from '../../team/edge/store.ts';
import type { LabelSubject } from '../../team/may.ts';
import { labelSubjectOf } from '../../team/person.ts';
import { countOrigins } from '../origins.ts';
import { scaleOf } from '../rating.ts';
import { personOf } from './actor.ts';
import type { Offices } from './offices.ts';
import { figuresOf } from './rating-figures.ts';
import * as shapes from './route-shapes.ts';
import { evidenceById, evidenceSeen, seenIds } from './store.ts';
import { keepLink, standingLinks } from './store-links.ts';
import { keepRating, showRatings } from './store-ratings.ts';
import { checkedStamps } from './store-stamps.ts';

const PATH = '/api/v1/evidence';
const rates = { act: 'evidence.rate', tag: 'Evidence' } as const;
/** A look at ratings is written down, and so takes a person. */
const looks = { act: 'evidence.open', tag: 'Evidence' } as const;
const reads = { act: 'evidence.read', tag: 'Evidence' } as const;

/** Ratings, links and timestamps of evidence. */
export function ratingRoutes({ office: { database } }: Offices): Route[] {
  const origins = (ids: readonly string[], subject: LabelSubject) =>
    asSubject(database, subject, async (transaction) => {
      for (const id of ids) await evidenceById(transaction, id);
      return countOrigins(ids, await standingLinks(transaction));
    });
  return [
    defineRoute({
      ...reads,
      method: 'get',
      path: `${PATH}/figures`,
      summary: 'Show how often the two ratings say the same',
      query: shapes.nothing,
      answer: shapes.figuresAnswer,
      async handle({ subject }) {
        const among = await asSubject(database, labelSubjectOf(subject), seenIds);
        return await figuresOf(database, among);
      },
    }),
    defineRoute({
      ...reads,
      method: 'get',
      path: `${PATH}/origins`,
      summary: 'Count the independent origins behind items',
      query: shapes.originsQuery,
      answer: shapes.originsAnswer,
      handle: ({ query: { id: ids }, subject }) => origins(ids, labelSubjectOf(subject)),
    }),
    defineRoute({
      ...looks,
      method: 'get',
      path: `${PATH}/{id}/ratings`,
      summary: 'Show the ratings that a reader may see, and keep that they did',
      params: shapes.idParam,
      query: shapes.nothing,
      answer: shapes.ratingsAnswer,
      async handle({ params: { id }, subject: asker }) {
        const { subject, login } = personOf(asker);
        await evidenceSeen(database, subject, id);
        return await showRatings(database, id, login);
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
      async handle({ params: { id }, body: { value, reason }, subject: asker }) {
        const { subject, login: rater } = personOf(asker);
        await evidenceSeen(database, subject, id);
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
      async handle({ params: { id }, body: { target, kind, stands, reason }, subject: asker }) {
        const { subject, login } = personOf(asker);
        await evidenceSeen(database, subject, id);
        if (/^e-/.test(target)) await evidenceSeen(database, subject, target);
        const said = { from: id, to: target, kind, stands, by: login, reason };
        await asKeeper(database, (transaction) => keepLink(transaction, said));
        return await origins([id], subject);
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
      handle: ({ params: { id }, subject }) =>
        asSubject(database, labelSubjectOf(subject), async (transaction) => {
          await evidenceById(transaction, id);
          return await checkedStamps(transaction, id);
        }),
    }),
  ];
}
