import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeServer } from '../../server/compose.ts';
import type { Subject } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import type { Role } from '../../team/role.ts';
import { PDF } from '../fixtures/made-files.ts';
import { type Offices, openOffices } from './offices.ts';
import { evidenceRoutes } from './routes.ts';

const PATH = '/api/v1/evidence';
const QUERY = 'name=EXERCISE%27s%20%C3%A9.pdf&source=EXERCISE&relTo=KR&relTo=US';

let test: TestDatabase;
let offices: Offices;
beforeAll(async () => {
  test = await testDatabase();
  offices = openOffices(test.database, { home: test.home, scanner: null, now: () => new Date() });
});
afterAll(() => test.close());

/** `JP analyst 2`: the second analyst of Japan; `operator`; `key JP`; nobody. */
function subjectNamed(who: string): Subject {
  const [state = '', role = '', number = '1'] = who.split(' ');
  if (who === '') return { kind: 'public', name: 'public' };
  if (state === 'operator') return { kind: 'operator', name: 'operator' };
  if (state === 'key')
    return { kind: 'key', name: who, scopes: ['evidence.read'], home: { state: role, organisation: null } };
  const login = `${state}-${role}-${number}`.toLowerCase();
  const person = { id: login, login, name: login, state, organisation: null, roles: [role as Role], caveats: [] };
  return {
    kind: 'person',
    name: login,
    person: { ...person, exercise: true, session: 's', expiresAt: '2030-01-01T00:00:00Z' },
  };
}

type Sent = { path: string; body?: object; file?: string };
const given: Sent[] = [];

async function send(who: string, { path, body, file }: Sent) {
  const content = file ?? (body === undefined ? undefined : JSON.stringify(body));
  const server = composeServer({
    routes: evidenceRoutes(offices),
    version: 'test',
    subjectOf: () => subjectNamed(who),
    log: () => {},
    page: async () => null,
  });
  const reply = await server.request(path, {
    headers: { 'content-type': 'application/json', origin: 'http://localhost' },
    ...(content === undefined ? {} : { method: 'POST', body: content }),
  });
  const text = await reply.text();
  const isJson = reply.headers.get('content-type')?.includes('json') && text !== '';
  return { status: reply.status, headers: reply.headers, text, body: isJson ? JSON.parse(text) : null };
}

/** Does it and expects that it is done; what was done is replayed as everybody else at the end. */
async function done(who: string, path: string, more: Omit<Sent, 'path'> = {}) {
  const sent = { path, ...more };
  given.push(sent);
  const answer = await send(who, sent);
  expect([who, path, answer.status, answer.text.slice(0, 200)]).toEqual([who, path, 200, expect.any(String)]);
  return answer;
}

const JP = 'JP analyst';
const KR = 'KR coordinator';

/** An answer without the id asked for and its own number. */
const plain = (text: string, id: string): string => text.replaceAll(id, '').replace(/urn:uuid:[0-9a-f-]+/, '');

describe('evidence of one state, released to two others', () => {
  let id = '';
  let at = '';

  it('is taken in as its own state’s, by a person, who is named', async () => {
    const { body } = await done(JP, `${PATH}?${QUERY}`, { file: PDF.toString('latin1') });
    id = body.id;
    at = `${PATH}/${id}`;
    expect(body).toMatchObject({
      addedBy: 'jp-analyst-1',
      exercise: true,
      label: { originator: 'JP', relTo: ['KR', 'US'] },
    });
    for (const who of ['JP releaser', 'operator', 'key JP', ''])
      expect((await send(who, { path: `${PATH}?${QUERY}`, file: 'x' })).status).toBe(403);
    const foreign = { path: `${PATH}?${QUERY}&caveat=NOBODY-IS-CLEARED`, file: 'EXERCISE' };
    expect((await send(JP, foreign)).body.code).toBe('EVIDENCE_LABEL');
  });

  it('is there for those it is released to alone; to everyone else it is as absent', async () => {
    for (const who of [JP, KR, 'US releaser', 'key KR', 'JP witness-officer']) {
      expect((await send(who, { path: PATH })).body).toMatchObject({ total: 1, evidence: [{ id }] });
      expect((await send(who, { path: at })).body).toMatchObject({ mediaType: 'application/pdf' });
    }
    for (const who of ['FR analyst', 'operator', 'key FR', '', 'JP administrator']) {
      expect((await send(who, { path: PATH })).body).toEqual({ total: 0, evidence: [] });
      for (const part of ['', '/custody', '/stamps']) {
        const hidden = await send(who, { path: `${at}${part}` });
        const absent = await send(who, { path: `${PATH}/e-${'f'.repeat(24)}${part}` });
        expect([who, part, hidden.status]).toEqual([who, part, 404]);
        expect(plain(hidden.text, id)).toBe(plain(absent.text, `e-${'f'.repeat(24)}`));
      }
    }
  });

  it('is given out as it came, never as something that a browser opens, and signed for by state and person', async () => {
    const { text, headers } = await done('US releaser', `${at}/file?note=EXERCISE`);
    expect(text).toBe(PDF.toString('latin1'));
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''EXERCISE%27s%20%C3%A9.pdf");
    expect(headers.get('content-security-policy')).toContain('sandbox');
    const { entries } = (await done(JP, `${at}/custody`)).body;
    expect(entries.at(-1).body).toMatchObject({ act: 'opened', by: 'US', note: 'us-releaser-1: EXERCISE' });
  });

  it('is handed over by its holder’s people to whom it is released, and accepted by their people', async () => {
    const step = (who: string, body: object) => send(who, { path: `${at}/custody`, body });
    const handOver = { act: 'handed-over', to: 'KR' };
    expect((await step(KR, { act: 'handed-over', to: 'US' })).body.code).toBe('CUSTODY_NOT_ALLOWED');
    expect((await step(JP, { act: 'handed-over', to: 'FR' })).body.code).toBe('HAND_OVER_UNSEEN');
    expect((await step(JP, { ...handOver, by: 'KR' })).status).toBe(400);
    expect((await done(JP, `${at}/custody`, { body: handOver })).body.report).toMatchObject({ underWayTo: 'KR' });
    expect((await step('US analyst', { act: 'accepted' })).status).toBe(409);
    expect((await step(JP, { act: 'accepted' })).status).toBe(409);
    const { report } = (await done(KR, `${at}/custody`, { body: { act: 'accepted' } })).body;
    expect(report).toMatchObject({ holds: true, holder: 'KR' });
    await done(KR, `${at}/custody`, { body: { act: 'handed-over', to: 'JP' } });
    await done('JP coordinator', `${at}/custody`, { body: { act: 'accepted' } });
  });

  it('is rated by analysts, each under their own name, apart and blind', async () => {
    const rate = (who: string, value: string) =>
      send(who, { path: `${at}/ratings`, body: { value, reason: 'EXERCISE' } });
    expect((await done(JP, `${at}/ratings`, { body: { value: 'B', reason: 'EXERCISE' } })).body).toMatchObject([
      { scale: 'reliability', rater: 'jp-analyst-1' },
    ]);
    expect((await rate(JP, '2')).status).toBe(409);
    expect((await rate(KR, '2')).status).toBe(403);
    expect((await rate('KR analyst', '3')).body).toMatchObject([{ scale: 'credibility', rater: 'kr-analyst-1' }]);
    expect((await done('KR coordinator', `${at}/ratings`)).body).toHaveLength(2);
    expect((await send('JP analyst 1', { path: `${at}/ratings?reader=x` })).status).toBe(400);
    expect((await send(JP, { path: `${PATH}/figures` })).body).toMatchObject({ pairs: 1, share: null });
    expect((await send('FR analyst', { path: `${PATH}/figures` })).body).toMatchObject({ pairs: 0, share: null });
  });

  it('links to what the asker sees alone, and shows a link to whoever sees both its ends', async () => {
    const { body: own } = await send(KR, { path: `${PATH}?name=x&source=EXERCISE`, file: 'EXERCISE note' });
    const link = { kind: 'derives-from', reason: 'EXERCISE' };
    await done('KR analyst', `${at}/links`, { body: { ...link, target: own.id } });
    expect((await send(JP, { path: `${at}/links`, body: { ...link, target: own.id } })).status).toBe(404);
    const roots = async (who: string) => (await send(who, { path: `${PATH}/origins?id=${id}` })).body.origins[0].roots;
    expect(await roots('KR analyst')).toEqual([own.id]);
    expect(await roots(JP)).toEqual([id]);
    await done(JP, `${at}/links`, { body: { ...link, target: 'agency' } });
    expect(await roots('US analyst')).toEqual(['agency']);
  });

  it('has no working copy that goes past its label', async () => {
    const copy = { path: `${PATH}?name=x&source=EXERCISE&relTo=public&workingCopyOf=${id}`, file: 'EXERCISE' };
    expect((await send(KR, copy)).body.code).toBe('EVIDENCE_NOT_OWN');
    expect((await send('FR analyst', copy)).status).toBe(404);
  });

  it('is verified by its readers, and by the operator, who learns whether it holds and not what it is', async () => {
    expect((await done(KR, `${at}/verify`, { body: {} })).body).toMatchObject({
      content: { whole: true },
      custody: { holds: true, holder: 'JP' },
    });
    const { status, text } = await send('operator', { path: `${at}/verify`, body: {} });
    expect(status).toBe(200);
    expect(text).not.toMatch(/EXERCISE|agent|pdf/);
  });

  it('gives nobody else by replay what it gave: every request, as every other asker', async () => {
    const others = [
      'FR analyst',
      'FR releaser',
      'FR coordinator',
      'FR witness-officer',
      'JP administrator',
      'KR administrator',
      'operator',
      'key FR',
      '',
    ];
    const surprises: string[] = [];
    for (const sent of given)
      for (const who of others) {
        const { status, text } = await send(who, sent);
        const isOwnAddition = sent.file !== undefined && /^FR (analyst|coordinator|witness)/.test(who);
        const isKeeping = who === 'operator' && sent.path.endsWith('/verify');
        if (status < 400 && !isOwnAddition && !isKeeping) surprises.push(`${who} ${sent.path} ${status}`);
        expect(text).not.toContain('%PDF');
        expect(text).not.toContain('jp-analyst-1');
      }
    expect(given.length).toBeGreaterThanOrEqual(12);
    expect(surprises).toEqual([]);
  });

  it('is erased by the witness officer of its originator, while they hold it', async () => {
    const erase = (who: string, confirm: string) =>
      send(who, { path: `${at}/erase`, body: { reason: 'a court asks', confirm } });
    expect((await erase('JP witness-officer', 'yes')).body.code).toBe('ERASURE_UNCONFIRMED');
    expect((await erase(JP, id)).status).toBe(403);
    expect((await erase('KR witness-officer', id)).body.code).toBe('EVIDENCE_NOT_OWN');
    expect((await erase('FR witness-officer', id)).status).toBe(404);
    expect((await erase('operator', id)).body.code).toBe('CUSTODY_NOT_ALLOWED');
    expect((await erase('JP witness-officer', id)).body).toMatchObject({ erasure: { by: 'jp-witness-officer-1' } });
    expect((await send(JP, { path: `${at}/file` })).body.code).toBe('EVIDENCE_ERASED');
  });

  it('is kept out where it is empty, asked for in private, or no id at all', async () => {
    expect((await send(JP, { path: `${PATH}?${QUERY}`, file: '' })).body.code).toBe('EVIDENCE_EMPTY');
    expect((await send(JP, { path: `${PATH}?${QUERY}&private=true`, file: 'EXERCISE' })).body.code).toBe(
      'EVIDENCE_IS_KEPT',
    );
    expect((await send(JP, { path: `${PATH}/nothing` })).status).toBe(400);
    const { body } = await send(JP, { path: `${PATH}/lint`, body: { text: 'With high confidence it is likely [1].' } });
    expect(body.faults).toMatchObject([{ rule: 'confidence-with-likelihood', start: 0 }]);
  });
});

describe('evidence of the operator', () => {
  it('is their own to erase, and released to everyone it is read by everyone', async () => {
    const facts = { name: 'open.txt', source: 'EXERCISE', description: null, obtainedAt: null, workingCopyOf: null };
    const label = { originator: 'NODE', relTo: ['public'], caveats: [], expiresAt: null };
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('EXERCISE');
    }
    const { id } = await offices.office.add(bytes(), { ...facts, exercise: true, label }, 'operator');
    for (const who of ['', 'operator', 'key FR', 'FR analyst'])
      expect((await send(who, { path: `${PATH}/${id}` })).body).toMatchObject({ name: 'open.txt' });
    expect((await send('', { path: `${PATH}/${id}/file` })).status).toBe(403);
    const body = { reason: 'EXERCISE', confirm: id };
    expect((await send('operator', { path: `${PATH}/${id}/erase`, body })).body).toMatchObject({
      erasure: { by: 'operator' },
    });
  });
});
