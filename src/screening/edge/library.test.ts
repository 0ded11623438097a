import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createScreener, openScreener, saveScreener } from './library.ts';

const folder = await mkdtemp(join(tmpdir(), 'watchkeeper-library-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const parties = [
  {
    id: 'a',
    schema: 'Person',
    properties: { name: ['Exercise Testov'], birthDate: ['1960-02-03'], alias: ['테스트'] },
  },
  {
    id: 'b',
    schema: 'Company',
    properties: { name: ['Exercise Trading Corporation'], registrationNumber: ['7700001'] },
  },
  { id: 'c', schema: 'Vessel', properties: { name: ['EXERCISE STAR 7'], imoNumber: ['9074729'] } },
];

describe('createScreener()', () => {
  it('finds its parties by name in another order, by identifier, by meaning', () => {
    const screener = createScreener(parties);
    const first = (schema: string, properties: Record<string, string[]>) => screener.match({ schema, properties })[0];
    expect(first('Person', { name: ['TESTOV, Exercise'] })).toMatchObject({ id: 'a', match: true });
    expect(first('Company', { registrationNumber: ['77-00001'] })).toMatchObject({ id: 'b', match: true });
    expect(first('Company', { name: ['Exercise 무역회사'] })).toMatchObject({ id: 'b', match: true });
    expect(first('Vessel', { name: ['Nobody'], imoNumber: ['IMO 9074729'] })).toMatchObject({ id: 'c' });
    expect(screener.match({ schema: 'Person', properties: { name: ['Nobody Known'] } })).toEqual([]);
    expect(createScreener([]).match({ schema: 'Person', properties: { name: ['Anyone'] } })).toEqual([]);
  });

  it('answers the same from a file', async () => {
    const path = join(folder, 'saved');
    const screener = createScreener(parties);
    await saveScreener(screener, path);
    const opened = await openScreener(path);
    for (const { schema, properties } of parties)
      expect(opened.match({ schema, properties })).toEqual(screener.match({ schema, properties }));
    await truncate(path, 300);
    await expect(openScreener(path)).rejects.toMatchObject({ code: 'COLLECTION_UNREADABLE' });
    await writeFile(path, 'something else');
    await expect(openScreener(path)).rejects.toMatchObject({ code: 'COLLECTION_UNREADABLE' });
    await expect(openScreener(join(folder, 'none'))).rejects.toMatchObject({ code: 'COLLECTION_UNREADABLE' });
  });

  it('holds what the guide shows', async () => {
    const guide = await readFile(new URL('../../../docs/guides/library.md', import.meta.url), 'utf8');
    const code = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    const body = code.replace(/^import .*\n/, '').replace('console.log(', 'found.push(');
    const found: unknown[] = [];
    new Function('createScreener', 'found', body)(createScreener, found);
    expect(found.slice(0, 3)).toEqual(['a', expect.closeTo(0.97, 1), true]);
  });
});
