import { RateLimiter } from '../server/rate-limit.ts';
import type { Subject } from '../server/route.ts';

/** A burst is this many seconds' worth: a page of the console asks for a dozen things at once. */
const BURST_SECONDS = 4;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.|unknown$)/;

/**
 * How long an asker must wait: a key by its own rate, everyone else by address. This machine's own requests without a
 * key and the operator's are not limited.
 */
export function askerLimits(addressRate: number, now: () => number) {
  const limiter = new RateLimiter();
  const take = (asker: string, perSecond: number): number =>
    limiter.take(asker, { perSecond, burst: Math.max(1, perSecond * BURST_SECONDS) }, now());
  return (subject: Subject | null, address: string): number => {
    if (subject?.kind === 'operator') return 0;
    if (subject?.rate !== undefined) return take(`key ${subject.name}`, subject.rate);
    return addressRate === 0 || LOOPBACK.test(address) ? 0 : take(`address ${address}`, addressRate);
  };
}
