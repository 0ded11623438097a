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
if (!built && process.env.CI) throw new Error('The console is not built; "npm test" builds it.');

const PAGES = {
  'look-up': '/',
  results: '/?q=Ocean%20Maritime%20Management',
  party: '/party/un-sc-KPe.020',
  compare: '/compare?one=un-sc-KPe.020&other-kind=Vessel&other-name=Ocean',
  'compare-empty': '/compare',
  // Of the operator: without a token they ask for it.
  files: '/files',
  subscriptions: '/subscriptions',
  lists: '/lists',
  list: '/lists/un-sc',
  who: '/lists/who',
  law: '/law',
  measure: '/law/UN-2397-5',
  check: '/law/check',
  findings: '/findings',
  nowhere: '/no/such/page',
};
const VIEWS = [
  { name: 'desktop-light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
] as const;

describe.skipIf(path === null || !built)('the console in a browser', () => {
  let app: Awaited<ReturnType<typeof wholeApp>>;
  let server: Listening;
  let browser: Browser;
  const strangers: string[] = [];
  const failures: string[] = [];

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

  async function visit(address: string, view: (typeof VIEWS)[number], language = 'en-GB'): Promise<Page> {
    const context = await browser.newContext({
      viewport: view.viewport,
      colorScheme: view.colorScheme,
      locale: language,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.on('request', (request) => {
      if (!request.url().startsWith(server.address) && !request.url().startsWith('data:'))
        strangers.push(request.url());
    });
    page.on('pageerror', (error) => failures.push(`${address}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/40[34]/.test(message.text())) failures.push(`${address}: ${message.text()}`);
    });
    await page.goto(`${server.address.slice(0, -1)}${address}`);
    await page.waitForSelector('h1');
    await page.waitForLoadState('networkidle');
    return page;
  }

  describe.each(VIEWS)('$name', (view) => {
    it.each(Object.entries(PAGES))(
      '%s opens by its address, is accessible and fits its width',
      async (name, address) => {
        const page = await visit(address, view);
        await page.screenshot({ path: join(artefacts, `${name}-${view.name}.png`) });
        expect(await violationsOn(page)).toEqual([]);
        expect(await sidewaysPixels(page)).toBe(0);
        await page.context().close();
      },
    );
  });

  it('finds a shipping company by keyboard alone, and shows what bites', async () => {
    const page = await visit('/', VIEWS[0]);
    await page.keyboard.type('Ocean Maritime Management');
    await page.keyboard.press('Enter');
    await page.waitForSelector('article h3 a');
    const card = await page.locator('article').first().textContent();
    expect(card).toContain('OCEAN MARITIME MANAGEMENT');
    expect(card).toMatch(/1718 \(2006\) para 8\(d\)/);
    expect(page.url()).toContain('Ocean');
    await page.locator('article h3 a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/party\//);
    await page.waitForSelector('table');
    expect(await page.locator('h1').textContent()).toContain('OCEAN MARITIME');
    await page.context().close();
  });

  it.each([
    ['ko-KR', 'ko'],
    ['ja-JP', 'ja'],
  ])('speaks the browser’s language %s on every page', { timeout: 90_000 }, async (locale, language) => {
    for (const [name, address] of Object.entries(PAGES)) {
      const page = await visit(address, VIEWS[0], locale);
      expect(await page.evaluate('document.documentElement.lang')).toBe(language);
      const text = await page.locator('body').textContent();
      expect(text, name).not.toMatch(
        /\b(?:nav|lookUp|lists|law|party|table|findings|decide|compare|files|review|subscriptions|operator)\.[a-zA-Z]+\b/,
      );
      await page.screenshot({ path: join(artefacts, `${name}-${language}.png`) });
      await page.context().close();
    }
  });

  it('asks no other server, and no page throws', () => {
    expect(strangers).toEqual([]);
    expect(failures).toEqual([]);
  });
});
