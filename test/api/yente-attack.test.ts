import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noUpdates } from '../../src/screening/edge/fixtures/no-updates.ts';
import { screeningRoutes } from '../../src/screening/edge/routes.ts';
import { exerciseScreener } from '../../src/screening/fixtures/exercise-lists.ts';
import { serveRoutes } from '../../src/server/fixtures/serve-routes.ts';

const screener = exerciseScreener();
const routes = screeningRoutes({ screener: () => screener, updates: noUpdates });
const server = serveRoutes(routes);

/** Milliseconds within which any answer must come on a busy machine. */
const BOUND = 2000;
const deep = (open: string, close: string, count = 100_000): string => open.repeat(count) + close.repeat(count);
const inName = (name: string): string => `{"queries":{"q":{"schema":"Person","properties":{"name":["${name}"]}}}}`;

async function bounded(answer: () => ReturnType<typeof server.get>): ReturnType<typeof server.get> {
  const begin = performance.now();
  const reply = await answer();
  expect(performance.now() - begin).toBeLessThan(BOUND);
  expect(reply.status, reply.text.slice(0, 200)).toBeLessThan(500);
  return reply;
}

describe('POST /match refuses', () => {
  it.each([
    ['lists that nest deep', deep('[', ']')],
    ['objects that nest deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a deep property', inName('x').replace('["x"]', deep('[', ']', 100))],
    ['a name of 1,000,000 letters', inName('x'.repeat(1_000_000))],
    ['a body over 8 MiB', inName('x'.repeat(8_400_000))],
    ['10,000 names', inName(Array.from({ length: 10_000 }, (_, at) => `n${at}`).join('","'))],
    ['half a surrogate pair', inName('\\ud83d')],
    ['half a surrogate pair in a key', inName('x').replace('"q"', '"\\udc00"')],
    ['control characters', inName('a\\u0000b')],
    ['a key that is a control character', inName('x').replace('"q"', '"\\u0007"')],
    ['bytes that are no JSON', '\u0000\u0001'],
    ['a number', '1e999'],
  ])('%s', async (_, body) => {
    const { status, body: answer } = await bounded(() => server.postText('/match/default', body));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(answer).toHaveProperty('detail');
  });
});

describe('POST /match answers', () => {
  it.each([
    ['right-to-left overrides', 'Kim \u202eChol Su'],
    ['a thousand marks on a letter', `K${'\u0301'.repeat(1000)}im`],
    ['emoji and flags', '👨‍👩‍👧‍👦🇰🇵'],
    ['nothing but spaces', '\u00a0\u3000\u200b'],
    ['5,000 letters', '가'.repeat(5000)],
    ['5,000 words', 'kim '.repeat(1250)],
    ['names of the language', 'constructor __proto__ toString valueOf'],
  ])('%s', async (_, name) => {
    const query = { schema: 'Thing', properties: { name: [name], alias: Array(200).fill(name) } };
    const { status } = await bounded(() => server.post('/match/default', { queries: { q: query } }));
    expect(status).toBe(200);
  });

  it('keys of queries that are names of the language', async () => {
    const query = '{"schema":"Person","properties":{"name":["Kim Chol Su"],"constructor":["x"],"__proto__":["y"]}}';
    const { body } = await bounded(() =>
      server.postText('/match/default', `{"queries":{"constructor":${query},"toString":${query}}}`),
    );
    expect(Object.keys(body.responses)).toEqual(['constructor', 'toString']);
  });

  it('any JSON without a defect', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 6 }), async (json) => {
        for (const text of [json, `{"queries":${json}}`, `{"queries":{"q":{"schema":"Person","properties":${json}}}}`])
          await bounded(() => server.postText('/match/default', text));
      }),
      { numRuns: 60 },
    );
  });
});

describe('GET routes', () => {
  const texts = [
    '('.repeat(1000),
    'a '.repeat(500),
    '*'.repeat(1000),
    `${'*a'.repeat(400)}b`,
    `${'?'.repeat(900)}`,
    'a~ '.repeat(200),
    '"'.repeat(999),
    'NOT '.repeat(250),
    'name:'.repeat(200),
    'birthDate:[* TO *]',
    'birthDate:[999999999999 TO \u0660]',
    '\\'.repeat(999),
    '\ud83d\ude00',
    '__proto__:x',
    'properties.constructor:x',
    '_exists_:__proto__',
    `"${'a '.repeat(400)}"~99999999`,
    'x^99999999999',
  ];
  const asked = routes
    .filter(({ method }) => method === 'get')
    .map(({ path }) =>
      path.replace('{dataset}', 'default').replace('{id}', 'un-sc-KPi.999').replace('{property}', 'sanctions'),
    );

  it('answer or refuse any text in any parameter', async () => {
    for (const path of asked)
      for (const text of texts)
        for (const name of ['q', 'prefix', 'queries', 'extend', 'filter', 'sort', 'id', 'type'])
          await bounded(() => server.get(`${path}?${name}=${encodeURIComponent(text)}`));
  });

  it('answer or refuse any id and dataset', async () => {
    const parts = fc.constantFrom(
      '%2e%2e%2f',
      '%00',
      '%ff',
      '%EA%B9%80',
      '%25',
      '__proto__',
      'constructor',
      '%0d%0aX: y',
    );
    await fc.assert(
      fc.asyncProperty(parts, async (part) => {
        for (const path of [
          `/entities/${part}`,
          `/entities/${part}/adjacent/${part}`,
          `/search/${part}`,
          `/reconcile/${part}`,
        ])
          await bounded(() => server.get(path));
      }),
      { numRuns: 20 },
    );
  });
});

describe('POST /reconcile', () => {
  it.each([
    ['deep JSON', { queries: deep('[', ']') }],
    ['a deep extension', { extend: deep('{"a":', '}', 10) }],
    ['half a surrogate pair', { queries: '{"q":{"query":"\\ud83d"}}' }],
    ['a control character', { queries: '{"q":{"query":"\\u0001"}}' }],
    ['1,001 ids', { extend: JSON.stringify({ ids: Array(1001).fill('x'), properties: [] }) }],
    ['101 properties', { extend: JSON.stringify({ ids: [], properties: Array(101).fill({ id: 'name' }) }) }],
    ['a body over 2 MiB', { queries: 'x'.repeat(2_200_000) }],
  ])('refuses %s', async (_, fields) => {
    const { status, body } = await bounded(() =>
      server.postForm('/reconcile/default', fields as Record<string, string>),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).toHaveProperty('detail');
  });
});
