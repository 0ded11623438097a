import { askWitness } from './ask-witness.ts';
import type { Log } from './log.ts';
import { latestHead, type PublishedHead } from './store-heads.ts';
import { keepAsked, type Witness, witnessesInOffice } from './store-witnesses.ts';

/** Milliseconds between batches: nothing shows of when within them a record came. */
const BATCH_EVERY = 2000;
/** A witness that is absent or refuses is asked again after twice as long each time, up to this. */
const LONGEST_WAIT = 300_000;

export interface BatchClock {
  /** Appends what waits and asks the witnesses, now. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

/** Appends what waits, on a clock, and asks the witnesses for each new head. No witness holds up an append. */
export function startBatchClock(log: Log, onError: (cause: unknown) => void, every = BATCH_EVERY): BatchClock {
  const asker = new WitnessAsker(log, onError);
  let running: Promise<void> = Promise.resolve();
  const tick = (): Promise<void> => {
    running = running
      .then(async () => {
        await log.integrateAll();
        await asker.askAll();
      })
      .catch(onError);
    return running;
  };
  let isDue = true;
  const timer = setInterval(() => {
    if (!isDue) return;
    isDue = false;
    tick().finally(() => {
      isDue = true;
    });
  }, every).unref();
  return {
    tick,
    async close() {
      clearInterval(timer);
      await running;
      await asker.idle();
    },
  };
}

/** Asks every witness in office by itself: the slowest keeps none of the others waiting. */
class WitnessAsker {
  readonly #log: Log;
  readonly #onError: (cause: unknown) => void;
  readonly #asking = new Map<number, Promise<void>>();
  readonly #patience = new Map<number, { until: number; wait: number }>();

  constructor(log: Log, onError: (cause: unknown) => void) {
    this.#log = log;
    this.#onError = onError;
  }

  async askAll(): Promise<void> {
    const head = await latestHead(this.#log.database);
    if (!head || head.size === 0) return;
    const now = Date.now();
    for (const witness of await witnessesInOffice(this.#log.database)) {
      const isDone = witness.signedSize !== null && witness.signedSize >= head.size;
      const isHeld = (this.#patience.get(witness.id)?.until ?? 0) > now;
      if (witness.url === null || isDone || isHeld || this.#asking.has(witness.id)) continue;
      const asking = this.#ask(witness, head)
        .catch(this.#onError)
        .finally(() => this.#asking.delete(witness.id));
      this.#asking.set(witness.id, asking);
    }
  }

  async idle(): Promise<void> {
    await Promise.all(this.#asking.values());
  }

  async #ask(witness: Witness, head: PublishedHead): Promise<void> {
    const asked = await askWitness(this.#log, witness, head);
    await keepAsked(this.#log.database, witness.id, head.size, asked);
    if (asked.outcome === 'signed') this.#patience.delete(witness.id);
    else {
      const wait = Math.min(LONGEST_WAIT, 2 * (this.#patience.get(witness.id)?.wait ?? 1000));
      this.#patience.set(witness.id, { until: Date.now() + wait, wait });
    }
  }
}
