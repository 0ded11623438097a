import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { consoleFolder } from '../../src/app/serve.ts';
import type { OpenIdProvider } from '../../src/team/openid-provider.ts';
import { wholeApp } from '../api/whole-app.ts';
import { browserPath, openBrowser } from './browser.ts';
import { sidewaysPixels, violationsOn } from './inspect-page.ts';

const artefacts = fileURLToPath(new URL('../../test-artefacts/', import.meta.url));

/** False where there is no browser, or the console has not been built. */
export const canOpenConsole = browserPath() !== null && existsSync(join(consoleFolder, 'index.html'));

/** So that a journey that is stuck says where. */
const PATIENCE_MILLISECONDS = 10_000;

/** The widths and colours that every journey is looked at in. */
const LOOKS = [
  { name: 'desktop-light', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'phone-dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** The whole app over the facts that ship, and a browser before it; `beside` are other servers that pages may ask. */
export async function openConsole(openIdProviders: readonly OpenIdProvider[] = [], beside: readonly string[] = []) {
  mkdirSync(artefacts, { recursive: true });
  const app = await wholeApp(openIdProviders);
  const server = await app.open();
  const browser = await openBrowser(browserPath() ?? '');
  return {
    app,
    /** A fresh reader's window; what leaves the server or throws in the page fails the journey when it is left. */
    async visit(path: string, isOperator = true, host = '127.0.0.1') {
      const address = server.address.replace('127.0.0.1', host);
      const context = await browser.newContext({ baseURL: address, locale: 'en-GB', reducedMotion: 'reduce' });
      if (isOperator) await context.addInitScript("sessionStorage.setItem('watchkeeper-operator-token', 'exercise')");
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE_MILLISECONDS);
      const faults: string[] = [];
      page.on('request', (request) => {
        if (![address, ...beside].some((one) => request.url().startsWith(one)) && !/^(data|blob):/.test(request.url()))
          faults.push(`asked ${request.url()}`);
      });
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto(path);
      const leave = async (): Promise<void> => {
        await context.close();
        expect(faults).toEqual([]);
      };
      return { page, leave };
    },
    async close() {
      await browser.close();
      await server.close();
      await app.close();
    },
  };
}

/** Fails where the page as it stands is not accessible or does not fit its width; keeps pictures. */
export async function expectSound(page: Page, name: string): Promise<void> {
  for (const { name: look, width, height, colorScheme } of LOOKS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    expect([name, look, await violationsOn(page)]).toEqual([name, look, []]);
    expect([name, look, await sidewaysPixels(page)]).toEqual([name, look, 0]);
    await page.screenshot({ path: join(artefacts, `${name}-${look}.png`), fullPage: true });
  }
}
