import { loadCurrentEntries } from '../lists/edge/store-entries.ts';
import { currentVersions, type ListVersion } from '../lists/edge/store-versions.ts';
import type { StoredEntry } from '../lists/entry.ts';
import type { Database } from '../store/database.ts';

/** What answers are made of, all of one moment: the entries in force, and what was built of them. */
export interface Moment<Screener> {
  entries: readonly StoredEntry[];
  versions: readonly ListVersion[];
  screener: Screener;
}

export interface LiveScreener<Screener> {
  /** The moment in use; throws when none has been built. */
  moment(): Moment<Screener>;
  /** Builds again at once; resolves when that moment is in use. A failure is told to `onError` as well. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Loads that follow each other within this time are answered by one rebuilding. */
const SETTLE_MILLISECONDS = 400;

/**
 * Keeps a screener that follows the lists: it is built at once, and built again whenever any process loads a list or
 * decides on a merge; then `onChange` is told. Requests in flight keep the moment they began with.
 */
export async function followLists<Screener>(
  database: Database,
  build: (entries: readonly StoredEntry[], versions: readonly ListVersion[]) => Promise<Screener>,
  { onError, onChange }: { onError(cause: unknown): void; onChange(): void },
): Promise<LiveScreener<Screener>> {
  let current = await rebuild();
  let timer: NodeJS.Timeout | undefined;
  let chain: Promise<void> = Promise.resolve();
  const refresh = (): Promise<void> => {
    clearTimeout(timer);
    const refreshed = chain.then(async () => {
      current = await rebuild();
      onChange();
    });
    chain = refreshed.catch(onError);
    return refreshed;
  };
  const listener = await database.listen('lists_changed', () => {
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), SETTLE_MILLISECONDS);
  });

  async function rebuild(): Promise<Moment<Screener>> {
    const [entries, versions] = [await loadCurrentEntries(database), await currentVersions(database)];
    return { entries, versions, screener: await build(entries, versions) };
  }

  return {
    moment: () => current,
    refresh,
    async close() {
      clearTimeout(timer);
      await chain;
      await listener.unlisten();
    },
  };
}
