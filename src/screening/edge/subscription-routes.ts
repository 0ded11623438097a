import { z } from '@hono/zod-openapi';
import { defineRoute, type Route, wholeNumber, yesNo } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import type { Rescreening } from './rescreening.ts';
import { deliveriesOf } from './store-deliveries.ts';
import {
  endSubscription,
  eventsOf,
  keepRows,
  knownSubscription,
  rowsOf,
  subscriptions,
} from './store-subscriptions.ts';
import { MOST_ROWS, makeSubscription, refusePrivate, rowShape, savedRows } from './subscription-shapes.ts';
import type { WebhookReach } from './webhook-post.ts';

export interface SubscriptionRoutesParts {
  database: Database;
  rescreening: Pick<Rescreening, 'runOne'>;
  reach: WebhookReach;
}

const MOST_BYTES = 16_777_216;
const PATH = '/api/v1/screening/subscriptions';
const act = { act: 'screening.subscribe', tag: 'Screening' } as const;
const params = z.object({
  id: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
});
const rows = z.array(rowShape).min(1).max(MOST_ROWS);
const answer = z.looseObject({});

/** Saved parties that are screened again at every version of the lists. */
export function subscriptionRoutes(parts: SubscriptionRoutesParts): Route[] {
  return [make(parts), list(parts), show(parts), addRows(parts), events(parts), end(parts)];
}

function make(parts: SubscriptionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: PATH,
    ...act,
    summary: 'Save parties to be screened again at every version of the lists',
    body: z.strictObject({
      name: z.string().trim().min(1).max(200),
      dataset: z.string().max(200).default('default'),
      threshold: z.number().min(0.1).max(1).default(0.7),
      webhook: z.string().max(2000).nullable().default(null),
      rows,
    }),
    mostBytes: MOST_BYTES,
    answer,
    async handle({ body, subject, isPrivate }) {
      refusePrivate(isPrivate);
      const request = { ...body, madeBy: subject.name };
      const { subscription, secret } = await makeSubscription(parts.database, request, parts.reach);
      const found = await parts.rescreening.runOne(subscription.id);
      const screened = await knownSubscription(parts.database, subscription.id);
      return { ...screened, rows: body.rows.length, events: found, secret };
    },
  });
}

function list({ database }: SubscriptionRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: PATH,
    ...act,
    summary: 'Show the subscriptions',
    query: z.strictObject({ ended: yesNo(false) }),
    answer: z.object({ subscriptions: z.array(answer) }),
    handle: async ({ query }) => ({
      subscriptions: (await subscriptions(database, query.ended)).map((one) => ({ ...one })),
    }),
  });
}

function show({ database }: SubscriptionRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: `${PATH}/{id}`,
    ...act,
    summary: 'Show a subscription with its rows, their hits, and its deliveries',
    params,
    query: z.strictObject({ after: z.string().max(300).default(''), limit: wholeNumber(1, 1000, 100) }),
    answer,
    handle: async ({ params: { id }, query }) => ({
      ...(await knownSubscription(database, id)),
      rows: await rowsOf(database, id, query),
      deliveries: await deliveriesOf(database, id, 20),
    }),
  });
}

function addRows(parts: SubscriptionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: `${PATH}/{id}/rows`,
    ...act,
    summary: 'Add parties to a subscription, or replace those of the same id',
    params,
    body: z.strictObject({ rows }),
    mostBytes: MOST_BYTES,
    answer,
    async handle({ params: { id }, body, isPrivate }) {
      refusePrivate(isPrivate);
      await knownSubscription(parts.database, id);
      await keepRows(parts.database, id, savedRows(body.rows));
      return { rows: body.rows.length, events: await parts.rescreening.runOne(id) };
    },
  });
}

function events({ database }: SubscriptionRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: `${PATH}/{id}/events`,
    ...act,
    summary: 'Show what became new, changed or was gone, the oldest first',
    params,
    query: z.strictObject({ after: wholeNumber(0, 2 ** 31 - 1, 0), limit: wholeNumber(1, 1000, 100) }),
    answer: z.object({ events: z.array(answer) }),
    handle: async ({ params: { id }, query }) => ({
      events: (await eventsOf(database, id, query)).map((event) => ({ ...event })),
    }),
  });
}

function end({ database }: SubscriptionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: `${PATH}/{id}/end`,
    ...act,
    summary: 'End a subscription; its events stay',
    params,
    body: z.strictObject({}),
    answer,
    handle: async ({ params: { id } }) => ({ ...(await endSubscription(database, id)) }),
  });
}
