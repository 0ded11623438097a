import { generateKeyPairSync } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHARTER, CHARTER_DIGEST, signAccession } from '../../src/team/accession.ts';
import { addPerson, firstInvitation } from '../../src/team/edge/store-people.ts';
import { openIdServer } from '../../src/team/fixtures/openid-server.ts';
import { codeAt, seedOfText, stepAt } from '../../src/team/totp.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

const PASSWORD = 'seven brass lanterns hum';

/** What an authenticator shows of the key on the page, so many half minutes from now. */
const codeOf = (seed: string, ahead = 0): string =>
  codeAt(seedOfText(seed) ?? Buffer.alloc(0), stepAt(Date.now()) + ahead);

function accession(): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const statement = {
    type: 'watchkeeper/accession' as const,
    code: 'CH',
    kind: 'state' as const,
    name: 'EXERCISE Switzerland',
    charter: CHARTER_DIGEST,
    commitments: CHARTER.commitments.map(({ id }) => id),
    instrument: 'EXERCISE note 1 of 24 November 2026',
    contact: 'exercise@example.org',
    signedAt: '2026-11-24T00:00:00Z',
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
  return JSON.stringify(signAccession(statement, privateKey));
}

/** Fills the page of a one-time link, to the seed that it showed. */
async function join(page: Page): Promise<string> {
  const seed = ((await page.locator('form code').textContent()) ?? '').replaceAll(' ', '');
  await page.getByRole('textbox', { name: /^Password, 12/ }).fill(PASSWORD);
  await page.getByRole('textbox', { name: 'The same password again' }).fill(PASSWORD);
  await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeOf(seed));
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Team' }).waitFor();
  return seed;
}

describe.skipIf(!canOpenConsole)('the team in the console', () => {
  let idp: Awaited<ReturnType<typeof openIdServer>>;
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    idp = await openIdServer('watchkeeper', 'exercise');
    const client = { clientId: 'watchkeeper', clientSecret: 'exercise' };
    opened = await openConsole([{ id: 'jp', title: 'EXERCISE ministry', issuer: idp.issuer, ...client }], [idp.issuer]);
  });
  afterAll(async () => {
    await opened?.close();
    await idp?.close();
  });

  it('lets the first administrator join, invite, sign out and in; the invited join, file and comment', {
    timeout: 90_000,
  }, async () => {
    const token = (await firstInvitation(opened.app.database, new Date())) ?? '';
    const first = await opened.visit(`/join#${token}`, false);
    const { page } = first;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('EXERCISE Administrator');
    await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('jp-admin');
    await page.getByRole('combobox', { name: 'State or organisation' }).selectOption('Japan');
    await expectSound(page, 'join-first');
    const seed = await join(page);
    await page.getByRole('link', { name: 'EXERCISE Administrator' }).waitFor();
    await page.getByRole('table', { name: 'Who takes part' }).getByText('Republic of Korea').waitFor();

    await page.getByRole('button', { name: 'Invite a person' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('EXERCISE Coordinator');
    await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('jp-coordinator');
    await page.getByRole('checkbox', { name: 'coordinator' }).check();
    await expectSound(page, 'team-invite');
    await page.getByRole('button', { name: 'Invite a person' }).click();
    const link = (await page.getByRole('status').locator('code').textContent()) ?? '';
    await page.getByRole('table', { name: 'People' }).getByText('jp-coordinator').first().waitFor();
    await expectSound(page, 'team');

    await page.getByRole('button', { name: 'Change jp-coordinator' }).click();
    await page.getByRole('checkbox', { name: 'WITNESS', exact: true }).check();
    await page
      .getByRole('form', { name: 'Change EXERCISE Coordinator' })
      .getByRole('button', { name: 'Change' })
      .click();
    await page.getByRole('table', { name: 'People' }).getByText('WITNESS').waitFor();
    await page.getByRole('link', { name: 'EXERCISE Administrator' }).click();
    await page.getByText('Signed in until').waitFor();
    await expectSound(page, 'session');
    await page.getByRole('button', { name: /^Sign out EXERCISE/ }).click();
    await page.getByRole('textbox', { name: 'Name to sign in with' }).fill('jp-admin');
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await page.getByRole('textbox', { name: 'Six-digit code' }).fill(codeOf(seed, 1));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('the name, the password or the code is wrong').waitFor();
    await expectSound(page, 'sign-in');
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('table', { name: 'People' }).waitFor();

    const second = await opened.visit(new URL(link).pathname + new URL(link).hash, false);
    await second.page.getByText('Welcome, EXERCISE Coordinator.').waitFor();
    await join(second.page);
    await second.page.getByRole('button', { name: 'File an accession' }).click();
    await second.page.getByRole('textbox', { name: 'The signed record (JSON)' }).fill(accession());
    await second.page.getByRole('button', { name: 'File an accession' }).click();
    const filed = second.page.getByRole('article', { name: 'EXERCISE Switzerland' });
    await filed.getByRole('combobox', { name: 'The state' }).selectOption('welcomes');
    await filed.getByRole('textbox', { name: /^Comment/ }).fill('EXERCISE: good');
    await filed.getByRole('button', { name: 'Comment' }).click();
    await filed.getByText('JP: welcomes').waitFor();
    await second.page.getByText('not yet in effect').waitFor();
    await expectSound(second.page, 'accession');

    await page.reload();
    await page.getByRole('button', { name: 'Revoke jp-coordinator' }).click();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByRole('table', { name: 'People' }).getByText('revoked').waitFor();
    await second.page.reload();
    await second.page.getByText('The people of a state are shown to that state alone').waitFor();
    await second.leave();
    await first.leave();
  });

  it('signs in with a passkey that was added here, and not with one that was removed', {
    timeout: 60_000,
  }, async () => {
    const { database } = opened.app;
    const { token } = await addPerson(
      database,
      {
        login: 'passkey',
        name: 'EXERCISE Passkey',
        state: 'KR',
        organisation: null,
        roles: ['analyst'],
        caveats: [],
        by: 'operator',
      },
      new Date(),
    );
    // Browsers make passkeys for a host with a name alone.
    const { page, leave } = await opened.visit(`/join#${token}`, false, 'localhost');
    const device = await page.context().newCDPSession(page);
    await device.send('WebAuthn.enable');
    await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await join(page);
    await page.getByRole('link', { name: 'EXERCISE Passkey' }).first().click();
    await page.getByRole('textbox', { name: 'What you call it' }).fill('EXERCISE laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('EXERCISE laptop').waitFor();
    await expectSound(page, 'passkeys');
    const leaveSession = async (): Promise<void> => {
      await page.getByRole('button', { name: /^Sign out EXERCISE/ }).click();
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    };
    await leaveSession();
    await page.getByRole('table', { name: 'People' }).waitFor();
    await page.getByRole('link', { name: 'EXERCISE Passkey' }).first().click();
    await page.getByText('last used').waitFor();
    await page.getByRole('button', { name: 'Remove EXERCISE laptop' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('EXERCISE laptop').waitFor({ state: 'detached' });
    await leaveSession();
    await page.getByText('this passkey opens nothing here').waitFor();
    await leave();
  });

  it('joins and signs in by an account at an identity provider, and is refused with a stranger’s', {
    timeout: 60_000,
  }, async () => {
    const { token } = await addPerson(
      opened.app.database,
      {
        login: 'account',
        name: 'EXERCISE Account',
        state: 'JP',
        organisation: null,
        roles: ['analyst'],
        caveats: [],
        by: 'operator',
      },
      new Date(),
    );
    const { page, leave } = await opened.visit(`/join#${token}`, false);
    await page.getByText('Welcome, EXERCISE Account.').waitFor();
    await page.getByRole('button', { name: 'Go on with EXERCISE ministry' }).click();
    await page.getByRole('link', { name: 'EXERCISE Account' }).first().click();
    await page.getByText('linked').waitFor();
    await expectSound(page, 'own-page');
    await page.getByRole('button', { name: /^Sign out EXERCISE/ }).click();
    idp.state.subject = 'a stranger';
    await page.getByRole('button', { name: 'Go on with EXERCISE ministry' }).click();
    await page.getByText('The account lets nobody in here').waitFor();
    await expectSound(page, 'sign-in-refused');
    idp.state.subject = 'someone';
    await page.getByRole('button', { name: 'Go on with EXERCISE ministry' }).click();
    await page.getByRole('table', { name: 'People' }).waitFor();
    await leave();
  });

  it('says why somebody may see what bears a label, in an address that others can open', {
    timeout: 60_000,
  }, async () => {
    const { page, leave } = await opened.visit(
      '/team/why?originator=JP&relTo=FR&relTo=KR&caveats=ORCON&until=2027-03-03&who=FR',
      false,
    );
    await page.getByText('They may see it').waitFor();
    await page
      .getByText(/^Made by Japan; may be seen by France and the Republic of Korea; until 3 March 2027/)
      .waitFor();
    const acts = page.getByRole('table', { name: 'What they may do with it' });
    expect(await acts.getByRole('row', { name: /^quote it no/i }).textContent()).toContain('originator-controls');
    await expectSound(page, 'why');
    await page.getByRole('combobox', { name: 'State or organisation' }).selectOption('Italy');
    await page.getByText('They may not see it').waitFor();
    expect(page.url()).toContain('who=IT');
    await page.getByRole('checkbox', { name: 'everyone' }).check();
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('anyone');
    await page.getByText('Its originator made it public, so everyone may read it.').first().waitFor();
    await leave();
  });
});
