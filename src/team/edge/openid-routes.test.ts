import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamServer } from '../../server/fixtures/team-server.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { type Lie, openIdServer } from '../fixtures/openid-server.ts';
import { firstInvitation } from './store-people.ts';

let test: TestDatabase;
let idp: Awaited<ReturnType<typeof openIdServer>>;
let server: ReturnType<typeof teamServer>;
beforeAll(async () => {
  test = await testDatabase();
  idp = await openIdServer('watchkeeper', 'exercise');
  const client = { clientId: 'watchkeeper', clientSecret: 'exercise' };
  server = teamServer(test.database, [
    { id: 'jp', title: 'EXERCISE ministry', issuer: idp.issuer, ...client },
    { id: 'down', title: 'EXERCISE nowhere', issuer: 'http://127.0.0.1:9', ...client },
  ]);
});
afterAll(async () => {
  await idp.close();
  await test.close();
});

const begin = (how: { cookie?: string; token?: string } = {}, provider = 'jp') =>
  server.ask(`session/openid/${provider}/begin`, {
    ...(how.cookie ? { cookie: how.cookie } : {}),
    body: how.token ? { token: how.token } : {},
  });
/** All the way to the provider and back, as `subject`. */
async function roundTrip(subject: string, how: { cookie?: string; token?: string; lie?: Lie } = {}) {
  Object.assign(idp.state, { subject, lie: how.lie ?? {} });
  const begun = await begin(how);
  expect(begun.status).toBe(200);
  const query = await idp.visit(begun.body.address);
  return {
    ...(await server.ask(`session/openid/callback?${query}`, { cookie: begun.cookie })),
    query,
    browser: begun.cookie,
  };
}
const whoIs = async (cookie: string) => (await server.ask('session', { cookie })).body.signedIn?.login ?? null;
const REFUSED = { status: 302, location: '/sign-in?account=refused', set: null };

describe('an account at an identity provider', () => {
  it('opens a session once its person has linked it, and speaks for nobody else', async () => {
    const person = await server.person('linked', 'JP');
    expect(await roundTrip('account-1')).toMatchObject(REFUSED);
    const linked = await roundTrip('account-1', { cookie: person.cookie });
    expect(linked).toMatchObject({ status: 302, location: '/team' });
    const entered = await roundTrip('account-1');
    expect(entered.set).toMatch(/^watchkeeper=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    expect(await whoIs(entered.cookie)).toBe('linked');
    expect(await roundTrip('account-2')).toMatchObject(REFUSED);
    const other = await server.person('other', 'JP');
    expect(await roundTrip('account-1', { cookie: other.cookie })).toMatchObject(REFUSED);
    const { providers } = (await server.ask('session/openid', { cookie: person.cookie })).body;
    expect(providers.map(({ linkedAt }: { linkedAt: string | null }) => linkedAt !== null)).toEqual([true, false]);
  });

  it('lets someone who was invited join without a password, once; the first administrator sets one', async () => {
    const { body } = await server.asOperator(() =>
      server.ask('team/people', { body: { login: 'joins', name: 'EXERCISE Joins', roles: ['analyst'], home: 'JP' } }),
    );
    const token = body.link.split('#')[1];
    const joined = await roundTrip('account-3', { token });
    expect(await whoIs(joined.cookie)).toBe('joins');
    expect((await begin({ token })).body.code).toBe('INVITATION_UNKNOWN');
    const empty = await testDatabase();
    const fresh = teamServer(empty.database, [{ id: 'jp', title: 'x', issuer: idp.issuer, clientId: 'watchkeeper' }]);
    const first = (await firstInvitation(empty.database, new Date())) ?? '';
    expect((await fresh.ask('session/openid/jp/begin', { body: { token: first } })).body.code).toBe(
      'FIRST_NEEDS_PASSWORD',
    );
    await empty.close();
  });

  it('counts for nothing where the token, the way back or the browser is not as it was begun', async () => {
    const person = await server.person('careful', 'JP');
    await roundTrip('account-4', { cookie: person.cookie });
    const now = Math.floor(Date.now() / 1000);
    const lies: Record<string, Lie> = {
      'a token signed by another key': { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey },
      'a token for another client': { claims: { aud: 'another' } },
      'a token of another issuer': { claims: { iss: 'https://another.example' } },
      'a token that has expired': { claims: { exp: now - 3600, iat: now - 7200 } },
      'a token of another sign-in': { claims: { nonce: 'another' } },
      'a token about nobody': { claims: { sub: '' } },
      'another state': { back: { state: 'another' } },
      'another issuer in the address': { back: { iss: 'https://another.example' } },
      'a code that is none': { back: { code: 'another' } },
      'an error of the provider': { back: { error: 'access_denied' } },
    };
    for (const [what, lie] of Object.entries(lies))
      expect([what, await roundTrip('account-4', { lie })]).toMatchObject([what, REFUSED]);
    expect(server.failures.length).toBeGreaterThanOrEqual(Object.keys(lies).length);

    idp.state.lie = {};
    const begun = await begin();
    const query = await idp.visit(begun.body.address);
    const other = await begin();
    for (const cookie of ['', other.cookie])
      expect(await server.ask(`session/openid/callback?${query}`, { cookie })).toMatchObject(REFUSED);
    const good = await roundTrip('account-4');
    expect(good.location).toBe('/team');
    expect(await server.ask(`session/openid/callback?${good.query}`, { cookie: good.browser })).toMatchObject(REFUSED);
    const late = await begin();
    const lateQuery = await idp.visit(late.body.address);
    await test.database`update openid_flow set expires_at = now()`;
    expect(await server.ask(`session/openid/callback?${lateQuery}`, { cookie: late.cookie })).toMatchObject(REFUSED);
  });

  it('ends when it is unlinked, when its person is invited anew, and when its person is revoked', async () => {
    for (const [login, act] of [
      ['unlinks', null],
      ['anew', 'invite-again'],
      ['leaves', 'revoke'],
    ] as const) {
      const { cookie } = await server.person(login, 'JP');
      await roundTrip(`of-${login}`, { cookie });
      if (act) await server.asOperator(() => server.ask(`team/people/${login}/${act}`, { body: {} }));
      else await server.ask('session/openid/jp/unlink', { cookie, body: {} });
      expect([login, await roundTrip(`of-${login}`)]).toMatchObject([login, REFUSED]);
    }
  });

  it('is linked and unlinked only in a session that was opened a short while ago', async () => {
    const { cookie, id } = await server.person('stale', 'JP');
    await test.database`update session set made_at = now() - interval '16 minutes' where person = ${id}`;
    expect((await begin({ cookie })).body.code).toBe('SESSION_NOT_FRESH');
    expect((await server.ask('session/openid/jp/unlink', { cookie, body: {} })).body.code).toBe('SESSION_NOT_FRESH');
  });

  it('says so where the provider is none, or does not answer', async () => {
    expect((await begin({}, 'none')).body).toMatchObject({ code: 'PROVIDER_UNKNOWN', status: 404 });
    expect((await begin({}, 'down')).body).toMatchObject({ code: 'PROVIDER_UNREACHABLE', status: 503 });
  });
});
