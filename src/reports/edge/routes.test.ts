import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { keepFindings } from '../../findings/edge/store.ts';
import { sha256 } from '../../kernel/hash.ts';
import { openLog } from '../../ledger/edge/log.ts';
import { nodePrimitives } from '../../ledger/node-primitives.ts';
import { checkOpenedProof, readProofFile } from '../../ledger/verify/proof-file.ts';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { inventedFinding } from '../fixtures/invented-finding.ts';
import { buildUpdate } from './build-update.ts';
import { updateCommands } from './commands.ts';
import { updateRoutes } from './routes.ts';

let test: TestDatabase;
let server: ReturnType<typeof serveRoutes>;
let id = '';
beforeAll(async () => {
  test = await testDatabase();
  const log = await openLog(test);
  await keepFindings(test.database, [inventedFinding(1), inventedFinding(2, { exercise: true })]);
  const made = await buildUpdate(test.database, { now: new Date('2026-02-01T00:00:00Z') });
  id = made?.id ?? '';
  await log.integrateAll();
  server = serveRoutes(
    updateRoutes({ database: test.database, proofOf: (commitment) => log.proofOfRecord(commitment, true) }),
  );
});
afterAll(() => test.close());

describe('routes of updates', () => {
  it('list updates, and tell nothing of how many records there are that are hidden', async () => {
    const { body, text } = await server.get('/api/v1/updates');
    expect(body).toMatchObject({ total: 1, updates: [{ id, since: null, summary: { real: { new: 1 } } }] });
    expect(text).not.toMatch(/last_?(event|revision|list)/i);
  });

  it('give the very bytes that were hashed, and a proof that the hash is in the ledger', async () => {
    const { text, headers } = await server.get(`/api/v1/updates/${id}`);
    expect(headers.get('content-type')).toBe('application/json');
    const proof = readProofFile((await server.get(`/api/v1/updates/${id}/proof`)).text);
    const checked = 'fault' in proof ? proof : checkOpenedProof(nodePrimitives, proof);
    if ('fault' in checked) throw new Error(checked.fault);
    expect(JSON.parse(checked.opening.record)).toMatchObject({ record: 'regular-update', id, sha256: sha256(text) });
  });

  it('give a page and Markdown, and refuse other forms and ids', async () => {
    const page = await server.get(`/api/v1/updates/${id}?format=html`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.text).toMatch(/^<!doctype html>/);
    expect(page.text).toMatch(/<a href="\/findings\/f-[0-9a-f]{24}">/);
    expect((await server.get(`/api/v1/updates/${id}?format=md`)).text).toMatch(/^# Watchkeeper update/);
    expect((await server.get(`/api/v1/updates/${id}?format=pdf`)).status).toBe(400);
    expect((await server.get('/api/v1/updates/u-none')).status).toBe(404);
  });

  it.each(['rss', 'atom', 'json'])('are followed by %s, with addresses of this server', async (kind) => {
    const { status, text, headers } = await server.get(`/updates/feed.${kind}`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining(kind)]);
    expect(text).toContain(`http://localhost/api/v1/updates/${id}?format=html`);
  });
});

describe('commands of updates', () => {
  async function run(name: string, options: Record<string, unknown> = {}, args: string[] = []) {
    const command = updateCommands().find((candidate) => candidate.name === name);
    // biome-ignore lint/suspicious/noExplicitAny: what commands answer is looked into
    const said = { value: undefined as any, text: '' };
    const answer = (value: unknown, text: () => string): void => {
      said.value = value;
      said.text = text();
    };
    await command?.run({ args, options: command.schema.parse(options) }, {
      home: test.home,
      output: { answer, note: () => {} },
      now: () => new Date('2026-02-02T00:00:00Z'),
      database: async () => test.database,
    } as unknown as World);
    return said;
  }

  it('build writes every form, and show gives the same', async () => {
    const out = mkdtempSync(join(tmpdir(), 'watchkeeper-updates-'));
    try {
      const { value } = await run('update build', { out });
      expect(value).toMatchObject({ follows: id, files: { html: expect.stringContaining(out) } });
      expect(readFileSync(value.files.html, 'utf8')).not.toContain('<a ');
      expect(sha256(readFileSync(value.files.json))).toBe(value.sha256);
      expect((await run('update show', {}, [value.id])).text).toBe(readFileSync(value.files.md, 'utf8'));
      expect((await run('update list')).value.total).toBe(2);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });

  it('build refuses days that are none or still to come', async () => {
    await expect(run('update build', { since: '2026-13-01' })).rejects.toThrow();
    await expect(run('update build', { since: '2026-02-03' })).rejects.toMatchObject({ code: 'DAY_TO_COME' });
    await expect(run('update show', {}, ['u-none'])).rejects.toMatchObject({ code: 'UPDATE_UNKNOWN' });
  });
});
