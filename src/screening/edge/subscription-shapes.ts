import { randomBytes } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { currentVersions } from '../../lists/edge/store-versions.ts';
import type { Database } from '../../store/database.ts';
import { ALL, DPRK } from '../scope.ts';
import { subjectShape, understoodProperties } from './request-shapes.ts';
import { askableSchema, knownDataset } from './screener-in-use.ts';
import { keepSubscription, type Subscription, type SubscriptionRow } from './store-subscriptions.ts';
import { checkedWebhook, type WebhookReach } from './webhook-post.ts';

/** Saved parties that one request or file may bring. */
export const MOST_ROWS = 20_000;

/** A saved party: the subscriber's own id and what is known of it. */
export const rowShape = subjectShape.extend({ id: z.string().trim().min(1).max(300) });

export interface SubscriptionRequest {
  name: string;
  dataset: string;
  threshold: number;
  webhook: string | null;
  madeBy: string;
  rows: readonly z.output<typeof rowShape>[];
}

/** A row as it is kept: unknown properties left out. Throws AppError (invalid) for one that could never be found. */
export function savedRow({ id, schema, properties }: z.output<typeof rowShape>): SubscriptionRow {
  const known = askableSchema(schema);
  const understood = understoodProperties(known, properties);
  if (Object.keys(understood).length > 0) return { key: id, schema: known, properties: understood };
  throw new AppError({
    code: 'ROW_EMPTY',
    kind: 'invalid',
    message: `Cannot save "${id}": none of its properties is known for ${known}`,
    hint: 'Give at least a name, as {"name": ["…"]}.',
  });
}

/** The rows as they are kept. Throws AppError (invalid) when an id comes twice. */
export function savedRows(rows: readonly z.output<typeof rowShape>[]): SubscriptionRow[] {
  const saved = rows.map(savedRow);
  const seen = new Set<string>();
  const twice = saved.find(({ key }) => seen.size === seen.add(key).size);
  if (!twice) return saved;
  throw new AppError({
    code: 'ROW_TWICE',
    kind: 'invalid',
    message: `Cannot save "${twice.key}": two rows have that id`,
    hint: 'Give every row an id of its own.',
  });
}

/** Makes a subscription; the secret of its webhook is told this once. Throws AppError for what cannot be kept. */
export async function makeSubscription(
  database: Database,
  { rows, webhook, ...request }: SubscriptionRequest,
  reach: WebhookReach,
): Promise<{ subscription: Subscription; secret: string | null }> {
  // A dataset that is not there would be screened without a word for ever.
  const lists = (await currentVersions(database)).map(({ list }) => list);
  knownDataset({ datasets: [ALL, DPRK, ...lists] }, request.dataset);
  const secret = webhook === null ? null : `whsec_${randomBytes(32).toString('base64url')}`;
  const checked = webhook === null ? null : checkedWebhook(webhook, reach).href;
  const made = { ...request, webhook: checked, secret, rows: savedRows(rows) };
  return { subscription: await keepSubscription(database, made), secret };
}

/** Refuses to keep parties where nothing of a question may be kept. */
export function refusePrivate(isPrivate: boolean): void {
  if (!isPrivate) return;
  throw new AppError({
    code: 'PRIVATE_SUBSCRIPTION',
    kind: 'refused',
    message: 'Cannot save parties: nothing of a private question is kept',
    hint: 'Leave the privacy of this request out; where WATCHKEEPER_PRIVATE is set there are no subscriptions.',
  });
}
