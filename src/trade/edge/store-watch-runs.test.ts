import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { keepPetroleum } from './petroleum/store-petroleum.ts';
import { keepTradeFile } from './rows/store-trade.ts';
import { keepTradeWatchRun, tradeWatchesAreDue } from './store-watch-runs.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const due = async () => [
  await tradeWatchesAreDue(test.database, 'trade'),
  await tradeWatchesAreDue(test.database, 'petroleum'),
];

it('knows which watches are due: those that have something new to read', async () => {
  expect(await due()).toEqual([false, false]);
  const counts = {
    kind: 'table' as const,
    vintage: '2026-01-01',
    currency: 'USD',
    rows: 1,
    parts: 0,
    fromPeriod: 202601,
    toPeriod: 202601,
  };
  await keepTradeFile(test.database, {
    sha256: 'a',
    name: 'a.csv',
    exercise: true,
    ...counts,
    rejected: {},
    rejections: [],
  });
  expect(await due()).toEqual([true, false]);
  await keepPetroleum(
    test.database,
    { sha256: 'b', name: 'b.csv', exercise: true, deliveries: 0, calls: 0, rejected: [] },
    { deliveries: [], calls: [] },
  );
  expect(await due()).toEqual([true, true]);
  await keepTradeWatchRun(test.database, 'trade', 0);
  expect(await due()).toEqual([false, true]);
  await keepTradeWatchRun(test.database, 'petroleum', 0);
  expect(await due()).toEqual([false, false]);
});
