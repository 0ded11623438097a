import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { World } from '../cli/command.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Database } from '../store/database.ts';
import { type TradeWatches, tradeWatchesAreDue } from '../trade/edge/store-watch-runs.ts';
import type { WatchRun } from '../vessels/edge/run-watches.ts';
import { watchesAreDue } from '../vessels/edge/store-runs.ts';

const program = fileURLToPath(new URL('../../bin/watchkeeper.mjs', import.meta.url));
/** Characters of the answer: findings of some years. */
const MOST_OUTPUT = 1 << 30;

/**
 * Runs the watches in processes of their own, each when anything was loaded since it ran last, and says what came of it.
 * Those over petroleum follow those over ships, which they read.
 */
export async function watchAtStart(world: World, database: Database): Promise<void> {
  await watchShips(world, database);
  await watchDeclared(world, database, 'trade');
  await watchDeclared(world, database, 'petroleum');
}

async function watchDeclared(
  { home, signal, output }: World,
  database: Database,
  watches: TradeWatches,
): Promise<void> {
  try {
    if (signal.aborted || !(await tradeWatchesAreDue(database, watches))) return;
    const runs = JSON.parse(await watchInAnother(home, signal, watches)) as {
      exercise: boolean;
      findings: unknown[];
      raised: number;
    }[];
    for (const { exercise, findings, raised } of runs)
      output.note(
        `${exercise ? 'EXERCISE. ' : ''}${watches === 'trade' ? 'Trade' : 'Petroleum'} watched: ${findings.length} findings, ${raised} of them new.`,
      );
  } catch (cause) {
    if (!signal.aborted) output.note(`The watches over ${watches} could not run: ${messageOf(cause)}`);
  }
}

async function watchShips({ home, signal, output }: World, database: Database): Promise<void> {
  try {
    if (!(await watchesAreDue(database)) || signal.aborted) return;
    const runs = JSON.parse(await watchInAnother(home, signal, 'vessels')) as WatchRun[];
    for (const { exercise, positions, findings, raised } of runs)
      output.note(
        `${exercise ? 'EXERCISE. ' : ''}Ships watched: ${positions} positions, ${findings.length} findings, ${raised} of them new.`,
      );
  } catch (cause) {
    if (!signal.aborted) output.note(`The watches over ships could not run: ${messageOf(cause)}`);
  }
}

/** The command's answer; with the server's own settings, so that it uses the server's database. */
function watchInAnother(home: string, signal: AbortSignal, watches: 'vessels' | TradeWatches): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program, watches, 'watch', '--json'],
      { env: { ...process.env, WATCHKEEPER_HOME: home }, signal, maxBuffer: MOST_OUTPUT },
      (error, stdout, stderr) =>
        error ? reject(new Error(stderr.trim().split('\n')[0] || error.message)) : resolve(stdout),
    );
  });
}
