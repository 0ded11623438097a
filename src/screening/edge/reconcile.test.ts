import { describe, expect, it } from 'vitest';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { exerciseScreener } from '../fixtures/exercise-lists.ts';
import { noUpdates } from './fixtures/no-updates.ts';
import { screeningRoutes } from './routes.ts';

const screener = exerciseScreener();
const server = serveRoutes(screeningRoutes({ screener: () => screener, updates: noUpdates }));
const KIM = 'un-sc-KPi.999';
const ask = (fields: { queries?: unknown; extend?: unknown }, query = '') =>
  server.postForm(
    `/reconcile/default${query}`,
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)])),
  );

describe('GET /reconcile/{dataset}', () => {
  it('shows what it offers, with the asker’s query on every service', async () => {
    const { body } = await server.get('/reconcile/default?api_key=x');
    expect(body).toMatchObject({
      versions: ['0.2'],
      name: 'Every list in use (Watchkeeper)',
      batchSize: 3,
      view: { url: 'http://localhost/party/{{id}}' },
      preview: { url: 'http://localhost/reconcile/default/preview?id={{id}}', width: 430, height: 600 },
      suggest: {
        entity: {
          service_url: 'http://localhost/reconcile/default',
          service_path: '/suggest/entity?api_key=x',
        },
      },
      extend: { propose_properties: { service_path: '/extend/property?api_key=x' } },
    });
    expect(body.defaultTypes).toContainEqual({ id: 'Person', name: 'People', description: 'A natural person' });
    expect(body.extend.propose_settings.map(({ name }: { name: string }) => name)).toEqual(['limit', 'render']);
  });

  it('answers queries given in the address, and does not know other datasets', async () => {
    const queries = encodeURIComponent(JSON.stringify({ q0: { query: 'Kim Chol Su', type: 'Person' } }));
    const { body } = await server.get(`/reconcile/default?queries=${queries}`);
    expect(body.q0.result[0]).toMatchObject({ id: KIM, match: true });
    expect((await server.get('/reconcile/nowhere')).status).toBe(404);
  });
});

describe('POST queries', () => {
  it('answers each with the parties that may be meant, best first', async () => {
    const { headers, body } = await ask({
      queries: {
        q0: { query: 'Kim Chol Su', type: ['Person'], limit: 1 },
        q1: { query: 'Drill', type: 'Vessel', properties: [{ pid: 'Vessel:imoNumber', v: 9161003 }] },
        q2: { query: 'nothing of the kind' },
        q3: {
          type: 'Company',
          properties: [{ pid: 'registrationNumber', v: [{ id: 'x', name: 'DRILL-12345' }, null] }],
        },
        q4: { query: '' },
      },
    });
    expect(headers.get('x-batch-size')).toBe('5');
    expect(body.q0.result).toEqual([
      {
        id: KIM,
        name: 'KIM EXERCISE CHOL',
        description: 'Person',
        type: [{ id: 'Person', name: 'People', description: 'A natural person' }],
        score: expect.any(Number),
        match: true,
      },
    ]);
    expect(body.q1.result[0]).toMatchObject({ id: 'us-ofac-sdn-77', match: true });
    expect(body.q2.result.filter(({ match }: { match: boolean }) => match)).toEqual([]);
    expect(body.q3.result[0].id).toBe('eu-fsf-EU.1.2');
    expect(body.q4.result).toEqual([]);
  });

  it.each([
    ['an unknown kind', { queries: { q: { query: 'x', type: 'Spoon' } } }, '', 'Invalid schema: Spoon'],
    ['an unknown algorithm', { queries: { q: { query: 'x' } } }, '?algorithm=magic', 'Unknown algorithm: magic'],
    ['a wrong shape', { queries: { q: { limit: 'many' } } }, '', 'queries.q.limit'],
    ['nothing', {}, '', 'No queries provided.'],
    [
      'too many',
      { queries: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [at, { query: 'x' }])) },
      '',
      'Too many queries in one batch (limit: 100)',
    ],
  ])('refuses %s', async (_, fields, query, detail) => {
    const { status, body } = await ask(fields, query);
    expect([status, body.detail]).toEqual([400, expect.stringContaining(detail)]);
  });
});

describe('POST extend', () => {
  it('gives facts in columns, as text for people or as codes', async () => {
    const { body } = await ask({
      extend: {
        ids: [KIM, 'nobody'],
        properties: [
          { id: 'nationality' },
          { id: 'Person:alias', settings: { limit: 1 } },
          { id: 'country', settings: { render: 'raw', limit: '0' } },
          { id: 'shoeSize' },
        ],
      },
    });
    expect(body.meta).toEqual([
      { id: 'nationality', name: 'Nationality' },
      { id: 'Person:alias', name: 'Alias' },
      { id: 'country', name: 'Country' },
    ]);
    expect(body.rows.nobody).toEqual({});
    expect(body.rows[KIM]).toMatchObject({
      nationality: [{ str: 'North Korea' }],
      'Person:alias': [{ str: '김철수' }],
    });
    const raw = { ids: [KIM], properties: [{ id: 'nationality', settings: { render: 'raw' } }] };
    expect((await ask({ extend: raw })).body.rows[KIM].nationality).toEqual([{ str: 'kp' }]);
  });

  it('refuses merged ids and what is no extension', async () => {
    const { status, body } = await ask({ extend: { ids: ['eu-fsf-EU.1.1'], properties: [] } });
    expect([status, body.detail]).toEqual([400, 'Please specify the canonical entity ID, not a referent']);
    expect((await server.postForm('/reconcile/default', { extend: '{' })).status).toBe(400);
  });
});

describe('suggestions', () => {
  it('finish what was begun', async () => {
    const parties = (await server.get('/reconcile/default/suggest/entity?prefix=drill&limit=2')).body;
    expect(parties).toMatchObject({ code: '/api/status/ok', status: '200 OK', prefix: 'drill' });
    expect(parties.result).toHaveLength(2);
    const begun = (await server.get('/reconcile/default/suggest/entity?prefix=kim%20exer')).body.result;
    expect(begun).toMatchObject([{ id: KIM, name: 'KIM EXERCISE CHOL' }]);
    expect((await server.get('/reconcile/default/suggest/entity?prefix=kim%20(%20AND%20')).status).toBe(200);
    const properties = (await server.get('/reconcile/default/suggest/property?prefix=bir')).body.result;
    expect(properties.map(({ id }: { id: string }) => id)).toContain('Person:birthDate');
    const types = (await server.get('/reconcile/default/suggest/type?prefix=vess')).body.result;
    expect(types).toEqual([expect.objectContaining({ id: 'Vessel', name: 'Vessels' })]);
  });

  it('propose the properties of a kind', async () => {
    const { body } = await server.get('/reconcile/default/extend/property?type=Vessel&limit=3');
    expect(body).toMatchObject({ type: 'Vessel', limit: 3 });
    expect(body.properties).toHaveLength(3);
    const all = (await server.get('/reconcile/default/extend/property?type=Vessel')).body.properties;
    expect(all).toContainEqual({ id: 'imoNumber', name: 'IMO number' });
  });
});

describe('the preview', () => {
  it('shows a party and lets nothing in', async () => {
    const { status, headers, text } = await server.get(`/reconcile/default/preview?id=${KIM}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(text).toContain('KIM EXERCISE CHOL');
    expect(text).toContain('North Korea');
    expect(text).not.toMatch(/<script|<a |src=/);
    expect((await server.get('/reconcile/default/preview?id=nobody')).status).toBe(404);
  });
});
