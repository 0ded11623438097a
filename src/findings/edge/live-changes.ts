import { AppError } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import { changesAfter, latestCursor } from './store-changes.ts';

/** Milliseconds between two signs of life, so that proxies keep the line open. */
const HEARTBEAT = 15_000;
/** Milliseconds after which changes are looked for though nobody told of any. */
const LOOK_ANYWAY = 5000;
const MOST_FOLLOWERS = 200;
const MOST_AT_ONCE = 200;

/** Tells followers of every change of a finding as server-sent events. */
export interface LiveChanges {
  /** A stream of events from a cursor on, or from now on. Throws AppError (unavailable) when too many follow. */
  follow(after: string | null): ReadableStream<Uint8Array>;
  close(): Promise<void>;
}

export async function liveChanges(database: Database, onError: (cause: unknown) => void): Promise<LiveChanges> {
  const followers = new Set<Follower>();
  const wakeAll = (): void => {
    for (const follower of followers) follower.wake();
  };
  const listener = await database.listen('findings_changed', wakeAll);
  const looking = setInterval(wakeAll, LOOK_ANYWAY).unref();
  return {
    follow(after) {
      if (followers.size >= MOST_FOLLOWERS)
        throw new AppError({
          code: 'TOO_MANY_FOLLOWERS',
          kind: 'unavailable',
          message: `Cannot follow the findings: ${MOST_FOLLOWERS} already do`,
          hint: 'Try again later, or ask GET /api/v1/findings from time to time.',
        });
      const follower = new Follower(database, after);
      return new ReadableStream<Uint8Array>({
        async start() {
          followers.add(follower);
          await follower.begin();
        },
        async pull(controller) {
          try {
            const text = await follower.next();
            if (text === null) end(controller);
            else controller.enqueue(new TextEncoder().encode(text));
          } catch (cause) {
            onError(cause);
            end(controller);
          }
        },
        cancel() {
          followers.delete(follower);
          follower.stop();
        },
      });
      function end(controller: ReadableStreamDefaultController): void {
        followers.delete(follower);
        controller.close();
      }
    },
    async close() {
      clearInterval(looking);
      for (const follower of followers) follower.stop();
      await listener.unlisten();
    },
  };
}

/** One follower's place in the changes. */
class Follower {
  readonly #database: Database;
  #cursor: string | null;
  #woken = true;
  #resolve: (() => void) | null = null;
  #stopped = false;
  #begun = false;

  constructor(database: Database, after: string | null) {
    this.#database = database;
    this.#cursor = after;
  }

  readonly wake = (): void => {
    this.#woken = true;
    this.#resolve?.();
  };

  async begin(): Promise<void> {
    this.#cursor ??= await latestCursor(this.#database);
  }

  stop(): void {
    this.#stopped = true;
    this.wake();
  }

  /** The next events as text, or a comment as a sign of life; null when it is over. */
  async next(): Promise<string | null> {
    if (!this.#begun) {
      this.#begun = true;
      return ': following\n\n';
    }
    const quietAt = performance.now() + HEARTBEAT;
    while (!this.#stopped) {
      this.#woken = false;
      const changes = await changesAfter(this.#database, this.#cursor ?? '0-0', MOST_AT_ONCE);
      this.#cursor = changes.at(-1)?.cursor ?? this.#cursor;
      if (changes.length > 0)
        return changes
          .map(({ cursor, ...change }) => `id: ${cursor}\nevent: finding\ndata: ${JSON.stringify(change)}\n\n`)
          .join('');
      if (performance.now() >= quietAt) return ': alive\n\n';
      await this.#wait(Math.max(1, quietAt - performance.now()));
      if (this.#stopped) break;
    }
    return null;
  }

  async #wait(milliseconds: number): Promise<void> {
    if (this.#woken) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#resolve = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.#resolve = null;
  }
}
