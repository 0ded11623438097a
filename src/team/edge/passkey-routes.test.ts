import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamServer } from '../../server/fixtures/team-server.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { SoftAuthenticator } from '../fixtures/soft-authenticator.ts';

const HERE = { origin: 'http://localhost' };
let test: TestDatabase;
let server: ReturnType<typeof teamServer>;
beforeAll(async () => {
  test = await testDatabase();
  server = teamServer(test.database);
});
afterAll(() => test.close());

/** A person of a state with a passkey. */
async function holder(login: string) {
  const person = await server.person(login, 'JP');
  const device = new SoftAuthenticator();
  const { challenge } = (await server.ask('session/passkeys/options', { cookie: person.cookie, body: {} })).body;
  const credential = device.register(challenge, HERE);
  const added = await server.ask('session/passkeys', {
    cookie: person.cookie,
    body: { credential, name: 'EXERCISE key' },
  });
  expect(added.status).toBe(200);
  return { ...person, device, credential };
}
const challenge = async (): Promise<string> =>
  (await server.ask('session/passkey/options', { body: {} })).body.challenge;
const enter = (credential: unknown) => server.ask('session/passkey', { body: { credential } });

describe('a passkey', () => {
  it('opens a session by itself, and asks nobody for a name', async () => {
    const { device } = await holder('keyed');
    const options = (await server.ask('session/passkey/options', { body: {} })).body;
    expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(options.allowCredentials ?? []).toEqual([]);
    const entered = await enter(device.assert(options.challenge, HERE));
    expect(entered.body.signedIn).toMatchObject({ login: 'keyed', state: 'JP' });
    expect(entered.set).toMatch(/HttpOnly; SameSite=Strict/);
    const { passkeys } = (await server.ask('session/passkeys', { cookie: entered.cookie })).body;
    expect(passkeys).toMatchObject([{ id: device.id, name: 'EXERCISE key', host: 'localhost' }]);
    expect(passkeys[0].usedAt).not.toBeNull();
  });

  it('counts for nothing where anything is wrong, with one answer', async () => {
    const { device } = await holder('attacked');
    const good = await challenge();
    const used = device.assert(good, HERE);
    expect((await enter(used)).status).toBe(200);
    const old = await challenge();
    await test.database`update passkey_challenge set expires_at = now() where challenge = ${old}`;
    const stranger = new SoftAuthenticator();
    const forged = { ...stranger.assert(await challenge(), HERE), id: device.id, rawId: device.id };
    const cloned = device.assert(await challenge(), HERE);
    device.counter -= 2;
    const rewound = device.assert(await challenge(), HERE);
    expect((await enter(cloned)).status).toBe(200);
    device.counter += 10;
    const tries = {
      'the same answer again': used,
      'a challenge that was never given': device.assert('AAAA', HERE),
      'a challenge that is too old': device.assert(old, HERE),
      'another site': device.assert(await challenge(), { origin: 'http://evil.example' }),
      'another port': device.assert(await challenge(), { origin: 'http://localhost:81' }),
      'nobody asked for PIN or finger': device.assert(await challenge(), { ...HERE, verified: false }),
      'the key of someone else': forged,
      'a key that is none here': stranger.assert(await challenge(), HERE),
      'a counter that goes back': rewound,
      'no answer at all': { ...used, response: { clientDataJSON: 'e30' } },
    };
    for (const [what, credential] of Object.entries(tries)) {
      const { status, body, set } = await enter(credential);
      expect([what, status, body.code, set]).toEqual([what, 401, 'PASSKEY_REFUSED', null]);
    }
    expect((await enter(device.assert(await challenge(), HERE))).status).toBe(200);
  });

  it('is added only to what was asked of that very person, in a session opened a short while ago', async () => {
    const one = await server.person('adds', 'JP');
    const other = await server.person('adds-not', 'JP');
    const add = (cookie: string, credential: unknown) =>
      server.ask('session/passkeys', { cookie, body: { credential, name: 'x' } });
    const begin = async (cookie: string) =>
      (await server.ask('session/passkeys/options', { cookie, body: {} })).body.challenge;
    const device = new SoftAuthenticator();
    const mine = await begin(one.cookie);
    expect((await add(other.cookie, device.register(mine, HERE))).body.code).toBe('PASSKEY_INVALID');
    for (const wrong of [
      device.register(await challenge(), HERE),
      device.register(await begin(one.cookie), { origin: 'http://evil.example' }),
      device.register(await begin(one.cookie), { ...HERE, verified: false }),
    ])
      expect((await add(one.cookie, wrong)).body.code).toBe('PASSKEY_INVALID');
    expect((await add(one.cookie, device.register(mine, HERE))).status).toBe(200);
    expect((await server.ask('session/passkeys')).body.code).toBe('NOT_SIGNED_IN');
    await test.database`update session set made_at = now() - interval '16 minutes' where person = ${one.id}`;
    expect((await server.ask('session/passkeys/options', { cookie: one.cookie, body: {} })).body.code).toBe(
      'SESSION_NOT_FRESH',
    );
    expect((await server.ask(`session/passkeys/${device.id}/remove`, { cookie: one.cookie, body: {} })).body.code).toBe(
      'SESSION_NOT_FRESH',
    );
  });

  it('ends when its holder removes it, is invited anew or revoked', async () => {
    const [removes, anew, gone] = [await holder('removes'), await holder('anew'), await holder('leaves')];
    const other = await server.ask(`session/passkeys/${anew.device.id}/remove`, { cookie: removes.cookie, body: {} });
    expect(other.body.code).toBe('PASSKEY_UNKNOWN');
    await server.ask(`session/passkeys/${removes.device.id}/remove`, { cookie: removes.cookie, body: {} });
    await server.asOperator(() => server.ask('team/people/anew/invite-again', { body: {} }));
    await server.asOperator(() => server.ask('team/people/leaves/revoke', { body: {} }));
    for (const { device } of [removes, anew, gone])
      expect((await enter(device.assert(await challenge(), HERE))).body.code).toBe('PASSKEY_REFUSED');
  });

  it('needs a host with a name', async () => {
    const asked = await server.ask('session/passkey/options', {
      body: {},
      headers: { origin: 'http://127.0.0.1' },
      base: 'http://127.0.0.1',
    });
    expect(asked.body.code).toBe('HOST_WITHOUT_NAME');
  });
});
