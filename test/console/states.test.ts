import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../src/app/serve.ts';
import { browserPath, openBrowser } from './browser.ts';
import { exerciseServer } from './exercise-server.ts';
import { sidewaysPixels, violationsOn } from './inspect-page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const artefacts = join(root, 'test-artefacts', 'console');
const built = join(root, 'test-artefacts', 'console-built');
const executablePath = browserPath();

/** Every page with a view that fills it, and a text that shows it has arrived. */
const PAGES = [
  { name: 'look-up', path: '/', shows: 'EXERCISE Blue Heron Shipping' },
  { name: 'results', path: '/?q=blue+heron', shows: 'EXERCISE Blue Hern' },
  { name: 'no-result', path: '/?q=nobody', shows: 'That clears nobody' },
  { name: 'party', path: '/party/un-sc-E.001?listedOn=2026-01-01', shows: 'EXERCISE GREY TERN' },
  { name: 'party-unknown', path: '/party/none', shows: 'No list in use has a party' },
  { name: 'lists', path: '/lists', shows: 'line 1204 is not well-formed' },
  { name: 'list', path: '/lists/un-sc?party=un-sc-E.001', shows: 'EXERCISE 푸른학 무역회사' },
  { name: 'who', path: '/lists/who', shows: 'EXERCISE party 001' },
  { name: 'law', path: '/law', shows: 'UNSCR 1718 (2006) para 8(a)(ii)' },
  { name: 'law-by-day', path: '/law?view=side-by-side', shows: '2017-12-22' },
  { name: 'measure', path: '/law/UN-2087-6', shows: 'vigilance' },
  {
    name: 'check',
    path: '/law/check?act=supply&on=2020-05-01&hsCode=2710&direction=to-dprk',
    shows: 'By the law of 2020-05-01',
  },
  { name: 'findings', path: '/findings', shows: 'No watch has raised a finding yet' },
  { name: 'nowhere', path: '/nowhere', shows: 'No such page' },
] as const;
/** The other two pairs of width and scheme are seen in console.test.ts, over the facts that ship. */
const VIEWS = [
  { width: 1280, scheme: 'dark' },
  { width: 390, scheme: 'light' },
] as const;

/** Kilobytes (1000 bytes, gzip) of script that the first view may cost. */
const MOST_FIRST_SCRIPT = 150;

describe.skipIf(executablePath === null)('the console over exercise answers', () => {
  let browser: Browser;
  let server: Listening;

  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    execFileSync(
      process.execPath,
      [
        join(root, 'node_modules/vite/bin/vite.js'),
        'build',
        '--config',
        'console/vite.config.ts',
        '--logLevel',
        'error',
        '--outDir',
        built,
        '--emptyOutDir',
      ],
      { cwd: root, stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } },
    );
    server = await listen(exerciseServer(built), '127.0.0.1', 0);
    browser = await openBrowser(executablePath ?? '');
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A fresh reader's window that keeps what left the origin and what went wrong in the page. */
  async function open(options: Parameters<Browser['newContext']>[0] = {}) {
    const context = await browser.newContext({ baseURL: server.address, locale: 'en-GB', ...options });
    const page = await context.newPage();
    const strays: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(server.address) && !/^(data|blob):/.test(request.url())) strays.push(request.url());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 404/.test(message.text())) faults.push(message.text());
    });
    return { context, page, strays, faults };
  }

  it.each(VIEWS)(
    'shows every page at $width px, $scheme: accessible, whole, from this server alone',
    async (view) => {
      const { context, page, strays, faults } = await open({
        viewport: { width: view.width, height: 900 },
        colorScheme: view.scheme,
      });
      for (const { name, path, shows } of PAGES) {
        await page.goto(path);
        await page.getByText(shows).first().waitFor({ timeout: 10_000 });
        expect([name, await violationsOn(page)]).toEqual([name, []]);
        expect([name, await sidewaysPixels(page)]).toEqual([name, 0]);
        await page.screenshot({ path: join(artefacts, `${name}-${view.width}-${view.scheme}.png`), fullPage: true });
      }
      expect(strays).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
    240_000,
  );

  it('leads from the keyboard alone to a party and its law', async () => {
    const { context, page } = await open();
    await page.goto('/lists');
    await page.getByText('line 1204').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await page.keyboard.press('/');
    await page.waitForURL((address) => address.pathname === '/');
    await page.keyboard.type('blue heron');
    await page.keyboard.press('Enter');
    await page.getByText('EXERCISE Blue Hern').first().waitFor();
    await tabTo(page, 'EXERCISE Blue Heron Shipping');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/party\//);
    await page.getByText('EXERCISE GREY TERN').first().waitFor();
    expect(await focused(page)).toBe('EXERCISE Blue Heron Shipping');
    expect(await page.title()).toBe('EXERCISE Blue Heron Shipping · Watchkeeper');
    await tabTo(page, 'UNSCR 1718 (2006) para 8(d)');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/law\//);
    await context.close();
  });

  it('keeps language and colours for the next visit', async () => {
    const { context, page } = await open();
    await page.goto('/lists');
    await page.getByLabel('Language').selectOption('ko');
    await page.getByRole('heading', { name: '명단', level: 1 }).waitFor();
    await page.getByTitle('어두운 색상').click();
    await page.reload();
    await page.getByRole('heading', { name: '명단', level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('ko');
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await page.getByLabel('언어').selectOption('ja');
    await page.getByRole('heading', { name: 'リスト', level: 1 }).waitFor();
    await page.screenshot({ path: join(artefacts, 'lists-japanese.png'), fullPage: true });
    await context.close();
  });

  it('opens a shared link as its sender saw it, and keeps what is typed in the address', async () => {
    const { context, page } = await open();
    await page.goto('/law?q=coal&regime=un-dprk&direction=from-dprk');
    await page.getByText('2401').or(page.getByText('2701')).first().waitFor();
    expect(await page.getByLabel('Words in the citation').inputValue()).toBe('coal');
    expect(await page.getByLabel('Regime').inputValue()).toBe('un-dprk');
    await page.getByLabel('HS code').fill('2701');
    await page.waitForURL(/hs=2701/);
    await context.close();
  });

  it('hands out the table as it stands, as CSV and as JSON', async () => {
    const { context, page } = await open();
    await page.goto('/lists');
    for (const [button, ending, start] of [
      ['Download CSV', 'csv', 'list,authority,'],
      ['Download JSON', 'json', '[\n  {\n    "list": "un-sc"'],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`lists.${ending}`);
      expect(readFileSync(await download.path(), 'utf8').startsWith(start)).toBe(true);
    }
    await context.close();
  });

  it('judges an act anew with each answer, and takes answers back', async () => {
    const { context, page } = await open();
    await page.goto('/law/check?act=supply&on=2020-05-01&hsCode=2710&direction=to-dprk');
    await page.getByText('By the law of').waitFor();
    await page.getByRole('button', { name: 'Yes', exact: true }).first().click();
    await page.waitForURL(/yes=/);
    await page.getByRole('button', { name: /Take back/ }).click();
    await page.waitForURL((address) => !address.search.includes('yes='));
    await context.close();
  });

  it('says what went wrong and asks again when told to', async () => {
    const { context, page } = await open();
    await page.goto('/law/check?act=supply&on=2020-05-01&hsCode=abc');
    await page.getByRole('alert').getByText('is not an HS code').first().waitFor();
    await page.route('**/api/v1/lists', (route) => route.abort());
    await page.goto('/lists');
    await page.getByText('The server does not answer').waitFor({ timeout: 20_000 });
    await page.unroute('**/api/v1/lists');
    await page.getByRole('button', { name: 'Ask again' }).click();
    await page.getByText('line 1204').first().waitFor();
    await context.close();
  });

  it(`costs at most ${MOST_FIRST_SCRIPT} kB of script for the first view`, async () => {
    const { context, page } = await open();
    const scripts: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).byteLength));
    });
    await page.goto('/');
    await page.getByText('a shipping company').waitFor();
    const kilobytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0) / 1000;
    console.log(`first view: ${kilobytes.toFixed(1)} kB of script (gzip)`);
    expect(kilobytes).toBeLessThan(MOST_FIRST_SCRIPT);
    await context.close();
  });
});

async function focused(page: Page): Promise<string> {
  return await page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');
}

async function tabTo(page: Page, text: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === text) return;
  }
  throw new Error(`Cannot reach "${text}" by keyboard: 80 presses of Tab did not lead there`);
}
