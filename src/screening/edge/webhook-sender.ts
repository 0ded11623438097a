import { AppError, messageOf } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import { RepeatingWork } from './repeating-work.ts';
import { type Delivery, keepDelivered, keepFailure, nextDelivery, takeDelivery } from './store-deliveries.ts';
import { checkedWebhook, postWebhook, type WebhookReach, webhookSignature } from './webhook-post.ts';

/** Seconds from a failed attempt to the next: nine attempts over two days, then the delivery is given up. */
export const BACK_OFF_SECONDS: readonly number[] = [10, 60, 300, 1800, 7200, 21_600, 43_200, 86_400];
/** At once, so that one slow receiver does not hold up the others. */
const SENDERS = 4;
/** How long to sleep at the most: another server may have left a delivery behind. */
const LONGEST_SLEEP_SECONDS = 60;

export interface WebhookSenderParts {
  database: Database;
  now(): Date;
  reach: WebhookReach;
  onError(cause: unknown): void;
}

/** Sends what waits, from whichever server, until it is closed. */
export class WebhookSender {
  readonly #parts: WebhookSenderParts;
  readonly #work: RepeatingWork;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: WebhookSenderParts) {
    this.#parts = parts;
    this.#work = new RepeatingWork(
      () => this.#sendAndSleep(),
      (cause) => {
        parts.onError(cause);
        this.#sleep(LONGEST_SLEEP_SECONDS);
      },
    );
  }

  /** Sends what is due, then sleeps until more is. Never rejects. */
  wake(): Promise<void> {
    return this.#work.run();
  }

  /** Stops after what is under way. */
  async close(): Promise<void> {
    await this.#work.close();
    clearTimeout(this.#timer);
  }

  async #sendAndSleep(): Promise<void> {
    await Promise.all(Array.from({ length: SENDERS }, () => this.#sendDue()));
    const seconds = (await nextDelivery(this.#parts.database)) ?? LONGEST_SLEEP_SECONDS;
    this.#sleep(Math.min(Math.max(0.1, seconds), LONGEST_SLEEP_SECONDS));
  }

  #sleep(seconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#work.closed) this.#timer = setTimeout(() => void this.wake(), seconds * 1000).unref();
  }

  async #sendDue(): Promise<void> {
    const { database, now, reach } = this.#parts;
    while (!this.#work.closed) {
      const delivery = await takeDelivery(database);
      if (!delivery) return;
      const error = await sent(delivery, now(), reach);
      if (error === null) await keepDelivered(database, delivery.id);
      else await keepFailure(database, delivery.id, { error, again: BACK_OFF_SECONDS[delivery.attempt - 1] ?? null });
    }
  }
}

/** Null when the receiver took it, else why not. */
async function sent({ id, subscription, webhook, secret, events }: Delivery, now: Date, reach: WebhookReach) {
  const body = JSON.stringify({ delivery: id, subscription, events });
  const seconds = Math.floor(now.getTime() / 1000);
  const headers = { 'user-agent': 'watchkeeper', 'watchkeeper-signature': webhookSignature(secret, body, seconds) };
  try {
    const status = await postWebhook(checkedWebhook(webhook, reach), body, headers, reach);
    if (status >= 200 && status < 300) return null;
    return status >= 300 && status < 400
      ? `it answered ${status}: redirects are not followed`
      : `it answered ${status}`;
  } catch (cause) {
    return cause instanceof AppError ? cause.message : messageOf(cause);
  }
}
