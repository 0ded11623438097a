import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { staticPages } from './static-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('staticPages()', () => {
  it('opens deep links, dots in them or not, and finds no file that is not there', async () => {
    writeFileSync(join(folder, 'index.html'), 'start');
    writeFileSync(join(folder, 'app-abcd1234.js'), 'code');
    const page = staticPages(folder);
    const text = async (path: string): Promise<string | null> => {
      const found = await page(path);
      return found && new TextDecoder().decode(found.body);
    };
    expect(await text('/lists')).toBe('start');
    expect(await text('/party/un-sc-KPe.012')).toBe('start');
    expect(await text('/app-abcd1234.js')).toBe('code');
    expect(await text('/app-00000000.js')).toBeNull();
  });
});
