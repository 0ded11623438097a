import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase, withoutPassword } from '../store/database.ts';
import { connectToCluster, startCluster } from '../store/embedded/cluster.ts';
import { heldBy, takeFolder } from '../store/embedded/folder-lock.ts';
import { migrate } from '../store/migrate.ts';

export interface HomeDatabase {
  database: Database;
  /** For people: which PostgreSQL this is. */
  description: string;
  /** Names of the migrations that were new. */
  migrated: string[];
  close(): Promise<void>;
}

export interface HomeRequest {
  home: string;
  databaseUrl: string | undefined;
  /** What this process does: `serve`, `lists load`. */
  purpose: string;
}

/** How long a short command waits for another short command on the same folder. */
const PATIENCE_SECONDS = 30;

/**
 * Opens the database of an installation, migrated: the outside one where a URL is set, the running server's, or the
 * own cluster started for this process. `serve` never shares: a second one is refused with who holds the folder.
 */
export async function openHome({ home, databaseUrl, purpose }: HomeRequest): Promise<HomeDatabase> {
  if (databaseUrl)
    return migrated(
      await openDatabase({ url: databaseUrl }),
      `PostgreSQL at ${withoutPassword(databaseUrl)}`,
      async () => {},
    );
  for (let second = 0; ; second += 1) {
    const taken = takeFolder(home, purpose);
    if ('release' in taken) return await openOwn(home, taken);
    const shared = taken.purpose === 'serve' && taken.socketFolder !== undefined;
    if (purpose === 'serve' || (!shared && second >= PATIENCE_SECONDS)) throw heldBy(home, taken);
    if (shared) return migrated(await connectToCluster(home, 4), "the running server's PostgreSQL", async () => {});
    await sleep(1000);
  }
}

async function openOwn(
  home: string,
  lock: { release(): void; announce(socketFolder: string): void },
): Promise<HomeDatabase> {
  try {
    const cluster = await startCluster(home);
    const stop = async (): Promise<void> => {
      await cluster.stop();
      lock.release();
    };
    try {
      const opened = await migrated(await cluster.connect(), 'its own PostgreSQL', stop);
      lock.announce(cluster.socketFolder);
      return opened;
    } catch (cause) {
      await cluster.stop();
      throw cause;
    }
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

async function migrated(database: Database, description: string, stop: () => Promise<void>): Promise<HomeDatabase> {
  const close = async (): Promise<void> => {
    await database.end({ timeout: 5 });
    await stop();
  };
  try {
    return { database, description, migrated: await migrate(database), close };
  } catch (cause) {
    await database.end({ timeout: 5 });
    throw cause;
  }
}
