import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFindings } from '../findings/edge/store.ts';
import { openLog } from '../ledger/edge/log.ts';
import { inventedFinding } from '../reports/fixtures/invented-finding.ts';
import { type TestDatabase, testDatabase } from '../store/fixtures/test-database.ts';
import { startUpdateRounds } from './update-rounds.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await openLog(test);
});
afterAll(() => test.close());

describe('startUpdateRounds()', () => {
  const notes: string[] = [];
  /** One round of a server that starts and is told to stop. */
  async function round(after: Promise<unknown>, signal = new AbortController().signal): Promise<string[]> {
    notes.length = 0;
    const output = { note: (line: string) => void notes.push(line) } as never;
    const world = { home: test.home, now: () => new Date(), output, signal };
    await startUpdateRounds(world, test.database, { everyHours: 0, after }).close();
    return notes;
  }

  it('makes no update where there is nothing to tell', async () => {
    expect(await round(Promise.resolve())).toEqual([]);
    expect(existsSync(join(test.home, 'updates'))).toBe(false);
  });

  it('makes one once what starts with the server is done, even in vain, and says where it is', async () => {
    const watching = keepFindings(test.database, [inventedFinding(1)]).then(() => {
      throw new Error('EXERCISE');
    });
    expect(await round(watching)).toEqual([expect.stringMatching(/^Update: 1 new finding,.*updates\/.*\.html$/s)]);
    expect(readdirSync(join(test.home, 'updates'))).toHaveLength(3);
    expect(await round(Promise.resolve())).toEqual([]);
  });

  it('makes none any more when the server stops', async () => {
    await keepFindings(test.database, [inventedFinding(2)]);
    expect(await round(Promise.resolve(), AbortSignal.abort())).toEqual([]);
  });
});
