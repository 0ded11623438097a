import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamServer } from '../../server/fixtures/team-server.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { type AccessionStatement, CHARTER, CHARTER_DIGEST, signAccession } from '../accession.ts';

let test: TestDatabase;
let server: ReturnType<typeof teamServer>;
beforeAll(async () => {
  test = await testDatabase();
  server = teamServer(test.database);
});
afterAll(() => test.close());

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const statement: AccessionStatement = {
  type: 'watchkeeper/accession',
  code: 'CH',
  kind: 'state',
  name: 'EXERCISE Switzerland',
  charter: CHARTER_DIGEST,
  commitments: CHARTER.commitments.map(({ id }) => id),
  instrument: 'EXERCISE note 1 of 24 November 2026',
  contact: 'exercise@example.org',
  signedAt: '2026-11-24T00:00:00Z',
  publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
};
const signed = (more: Partial<AccessionStatement> = {}) => signAccession({ ...statement, ...more }, privateKey);
const DAY = 86_400;

describe('people', () => {
  it('are seen, invited and revoked by those of their own state, and by the operator', async () => {
    const japan = await server.person('jp-admin', 'JP', { roles: ['administrator'] });
    await server.person('jp-analyst', 'JP');
    const france = await server.person('fr-admin', 'FR', { roles: ['administrator'] });
    const listed = async (cookie: string): Promise<string[]> =>
      (await server.ask('team/people', { cookie })).body.people.map(({ login }: { login: string }) => login);
    expect(await listed(japan.cookie)).toEqual(['jp-admin', 'jp-analyst']);
    expect(await server.asOperator(() => listed(''))).toEqual(['fr-admin', 'jp-admin', 'jp-analyst']);
    expect((await server.ask('team/people')).status).toBe(403);

    const invited = await server.ask('team/people', {
      cookie: france.cookie,
      body: { login: 'fr-new', name: 'EXERCISE New', roles: ['releaser'], caveats: ['WITNESS'] },
    });
    expect(invited.body.person).toMatchObject({
      state: 'FR',
      roles: ['releaser'],
      caveats: ['WITNESS'],
      exercise: false,
    });
    const other = await server.ask('team/people', {
      cookie: france.cookie,
      body: { login: 'x1', name: 'x', roles: ['analyst'], home: 'JP' },
    });
    expect(other.body.code).toBe('HOME_MISSING');
  });

  it('of another state and those who are not there are refused alike, and nothing happens', async () => {
    const france = await server.person('fr-admin-2', 'FR', { roles: ['administrator'] });
    for (const act of ['revoke', 'invite-again', 'change']) {
      const answers = [];
      for (const login of ['jp-analyst', 'nobody-yet']) {
        const { status, text } = await server.ask(`team/people/${login}/${act}`, { cookie: france.cookie, body: {} });
        const { instance: _, ...body } = JSON.parse(text.replaceAll(login, '…'));
        answers.push({ status, body });
      }
      expect(answers[0]).toMatchObject({ status: 404, body: { code: 'PERSON_UNKNOWN' } });
      expect(answers[1]).toEqual(answers[0]);
    }
    const [row] = await test.database`select revoked_at from person where login = 'jp-analyst'`;
    expect(row?.revoked_at).toBeNull();
  });

  it('have other roles and clearances at once, in the sessions that are open', async () => {
    const admin = await server.person('kr-admin', 'KR', { roles: ['administrator'] });
    const one = await server.person('kr-one', 'KR', { roles: ['administrator'] });
    const own = async () => (await server.ask('session', { cookie: one.cookie })).body.signedIn;
    const change = (body: object) => server.ask('team/people/kr-one/change', { cookie: admin.cookie, body });
    expect((await change({ caveats: ['WITNESS'] })).status).toBe(200);
    expect(await own()).toMatchObject({ roles: ['administrator'], caveats: ['WITNESS'] });
    await change({ roles: ['analyst'], caveats: [] });
    expect(await own()).toMatchObject({ roles: ['analyst'], caveats: [] });
    const invite = { cookie: one.cookie, body: { login: 'x3', name: 'x', roles: ['analyst'] } };
    expect((await server.ask('team/people', invite)).body.code).toBe('ROLE_REQUIRED');
    for (const wrong of [{ roles: [] }, { roles: ['king'] }, { caveats: ['ALL'] }, { state: 'JP' }])
      expect((await change(wrong)).status).toBe(400);
  });

  it('lose password, codes and sessions with a new link', async () => {
    const one = await server.person('again', 'JP');
    const { body } = await server.asOperator(() => server.ask('team/people/again/invite-again', { body: {} }));
    expect((await server.ask('session', { cookie: one.cookie })).body.signedIn).toBeNull();
    expect((await server.join(body.link.split('#')[1])).body.signedIn.login).toBe('again');
  });

  it('do only what their roles may', async () => {
    const analyst = await server.person('only-analyst', 'KR');
    const invite = await server.ask('team/people', {
      cookie: analyst.cookie,
      body: { login: 'x2', name: 'x', roles: ['analyst'] },
    });
    expect([invite.status, invite.body.code]).toEqual([403, 'ROLE_REQUIRED']);
    expect((await server.ask('team/accessions', { cookie: analyst.cookie, body: signed() })).body.code).toBe(
      'ROLE_REQUIRED',
    );
  });
});

describe('an accession', () => {
  it('is refused for its form only, and says all that it lacks', async () => {
    const coordinator = await server.person('jp-coordinator', 'JP', { roles: ['coordinator'] });
    const file = async (body: object) =>
      (await server.ask('team/accessions', { cookie: coordinator.cookie, body })).body.title;
    expect(await file(signed({ code: 'FR' }))).toMatch(/"FR" takes part already/);
    expect(await file(signed({ code: 'XQ' }))).toMatch(/"XQ" is no state's code/);
    expect(await file(signed({ commitments: ['no-veto'] }))).toMatch(/lacks the commitments originator, reply/);
    expect(await file(signed({ charter: '0'.repeat(64) }))).toMatch(/another charter/);
    expect(await file({ ...signed(), statement: { ...statement, name: 'EXERCISE altered' } })).toMatch(
      /signature is not by the key/,
    );
    expect(await file({ ...signed(), signature: '' })).toMatch(/signature/);
  });

  it('takes effect by itself, whatever the others say of it', async () => {
    const coordinator = await server.person('jp-coordinator-2', 'JP', { roles: ['coordinator'] });
    const filed = await server.ask('team/accessions', { cookie: coordinator.cookie, body: signed() });
    expect(filed.body).toMatchObject({ code: 'CH', sponsor: 'JP', record: signed() });
    expect((await server.ask('team/accessions', { cookie: coordinator.cookie, body: signed() })).body.title).toMatch(
      /takes part already/,
    );
    for (const state of ['FR', 'KR', 'US', 'GB']) {
      const { cookie } = await server.person(`${state.toLowerCase()}-objects`, state, { roles: ['releaser'] });
      const said = await server.ask('team/accessions/CH/comments', {
        cookie,
        body: { stance: 'objects', text: 'EXERCISE no' },
      });
      expect(said.status).toBe(200);
    }
    const { accessions } = (await server.ask('team/accessions')).body;
    expect(accessions[0].comments).toHaveLength(4);
    expect(accessions[0].takesEffectAt).toBe(filed.body.takesEffectAt);

    const takesPart = async () =>
      (await server.ask('team/states')).body.states.find(({ code }: { code: string }) => code === 'CH').takesPart;
    const invite = (login: string) =>
      server.asOperator(() =>
        server.ask('team/people', { body: { login, name: 'EXERCISE', roles: ['analyst'], home: 'CH' } }),
      );
    expect(await takesPart()).toBe(false);
    expect((await invite('ch-1')).body.title).toMatch(/takes effect on/);
    server.pass(30 * DAY + 1);
    expect(await takesPart()).toBe(true);
    expect((await invite('ch-1')).body.person.state).toBe('CH');
    expect((await server.ask('team/states')).body.states).toHaveLength(12);
  });

  it('and what was said of it stay as they are, for the operator too', async () => {
    await expect(test.database`delete from accession where code = 'CH'`).rejects.toThrow(/never changed or removed/);
    await expect(test.database`update accession set takes_effect_at = 'infinity'`).rejects.toThrow(/never changed/);
    await expect(test.database`delete from accession_comment`).rejects.toThrow(/never changed/);
    await expect(test.database`delete from team_event`).rejects.toThrow(/never changed/);
  });

  it('of an observer gives people who read and comment, and speak for no participating state', async () => {
    await server.asOperator(() =>
      server.ask('team/accessions', { body: signed({ code: 'SE', kind: 'observer', name: 'EXERCISE Sweden' }) }),
    );
    server.pass(31 * DAY);
    const { body } = await server.asOperator(() =>
      server.ask('team/people', { body: { login: 'se-1', name: 'EXERCISE', roles: ['coordinator'], home: 'SE' } }),
    );
    expect(body.person).toMatchObject({ state: null, organisation: 'SE' });
  });
});

describe('the rules', () => {
  it('explain in sentences why somebody may see what bears a label', async () => {
    const label = { originator: 'JP', relTo: ['FR'], caveats: ['ORCON'], expiresAt: null };
    const ask = async (subject: object) => (await server.ask('team/explain', { body: { label, subject } })).body;
    const france = await ask({ kind: 'person', state: 'FR', roles: ['analyst'] });
    expect(france.label).toMatch(/^Made by Japan; may be seen by France; ORCON: /);
    const of = (act: string) => france.decisions.find((one: { act: string }) => one.act === act);
    expect(of('read')).toEqual({
      act: 'read',
      allowed: true,
      rule: 'released-reads',
      sentence: "Its originator released it to the asker's state or organisation.",
    });
    expect(of('quote')).toMatchObject({ allowed: false, rule: 'originator-controls' });
    const { cookie } = await server.person('fr-explains', 'FR');
    expect((await server.ask('team/explain', { cookie, body: { label } })).body).toEqual(france);
    expect((await server.ask('team/explain', { body: { label } })).body.decisions[0].rule).toBe('not-released');
    expect((await ask({ kind: 'public' })).decisions[0]).toMatchObject({ act: 'read', allowed: false });
    expect(
      (await server.ask('team/explain', { body: { label: { ...label, relTo: 'all' }, subject: { kind: 'public' } } }))
        .status,
    ).toBe(400);
    const { rules, roles, caveats } = (await server.ask('team/rules')).body;
    expect([rules.length, roles.length, caveats.length]).toEqual([17, 5, 4]);
  });
});
