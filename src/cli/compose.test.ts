import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import { type Command, defineCommand, type World } from './command.ts';
import { runProgram } from './compose.ts';

const closed: string[] = [];
const commands: Command[] = [
  defineCommand({
    name: 'exercise count',
    summary: 'EXERCISE',
    arguments: [{ name: 'word', description: 'x', optional: true, variadic: true }],
    options: [{ flags: '--limit <n>', description: 'x' }],
    schema: z.object({ limit: z.coerce.number().int().min(1).default(5) }),
    async run({ args, options }, world) {
      world.output.note('working');
      world.output.answer({ args, limit: options.limit }, () => `counted ${args.length}`);
      return args.includes('refuse') ? 1 : undefined;
    },
  }),
  defineCommand({
    name: 'exercise fail',
    summary: 'EXERCISE',
    schema: z.object({}),
    async run() {
      throw new AppError({ code: 'EXERCISE', kind: 'refused', message: 'Cannot do it: EXERCISE', hint: 'Do this.' });
    },
  }),
  defineCommand({
    name: 'exercise write',
    summary: 'EXERCISE',
    options: [{ flags: '--out <file>', description: 'x' }],
    schema: z.object({ out: z.string() }),
    run: async () => undefined,
  }),
  defineCommand({
    name: 'exercise stop',
    summary: 'EXERCISE',
    schema: z.object({}),
    async run(_, world) {
      setImmediate(() => process.emit('SIGINT'));
      await setTimeout(10_000, undefined, { signal: world.signal });
      return undefined;
    },
  }),
];

for (const name of ['drill', 'drill file'])
  commands.push(
    defineCommand({
      name,
      summary: 'EXERCISE',
      arguments: [{ name: 'word', description: 'x', optional: true }],
      options: [{ flags: '--limit <n>', description: 'x' }],
      schema: z.object({ limit: z.coerce.number().default(1) }),
      async run({ args, options: { limit } }, world) {
        world.output.answer({ name, args, limit }, () => name);
        return undefined;
      },
    }),
  );

async function run(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const seen = { out: '', err: '' };
  const write = (to: 'out' | 'err') => (text: string | Uint8Array) => {
    seen[to] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(write('err'));
  const world = (command: Command, output: World['output'], signal: AbortSignal) => ({
    home: '',
    offline: true,
    now: () => new Date(0),
    output,
    signal,
    database: () => Promise.reject(new Error('none')),
    close: async () => void closed.push(command.name),
  });
  const code = await runProgram({ version: '0', commands, world }, words);
  vi.restoreAllMocks();
  return { code, ...seen };
}

describe('runProgram()', () => {
  afterEach(() => vi.restoreAllMocks());

  it('gives an option to the command it follows, where the command before knows it too', async () => {
    for (const words of [['drill'], ['drill', 'file']]) {
      const { out } = await run(...words, 'a', '--limit', '3', '--json');
      expect(JSON.parse(out)).toEqual({ name: words.join(' '), args: ['a'], limit: 3 });
    }
  });

  it('prints one JSON value and nothing else with --json', async () => {
    const { code, out, err } = await run('exercise', 'count', 'a', 'b', '--json', '--limit', '7');
    expect([code, JSON.parse(out), err]).toEqual([0, { args: ['a', 'b'], limit: 7 }, 'working\n']);
    expect(closed.pop()).toBe('exercise count');
  });

  it('ends with 1 for a refusal, its words on standard error or as JSON', async () => {
    expect(await run('exercise', 'fail')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Do this.') });
    const { code, out } = await run('exercise', 'fail', '--json');
    expect([code, JSON.parse(out)]).toEqual([
      1,
      { error: { code: 'EXERCISE', message: 'Cannot do it: EXERCISE', hint: 'Do this.', data: {} } },
    ]);
    expect((await run('exercise', 'count', 'refuse')).code).toBe(1);
  });

  it('calls a command stopped by Ctrl-C stopped, and closes its world', async () => {
    expect(await run('exercise', 'stop')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/"exercise stop": it was stopped/),
    });
    expect(closed.pop()).toBe('exercise stop');
  });

  it('ends with 2 for wrong usage and says what is wrong', async () => {
    expect(await run('exercise', 'count', '--limit', 'many')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--limit: must be a number'),
    });
    expect((await run('exercise', 'count', '--limit', '1.5')).err).toContain('--limit: must be a whole number');
    expect((await run('exercise', 'write')).err).toContain('--out: is needed');
    expect(await run('exercise', 'count', '--colour', 'red')).toMatchObject({
      code: 2,
      err: expect.stringContaining("unknown option '--colour'"),
    });
    expect(await run('exercice')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean exercise?') });
  });

  it.each([
    [['exercice', '--json'], /unknown command 'exercice'/, 'Did you mean exercise?'],
    [['exercise', 'count', '--limt', '1', '--json'], /unknown option '--limt'/, 'Did you mean --limit?'],
    [['exercise', '--json'], /unknown option '--json'|incomplete/, expect.stringContaining('--help')],
  ])('tells a program of wrong usage as JSON too: %j', async (words, message, hint) => {
    const { code, out } = await run(...words);
    expect([code, JSON.parse(out)]).toEqual([
      2,
      { error: { code: 'USAGE', message: expect.stringMatching(message), hint, data: {} } },
    ]);
  });

  it('shows its help when nothing is asked', async () => {
    expect(await run()).toMatchObject({ code: 0, out: expect.stringContaining('Usage: watchkeeper') });
  });
});
