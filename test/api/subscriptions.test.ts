import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadList } from '../../src/lists/edge/store.ts';
import { fileOf } from '../../src/lists/fixtures/collect-list.ts';
import type { ListReader } from '../../src/lists/list-reader.ts';
import { wholeApp } from './whole-app.ts';

let app: Awaited<ReturnType<typeof wholeApp>>;
beforeAll(async () => {
  app = await wholeApp();
});
afterAll(() => app.close());

const operator = { authorization: 'Bearer exercise' };
const reader: ListReader = {
  format: 'exercise',
  title: 'EXERCISE',
  recognises: () => 'exercise',
  async read(_file, sink) {
    sink.header({ publishedAt: '2026-11-24' });
    sink.party({ key: 'X1', schema: 'Company', properties: { name: ['EXERCISE Lantern Import Export Trading'] } });
    sink.designation({ party: 'X1', programmes: ['EXERCISE'], listedOn: '2026-11-24' });
    await sink.ready();
  },
};

it('a saved party that a new list names becomes an event, without anyone asking', async () => {
  const rows = [{ id: 'C-1', schema: 'Company', properties: { name: ['Exercise Lantern Import Export Trading'] } }];
  const made = await app.post('/api/v1/screening/subscriptions', { name: 'EXERCISE', rows }, operator);
  const { id, events } = made.json() as { id: number; events: number };
  expect([made.status, events]).toEqual([200, 0]);
  const told = async () => {
    const answer = await app.ask(`/api/v1/screening/subscriptions/${id}/events`, { headers: operator });
    return (answer.json() as { events: { kind: string; key: string; party: string }[] }).events;
  };
  const file = fileOf('exercise.txt', 'x');
  await loadList(app.database, { list: 'exercise-list', reader, file, origin: { files: [] } });
  await expect
    .poll(told, { timeout: 20_000, interval: 200 })
    .toMatchObject([{ kind: 'new', key: 'C-1', party: 'exercise-list-X1' }]);
  expect(app.causes).toEqual([]);
});
