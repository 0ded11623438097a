import type { Signer } from '../../ledger/signer.ts';
import type { Database } from '../../store/database.ts';
import { allPeers } from './store-peers.ts';
import { type Frontiers, type Sync, syncWith } from './take.ts';

/** Milliseconds between two askings of a node. */
const ASK_EVERY = 15_000;

export interface ExchangeOffice {
  /** Takes what is new from every node, one after another; what fails with one does not stop the others. */
  syncAll(): Promise<Sync[]>;
  close(): Promise<void>;
}

export function openExchangeOffice(
  database: Database,
  signer: Signer,
  { now, onError, every = ASK_EVERY }: { now(): Date; onError(cause: unknown): void; every?: number },
): ExchangeOffice {
  const frontiers: Frontiers = new Map();
  let running: Promise<Sync[]> = Promise.resolve([]);
  const round = async (): Promise<Sync[]> => {
    const done: Sync[] = [];
    for (const { origin, url, revokedAt, stoppedWhy } of await allPeers(database)) {
      if (url === null || revokedAt !== null || stoppedWhy !== null) continue;
      try {
        done.push(await syncWith(database, signer, { origin, now, frontiers }));
      } catch (cause) {
        onError(cause);
      }
    }
    return done;
  };
  const syncAll = (): Promise<Sync[]> => {
    running = running.then(round, round);
    return running;
  };
  let isDue = true;
  const timer = setInterval(() => {
    if (!isDue) return;
    isDue = false;
    syncAll()
      .catch(onError)
      .finally(() => {
        isDue = true;
      });
  }, every).unref();
  return {
    syncAll,
    async close() {
      clearInterval(timer);
      await running.catch(() => {});
    },
  };
}
