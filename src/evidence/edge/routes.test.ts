import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { PDF } from '../fixtures/made-files.ts';
import { openOffices } from './offices.ts';
import { evidenceRoutes } from './routes.ts';

const PATH = '/api/v1/evidence';
const QUERY = 'name=EXERCISE%27s%20%C3%A9.pdf&source=EXERCISE&originator=AA&relTo=BB&relTo=CC&by=AA';

describe('evidenceRoutes()', () => {
  let test: TestDatabase;
  let server: ReturnType<typeof serveRoutes>;
  let id = '';
  beforeAll(async () => {
    test = await testDatabase();
    const offices = openOffices(test.database, { home: test.home, scanner: null, now: () => new Date() });
    server = serveRoutes(evidenceRoutes(offices), { kind: 'operator', name: 'operator' });
    const { status, body } = await server.postText(`${PATH}?${QUERY}`, PDF.toString('latin1'));
    expect(status).toBe(200);
    id = body.id;
  });
  afterAll(() => test.close());

  it("are the operator's alone: neither the public nor a key with every scope gets in", async () => {
    const routes = evidenceRoutes(
      openOffices(test.database, { home: test.home, scanner: null, now: () => new Date() }),
    );
    const scopes = [...new Set(routes.map(({ act }) => act))];
    for (const subject of [
      { kind: 'public', name: 'public' },
      { kind: 'key', name: 'k', scopes },
    ] as const) {
      const others = serveRoutes(routes, subject);
      for (const { method, path } of routes) {
        const asked = path.replace('{id}', id);
        const { status } = method === 'get' ? await others.get(asked) : await others.post(asked, {});
        expect([path, status]).toEqual([path, 403]);
      }
    }
  });

  it('take a file, tell of it, and give it out as it came, never as something that a browser opens', async () => {
    const { body } = await server.get(`${PATH}/${id}`);
    expect(body).toMatchObject({
      mediaType: 'application/pdf',
      label: { originator: 'AA', relTo: ['BB', 'CC'] },
      addedBy: 'AA',
    });
    expect((await server.get(PATH)).body).toMatchObject({ total: 1, evidence: [{ id }] });
    const { text, headers } = await server.get(`${PATH}/${id}/file?by=AA`);
    expect(text).toBe(PDF.toString('latin1'));
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''EXERCISE%27s%20%C3%A9.pdf");
    expect(headers.get('content-security-policy')).toContain('sandbox');
  });

  it('hand over, verify, and show all that an outsider needs to verify', async () => {
    expect(
      (await server.post(`${PATH}/${id}/custody`, { act: 'handed-over', by: 'AA', to: 'BB' })).body.report,
    ).toMatchObject({ underWayTo: 'BB' });
    expect((await server.post(`${PATH}/${id}/custody`, { act: 'accepted', by: 'CC' })).status).toBe(409);
    expect((await server.post(`${PATH}/${id}/custody`, { act: 'erased', by: 'AA' })).status).toBe(400);
    await server.post(`${PATH}/${id}/custody`, { act: 'accepted', by: 'BB' });
    const { body } = await server.post(`${PATH}/${id}/verify`, { by: 'DD' });
    expect(body).toMatchObject({ content: { whole: true }, custody: { holds: true, holder: 'BB' }, stamps: [] });
    const custody = (await server.get(`${PATH}/${id}/custody`)).body;
    expect(custody.keys.map(({ custodian }: { custodian: string }) => custodian)).toEqual(['AA', 'BB', 'DD']);
    expect((await server.get(`${PATH}/${id}/stamps`)).body).toEqual([]);
  });

  it('rate apart and blind, count origins, and keep the figure back while it would tell', async () => {
    const rate = (rater: string, value: string) =>
      server.post(`${PATH}/${id}/ratings`, { rater, value, reason: 'EXERCISE' });
    expect((await rate('R1', 'B')).body).toMatchObject([{ scale: 'reliability', value: 'B' }]);
    expect((await rate('R1', '2')).status).toBe(409);
    expect((await rate('R2', '3')).body).toMatchObject([{ scale: 'credibility', value: '3' }]);
    expect((await rate('R3', '7')).status).toBe(400);
    expect((await server.get(`${PATH}/${id}/ratings?reader=R9`)).body).toHaveLength(2);
    expect((await server.get(`${PATH}/figures`)).body).toMatchObject({ pairs: 1, share: null });
    await server.post(`${PATH}/${id}/links`, { target: 'agency', kind: 'derives-from', reason: 'cited' });
    expect((await server.get(`${PATH}/origins?id=${id}`)).body).toMatchObject({
      independent: 1,
      origins: [{ roots: ['agency'] }],
    });
  });

  it('check a draft', async () => {
    const { body } = await server.post(`${PATH}/lint`, { text: 'With high confidence it is likely [1].' });
    expect(body.faults).toMatchObject([{ rule: 'confidence-with-likelihood', start: 0 }]);
  });

  it('refuse: absent ids, no ids, what the vault refuses, private uploads, unconfirmed erasures', async () => {
    expect((await server.get(`${PATH}/e-ffffffffffffffffffffffff`)).status).toBe(404);
    expect((await server.get(`${PATH}/nothing`)).status).toBe(400);
    const empty = await server.postText(`${PATH}?${QUERY}`, '');
    expect(empty.body.code).toBe('EVIDENCE_EMPTY');
    expect((await server.postText(`${PATH}?${QUERY}&private=true`, 'EXERCISE')).body.code).toBe('EVIDENCE_IS_KEPT');
    expect((await server.post(`${PATH}/${id}/erase`, { by: 'BB', reason: 'x', confirm: 'yes' })).body.code).toBe(
      'ERASURE_UNCONFIRMED',
    );
    const { body } = await server.post(`${PATH}/${id}/erase`, { by: 'BB', reason: 'a court asks', confirm: id });
    expect(body.erasure).toMatchObject({ by: 'BB' });
    expect((await server.get(`${PATH}/${id}/file`)).body.code).toBe('EVIDENCE_ERASED');
  });
});
