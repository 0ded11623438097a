import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeApp } from './whole-app.ts';

let app: Awaited<ReturnType<typeof wholeApp>>;
beforeAll(async () => {
  app = await wholeApp();
});
afterAll(() => app.close());

describe('/openapi.json', () => {
  it('describes every route, and no other', async () => {
    const document = (await app.ask('/openapi.json')).json() as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(
      app.routes.map(({ method, path }) => `${method} ${path.replace('*}', '}')}`).sort(),
    );
    for (const methods of Object.values(document.paths))
      for (const operation of Object.values(methods))
        expect(JSON.stringify(operation)).toMatch(/Act: `[a-z]+\.[a-z]+`/);
  });
});

describe('the screening API', () => {
  it('finds a shipping company, a ship and a wallet of the facts that ship, with measures', async () => {
    const queries = {
      company: { schema: 'Organization', properties: { name: ['Ocean Maritime Management'] } },
      hangul: { schema: 'Person', properties: { name: ['김정식'] } },
      vessel: { schema: 'Vessel', properties: { imoNumber: ['7303803'] } },
      wallet: { schema: 'CryptoWallet', properties: { publicKey: ['0x098B716B8Aaf21512996dC57EB0615e2383E2f96'] } },
    };
    const answer = (await app.post('/match/default', { queries })).json() as {
      responses: Record<
        string,
        {
          status: number;
          results: {
            id: string;
            match: boolean;
            score: number;
            watchkeeper: { measures: { id: string; label: string }[] };
          }[];
        }
      >;
    };
    const first = (key: string) => answer.responses[key]?.results[0];
    expect(first('company')).toMatchObject({ id: 'un-sc-KPe.020', match: true });
    expect(first('company')?.watchkeeper.measures.map(({ id }) => id)).toContain('UN-1718-8d');
    expect(first('hangul')).toMatchObject({ match: true });
    expect(first('vessel')).toMatchObject({ id: 'un-1718-vessels-7303803', match: true });
    expect(first('wallet')).toMatchObject({ match: true });
    expect(first('wallet')?.watchkeeper.measures.length).toBeGreaterThan(0);
  });

  it('screens a file that the operator sends, as a job in a thread of its own', async () => {
    const headers = { authorization: 'Bearer exercise' };
    const jobs = '/api/v1/screening/jobs';
    const body = 'ref,name,imo\nA1,Ocean Maritime Management,\nA2,,7303803\n';
    const { job } = (await app.ask(`${jobs}?name=ships.csv`, { method: 'POST', headers, body })).json() as {
      job: { id: string };
    };
    expect((await app.post(`${jobs}/${job.id}/start`, { format: 'jsonl', limit: 1 }, headers)).status).toBe(200);
    const state = async () => ((await app.ask(`${jobs}/${job.id}`, { headers })).json() as { state: string }).state;
    while (['waiting', 'running'].includes(await state())) await sleep(100);
    expect(await state()).toBe('done');
    const lines = (await app.ask(`${jobs}/${job.id}/results`, { headers })).text.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { line: 2, id: 'A1', hits: [{ party: 'un-sc-KPe.020' }] },
      { line: 3, id: 'A2', hits: [{ party: 'un-1718-vessels-7303803' }] },
    ]);
    expect((await app.ask(jobs)).status).toBe(403);
  });

  it('finds them in the words of Moov Watchman, a wallet under its holder', async () => {
    const first = async (query: string) =>
      ((await app.ask(`/v2/search?${query}`)).json() as { entities: Record<string, unknown>[] }).entities[0];
    expect(await first('name=Ocean+Maritime+Management&type=organization&source=un_csl')).toMatchObject({
      sourceList: 'un_csl',
      sourceID: 'KPe.020',
      entityType: 'organization',
    });
    expect(await first('type=vessel&imoNumber=7303803')).toMatchObject({ sourceList: 'un_csl', sourceID: '7303803' });
    expect(await first('cryptoAddress=ETH:0x098B716B8Aaf21512996dC57EB0615e2383E2f96&source=us_ofac')).toMatchObject({
      sourceList: 'us_ofac',
      sourceID: '27307',
      name: 'LAZARUS GROUP',
      cryptoAddresses: expect.arrayContaining([
        { currency: 'ETH', address: '0x098B716B8Aaf21512996dC57EB0615e2383E2f96' },
      ]),
    });
    expect((await app.ask('/v2/listinfo')).json()).toMatchObject({ lists: { un_csl: 155 + 58, eu_csl: 255 } });
  });

  it('speaks of errors as yente does', async () => {
    expect(await app.post('/match/default', { queries: {} })).toMatchObject({
      status: 400,
      text: '{"detail":"No queries provided."}',
    });
    expect(
      (await app.post('/match/nowhere', { queries: { q: { schema: 'Person', properties: { name: ['x'] } } } })).status,
    ).toBe(404);
    const many = Object.fromEntries(
      Array.from({ length: 101 }, (_, at) => [`q${at}`, { schema: 'Person', properties: { name: ['x'] } }]),
    );
    expect(await app.post('/match/default', { queries: many })).toMatchObject({
      status: 400,
      text: expect.stringContaining('Too many queries in one batch (limit: 100)'),
    });
    expect((await app.post('/match/default', { queries: { q: { properties: {} } } })).status).toBe(422);
    expect(await app.ask('/entities/nobody')).toMatchObject({ status: 404, text: '{"detail":"No such entity!"}' });
  });

  it('sends a merged entry to its party, and shows the party nested', async () => {
    const [merged] = app.screener().parties.filter(({ members }) => members.length > 3);
    const [, other] = merged?.members ?? [];
    const moved = await app.ask(`/entities/${other?.id}`);
    expect([moved.status, moved.headers.get('location')]).toEqual([308, expect.stringContaining(merged?.id ?? '-')]);
    expect((await app.ask(`/entities/${merged?.id}`)).json()).toMatchObject({ id: merged?.id });
  });

  it('answers an unchanged catalogue with 304', async () => {
    const catalogue = await app.ask('/catalog');
    const again = await app.ask('/catalog', { headers: { 'if-none-match': catalogue.headers.get('etag') ?? '' } });
    expect([catalogue.status, again.status]).toEqual([200, 304]);
  });
});

describe('lists over HTTP', () => {
  it('says who lists whom, as table and as CSV', async () => {
    const table = (await app.ask('/api/v1/lists/who?listedBy=un-sc&notListedBy=eu-fsf&limit=5')).json() as {
      total: number;
      parties: { listings: Record<string, unknown> }[];
    };
    for (const { listings } of table.parties)
      expect([Boolean(listings['un-sc']), Boolean(listings['eu-fsf'])]).toEqual([true, false]);
    const csv = await app.ask('/api/v1/lists/who?format=csv');
    expect(csv.headers.get('content-disposition')).toContain('who-lists-whom.csv');
    expect(csv.text.split('\r\n')[0]).toMatch(/^id,caption,schema,un-sc/);
  });

  it('answers as-of questions by both clocks', async () => {
    const ask = async (query: string) =>
      (
        (await app.ask(`/api/v1/lists/as-of?party=un-sc-KPe.020&${query}`)).json() as {
          answers: { list: string; listed: boolean | null; why: string }[];
        }
      ).answers.find(({ list }) => list === 'un-sc');
    expect(await ask('listedOn=2020-01-01')).toMatchObject({
      listed: true,
      why: expect.stringContaining('says listed on 2014-07-28'),
    });
    expect(await ask('listedOn=2010-01-01')).toMatchObject({ listed: false });
    expect(await ask('listedOn=2020-01-01&knownOn=2001-01-01')).toMatchObject({ listed: null });
    expect((await app.ask('/api/v1/lists/as-of?party=nobody')).status).toBe(404);
    expect((await app.ask('/api/v1/lists/as-of?party=x&listedOn=2020-02-31')).status).toBe(400);
  });

  it('marks what ships as what it is', async () => {
    const { lists } = (await app.ask('/api/v1/lists')).json() as {
      lists: { list: string; snapshot: boolean; publishedAt: string | null; dprkParties: number }[];
    };
    expect(lists.find(({ list }) => list === 'un-sc')).toMatchObject({
      snapshot: true,
      publishedAt: expect.stringContaining('2026-02-27'),
      dprkParties: 155,
    });
  });
});

describe('deciding on a merge', () => {
  const decision = { one: 'un-sc-KPe.020', other: 'eu-fsf-none', verdict: 'different', reason: 'EXERCISE' };

  it('is the operator’s alone', async () => {
    expect(await app.post('/api/v1/parties/merge-decisions', decision)).toMatchObject({
      status: 403,
      text: expect.stringContaining('FORBIDDEN'),
    });
    expect(
      (await app.post('/api/v1/parties/merge-decisions', decision, { authorization: 'Bearer wrong' })).status,
    ).toBe(403);
    expect(
      (await app.post('/api/v1/parties/merge-decisions', decision, { authorization: 'Bearer exercise' })).status,
    ).not.toBe(403);
  });

  it('is answered once it holds, and can be taken back', async () => {
    const pair = { one: 'un-sc-KPe.020', other: 'us-ofac-sdn-17068', reason: 'EXERCISE' };
    const decide = async (verdict: string) =>
      (
        await app.post('/api/v1/parties/merge-decisions', { ...pair, verdict }, { authorization: 'Bearer exercise' })
      ).json();
    const canonicalOther = async () =>
      ((await app.ask(`/entities/${pair.other}`)).headers.get('location') ?? '').slice(-pair.one.length);
    expect(await canonicalOther()).toBe(pair.one);
    expect(await decide('different')).toMatchObject({ together: false });
    expect(await canonicalOther()).not.toBe(pair.one);
    expect(await decide('withdrawn')).toMatchObject({ together: true });
    expect(await canonicalOther()).toBe(pair.one);
  });
});

describe('bad input', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const bodies: [string, string][] = [
    ['not JSON', '{"queries":'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '7'],
    ['too deep', deep],
    ['a lone surrogate', '{"queries":{"q":{"schema":"Person","properties":{"name":["\\ud800"]}}}}'],
    ['a control character', '{"queries":{"q":{"schema":"Person","properties":{"name":["a\\u0001b"]}}}}'],
    ['a wrong type', '{"queries":{"q":{"schema":7,"properties":"x"}}}'],
    ['too large', `{"queries":"${'x'.repeat(3_000_000)}"}`],
    ['empty', ''],
    ['a prototype', '{"__proto__":{"a":1},"constructor":1}'],
  ];
  const posts = ['/match/default', '/api/v1/regime/check', '/api/v1/parties/merge-decisions'];
  it.each(posts.flatMap((path) => bodies.map(([name, body]) => [path, name, body] as const)))(
    '%s answers %s with a clear error in bounded time',
    async (path, _, body) => {
      const begin = performance.now();
      const reply = await app.post(path, body, { authorization: 'Bearer exercise' });
      expect(performance.now() - begin).toBeLessThan(2000);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(500);
      expect(reply.json()).toHaveProperty(
        reply.headers.get('content-type')?.startsWith('application/problem') ? 'title' : 'detail',
      );
    },
  );

  const queries = [
    '?limit=-1',
    '?limit=abc',
    '?limit=999999999',
    '?nonsense=1',
    '?q=%00',
    '?q=%ED%A0%80',
    `?q=${'x'.repeat(5000)}`,
    '?offset=1e9',
    '?limit=1&limit=2',
  ];
  it('GET routes never fail on wrong queries', async () => {
    for (const route of app.routes.filter(({ method }) => method === 'get')) {
      const path = route.path.replace(/\{[A-Za-z]+\}/g, 'x');
      for (const query of queries) {
        const { status } = await app.ask(`${path}${query}`);
        expect(status, `${path}${query.slice(0, 40)}`).toBeLessThan(500);
      }
    }
    expect(app.causes).toEqual([]);
  });

  it('an unknown property or parameter is named', async () => {
    expect((await app.ask('/api/v1/lists/who?colour=red')).text).toContain('colour');
    expect(
      (await app.post('/api/v1/regime/check', { kind: 'supply', on: '2020-01-01', colour: 'red' })).text,
    ).toContain('colour');
  });

  it('an address of 70,000 characters, names of 60,000 and the server lives on', async () => {
    expect((await app.ask(`/search/default?q=${'a'.repeat(70_000)}`)).status).toBe(414);
    const long = await app.post('/match/default', {
      queries: { q: { schema: 'Person', properties: { name: ['가'.repeat(60_000), 'kim '.repeat(15_000)] } } },
    });
    expect(long.status).toBeLessThan(500);
    expect((await app.ask('/healthz')).text).toBe('{"status":"ok"}');
  });
});
