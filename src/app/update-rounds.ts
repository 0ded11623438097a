import { join } from 'node:path';
import type { World } from '../cli/command.ts';
import { messageOf } from '../kernel/errors.ts';
import { buildUpdate } from '../reports/edge/build-update.ts';
import { updateNamed } from '../reports/edge/store.ts';
import { writeFiles } from '../reports/edge/write-files.ts';
import type { Database } from '../store/database.ts';

const HOUR = 3_600_000;

export interface UpdateRounds {
  close(): Promise<void>;
}

/**
 * Makes an update now, and again every so many hours (0: not again), where anything happened since the one before; says
 * where it was written. The first is made once what starts with the server has come to an end: lists, watches.
 */
export function startUpdateRounds(
  world: Pick<World, 'home' | 'now' | 'output' | 'signal'>,
  database: Database,
  { everyHours, after }: { everyHours: number; after: Promise<unknown> },
): UpdateRounds {
  const folder = join(world.home, 'updates');
  const round = async (): Promise<void> => {
    if (world.signal.aborted) return;
    try {
      const made = await buildUpdate(database, { now: world.now(), skipsQuiet: true });
      if (!made) return;
      const { html } = writeFiles(folder, await updateNamed(database, made.id));
      world.output.note(`Update: ${made.summary.headline}\n  ${html}`);
    } catch (cause) {
      world.output.note(`The update could not be made: ${messageOf(cause)}`);
    }
  };
  let running = after.then(round, round);
  const timer =
    everyHours > 0
      ? setInterval(() => {
          running = running.then(round);
        }, everyHours * HOUR).unref()
      : undefined;
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
