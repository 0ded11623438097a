import type { DeliveryState } from '../../../../src/screening/edge/store-deliveries.ts';
import type {
  ScreenedRow,
  Subscription,
  SubscriptionEvent,
} from '../../../../src/screening/edge/store-subscriptions.ts';

export type { DeliveryState, ScreenedRow, SubscriptionEvent };

export const SUBSCRIPTIONS = '/api/v1/screening/subscriptions';

/** Where a subscription, or what belongs to it, is. */
export function subscriptionAddress(id: number | string, part = ''): string {
  return `${SUBSCRIPTIONS}/${encodeURIComponent(id)}${part}`;
}

/** As the list shows it, with how many parties it has. */
export type ListedSubscription = Subscription & { rows: number };

/** With its first parties and its latest deliveries. */
export type OpenSubscription = Subscription & { rows: ScreenedRow[]; deliveries: DeliveryState[] };

/** A new one; the secret of its webhook is shown this once. */
export type MadeSubscription = ListedSubscription & { events: number; secret: string | null };
