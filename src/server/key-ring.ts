import type { Database } from '../store/database.ts';
import { type ApiKey, isKey, keyId } from './api-key.ts';
import { allKeys } from './key-store.ts';

/** The keys of this node, held in memory. */
export interface KeyRing {
  /** The key that the text is; null when it is none. */
  find(text: string): ApiKey | null;
  /** True until the first key is made; revoking the last one opens nothing again. */
  empty(): boolean;
  close(): Promise<void>;
}

/** Compared against when no key has the id, so that an unknown id takes as long as a wrong secret. */
const NOBODY = { secretHash: '0'.repeat(64), revokedAt: null };

/** Follows the keys of the database: made and revoked ones hold within moments, in every server. */
export async function followKeys(database: Database, onError: (cause: unknown) => void): Promise<KeyRing> {
  let keys = new Map<string, ApiKey>();
  let made = 0;
  let reading: Promise<void> = Promise.resolve();
  const read = (): Promise<void> => {
    reading = reading
      .then(async () => {
        const all = await allKeys(database);
        made = all.length;
        keys = new Map(all.flatMap((key) => (key.revokedAt === null ? [[key.id, key]] : [])));
      })
      .catch(onError);
    return reading;
  };
  // Told again after every reconnection: what happened meanwhile was not heard.
  const listener = await database.listen(
    'keys_changed',
    () => void read(),
    () => void read(),
  );
  await read();
  return {
    find(text) {
      const kept = keys.get(keyId(text) ?? '');
      return isKey(text, kept ?? NOBODY) && kept ? kept : null;
    },
    empty: () => made === 0,
    async close() {
      await listener.unlisten();
      await reading;
    },
  };
}
