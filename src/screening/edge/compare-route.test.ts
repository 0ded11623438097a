import { describe, expect, it } from 'vitest';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { compareRoute } from './compare-route.ts';

const { post } = serveRoutes([compareRoute]);
const compare = (query: object, candidate: object) => post('/api/v1/screening/compare', { query, candidate });
const person = (properties: object) => ({ schema: 'Person', properties });

describe('POST /api/v1/screening/compare', () => {
  it('scores two parties, with the parts and the sentence', async () => {
    const { status, body } = await compare(
      person({ name: 'Kim Chol Su', birthDate: '1970-01-02' }),
      person({ name: ['Someone Else', 'KIM Chol-su'], birthDate: '1970-01-02' }),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ score: 1, comparable: true });
    expect(body.explanations.name_match).toMatchObject({ query: 'Kim Chol Su', candidate: 'KIM Chol-su' });
    expect(body.sentence).toMatch(/alike/);
  });

  it('tells how it understood both: countries as codes, unknown properties left out', async () => {
    const { body } = await compare(
      person({ name: 'A', nationality: 'North Korea', shoeSize: '43' }),
      person({ name: 'B' }),
    );
    expect(body.query).toEqual({ schema: 'Person', properties: { name: ['A'], nationality: ['kp'] } });
  });

  it('says that a person and a ship cannot be the same', async () => {
    const { body } = await compare(person({ name: 'Kum Gang' }), {
      schema: 'Vessel',
      properties: { name: 'KUM GANG' },
    });
    expect(body).toMatchObject({ score: 0, comparable: false, explanations: {} });
  });

  it('refuses kinds that cannot be asked for, and requests without a side', async () => {
    expect(await compare({ schema: 'Spoon', properties: {} }, person({}))).toMatchObject({
      status: 400,
      body: { title: 'Invalid schema: Spoon' },
    });
    expect((await post('/api/v1/screening/compare', { query: person({}) })).status).toBe(400);
  });
});
