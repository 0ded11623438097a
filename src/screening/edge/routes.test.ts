import { describe, expect, it } from 'vitest';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { exerciseScreener } from '../fixtures/exercise-lists.ts';
import type { Screener } from '../screener.ts';
import { noUpdates } from './fixtures/no-updates.ts';
import { screeningRoutes } from './routes.ts';

const serverOf = (screener: Screener | null) =>
  serveRoutes(screeningRoutes({ screener: () => screener, updates: noUpdates }));
const { get, post } = serverOf(exerciseScreener());
const match = (body: unknown, query = '') => post(`/match/default${query}`, body);
const kim = { schema: 'Person', properties: { name: 'Kim Chol Su', nationality: ['North Korea'], shoeSize: '43' } };

describe('POST /match/{dataset}', () => {
  it('answers as yente does', async () => {
    const { status, headers, body } = await match({
      queries: { q1: kim, q2: { schema: 'Vessel', properties: { name: ['NONE'] } } },
    });
    expect(status).toBe(200);
    expect(headers.get('x-batch-size')).toBe('2');
    expect(body.limit).toBe(5);
    expect(body.responses.q1).toMatchObject({
      status: 200,
      total: { value: 2, relation: 'eq' },
      query: { id: null, schema: 'Person', properties: { name: ['Kim Chol Su'], nationality: ['kp'] } },
    });
    expect(body.responses.q1.query.properties).not.toHaveProperty('shoeSize');
    const [first] = body.responses.q1.results;
    expect(first).toMatchObject({ id: 'un-sc-KPi.999', score: 1, match: true });
    expect(first.explanations.name_match).toMatchObject({ score: 1, query: 'Kim Chol Su', candidate: 'Kim Chol-su' });
    expect(first.watchkeeper.sentence).toMatch(/same name/);
    expect(body.responses.q2.results).toEqual([]);
  });

  it('drops what lies at or under the cutoff and counts what matches', async () => {
    const { body } = await match({ queries: { a: kim } }, '?threshold=0.99&cutoff=0.5&limit=1');
    expect(body.responses.a.results).toHaveLength(1);
    expect(body.responses.a.total.value).toBe(1);
    expect((await match({ queries: { a: kim } }, '?threshold=1&cutoff=1')).body.responses.a.results).toEqual([]);
  });

  it('accepts the algorithms that clients name', async () => {
    for (const name of ['best', 'logic-v2', 'LOGIC-V1', 'name-based', 'ofac'])
      expect((await match({ queries: { a: kim } }, `?algorithm=${name}`)).status).toBe(200);
    expect(await match({ queries: { a: kim } }, '?algorithm=magic')).toMatchObject({
      status: 400,
      body: { detail: 'Unknown algorithm: magic' },
    });
  });

  it.each([
    [{ queries: {} }, 400, 'No queries provided.'],
    [
      { queries: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [at, kim])) },
      400,
      'Too many queries in one batch (limit: 100)',
    ],
    [{ queries: { a: { ...kim, schema: 'Spoon' } } }, 400, 'Invalid schema: Spoon'],
    [{ queries: { a: kim }, config: { nm_magic: 1 } }, 400, 'Unknown config key: nm_magic'],
    [{ queries: { a: kim }, weights: { magic: 1 } }, 400, 'Unknown weight: magic'],
    [{ queries: { a: kim }, weights: { name_match: 3 } }, 400, 'Invalid weight for name_match: 3'],
  ])('refuses %j', async (body, status, detail) => {
    expect(await match(body)).toMatchObject({ status, body: { detail } });
  });

  it('refuses shapes as FastAPI does', async () => {
    const { status, body } = await match({ queries: { a: { properties: {} } } });
    expect(status).toBe(422);
    expect(body.detail[0]).toMatchObject({ loc: ['body', 'queries', 'a', 'schema'], type: 'missing' });
    expect(body.detail[0].msg).toEqual(expect.any(String));
    for (const query of [
      '?limit=501',
      '?limit=-1',
      '?threshold=2',
      '?changed_since=yesterday',
      `?${'exclude_entity_ids=x&'.repeat(51)}`,
    ])
      expect((await match({ queries: { a: kim } }, query)).status).toBe(422);
  });

  it('ignores parameters it does not know and refuses datasets that are not there', async () => {
    expect((await match({ queries: { a: kim } }, '?fuzzy=false')).status).toBe(200);
    expect((await post('/match/nowhere', { queries: { a: kim } })).status).toBe(404);
  });
});

describe('GET /search/{dataset}', () => {
  it('pages with totals and facets', async () => {
    const { status, body } = await get('/search/default?q=drill&limit=1&facets=schema');
    expect(status).toBe(200);
    expect(body).toMatchObject({ limit: 1, offset: 0, total: { value: 3, relation: 'eq' } });
    expect(body.results).toHaveLength(1);
    expect(body.facets.schema.values).toHaveLength(3);
  });

  it('filters by repeated parameters', async () => {
    expect((await get('/search/default?countries=kp&countries=cn')).body.total.value).toBe(4);
    expect((await get('/search/default?countries=kp&countries=cn&filter_op=AND')).body.total.value).toBe(0);
    expect((await get('/search/eu-fsf?schema=Company&filter=properties.country:cn')).body.total.value).toBe(1);
    expect((await get('/search/default?offset=9500')).status).toBe(422);
    expect((await get('/search/default?filter=nonsense')).status).toBe(400);
  });
});

describe('GET /entities/{id}', () => {
  it('nests listings and relations, or not', async () => {
    const { body } = await get('/entities/un-sc-KPi.999');
    expect(body.properties.sanctions).toHaveLength(2);
    expect(body.properties.directorshipDirector[0].properties.organization[0].caption).toBe('Drill Trading Company');
    expect((await get('/entities/un-sc-KPi.999?nested=false')).body.properties).not.toHaveProperty('sanctions');
  });

  it('redirects merged ids and does not know others', async () => {
    const { status, headers } = await get('/entities/eu-fsf-EU.1.1');
    expect([status, headers.get('location')]).toEqual([308, '/entities/un-sc-KPi.999']);
    const asked = await get('/entities/eu-fsf-EU.1.1/adjacent/sanctions?limit=1&sort=id');
    expect(asked.headers.get('location')).toBe('/entities/un-sc-KPi.999/adjacent/sanctions?limit=1&sort=id');
    const odd = await get('/entities/eu-fsf-EU.1.1/adjacent/%EA%B9%80%2F..');
    expect(odd.headers.get('location')).toBe('/entities/un-sc-KPi.999/adjacent/%EA%B9%80%2F..');
    expect(await get('/entities/none')).toMatchObject({ status: 404, body: { detail: 'No such entity!' } });
  });

  it('pages adjacent entities', async () => {
    const { body } = await get('/entities/un-sc-KPi.999/adjacent?limit=1');
    expect(body.adjacent.sanctions).toMatchObject({ limit: 1, offset: 0, total: { value: 2 } });
    expect(body.adjacent.sanctions.results).toHaveLength(1);
    expect((await get('/entities/un-sc-KPi.999/adjacent/sanctions?offset=1')).body.results).toHaveLength(1);
    expect((await get('/entities/un-sc-KPi.999/adjacent/spoons')).status).toBe(404);
    expect((await get('/entities/un-sc-KPi.999/adjacent/ownershipOwner')).body).toMatchObject({
      total: { value: 0 },
      results: [],
    });
  });

  it('sorts adjacent entities by a field', async () => {
    const dates = async (sort: string) =>
      (await get(`/entities/un-sc-KPi.999/adjacent/sanctions?sort=${sort}`)).body.results.map(
        ({ properties }: { properties: { startDate: string[] } }) => properties.startDate[0],
      );
    expect(await dates('properties.startDate:desc')).toEqual(['2016-05-19', '2016-03-02']);
    expect(await dates('startDate')).toEqual(['2016-03-02', '2016-05-19']);
    expect((await get('/entities/un-sc-KPi.999/adjacent?sort=a:up')).status).toBe(422);
  });
});

describe('the service', () => {
  it('shows its datasets, with an ETag', async () => {
    const { headers, body } = await get('/catalog');
    expect(body.current).toEqual(['default', 'dprk', 'un-sc', 'eu-fsf', 'kr-kofiu', 'us-ofac-sdn', 'jp-meti-eul']);
    expect(headers.get('cache-control')).toBe('public, max-age=300');
    const again = await get('/catalog', { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.body]).toEqual([304, null]);
  });

  it('tells its algorithm and its health', async () => {
    const { body } = await get('/algorithms');
    expect(body).toMatchObject({ default: 'best', best: 'watchkeeper' });
    expect(body.algorithms[1]).toMatchObject({
      name: 'logic-v2',
      description: expect.stringContaining('answered by watchkeeper'),
    });
    for (const { name } of body.algorithms)
      expect((await match({ queries: { a: kim } }, `?algorithm=${name.toUpperCase()}`)).status).toBe(200);
    expect((await get('/readyz')).body).toEqual({ status: 'ok' });
    const starting = serverOf(null);
    expect((await starting.get('/healthz')).status).toBe(200);
    const notReady = await starting.get('/readyz');
    expect([notReady.status, notReady.body]).toEqual([503, { detail: 'Index not ready.' }]);
  });
});
