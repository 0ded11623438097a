import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleFolder, type Listening } from '../../src/app/serve.ts';
import { wholeApp } from '../api/whole-app.ts';
import { browserPath, openBrowser } from './browser.ts';
import { sidewaysPixels, violationsOn } from './inspect-page.ts';

const artefacts = fileURLToPath(new URL('../../test-artefacts/', import.meta.url));
const path = browserPath();
const built = existsSync(join(consoleFolder, 'index.html'));
const PARTY = 'un-sc-KPe.020';
const ENTRY = 'us-ofac-sdn-17068';

describe.skipIf(path === null || !built)('deciding on merges in the console', () => {
  let app: Awaited<ReturnType<typeof wholeApp>>;
  let server: Listening;
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    app = await wholeApp();
    server = await app.open();
    browser = await openBrowser(path ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await app?.close();
  });

  async function open(party: string): Promise<Page> {
    const context = await browser.newContext({
      baseURL: server.address,
      locale: 'en-GB',
      viewport: { width: 390, height: 844 },
    });
    const page = await context.newPage();
    await page.goto(`/party/${party}`);
    await page.getByRole('button', { name: 'Join another entry…' }).waitFor();
    return page;
  }

  const part = (page: Page) => page.getByRole('button', { name: `Not the same party… ${ENTRY}` });
  const outcome = (page: Page, text: string) => page.getByRole('status').getByText(text, { exact: true });

  it('parts an entry with a reason and the operator’s token, and undoes it', async () => {
    const page = await open(PARTY);
    await part(page).click();
    await page.getByLabel('Reason').fill('EXERCISE: another firm');
    await page.getByLabel('Operator’s token').fill('wrong');
    await page.screenshot({ path: join(artefacts, 'merge-part-phone.png'), fullPage: true });
    expect(await violationsOn(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBe(0);
    await page.getByRole('button', { name: 'Keep apart' }).click();
    await page.getByText('The server does not take this token').waitFor();
    await page.getByLabel('Operator’s token').fill('exercise');
    await page.getByRole('button', { name: 'Keep apart' }).click();
    await outcome(page, 'Kept apart').waitFor();
    expect(await part(page).count()).toBe(0);
    await page.screenshot({ path: join(artefacts, 'merge-parted-phone.png'), fullPage: true });
    expect(await violationsOn(page)).toEqual([]);

    await page.getByRole('link', { name: 'To the other party' }).click();
    await page.waitForURL(new RegExp(ENTRY));
    await page.goBack();

    await page.getByRole('button', { name: `Undo… ${PARTY}, ${ENTRY}` }).click();
    await page.getByLabel('Reason').fill('EXERCISE: it is the same after all');
    await page.getByRole('button', { name: 'Take back' }).click();
    await outcome(page, 'Taken back').waitFor();
    await part(page).waitFor();
    await page.context().close();
  });

  it('joins another entry, after showing whose it is', async () => {
    const page = await open('un-sc-KPe.001');
    await page.getByRole('button', { name: 'Join another entry…' }).click();
    await page.getByLabel('Id of the other entry').fill('nobody');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('Cannot find the party "nobody"').waitFor();
    await page.getByLabel('Id of the other entry').fill('un-sc-KPe.002');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText(/\(un-sc-KPe\.002\)” the same party as this one/).waitFor();
    await page.getByLabel('Reason').fill('EXERCISE');
    await page.getByLabel('Operator’s token').fill('exercise');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await outcome(page, 'Joined').waitFor();
    await page.getByText('un-sc-KPe.002 is un-sc-KPe.001: a person decided so (decision, 1)').waitFor();
    await page.context().close();
  });
});
