import { readFileSync } from 'node:fs';
import { z } from '@hono/zod-openapi';
import { describe, expect, it } from 'vitest';
import { screeningRoutes } from '../../src/screening/edge/routes.ts';
import { exerciseScreener } from '../../src/screening/fixtures/exercise-lists.ts';
import { serveRoutes } from '../../src/server/fixtures/serve-routes.ts';
import { holds } from './holds.ts';

/** What a client of yente 5.5 may rely on: a request, and what its answer holds (see `holds`). */
interface Case {
  it: string;
  ask: string;
  send?: unknown;
  sendText?: string;
  form?: Record<string, string>;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

const cases = JSON.parse(readFileSync(new URL('./yente-cases.json', import.meta.url), 'utf8')) as Case[];
const screener = exerciseScreener();
const server = serveRoutes(
  screeningRoutes({
    screener: () => screener,
    updates: {
      token: 'exercise-update-token',
      run: async () => ({ loaded: [], unchanged: [], refused: [] }),
      onError: () => {},
    },
  }),
);

describe('a client of yente', () => {
  it.each(cases.map((one) => [one.ask.split('?')[0], one.it, one] as const))('%s %s', async (_, _it, one) => {
    const { status, headers, body } = await answerTo(one);
    expect([status, holds(body, one.body)]).toEqual([one.status, null]);
    for (const [name, value] of Object.entries(one.headers ?? {})) expect(holds(headers.get(name), value)).toBeNull();
  });

  it('gets every field of an entity, its instants without zone', async () => {
    const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/);
    const entity = z.looseObject({
      id: z.string(),
      caption: z.string(),
      schema: z.string(),
      properties: z.record(z.string(), z.array(z.union([z.string(), z.looseObject({ id: z.string() })]))),
      datasets: z.array(z.string()),
      referents: z.array(z.string()),
      target: z.boolean(),
      first_seen: instant,
      last_seen: instant,
      last_change: instant,
    });
    const scored = entity.extend({
      score: z.number().min(0).max(1),
      match: z.boolean(),
      explanations: z.record(
        z.string(),
        z.object({
          detail: z.string().nullable(),
          score: z.number(),
          query: z.string().nullable(),
          candidate: z.string().nullable(),
        }),
      ),
    });
    const query = { schema: 'Person', properties: { name: ['Kim Chol Su'], birthDate: ['1960'] } };
    const { body } = await server.post('/match/default', { queries: { q: query } });
    z.array(scored).min(1).parse(body.responses.q.results);
    z.array(entity)
      .length(6)
      .parse((await server.get('/search/default')).body.results);
    entity.parse((await server.get('/entities/un-sc-KPi.999')).body);
  });

  it('meets a defect as yente tells it, and an index that is not ready', async () => {
    const updates = { token: null, run: () => Promise.reject(new Error('EXERCISE')), onError: () => {} };
    const broken = serveRoutes(
      screeningRoutes({
        screener() {
          throw new TypeError('EXERCISE');
        },
        updates,
      }),
    );
    expect(await broken.get('/search/default')).toMatchObject({ status: 500, body: { status: 'error' } });
    const starting = serveRoutes(screeningRoutes({ screener: () => null, updates }));
    expect(await starting.get('/readyz')).toMatchObject({ status: 503, body: { detail: 'Index not ready.' } });
  });

  it('is refused an address beyond 60,000 bytes', async () => {
    expect((await server.get(`/search/default?q=${'a'.repeat(60_000)}`)).status).toBe(414);
  });

  it('is told that nothing changed', async () => {
    const { headers } = await server.get('/catalog');
    const again = await server.get('/catalog', { 'if-none-match': `W/${headers.get('etag')}` });
    expect([again.status, again.text]).toEqual([304, '']);
  });
});

async function answerTo({ ask, send, sendText, form }: Case) {
  const [method, path = ''] = ask.split(' ');
  if (method === 'GET') return await server.get(path);
  if (form) return await server.postForm(path, form);
  if (sendText !== undefined) return await server.postText(path, sendText);
  return await server.post(path, batch(send));
}

/** `{"$queries": 101}` stands for that many queries. */
function batch(send: unknown): unknown {
  const count = send && typeof send === 'object' && '$queries' in send ? Number(send.$queries) : null;
  if (count === null) return send;
  const query = { schema: 'Person', properties: { name: ['nobody'] } };
  return { queries: Object.fromEntries(Array.from({ length: count }, (_, at) => [`q${at}`, query])) };
}
