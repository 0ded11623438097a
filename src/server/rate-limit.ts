/** How fast one asker may go. */
export interface Rate {
  /** Requests a second on the long run. */
  perSecond: number;
  /** Requests at once. */
  burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Askers remembered at once; the longest silent is forgotten first, which only ever favours an asker. */
const MOST_BUCKETS = 10_000;

/** Token buckets, one an asker. Pure but for its memory: the time is the caller's, in milliseconds. */
export class RateLimiter {
  readonly #buckets = new Map<string, Bucket>();

  /** Takes one request of the asker. Returns 0 when it may pass, else the whole seconds until one may. */
  take(asker: string, { perSecond, burst }: Rate, now: number): number {
    const before = this.#buckets.get(asker) ?? { tokens: burst, at: now };
    const gained = (Math.max(0, now - before.at) / 1000) * perSecond;
    const tokens = Math.min(burst, before.tokens + gained);
    const passes = tokens >= 1;
    this.#buckets.delete(asker);
    this.#buckets.set(asker, { tokens: passes ? tokens - 1 : tokens, at: now });
    if (this.#buckets.size > MOST_BUCKETS) {
      const [oldest] = this.#buckets.keys();
      if (oldest !== undefined) this.#buckets.delete(oldest);
    }
    return passes ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
}
