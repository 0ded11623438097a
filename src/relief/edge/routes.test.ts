import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { signerOf } from '../../ledger/signer.ts';
import { writeVerifierKey } from '../../ledger/verify/signed-note.ts';
import { workbookOf } from '../../lists/fixtures/workbook-of.ts';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { reliefCommands } from './commands.ts';
import { reliefRoutes } from './routes.ts';

const signer = signerOf('watch.example/exercise', 'note', new Uint8Array(32).fill(7));
const key = writeVerifierKey(signer.key);
const now = () => new Date('2026-02-01T08:00:00Z');
const approval = {
  format: 'watchkeeper-approval/1',
  id: 'EXERCISE-1',
  authority: 'EXERCISE committee',
  letter: { reference: 'EXERCISE/1', on: '2026-01-01' },
  grantee: 'EXERCISE Aid',
  window: { from: '2026-01-10', to: '2026-10-10' },
  mostShipments: 3,
  route: ['CNDDG'],
  items: [{ line: 1, name: 'Disposable syringe', hsCode: '901831', quantity: '1000', unit: 'pieces' }],
  exercise: true,
};
const SHEET = [['EXERCISE'], ['품명', 'HS 코드', '수량', '단위'], ['일회용 주사기', '901831', 6, 'box of 100']];
const CSV = 'Item,HS,Qty,Unit\nDisposable syringe,901831,600,pcs\n';

describe('aid over HTTP and on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relief-'));
  const at = (name: string): string => join(folder, name);
  let test: TestDatabase;
  let operator: ReturnType<typeof serveRoutes>;
  let anyone: ReturnType<typeof serveRoutes>;
  beforeAll(async () => {
    test = await testDatabase();
    const routes = reliefRoutes({ database: test.database, signer, now });
    operator = serveRoutes(routes, { kind: 'operator', name: 'operator' });
    anyone = serveRoutes(routes);
    const chunks: Uint8Array[] = [];
    for await (const chunk of workbookOf('packing.xlsx', { One: SHEET }).open()) chunks.push(chunk);
    writeFileSync(at('packing.xlsx'), Buffer.concat(chunks));
    writeFileSync(at('packing.csv'), CSV);
    writeFileSync(at('approval.json'), JSON.stringify({ ...approval, id: 'EXERCISE-2' }));
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true });
  });

  async function run(name: string, args: string[], options: Record<string, unknown> = {}, offline = false) {
    const command = reliefCommands({ signerOf: async () => signer }).find((candidate) => candidate.name === name);
    if (!command) throw new Error(`no command ${name}`);
    const said: { value: unknown; text: string }[] = [];
    const output = {
      note: () => {},
      answer: (value: unknown, text: () => string) => said.push({ value, text: text() }),
    };
    const database = async () => {
      if (offline) throw new Error('a database was asked for');
      return test.database;
    };
    const code = await command.run({ args, options: command.schema.parse(options) }, {
      output,
      now,
      database,
    } as unknown as World);
    return { code: code ?? 0, ...said[0] };
  }

  it('asks whether an exemption is needed, in three languages', async () => {
    const answer = await anyone.post('/api/v1/relief/ask', { on: '2026-01-10', name: '강관' });
    expect(answer.body).toMatchObject({ need: 'needed', goods: { hsCode: '7306' } });
    expect((await anyone.post('/api/v1/relief/ask', { on: '2026-01-10' })).status).toBe(400);
    const { text } = await run('relief ask', ['강관'], { language: 'ko', involves: 'none', listed: 'none' });
    expect(text).toContain('먼저 허가가 필요합니다');
    expect(text).toContain('UNSCR 2397 (2017) para 7');
    await expect(run('relief ask', [])).rejects.toMatchObject({ code: 'QUESTION_NOT_UNDERSTOOD', kind: 'usage' });
  });

  it('lets the keeper sign, everyone read, and nobody else sign', async () => {
    expect((await anyone.post('/api/v1/relief/approvals', approval)).status).toBe(403);
    const issued = await operator.post('/api/v1/relief/approvals', approval);
    expect(issued).toMatchObject({ status: 200, body: { id: 'EXERCISE-1' } });
    const shown = await anyone.get('/api/v1/relief/approvals/EXERCISE-1');
    expect(shown.body).toMatchObject({ left: [{ line: 1, left: '1000 pieces' }], revocation: null });
    expect((await anyone.post('/api/v1/relief/verify', { approval: shown.body.signed })).body).toMatchObject({
      standing: 'valid',
    });
    const altered = shown.body.signed.replace('1000', '9000');
    expect((await anyone.post('/api/v1/relief/verify', { approval: altered })).body).toMatchObject({
      code: 'APPROVAL_NOT_GENUINE',
    });
    expect((await anyone.get('/api/v1/relief/approvals/none')).status).toBe(404);
  });

  it('checks a packing list and books it once', async () => {
    const path = '/api/v1/relief/approvals/EXERCISE-1';
    expect((await anyone.postText(`${path}/check?route=CNDDG`, CSV)).body).toMatchObject({ result: 'covered' });
    expect((await anyone.postText(`${path}/check?route=RUVVO`, CSV)).body).toMatchObject({ result: 'not-covered' });
    expect((await anyone.postText(`${path}/shipments?shipment=one`, CSV)).status).toBe(403);
    expect((await operator.postText(`${path}/shipments?shipment=one`, CSV)).status).toBe(200);
    const again = await operator.postText(`${path}/shipments?shipment=two`, CSV);
    expect(again).toMatchObject({ status: 409, body: { code: 'CONSIGNMENT_NOT_COVERED' } });
    expect((await anyone.get(path)).body).toMatchObject({ shipments: 1, left: [{ left: '400 pieces' }] });
  });

  it('verifies and checks offline with a key, without any database', async () => {
    await run('relief issue', [at('approval.json')], { out: at('approval.signed') });
    const verified = await run('relief verify', [at('approval.signed')], { key }, true);
    expect(verified).toMatchObject({ code: 0, value: { standing: 'valid', revocation: { state: 'not-checked' } } });
    const checked = await run('relief check', [at('packing.xlsx')], { approval: at('approval.signed'), key }, true);
    expect(checked).toMatchObject({ code: 0, value: { result: 'covered', draws: [{ line: 1, amount: '600000000' }] } });
  });

  it('says no to an approval that is revoked or altered', async () => {
    await run('relief revoke', ['EXERCISE-2'], { why: 'EXERCISE error' });
    await run('relief revocations', [], { out: at('revocations.signed') });
    const options = { key, revocations: at('revocations.signed') };
    expect(await run('relief verify', [at('approval.signed')], options, true)).toMatchObject({
      code: 1,
      value: { standing: 'revoked' },
    });
    expect(await run('relief check', [at('packing.csv')], { approval: 'EXERCISE-2' })).toMatchObject({
      code: 1,
      value: { faults: [{ kind: 'revoked' }] },
    });
    await expect(
      run('relief book', [at('packing.csv')], { approval: 'EXERCISE-2', shipment: 's' }),
    ).rejects.toMatchObject({ code: 'CONSIGNMENT_NOT_COVERED' });
    writeFileSync(at('altered.signed'), readFileSync(at('approval.signed'), 'utf8').replace('901831', '847100'));
    await expect(run('relief verify', [at('altered.signed')], { key }, true)).rejects.toMatchObject({
      code: 'APPROVAL_NOT_GENUINE',
    });
    await expect(run('relief verify', [at('none')], { key }, true)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('reads a packing list into an item table, and says what a draft lacks', async () => {
    expect((await run('relief import', [at('packing.xlsx')])).value).toMatchObject({
      items: [{ line: 1, name: '일회용 주사기', hsCode: '901831', quantity: '6', unit: 'box of 100' }],
    });
    writeFileSync(
      at('draft.json'),
      JSON.stringify({ format: 'watchkeeper-exemption-application/1', title: 'EXERCISE' }),
    );
    expect(await run('relief complete', [at('draft.json')])).toMatchObject({ code: 1, value: { complete: false } });
    await expect(run('relief complete', [at('packing.csv')])).rejects.toMatchObject({ code: 'FILE_NOT_JSON' });
    await run('relief step', ['EXERCISE-APP', 'submitted'], { on: '2026-01-30' });
    expect((await run('relief clock', [])).value).toMatchObject({
      applications: [{ id: 'EXERCISE-APP', state: 'pending', waitingDays: 2 }],
    });
    await expect(run('relief step', ['EXERCISE-APP', 'lost'])).rejects.toMatchObject({ kind: 'usage' });
    expect((await anyone.get('/api/v1/relief/clock')).body).toMatchObject({ times: [] });
    expect((await run('relief approvals', [])).text).toContain('EXERCISE-1');
  });
});
