import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../cli/command.ts';
import { AppError } from '../kernel/errors.ts';
import { type TestDatabase, testDatabase } from '../store/fixtures/test-database.ts';
import { doctorCommand } from './doctor.ts';
import { type Check, nodeCheck } from './machine-checks.ts';
import { readSettings } from './settings.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

interface Asked {
  environment?: Record<string, string>;
  now?: Date;
  database?: World['database'];
}

/** What the doctor says of a set-up, by the name of the check, and its exit code. */
async function doctor({ environment = {}, now = new Date(), database }: Asked) {
  const settings = readSettings({ PORT: '0', WATCHKEEPER_HOME: test.home, ...environment }, test.home);
  let answer: unknown;
  const world: World = {
    home: settings.home,
    offline: true,
    now: () => now,
    output: {
      json: true,
      answer: (value) => {
        answer = value;
      },
      note: () => {},
      progress: () => ({ at: () => {}, stop: () => {} }),
    },
    database: database ?? (async () => test.database),
    signal: new AbortController().signal,
  };
  const code = await doctorCommand(settings).run({ args: [], options: {} }, world);
  const { healthy, checks } = answer as { healthy: boolean; checks: Check[] };
  return { code, healthy, of: (name: string) => checks.find(({ check }) => check === name) };
}

describe('doctor', () => {
  it('finds a sound set-up healthy, and says what it lacks', async () => {
    const { code, healthy, of } = await doctor({});
    expect([code, healthy]).toEqual([undefined, true]);
    for (const name of ['Node.js', 'settings', 'data folder', 'PostgreSQL', 'port', 'database', 'clock'])
      expect(of(name), name).toMatchObject({ state: 'ok', mend: null });
    expect(of('lists')).toMatchObject({ state: 'warning', mend: expect.stringContaining('lists load') });
  });

  it('finds a view by which rows would be seen around their label', async () => {
    await test.database`create table exercise_text (id uuid primary key, body text)`;
    await test.database`call label_table('exercise_text')`;
    expect((await doctor({})).of('labels')).toBeUndefined();
    await test.database`create view exercise_view as select body from exercise_text`;
    expect((await doctor({})).of('labels')).toMatchObject({
      state: 'wrong',
      found: 'exercise_view: a view without security_invoker reads exercise_text as its owner',
    });
    await test.database`drop table exercise_text cascade`;
  });

  it('finds a port that a stranger holds, even where this installation’s server could be running', async () => {
    const stranger = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const address = stranger.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    for (const more of [{}, { DATABASE_URL: 'postgres://exercise@127.0.0.1/none' }]) {
      const { code, of } = await doctor({ environment: { PORT: port, ...more } });
      expect([code, of('port')?.state, of('port')?.mend]).toEqual([1, 'wrong', expect.stringContaining('Set PORT')]);
    }
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('finds a data folder that cannot be one', async () => {
    const file = join(test.home, 'file');
    writeFileSync(file, '');
    const { code, of } = await doctor({ environment: { WATCHKEEPER_HOME: file } });
    expect([code, of('data folder')]).toEqual([
      1,
      expect.objectContaining({ state: 'wrong', mend: expect.stringContaining('WATCHKEEPER_HOME') }),
    ]);
  });

  it('repeats why the database does not answer, with its remedy', async () => {
    const cause = new AppError({
      code: 'EXERCISE',
      kind: 'unavailable',
      message: 'Cannot open: EXERCISE',
      hint: 'Do.',
    });
    const { code, of } = await doctor({ database: () => Promise.reject(cause) });
    expect([code, of('database')]).toEqual([
      1,
      { check: 'database', state: 'wrong', found: 'Cannot open: EXERCISE', mend: 'Do.' },
    ]);
  });

  it('finds a clock that differs from the database’s', async () => {
    expect((await doctor({ now: new Date('2001-01-01') })).of('clock')).toMatchObject({ state: 'wrong' });
  });

  it('finds lists that are old and loads that were refused', async () => {
    await test.database`insert into list_version (list, format, published_on, digest, entry_ids, designation_count, origin)
      values ('exercise', 'x', '2020-01-01', '\\x01', '{}', 0, '{"files": []}')`;
    await test.database`insert into list_attempt (list, outcome, origin, message, hint)
      values ('exercise', 'refused', '{}', 'EXERCISE is cut off', 'Fetch it again.')`;
    const { code, of } = await doctor({});
    expect(code).toBe(undefined);
    expect(of('age of lists')).toMatchObject({ state: 'warning', found: expect.stringContaining('2020-01-01') });
    expect(of('list exercise')).toMatchObject({ found: 'EXERCISE is cut off', mend: 'Fetch it again.' });
  });
});

describe('nodeCheck()', () => {
  it.each([
    ['18.20.4', 'wrong'],
    ['20.18.1', 'wrong'],
    ['20.19.0', 'ok'],
    ['24.1.0', 'ok'],
  ])('%s is %s', (version, state) => expect(nodeCheck(version).state).toBe(state));
});
