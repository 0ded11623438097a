import { describe, expect, it } from 'vitest';
import type { RouteInput } from '../../server/route.ts';
import { regimeRoutes } from './routes.ts';

async function ask(method: string, path: string, input: Partial<RouteInput<unknown, unknown, unknown>>) {
  const route = regimeRoutes.find(
    (candidate) => candidate.method === method && candidate.path === `/api/v1/regime/${path}`,
  );
  if (!route) throw new Error(`no route ${path}`);
  const query = route.query?.parse(input.query ?? {});
  const body = route.body?.parse(input.body);
  const answer = await route.handle({ ...input, query, body } as RouteInput<unknown, unknown, unknown>);
  return route.answer.parse(answer) as Record<string, unknown>;
}

describe('the routes on the law', () => {
  it('list measures by every filter', async () => {
    const query = {
      regime: 'un',
      on: '2020-01-01',
      family: 'trade-restriction',
      hs: '84',
      direction: 'from-dprk',
      q: 'machinery',
    };
    expect(await ask('get', 'measures', { query })).toMatchObject({
      total: 1,
      measures: [{ id: 'UN-2397-6-HS84', label: 'UNSCR 2397 (2017) para 6' }],
    });
    expect((await ask('get', 'measures', {})).total).toBe(205);
  });

  it('refuse filters that mean nothing', async () => {
    for (const query of [{ regime: 'ch' }, { on: 'today' }, { hs: 'x' }, { family: 'tax' }, { page: '2' }]) {
      await expect(ask('get', 'measures', { query })).rejects.toThrow();
    }
  });

  it('show one measure, with its marks', async () => {
    expect(await ask('get', 'measures/{id}', { params: { id: 'UN-2094-19' } })).toMatchObject({
      obligation: 'requested',
      check: { printParagraph: true },
    });
    await expect(ask('get', 'measures/{id}', { params: { id: 'x' } })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('list regimes, instruments and exemptions', async () => {
    expect((await ask('get', 'regimes', {})).regimes).toHaveLength(9);
    expect((await ask('get', 'instruments', { query: { regime: 'us-dprk' } })).instruments).toHaveLength(14);
    expect((await ask('get', 'exemptions', {})).exemptions).toHaveLength(37);
  });

  it('judge an act', async () => {
    const body = {
      act: 'purchase',
      on: '2020-06-01',
      direction: 'from-dprk',
      hsCode: '2701',
      jurisdictions: ['un-dprk'],
    };
    expect(await ask('post', 'check', { body })).toMatchObject({
      verdict: 'forbidden-unless',
      regimes: [{ regime: 'un-dprk' }],
    });
    await expect(ask('post', 'check', { body: { ...body, colour: 'red' } })).rejects.toThrow('colour');
  });
});
