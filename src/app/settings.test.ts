import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings, SETTINGS } from './settings.ts';
import { version } from './version.ts';

describe('readSettings()', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchkeeper-settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has a standard for everything', () => {
    expect(readSettings({}, folder)).toEqual({
      home: join(folder, '.watchkeeper'),
      host: '127.0.0.1',
      port: 4717,
      databaseUrl: undefined,
      offline: false,
      openScreening: false,
      keepNothing: false,
      webhookPrivate: false,
      addressRate: 50,
      updateHours: 24,
      updateToken: undefined,
      oidc: [],
      evidence: { scanner: null, authorities: [], browser: null, software: `Watchkeeper ${version}` },
      file: null,
    });
  });

  it('names every wrong setting at once and never shows a password', () => {
    writeFileSync(join(folder, 'watchkeeper.yaml'), 'prot: 80\nhost: ""\n');
    const read = () =>
      readSettings(
        {
          PORT: 'http',
          DATABASE_URL: 'mysql://u:geheim@h/d',
          WATCHKEEPER_UPDATE_TOKEN: 'geheim',
          WATCHKEEPER_OFLINE: '1',
        },
        folder,
      );
    expect(read).toThrow(
      /"prot" is not a setting.*WATCHKEEPER_OFLINE is not a setting.*host is "".*PORT is "http".*DATABASE_URL is "…": must begin with postgres.*UPDATE_TOKEN is "…": must have 16/s,
    );
    expect(read).not.toThrow(/geheim/);
  });

  it('takes identity providers from the file as a list and from the environment as JSON, and shows no secret of them', () => {
    const provider = { id: 'jp', title: 'Japan', issuer: 'https://id.example', clientId: 'w', clientSecret: 'geheim' };
    writeFileSync(join(folder, 'watchkeeper.yaml'), `oidc:\n  - ${JSON.stringify(provider)}\n`);
    expect(readSettings({}, folder).oidc).toEqual([provider]);
    const read = (value: unknown) => () => readSettings({ WATCHKEEPER_OIDC: JSON.stringify(value) }, folder);
    expect(read([])().oidc).toEqual([]);
    expect(read([{ ...provider, issuer: 'http://127.0.0.1:5' }])().oidc).toHaveLength(1);
    for (const wrong of [[{ ...provider, issuer: 'http://id.example' }], provider, 'geheim']) {
      expect(read(wrong)).toThrow(/WATCHKEEPER_OIDC is "…"/);
      expect(read(wrong)).not.toThrow(/geheim/);
    }
  });

  it('lets the environment win over the file', () => {
    writeFileSync(join(folder, 'watchkeeper.yaml'), 'port: 5000\noffline: yes\n');
    expect(readSettings({ PORT: '6000' }, folder)).toMatchObject({ port: 6000, offline: true });
    expect(readSettings({}, folder).port).toBe(5000);
  });
});

it('docs/guides/operate.md lists every setting and no other', () => {
  const guide = readFileSync(new URL('../../docs/guides/operate.md', import.meta.url), 'utf8');
  const cells = guide.split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split('|').slice(1, 3)] : []));
  const rows = cells.map((pair) => pair.map((cell) => cell.trim().replaceAll('`', '')));
  expect(rows).toEqual(Object.entries(SETTINGS).map(([name, { file }]) => [name, file]));
});
