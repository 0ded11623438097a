import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, teamServer } from '../../server/fixtures/team-server.ts';
import { backUp, restore } from '../../store/backup.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { firstInvitation } from './store-people.ts';

let test: TestDatabase;
let server: ReturnType<typeof teamServer>;
beforeAll(async () => {
  test = await testDatabase();
  server = teamServer(test.database);
});
afterAll(() => test.close());
const whoIs = async (cookie: string) => (await server.ask('session', { cookie })).body.signedIn?.login ?? null;
const enter = (login: string, seed: string, more: object = {}) =>
  server.ask('session', { body: { login, password: PASSWORD, code: server.codeOf(seed), ...more } });

describe('the first start', () => {
  it('lets its one link make the first administrator, once', async () => {
    const before = (await firstInvitation(test.database, server.now())) ?? '';
    const token = (await firstInvitation(test.database, server.now())) ?? '';
    expect((await server.ask('session/invitation', { body: { token: before } })).body.code).toBe('INVITATION_UNKNOWN');
    expect((await server.join(token)).body.code).toBe('PERSON_MISSING');
    const person = { login: 'First@example.org', name: 'EXERCISE First', home: 'JP' };
    expect((await server.join(token, { ...person, home: 'CH' })).body.code).toBe('NOT_TAKING_PART');
    const joined = await server.join(token, person);
    expect(joined.body.signedIn).toMatchObject({ login: 'first@example.org', state: 'JP', roles: ['administrator'] });
    expect(await whoIs(joined.cookie)).toBe('first@example.org');
    expect((await server.join(token, { ...person, login: 'second' })).body.code).toBe('INPUT_INVALID');
    expect(await firstInvitation(test.database, server.now())).toBeNull();
  });
});

describe('joining', () => {
  it('refuses a weak password and a code that is not of the key, and leaves the link as it was', async () => {
    const { body } = await server.asOperator(() =>
      server.ask('team/people', { body: { login: 'weak', name: 'EXERCISE Weak', roles: ['analyst'], home: 'FR' } }),
    );
    expect(body.link).toMatch(/^http:\/\/localhost\/join#[\w-]{43}$/);
    const token = body.link.split('#')[1];
    const { seed } = (await server.ask('session/invitation', { body: { token } })).body;
    const tried = { token, seed, code: server.codeOf(seed) };
    for (const [password, fault] of [
      ['short', /at least 12/],
      ['aaaaaaaaaaaaaaaa', /different characters/],
      ['my name is weak and long', /must not contain "weak"/],
    ] as const) {
      const refused = await server.ask('session/join', { body: { ...tried, password } });
      expect(refused.body).toMatchObject({ code: 'PASSWORD_REFUSED', title: expect.stringMatching(fault) });
    }
    const wrong = String((Number(tried.code) + 1) % 1_000_000).padStart(6, '0');
    expect((await server.ask('session/join', { body: { ...tried, password: PASSWORD, code: wrong } })).body.code).toBe(
      'CODE_WRONG',
    );
    expect((await server.ask('session/join', { body: { ...tried, password: PASSWORD } })).status).toBe(200);
  });

  it('refuses a link after its days', async () => {
    const { body } = await server.asOperator(() =>
      server.ask('team/people', { body: { login: 'late', name: 'EXERCISE Late', roles: ['analyst'], home: 'FR' } }),
    );
    server.pass(7 * 86_400 + 1);
    expect((await server.ask('session/invitation', { body: { token: body.link.split('#')[1] } })).status).toBe(403);
    server.pass(-7 * 86_400);
  });
});

describe('signing in', () => {
  it('gives a cookie that no script reads and no other site sends', async () => {
    const { seed } = await server.person('cookie', 'KR');
    server.pass();
    const { status, set, cookie } = await enter(' COOKIE ', seed);
    expect(status).toBe(200);
    expect(set).toMatch(/^watchkeeper=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(await whoIs(cookie)).toBe('cookie');
    server.pass();
    const behindTls = await server.ask('session', {
      body: { login: 'cookie', password: PASSWORD, code: server.codeOf(seed) },
      headers: { 'x-forwarded-proto': 'https', origin: 'https://localhost' },
    });
    expect(behindTls.set).toMatch(/^__Host-watchkeeper=.*; Secure$/);
    const kept = await test.database<{ token_hash: string }[]>`select token_hash from session`;
    for (const given of [cookie, behindTls.cookie]) expect(JSON.stringify(kept)).not.toContain(given.split('=')[1]);
  });

  it('answers a name that is none, a wrong password, a wrong code and a used code alike', async () => {
    const { seed } = await server.person('alike', 'KR');
    server.pass();
    const answers = [
      await enter('nobody-at-all', seed),
      await enter('alike', seed, { password: 'a wrong password' }),
      await enter('alike', seed, { code: '000000' === server.codeOf(seed) ? '000001' : '000000' }),
    ];
    expect((await enter('alike', seed)).status).toBe(200);
    answers.push(await enter('alike', seed));
    const plain = answers.map(({ status, body: { instance: _, ...body }, set }) => ({ status, body, set }));
    expect(plain[0]).toMatchObject({ status: 401, body: { code: 'SIGN_IN_REFUSED' }, set: null });
    for (const answer of plain) expect(answer).toEqual(plain[0]);
  });

  it('takes as long for a name that is none as for a wrong password', async () => {
    await server.person('timed', 'KR');
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let turn = 0; turn < 9; turn += 1)
      for (const [of, login] of [
        ['known', 'timed'],
        ['unknown', `none-${turn}`],
      ] as const) {
        const begin = performance.now();
        await server.ask('session', { body: { login, password: 'a wrong password', code: '123456' } });
        times[of].push(performance.now() - begin);
      }
    // The fastest of nine: what else the machine does only ever adds.
    const ratio = Math.min(...times.known) / Math.min(...times.unknown);
    expect(ratio).toBeGreaterThan(0.67);
    expect(ratio).toBeLessThan(1.5);
  });

  it('lets nobody guess on: known or not, ten failures close a name at an address for a while', async () => {
    const { seed } = await server.person('guessed', 'KR');
    await test.database`delete from sign_in_failure`;
    for (const login of ['guessed', 'never-there']) {
      const tries = await Promise.all(Array.from({ length: 15 }, () => enter(login, seed, { password: 'wrong' })));
      expect(tries.map(({ status }) => status).sort()).toEqual([...Array(10).fill(401), ...Array(5).fill(429)]);
    }
    server.pass();
    const [known, unknown] = [await enter('guessed', seed), await enter('never-there', seed)];
    expect([known.status, known.body.code]).toEqual([429, 'TOO_MANY_TRIES']);
    expect([unknown.status, unknown.body.code]).toEqual([429, 'TOO_MANY_TRIES']);
    await test.database`update sign_in_failure set at = at - interval '16 minutes'`;
    expect((await enter('guessed', seed)).status).toBe(200);
  });

  it('keeps neither password nor seed where a copy of the database would show them', async () => {
    const { seed } = await server.person('sealed', 'KR');
    const rows = await test.database`select * from credential`;
    const text = rows.map(({ salt, sealed_seed }) => `${salt}${sealed_seed.toString('latin1')}`).join();
    expect(text).not.toContain(PASSWORD);
    const { seedOfText } = await import('../totp.ts');
    expect(text).not.toContain(seedOfText(seed)?.toString('latin1'));
  });
});

describe('a session', () => {
  it('ends at once when it is left, when its person is revoked, when it is idle and after its hours', async () => {
    const one = await server.person('ends', 'KR');
    expect((await server.ask('session/end', { cookie: one.cookie, body: {} })).set).toMatch(
      /^watchkeeper=; .*Max-Age=0/,
    );
    expect(await whoIs(one.cookie)).toBeNull();
    const sessions: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      server.pass();
      sessions.push((await enter('ends', one.seed)).cookie);
    }
    const [here = '', there = '', third = ''] = sessions;
    await test.database`update session set seen_at = now() - interval '61 minutes' where revoked_at is null and made_at = (select max(made_at) from session)`;
    expect([await whoIs(here), await whoIs(there), await whoIs(third)]).toEqual(['ends', 'ends', null]);
    await server.ask('session/end', { cookie: here, body: { everywhere: true } });
    expect(await whoIs(there)).toBeNull();

    const gone = await server.person('gone', 'KR');
    await server.asOperator(() => server.ask('team/people/gone/revoke', { body: {} }));
    expect(await whoIs(gone.cookie)).toBeNull();
    const left = await server.person('left-open', 'KR');
    await test.database`update person set revoked_at = now() where id = ${left.id}`;
    expect(await whoIs(left.cookie)).toBeNull();
    const old = await server.person('old', 'KR');
    await test.database`update session set expires_at = now() where person = ${old.id}`;
    expect(await whoIs(old.cookie)).toBeNull();
    expect(await whoIs(`watchkeeper=${'A'.repeat(43)}`)).toBeNull();
    expect(await whoIs("watchkeeper=' or 1=1 --")).toBeNull();
  });

  it('is in no backup, and none is open after one is restored', async () => {
    const { cookie } = await server.person('backed-up', 'KR');
    const path = join(test.home, 'backup.tar.gz');
    const manifest = await backUp(test.database, path, {
      version: '0',
      now: new Date(0),
      signal: new AbortController().signal,
    });
    const names = manifest.tables.map(({ name }) => name);
    expect(names).toContain('person');
    for (const name of ['session', 'sign_in_failure', 'passkey_challenge', 'openid_flow'])
      expect(names).not.toContain(name);
    await restore(test.database, path, { replace: true });
    expect(await whoIs(cookie)).toBeNull();
    expect(await test.database`select from person where login = 'backed-up'`).toHaveLength(1);
  });

  it('does nothing for another site, by whatever that site makes a browser send', async () => {
    const { cookie } = await server.person('lured', 'KR', { roles: ['administrator'] });
    const invite = (headers: Record<string, string>) =>
      server.ask('team/people', {
        cookie,
        headers,
        body: { login: `by-${headers.origin?.length}`, name: 'x', roles: ['analyst'] },
      });
    for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example', 'https://localhost', ''])
      expect((await invite({ origin })).body.code).toBe('OTHER_SITE');
    expect((await invite({ origin: 'http://localhost' })).status).toBe(200);
    const lured = await server.ask('session', {
      headers: { origin: 'https://evil.example' },
      body: { login: 'x', password: 'y', code: '123456' },
    });
    expect(lured.body.code).toBe('OTHER_SITE');
  });
});
