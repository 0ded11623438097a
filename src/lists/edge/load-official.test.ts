import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import type { ListSource } from '../list-source.ts';
import { readers } from '../readers/registry.ts';
import { writeSnapshot } from '../snapshot.ts';
import { fetchable, loadOfficial } from './load-official.ts';
import { currentVersions, latestAttempts } from './store-versions.ts';

function source(list: string, url: string, needs: 'token' | null = null): ListSource {
  return {
    list,
    title: list,
    titles: { ko: list, ja: list },
    authority: 'EXERCISE',
    country: 'un',
    regime: null,
    kind: 'sanctions',
    homepage: 'https://example.org/',
    terms: '',
    termsUrl: 'https://example.org/terms',
    snapshotNote: null,
    downloads: [{ url, format: 'x', needs, mostMegabytes: 1, confidence: 'seen', note: 'x' }],
  };
}

function listFile(list: string, publishedAt: string): string {
  const entry = {
    list,
    schema: 'Person',
    caption: '',
    links: [],
    extracted: [],
    designations: [{ programmes: ['EXERCISE'], listedOn: null }],
  };
  return writeSnapshot(
    { list, title: list, publishedAt, scope: 'dprk', source: 'https://example.org/', terms: 'x', note: null },
    [{ ...entry, key: 'E1', properties: { name: ['EXERCISE'] } }],
  );
}

describe('loadOfficial()', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  it('loads what it can, records what it cannot, and leaves what needs a key to people', async () => {
    const sources = [
      source('exercise-a', 'https://example.org/a.json'),
      source('exercise-b', 'https://example.org/b.json'),
      source('exercise-c', 'https://example.org/c.json'),
      source('exercise-d', 'https://example.org/d', 'token'),
    ];
    const bodies: Record<string, string> = {
      '/a.json': listFile('exercise-a', '2026-01-01'),
      '/b.json': listFile('another', '2026-01-01'),
    };
    const fetchOne = async (url: string) => {
      const body = bodies[new URL(url).pathname];
      return body === undefined ? new Response('', { status: 404 }) : new Response(body, { headers: { etag: '"1"' } });
    };
    const outcomes = await loadOfficial(test.database, {
      sources,
      readers,
      home: test.home,
      signal: AbortSignal.timeout(10_000),
      onProgress: () => {},
      network: { fetch: fetchOne, sleep: async () => {} },
    });
    expect(outcomes.map(({ list, outcome }) => [list, outcome])).toEqual([
      ['exercise-a', 'loaded'],
      ['exercise-b', 'refused'],
      ['exercise-c', 'refused'],
    ]);
    expect((await currentVersions(test.database)).find(({ list }) => list === 'exercise-a')?.origin.url).toBe(
      'https://example.org/a.json',
    );
    const attempts = await latestAttempts(test.database);
    expect(attempts.find(({ list }) => list === 'exercise-c')).toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('answered 404'),
    });
    expect(attempts.find(({ list }) => list === 'exercise-b')?.message).toContain('it is the list "another"');
    expect(fetchable(sources).map(({ list }) => list)).not.toContain('exercise-d');
  });

  it('keeps the last good file and version when a bad one comes, and fetches it whole the next time', async () => {
    const good = listFile('exercise-e', '2026-01-01');
    let body = good;
    const asked: (string | null)[] = [];
    const load = () =>
      loadOfficial(test.database, {
        sources: [source('exercise-e', 'https://example.org/e.json')],
        readers,
        home: test.home,
        signal: AbortSignal.timeout(10_000),
        onProgress: () => {},
        network: {
          fetch: async (_, { headers }) => {
            const tag = new Headers(headers).get('if-none-match');
            asked.push(tag);
            return tag === `"${body.length}"`
              ? new Response(null, { status: 304 })
              : new Response(body, { headers: { etag: `"${body.length}"` } });
          },
          sleep: async () => {},
        },
      });
    const version = async () => (await currentVersions(test.database)).find(({ list }) => list === 'exercise-e');
    await load();
    const before = await version();
    body = good.split('\n', 1)[0] ?? '';
    const [bad] = await load();
    expect([bad?.outcome, bad?.message]).toEqual(['refused', expect.stringContaining('holds 0 parties')]);
    expect(await version()).toEqual(before);
    expect(readFileSync(join(test.home, 'downloads', 'exercise-e.json'), 'utf8')).toBe(good);
    body = good;
    expect((await load())[0]?.outcome).toBe('unchanged');
    const tag = `"${good.length}"`;
    expect(asked).toEqual([null, tag, tag]);
    expect((await latestAttempts(test.database)).find(({ list }) => list === 'exercise-e')?.outcome).toBe('unchanged');
  });
});
