import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A command that answers once nobody reads any more, then again, and says on standard error that its world was closed. */
const UNREAD = `
import { z } from 'zod';
import { runProgram } from './src/cli/compose.ts';
const command = { name: 'answer', summary: 'EXERCISE', schema: z.object({}), async run(_, { output }) {
  await new Promise((done) => process.stdin.on('data', done));
  process.stdin.unref();
  for (let at = 0; at < 3; at += 1) {
    output.answer({}, () => 'x'.repeat(1 << 20));
    await new Promise((done) => setTimeout(done, 50));
  }
} };
const world = (_, output, signal) => ({ output, signal, close: async () => process.stderr.write('closed') });
process.exitCode = await runProgram({ version: '0', commands: [command], world }, ['answer']);
`;

describe('outliveReaders()', () => {
  it('lets a command end in peace, and close its world, when nobody reads its answer', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', UNREAD], { cwd: root });
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
    });
    child.stdout.destroy();
    child.stdin.write('go');
    const [code] = await once(child, 'close');
    expect([code, told]).toEqual([0, 'closed']);
  });
});
