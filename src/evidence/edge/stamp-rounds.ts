import { messageOf } from '../../kernel/errors.ts';
import type { StampOffice } from './stamp-office.ts';

const HOUR = 3_600_000;
/** Days after which a stamp is verified again. */
const DAYS = 30;

/** Verifies stamps again for as long as the server runs, those that are due, once an hour. */
export function keepStampsVerified(
  stamps: Pick<StampOffice, 'verifyDue'>,
  onError: (cause: unknown) => void,
  everyMilliseconds = HOUR,
): { close(): Promise<void> } {
  let round: Promise<void> = Promise.resolve();
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    round = stamps
      .verifyDue(DAYS)
      .then((fallen) => {
        if (fallen.length > 0) onError(new Error(`timestamps that no longer hold: ${fallen.join(', ')}`));
      })
      .catch((cause: unknown) => onError(new Error(`timestamps could not be verified: ${messageOf(cause)}`, { cause })))
      .finally(() => {
        running = false;
      });
  }, everyMilliseconds).unref();
  return {
    async close() {
      clearInterval(timer);
      await round;
    },
  };
}
