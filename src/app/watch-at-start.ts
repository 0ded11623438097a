import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { World } from '../cli/command.ts';
import { messageOf } from '../kernel/errors.ts';
import type { Database } from '../store/database.ts';
import type { WatchRun } from '../vessels/edge/run-watches.ts';
import { watchesAreDue } from '../vessels/edge/store-runs.ts';

const program = fileURLToPath(new URL('../../bin/watchkeeper.mjs', import.meta.url));
/** Characters of the answer: findings of some years. */
const MOST_OUTPUT = 1 << 30;

/** Runs the watches over ships in a process of their own when anything was loaded since they ran last, and says what came of it. */
export async function watchAtStart({ home, signal, output }: World, database: Database): Promise<void> {
  try {
    if (!(await watchesAreDue(database)) || signal.aborted) return;
    const runs = JSON.parse(await watchInAnother(home, signal)) as WatchRun[];
    for (const { exercise, positions, findings, raised } of runs)
      output.note(
        `${exercise ? 'EXERCISE. ' : ''}Ships watched: ${positions} positions, ${findings.length} findings, ${raised} of them new.`,
      );
  } catch (cause) {
    if (!signal.aborted) output.note(`The watches over ships could not run: ${messageOf(cause)}`);
  }
}

/** The command's answer; with the server's own settings, so that it uses the server's database. */
function watchInAnother(home: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [program, 'vessels', 'watch', '--json'],
      { env: { ...process.env, WATCHKEEPER_HOME: home }, signal, maxBuffer: MOST_OUTPUT },
      (error, stdout, stderr) =>
        error ? reject(new Error(stderr.trim().split('\n')[0] || error.message)) : resolve(stdout),
    );
  });
}
