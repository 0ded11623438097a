import type { Queryable } from '../../store/database.ts';
import type { SubscriptionEvent } from './store-subscriptions.ts';

export interface Delivery {
  id: number;
  subscription: { id: number; name: string };
  webhook: string;
  secret: string;
  /** Which attempt this is, from 1. */
  attempt: number;
  events: SubscriptionEvent[];
}

/** A server that dies while it sends leaves the delivery to others after this. */
const LEASE_SECONDS = 60;

/** Takes one delivery that is due, so that no other server sends it meanwhile; null when none is. */
export async function takeDelivery(database: Queryable): Promise<Delivery | null> {
  const [taken] = await database<(Omit<Delivery, 'events'> & { eventIds: number[] })[]>`
    update webhook_delivery d set attempts = attempts + 1, next_at = now() + make_interval(secs => ${LEASE_SECONDS})
    from subscription s
    where s.id = d.subscription_id and d.id = (
      select id from webhook_delivery where state = 'waiting' and next_at <= now()
      order by next_at, id for update skip locked limit 1)
    returning d.id, json_build_object('id', s.id, 'name', s.name) as subscription, s.webhook, s.secret,
      d.attempts as attempt, d.event_ids as "eventIds"`;
  if (!taken) return null;
  const { eventIds, ...delivery } = taken;
  const events = await database<SubscriptionEvent[]>`
    select id, at, kind, key, party, body from subscription_event where id = any(${eventIds}) order by id`;
  return { ...delivery, events };
}

export async function keepDelivered(database: Queryable, id: number): Promise<void> {
  await database`update webhook_delivery set state = 'delivered', last_error = null where id = ${id}`;
}

/** Notes why it failed; it is due again after the seconds, or never when there are none. */
export async function keepFailure(
  database: Queryable,
  id: number,
  { error, again }: { error: string; again: number | null },
): Promise<void> {
  await database`
    update webhook_delivery set last_error = ${error}, state = ${again === null ? 'given-up' : 'waiting'},
      next_at = now() + make_interval(secs => ${again ?? 0})
    where id = ${id} and state = 'waiting'`;
}

/** Seconds until the next delivery is due; null when none waits. */
export async function nextDelivery(database: Queryable): Promise<number | null> {
  const [row] = await database<{ seconds: number | null }[]>`
    select extract(epoch from min(next_at) - now())::float8 as seconds from webhook_delivery where state = 'waiting'`;
  return row?.seconds ?? null;
}

export interface DeliveryState {
  id: number;
  madeAt: string;
  state: 'waiting' | 'delivered' | 'given-up';
  attempts: number;
  events: number;
  nextAt: string | null;
  lastError: string | null;
}

/** The latest deliveries of a subscription, newest first. */
export async function deliveriesOf(database: Queryable, subscription: number, limit: number): Promise<DeliveryState[]> {
  return await database<DeliveryState[]>`
    select id, made_at as "madeAt", state, attempts, cardinality(event_ids) as events,
      case when state = 'waiting' then next_at end as "nextAt", last_error as "lastError"
    from webhook_delivery where subscription_id = ${subscription} order by id desc limit ${limit}`;
}
