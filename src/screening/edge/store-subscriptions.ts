import { AppError } from '../../kernel/errors.ts';
import type { Properties } from '../../parties/entity.ts';
import type { Database, Queryable, Transaction } from '../../store/database.ts';
import type { HitChange, KnownHits } from '../memory/hit-changes.ts';

export interface Subscription {
  id: number;
  name: string;
  dataset: string;
  threshold: number;
  webhook: string | null;
  madeBy: string;
  madeAt: string;
  endedAt: string | null;
  /** Number of the version of each list by which it was screened last; null before the first time. */
  screenedVersions: Record<string, number> | null;
  screenedAt: string | null;
}

/** A saved party of a subscriber. */
export interface SubscriptionRow {
  /** The subscriber's own id of it. */
  key: string;
  schema: string;
  properties: Properties;
}

export type ScreenedRow = SubscriptionRow & { hits: KnownHits };

export interface SubscriptionEvent extends HitChange {
  id: number;
  at: string;
  key: string;
  body: Record<string, unknown>;
}

const columns = `id, name, dataset, threshold, webhook, made_by as "madeBy", made_at as "madeAt",
  ended_at as "endedAt", screened_versions as "screenedVersions", screened_at as "screenedAt"`;
const eventColumns = 'id, at, kind, key, party, body';

export interface NewSubscription extends Pick<Subscription, 'name' | 'dataset' | 'threshold' | 'webhook' | 'madeBy'> {
  secret: string | null;
  rows: readonly SubscriptionRow[];
}

/** Keeps a subscription with its rows. */
export async function keepSubscription(database: Database, made: NewSubscription): Promise<Subscription> {
  return await database.begin(async (transaction) => {
    const [row] = await transaction<Subscription[]>`
      insert into subscription (name, dataset, threshold, webhook, secret, made_by)
      values (${made.name}, ${made.dataset}, ${made.threshold}, ${made.webhook}, ${made.secret}, ${made.madeBy})
      returning ${transaction.unsafe(columns)}`;
    if (!row) throw new Error('the subscription was not kept');
    await keepRows(transaction, row.id, made.rows);
    return row;
  });
}

/** Adds rows, or replaces those of the same key; the hits known of a replaced row stay, so that only changes are told. */
export async function keepRows(database: Queryable, id: number, rows: readonly SubscriptionRow[]): Promise<void> {
  await database`
    insert into subscription_row (subscription_id, key, schema, properties)
    select ${id}, key, schema, properties
    from jsonb_to_recordset(${database.json(rows as never)}) as r(key text, schema text, properties jsonb)
    on conflict (subscription_id, key) do update set schema = excluded.schema, properties = excluded.properties`;
}

/** Tells the running servers that there are parties that no one has screened yet. */
export async function tellServers(database: Queryable): Promise<void> {
  await database`select pg_notify('subscriptions_changed', '')`;
}

/** Every subscription that has not ended, or with ended ones, the oldest first. */
export async function subscriptions(database: Queryable, ended = false): Promise<(Subscription & { rows: number })[]> {
  return await database<(Subscription & { rows: number })[]>`
    select ${database.unsafe(columns)}, (select count(*) from subscription_row r where r.subscription_id = s.id) as rows
    from subscription s where ${ended}::boolean or ended_at is null order by id`;
}

/** One that has not ended. Throws AppError (not-found). */
export async function knownSubscription(database: Queryable, id: number): Promise<Subscription> {
  const [found] = await database<Subscription[]>`
    select ${database.unsafe(columns)} from subscription where id = ${id} and ended_at is null`;
  return found ?? unknown(id);
}

/** Ends a subscription: it is screened no more, nothing more is sent, its events stay. */
export async function endSubscription(database: Database, id: number): Promise<Subscription> {
  return await database.begin(async (transaction) => {
    const [found] = await transaction<Subscription[]>`
      update subscription set ended_at = now() where id = ${id} and ended_at is null
      returning ${transaction.unsafe(columns)}`;
    if (!found) return unknown(id);
    await transaction`
      update webhook_delivery set state = 'given-up', last_error = 'the subscription has ended'
      where subscription_id = ${id} and state = 'waiting'`;
    return found;
  });
}

/** Holds the subscription for this transaction; null when it has ended meanwhile. */
export async function holdSubscription(transaction: Transaction, id: number): Promise<Subscription | null> {
  const [found] = await transaction<Subscription[]>`
    select ${transaction.unsafe(columns)} from subscription where id = ${id} and ended_at is null for update`;
  return found ?? null;
}

/** Rows with their known hits, by key, after a key. */
export async function rowsOf(
  database: Queryable,
  id: number,
  { after, limit }: { after: string; limit: number },
): Promise<ScreenedRow[]> {
  return await database<ScreenedRow[]>`
    select key, schema, properties, hits from subscription_row
    where subscription_id = ${id} and key > ${after} order by key limit ${limit}`;
}

/** Remembers hits, keeps the events and, where there is a webhook, their delivery. */
export async function keepChanges(
  transaction: Transaction,
  { id, webhook }: Pick<Subscription, 'id' | 'webhook'>,
  { hits, events }: { hits: ReadonlyMap<string, KnownHits>; events: readonly Omit<SubscriptionEvent, 'id' | 'at'>[] },
): Promise<void> {
  const rows = [...hits].map(([key, known]) => ({ key, hits: known }));
  await transaction`
    update subscription_row r set hits = n.hits
    from jsonb_to_recordset(${transaction.json(rows as never)}) as n(key text, hits jsonb)
    where r.subscription_id = ${id} and r.key = n.key`;
  if (events.length === 0) return;
  const kept = await transaction<{ id: number }[]>`
    insert into subscription_event (subscription_id, kind, key, party, body)
    select ${id}, kind, key, party, body
    from jsonb_to_recordset(${transaction.json(events as never)}) as e(kind text, key text, party text, body jsonb)
    returning id`;
  if (webhook === null) return;
  await transaction`
    insert into webhook_delivery (subscription_id, event_ids) values (${id}, ${kept.map((event) => event.id)})`;
}

/** Notes by which versions it was screened. */
export async function keepScreening(database: Queryable, id: number, versions: Record<string, number>): Promise<void> {
  await database`
    update subscription set screened_versions = ${database.json(versions)}, screened_at = now() where id = ${id}`;
}

/** Events after a number, the oldest first. */
export async function eventsOf(
  database: Queryable,
  id: number,
  { after, limit }: { after: number; limit: number },
): Promise<SubscriptionEvent[]> {
  return await database<SubscriptionEvent[]>`
    select ${database.unsafe(eventColumns)} from subscription_event
    where subscription_id = ${id} and id > ${after} order by id limit ${limit}`;
}

function unknown(id: number): never {
  throw new AppError({
    code: 'SUBSCRIPTION_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find subscription ${id}: there is none with that number, or it has ended`,
    hint: 'GET /api/v1/screening/subscriptions lists them.',
  });
}
