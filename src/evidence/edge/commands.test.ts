import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { PDF } from '../fixtures/made-files.ts';
import { answer, makeAuthority } from '../fixtures/test-authority.ts';
import { evidenceCommands } from './commands.ts';
import type { EvidenceSettings } from './offices.ts';

const settings: EvidenceSettings = { scanner: null, authorities: [], browser: null, software: 'test' };
const label = { originator: 'AA', relTo: 'BB, CC,BB', exercise: true };

describe('evidenceCommands()', () => {
  let test: TestDatabase;
  let id = '';
  beforeAll(async () => {
    test = await testDatabase();
    writeFileSync(path('in.pdf'), PDF);
    const { value } = await run('add', [path('in.pdf')], { ...label, source: 'EXERCISE', by: 'AA' });
    id = (value as { id: string }).id;
  });
  afterAll(() => test.close());
  const path = (name: string): string => join(test.home, name);

  async function run(name: string, args: string[], options: Record<string, unknown> = {}, world: Partial<World> = {}) {
    const command = evidenceCommands(settings).find((one) => one.name === `evidence ${name}`);
    if (!command) throw new Error(`no command ${name}`);
    const said = { value: undefined as unknown, text: '', code: 0 as number | undefined };
    const output = {
      answer(value: unknown, text: () => string) {
        said.value = value;
        said.text = text();
      },
    };
    said.code = await command.run({ args, options: command.schema.parse(options) }, {
      output,
      home: test.home,
      offline: false,
      now: () => new Date(),
      signal: new AbortController().signal,
      database: async () => test.database,
      ...world,
    } as unknown as World);
    return said;
  }

  it('add, list, show: a record with its label', async () => {
    expect((await run('list', [])).text).toContain('1 of 1');
    expect((await run('show', [id])).text).toContain('released to BB, CC');
    await expect(run('add', [path('nothing')], { ...label, source: 'x' })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    await expect(run('show', ['e-1'])).rejects.toMatchObject({ code: 'EVIDENCE_UNKNOWN' });
  });

  it('get: writes the original once, and never over a file', async () => {
    await run('get', [id], { out: path('out.pdf') });
    expect(readFileSync(path('out.pdf')).equals(PDF)).toBe(true);
    await expect(run('get', [id], { out: path('in.pdf') })).rejects.toMatchObject({ code: 'FILE_NOT_WRITTEN' });
    await expect(run('get', ['e-1'], { out: path('none.pdf') })).rejects.toMatchObject({ code: 'EVIDENCE_UNKNOWN' });
    expect(existsSync(path('none.pdf'))).toBe(false);
  });

  it('stamp: a question written out, an answer brought back, verified with all else', async () => {
    const authority = makeAuthority();
    await run('stamp', [id], { requestOut: path('q.tsq') });
    writeFileSync(path('a.tsr'), answer(readFileSync(path('q.tsq')), authority.signer));
    expect((await run('stamp', [id], { response: path('a.tsr') })).text).toContain('untrusted');
    await expect(run('stamp', [id])).rejects.toMatchObject({ code: 'AUTHORITY_MISSING' });
    await expect(run('stamp', [id], { authority: 'https://a.example' }, { offline: true })).rejects.toMatchObject({
      code: 'OFFLINE',
    });
    expect(await run('verify', [id], { by: 'AA' })).toMatchObject({
      code: undefined,
      value: { holds: true, stamps: [{ checks: 2 }] },
    });
    expect(await run('verify-stamps', [], { days: '0' })).toMatchObject({ value: { fallen: [] } });
  });

  it('hand-over, accept, decline, custody', async () => {
    await run('hand-over', [id], { by: 'AA', to: 'BB' });
    await run('decline', [id], { by: 'BB' });
    await run('hand-over', [id], { by: 'AA', to: 'BB' });
    expect((await run('accept', [id], { by: 'BB' })).text).toContain('held by BB');
    expect((await run('custody', [id])).text).toContain('Every signature and hand-over holds.');
  });

  it('check-custody: by what was handed out alone', async () => {
    const chain = (await run('custody', [id])).value as { entries: { body: { by: string } }[] };
    writeFileSync(path('chain.json'), JSON.stringify(chain));
    expect(await run('check-custody', [path('chain.json')], { file: path('in.pdf') })).toMatchObject({
      code: undefined,
      value: { holds: true, sameFile: true, item: { id } },
    });
    expect((await run('check-custody', [path('chain.json')], { file: path('chain.json') })).code).toBe(1);
    const [first] = chain.entries;
    if (first) first.body.by = 'BB';
    writeFileSync(path('chain.json'), JSON.stringify(chain));
    expect((await run('check-custody', [path('chain.json')])).text).toContain('entry 1: no key of "BB" has signed it');
    writeFileSync(path('chain.json'), '{"entries": []}');
    await expect(run('check-custody', [path('chain.json')])).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('rate, ratings, link, origins, figures', async () => {
    await run('rate', [id, 'B'], { reason: 'EXERCISE', by: 'R1' });
    await expect(run('rate', [id, '2'], { reason: 'EXERCISE', by: 'R1' })).rejects.toMatchObject({
      code: 'RATING_NOT_BLIND',
    });
    await expect(run('rate', [id, 'Z'], { reason: 'EXERCISE', by: 'R1' })).rejects.toMatchObject({
      code: 'RATING_UNKNOWN',
    });
    expect((await run('ratings', [id], { by: 'R1' })).text).toContain('Usually reliable');
    await run('link', [id, 'agency'], { kind: 'derives-from', reason: 'cited' });
    expect((await run('origins', [id])).text).toContain('1 independent origin behind 1 item');
    expect((await run('figures', [])).text).toContain('from 10 on');
  });

  it('lint: ends with 1 where there is something to mend', async () => {
    writeFileSync(path('draft.md'), 'Fine [1].\nIt is likely, with high confidence [1].\n');
    const { text, code } = await run('lint', [path('draft.md')]);
    expect(code).toBe(1);
    expect(text).toContain('line 2:');
    writeFileSync(path('draft.md'), 'It is likely [1].\n');
    expect((await run('lint', [path('draft.md')])).code).toBeUndefined();
  });

  it('check-wacz: ends with 1 for what is none', async () => {
    expect((await run('check-wacz', [path('in.pdf')])).code).toBe(1);
    await expect(run('check-wacz', [path('nothing')])).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it.skipIf(!existsSync('/usr/bin/chromium'))('capture: a page in the vault that verifies inside', async () => {
    const server = createServer((_, reply) =>
      reply.writeHead(200, { 'content-type': 'text/html' }).end('<title>EXERCISE</title>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    const { value, text } = await run(
      'capture',
      [`http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}/`],
      { ...label, by: 'AA' },
    );
    server.closeAllConnections();
    server.close();
    expect(text).toContain('No timestamp yet');
    const { id: captured } = value as { id: string };
    expect(value).toMatchObject({ mediaType: 'application/wacz', description: 'EXERCISE' });
    expect(await run('verify', [captured])).toMatchObject({
      code: undefined,
      value: { holds: true, wacz: { valid: true } },
    });
    expect((await run('check-wacz', [captured])).text).toContain('Valid WACZ 1.1.1');
    await expect(run('capture', ['https://a.example'], label, { offline: true })).rejects.toMatchObject({
      code: 'OFFLINE',
    });
  });

  it('audit: finds what is lost, what no record names, and what was to be erased', async () => {
    expect((await run('audit', [], { content: true })).text).toContain('Vault and records agree.');
    const vault = join(test.home, 'evidence');
    const stray = 'e-00000000000000000000beef';
    writeFileSync(join(vault, 'keys', `${stray}.key`), 'x');
    expect((await run('audit', [])).code).toBeUndefined();
    utimesSync(join(vault, 'keys', `${stray}.key`), 1, 1);
    expect(await run('audit', [])).toMatchObject({ code: 1, value: { unrecorded: [stray], lost: [] } });
    expect((await run('audit', [], { clean: true })).code).toBeUndefined();
    expect((await run('audit', [])).text).toContain('agree');
    const key = join(vault, 'keys', `${id}.key`);
    const content = readFileSync(key);
    rmSync(key);
    expect(await run('audit', [])).toMatchObject({ code: 1, value: { lost: [{ id }] } });
    writeFileSync(key, content);
  });

  it('erase: only when confirmed; then verify ends with 1 and says why', async () => {
    await expect(run('erase', [id], { by: 'BB', reason: 'x' })).rejects.toMatchObject({ code: 'ERASURE_UNCONFIRMED' });
    await run('erase', [id], { by: 'BB', reason: 'a court asks', confirm: id });
    const { code, text } = await run('verify', [id]);
    expect(code).toBe(1);
    expect(text).toContain('it was erased on');
    expect((await run('show', [id])).text).toContain('ERASED');
  });
});
