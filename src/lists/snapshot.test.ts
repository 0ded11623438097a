import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { shippedDataUrl } from '../kernel/shipped-data.ts';
import type { ListEntry } from './entry.ts';
import { collectList, fileAt, fileOf } from './fixtures/collect-list.ts';
import { listSources } from './list-source.ts';
import { watchkeeperSnapshot } from './readers/watchkeeper-snapshot.ts';
import { snapshotHeader, writeSnapshot } from './snapshot.ts';

const header = {
  list: 'exercise',
  title: 'EXERCISE',
  publishedAt: '2026-01-01',
  scope: 'dprk',
  source: 'https://example.org/',
  terms: 'EXERCISE',
  note: 'EXERCISE excerpt',
};
const entry: ListEntry = {
  list: 'exercise',
  key: 'E1',
  schema: 'Person',
  caption: 'EXERCISE',
  links: [],
  extracted: [],
  properties: { name: ['EXERCISE'], notes: ['their sentence'], position: ['short', 'x'.repeat(200)] },
  designations: [{ programmes: ['EXERCISE'], listedOn: '2017-06-02', reason: 'their reason' }],
};

describe('writeSnapshot()', () => {
  it('writes facts only, the same whatever the order, and reads back', async () => {
    const other = {
      ...entry,
      key: 'E0',
      links: [
        { schema: 'UnknownLink', to: 'E1' },
        { schema: 'UnknownLink', to: 'gone' },
      ],
    };
    const text = writeSnapshot(header, [entry, other]);
    expect(text).toBe(writeSnapshot(header, [other, entry]));
    expect(text).not.toMatch(/their|xxx/);
    const list = await collectList(watchkeeperSnapshot, fileOf('exercise.jsonl', text));
    expect(list.headers[0]?.notes?.note).toBe('EXERCISE excerpt');
    expect([...list.parties.keys()]).toEqual(['E0', 'E1']);
    expect(list.parties.get('E1')?.properties).toEqual({ name: ['EXERCISE'], position: ['short'] });
    expect(list.links.map(({ to }) => to)).toEqual(['E1']);
  });

  it('is refused when lines are missing, and a bad line is counted', async () => {
    const text = writeSnapshot(header, [entry, { ...entry, key: 'E2' }]);
    await expect(
      collectList(watchkeeperSnapshot, fileOf('cut.jsonl', text.split('\n').slice(0, 2).join('\n'))),
    ).rejects.toThrow(/holds 1 parties and declares 2/);
    const bad = text.replace('"schema":"Person"', '"schema":"Spaceship"');
    expect((await collectList(watchkeeperSnapshot, fileOf('bad.jsonl', bad))).rejections).toMatchObject([
      { place: { line: 2 }, reference: 'E1' },
    ]);
    expect(watchkeeperSnapshot.recognises({ name: 'x', head: '{"id":"x"}' })).toBeNull();
  });
});

describe('the facts that ship', () => {
  const folder = fileURLToPath(new URL('lists/', shippedDataUrl));
  it('are described with their own dates and numbers', () => {
    const rows = readFileSync(`${folder}README.md`, 'utf8').matchAll(/^\| `([a-z0-9-]+)` \| ([\d-]+) \| (\d+) \|/gm);
    const described = [...rows].map(([, list, date, parties]) => [list, date, Number(parties)]);
    const held = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => snapshotHeader.parse(JSON.parse(readFileSync(folder + name, 'utf8').split('\n', 1)[0] ?? '')))
      .map(({ list, publishedAt, parties }) => [list, publishedAt?.slice(0, 10), parties]);
    expect(described).toEqual(held);
  });

  it.each(readdirSync(folder).filter((name) => name.endsWith('.jsonl')))(
    '%s is whole, known and holds no sentences',
    async (name) => {
      const list = await collectList(watchkeeperSnapshot, fileAt(`${folder}${name}`));
      expect(list.rejections).toEqual([]);
      expect(list.parties.size).toBeGreaterThan(20);
      const source = listSources().find(({ list: id }) => `${id}.jsonl` === name);
      const [first = ''] = readFileSync(`${folder}${name}`, 'utf8').split('\n', 1);
      expect(JSON.parse(first)).toMatchObject({
        title: source?.title,
        source: source?.homepage,
        terms: source?.terms,
        note: source?.snapshotNote,
      });
      expect([...list.parties.values()].filter(({ properties }) => properties.notes ?? properties.summary)).toEqual([]);
      expect(list.designations.filter(({ reason }) => reason)).toEqual([]);
    },
  );
});
