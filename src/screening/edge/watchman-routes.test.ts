import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeServer } from '../../server/compose.ts';
import { exerciseScreener } from '../fixtures/exercise-lists.ts';
import type { Screener } from '../screener.ts';
import { debugThreshold } from './watchman-parameters.ts';
import { watchmanRoutes } from './watchman-routes.ts';

function serverOf(screener: Screener | null) {
  return composeServer({
    version: 'test',
    subjectOf: () => ({ kind: 'public', name: 'public' }),
    log: () => {},
    page: async () => null,
    routes: watchmanRoutes({ screener: () => screener, version: '1.2.3' }),
  });
}
const server = serverOf(exerciseScreener());

async function get(path: string, headers: Record<string, string> = {}) {
  const reply = await server.request(path, { headers });
  const text = await reply.text();
  return { status: reply.status, type: reply.headers.get('content-type'), text };
}
async function search(query: string) {
  const { status, text } = await get(`/v2/search?${query}`);
  return { status, body: JSON.parse(text) };
}

describe('GET /v2/search', () => {
  it('answers as Watchman does: the question as understood, and flat entities with their match', async () => {
    const { status, body } = await search('name=Kim+Chol+Su&type=person&birthDate=1960-02-03&limit=1&requestID=abc');
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['query', 'entities']);
    expect(body.query).toMatchObject({
      name: 'Kim Chol Su',
      entityType: 'person',
      sourceList: 'api-request',
      person: { name: 'Kim Chol Su', birthDate: '1960-02-03T00:00:00Z' },
      vessel: null,
    });
    expect(body.entities).toHaveLength(1);
    expect(body.entities[0]).toMatchObject({
      name: 'KIM EXERCISE CHOL',
      sourceList: 'un_csl',
      sourceID: 'KPi.999',
      match: 1,
      watchkeeper: { id: 'un-sc-KPi.999', sentence: expect.stringMatching(/same name/) },
    });
    expect(body.entities[0]).not.toHaveProperty('debug');
  });

  it('takes the sources of Watchman and the ids of lists that it lacks, and refuses those not loaded', async () => {
    expect((await search('name=Kim+Chol+Su&source=eu_csl')).body.entities).toMatchObject([{ sourceID: 'EU.1.1' }]);
    expect((await search('name=Kim+Chol+Su&source=kr-kofiu')).body.entities).toMatchObject([{ sourceID: 'KF-1' }]);
    for (const source of ['us_tel', 'us_csl', 'constructor', 'nowhere'])
      expect(await search(`name=Kim&source=${source}`)).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining(`no list of the source "${source}" is loaded here`) },
      });
  });

  it('cuts the limit as Watchman does, and takes minMatch for the least', async () => {
    const drills = async (query: string): Promise<number> => (await search(`name=drill&${query}`)).body.entities.length;
    expect([await drills('limit=2'), await drills('limit=0'), await drills('limit=100000')]).toEqual([2, 3, 3]);
    expect(await drills('minMatch=1')).toBe(0);
    for (const query of ['limit=ten', 'limit=1e3', 'minMatch=1.5', 'minMatch=-1', 'minMatch=much', 'minMatch=NaN'])
      expect((await search(`name=drill&${query}`)).status, query).toBe(400);
  });

  it('shows the parts from the threshold on, and of the ids named', async () => {
    const shown = async (query: string): Promise<string[]> =>
      (await search(`name=Kim+Chol+Su&altNames=Drill&${query}`)).body.entities
        .filter((entity: { details?: object }) => entity.details)
        .map(({ sourceID }: { sourceID: string }) => sourceID);
    expect(await shown('debug=no')).toEqual([]);
    expect((await shown('debug=yes')).length).toBeGreaterThan(1);
    expect(await shown('debug=1.0&source=un_csl')).toEqual(['KPi.999']);
    expect(await shown('debugSourceIDs=x,KF-1')).toEqual(['KF-1']);
  });

  it('writes Senzing records by parameter or Accept header', async () => {
    const records = await get('/v2/search?name=drill&format=senzing');
    expect([records.status, records.type]).toEqual([200, 'application/json']);
    expect(JSON.parse(records.text)).toHaveLength(3);
    const lines = await get('/v2/search?name=drill', { accept: 'senzing/jsonl' });
    expect([lines.status, lines.type]).toEqual([200, 'application/x-ndjson']);
    expect(
      lines.text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).RECORD_ID)
        .sort(),
    ).toEqual(['77', '9', 'EU.1.2']);
  });

  it.each([
    ['name=x&nmae=y', 'Unrecognized key: "nmae"'],
    ['name=x&gov_spoon=KP:1', 'Unrecognized key: "gov_spoon"'],
    ['name=x&__proto__=y', '__proto__'],
    ['name=x&name=y', 'query.name'],
    ['name=x&birthDate=1960', 'extra/unused query parameters without a type: birthDate'],
    ['name=x&type=spoon', 'type "spoon" is not known'],
    ['name=x&algorithm=levenshtein', 'unknown algorithm "levenshtein"'],
    ['name=x&format=xml', 'the format "xml" is not known'],
    ['name=x&debug=maybe', 'invalid debug value "maybe"'],
    ['name=x&debug=1.5', 'debug threshold must be between 0.0 and 1.0'],
    ['', 'nothing is given by which a party could be found'],
    ['name=%20&email=a@x.example', 'contacts and addresses alone find nobody'],
    ['name=%00', 'control character'],
    [`name=${'x'.repeat(5001)}`, 'query.name'],
    [`name=x&${'altNames=y&'.repeat(501)}`, 'query.altNames'],
  ])('refuses ?%.60s with the reason', async (query, reason) => {
    const { status, body } = await search(query);
    expect(status).toBe(400);
    expect(Object.keys(body)).toEqual(['error']);
    expect(body.error).toContain(reason);
  });

  it.each([
    ['two-way marks', '\u202eKim\u202c'],
    ['combining marks', `K${'\u0301'.repeat(4000)}`],
    ['homoglyphs', 'Кіm Сhоl Su'],
    ['emoji', '👩‍👩‍👧'.repeat(500)],
    ['markup', '<script>alert(1)</script>"\'; drop table list_version --'],
    ['a formula', '=cmd|" /C calc"!A0'],
    ['numbers', '9'.repeat(5000)],
    ['one letter', 'K'],
  ])('answers %s in bounded time, with no entity that it does not hold', async (_, name) => {
    const begin = performance.now();
    const { status, body } = await search(`debug=yes&name=${encodeURIComponent(name)}`);
    expect(status).toBe(200);
    expect(body.query.name).toBe(name);
    for (const { sourceID } of body.entities) expect(sourceID).toMatch(/^(KPi\.999|EU\.1\.2|KF-1|77|78|9)$/);
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  it('answers any question with 200 or 400, never with a defect', async () => {
    const names = [
      'name',
      'source',
      'sourceID',
      'type',
      'limit',
      'minMatch',
      'debug',
      'cryptoAddress',
      'gov_passport',
      'flag',
      'q',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('person', 'vessel', 'KP:1', '0.5', 'un_csl', '1'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...names), text), { maxLength: 6 }), async (pairs) => {
        const { status, body } = await search(new URLSearchParams(pairs).toString());
        expect([200, 400]).toContain(status);
        expect(status === 200 ? Array.isArray(body.entities) : typeof body.error === 'string').toBe(true);
      }),
    );
  });

  it('tells in the same dialect that it is not ready and that the address is too long', async () => {
    const starting = await serverOf(null).request('/v2/search?name=x');
    expect([starting.status, await starting.json()]).toEqual([
      503,
      { error: expect.stringContaining('Index not ready') },
    ]);
    const long = await get(`/v2/search?name=${'x'.repeat(60_000)}`);
    expect([long.status, Object.keys(JSON.parse(long.text))]).toEqual([414, ['error']]);
  });
});

describe('GET /v2/listinfo', () => {
  it('counts the entries of each source', async () => {
    const { status, text } = await get('/v2/listinfo');
    const body = JSON.parse(text);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      lists: { un_csl: 1, eu_csl: 2, us_ofac: 2, 'kr-kofiu': 1, 'jp-meti-eul': 1 },
      startedAt: '2026-03-01T08:00:00.000Z',
      endedAt: '2026-03-01T08:00:00.000Z',
      version: '1.2.3',
    });
    expect(Object.keys(body.listHashes)).toEqual(Object.keys(body.lists));
    expect(body.listHashes.un_csl).toMatch(/^[0-9a-f]{64}$/);
    expect((await get('/v2/listinfo?x=1')).status).toBe(400);
  });
});

describe('debugThreshold()', () => {
  it.each([
    ['', null],
    ['false', null],
    ['0', null],
    ['off', null],
    ['TRUE', 0],
    ['1', 0],
    ['t', 0],
    ['.8', 0.8],
    ['0.0', 0],
    ['1.0', 1],
    [' 0.75 ', 0.75],
  ])('reads %j', (debug, threshold) => {
    expect(debugThreshold(debug)).toBe(threshold);
  });

  it.each(['maybe', '80', '1.5', '-0.1', 'NaN.'])('refuses %j', (debug) => {
    expect(() => debugThreshold(debug)).toThrow(/debug/);
  });
});
