import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { World } from '../../../cli/command.ts';
import { bytesOf } from '../../../lists/fixtures/damage.ts';
import { workbookOf } from '../../../lists/fixtures/workbook-of.ts';
import { exerciseMaterial, exerciseScreener } from '../../fixtures/exercise-lists.ts';
import { identifyingFactsHash } from '../../memory/identifying-facts.ts';
import type { MatchDecision, MatchVerdict } from '../../memory/match-decision.ts';
import { queryFingerprint } from '../../memory/query-fingerprint.ts';
import type { ScreenerMaterial } from '../build-screener.ts';
import { fileCommand } from './file-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'screen-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function written(content: string | Uint8Array, ending = 'csv'): string {
  const path = join(folder, `in-${files++}.${ending}`);
  writeFileSync(path, content);
  return path;
}

interface Trial {
  material?: ScreenerMaterial;
  decisions?: MatchDecision[];
  /** Ends the run when that much of it is done. */
  stopAt?: number;
}

async function screenFile(path: string, options: Record<string, unknown> = {}, trial: Trial = {}) {
  const out = String(options.out ?? join(folder, `out-${files++}.csv`));
  const stopping = new AbortController();
  const said = { value: {} as Record<string, unknown>, text: '', notes: [] as string[], shares: [] as number[] };
  const at = (share: number): void => {
    said.shares.push(share);
    if (trial.stopAt !== undefined && share >= trial.stopAt) stopping.abort();
  };
  const world = {
    signal: stopping.signal,
    output: {
      json: false,
      note: (line: string) => said.notes.push(line),
      progress: () => ({ at, stop: () => {} }),
      answer(value: Record<string, unknown>, text: () => string) {
        Object.assign(said, { value, text: text() });
      },
    },
  } as unknown as World;
  const command = fileCommand({
    material: async () => trial.material ?? exerciseMaterial(),
    standing: async () => ({ decisions: trial.decisions ?? [], today: '2026-11-25' }),
  });
  const code = await command.run({ args: [path], options: command.schema.parse({ ...options, out }) }, world);
  const errors = `${out}.errors.csv`;
  const lines = readFileSync(out, 'utf8').trim().split(/\r?\n/);
  return { ...said, code, out, lines, errors: existsSync(errors) ? readFileSync(errors, 'utf8').split('\r\n') : [] };
}

function decided(id: number, customer: string | null, party: string, verdict: MatchVerdict): MatchDecision {
  const listed = exerciseScreener().find(party);
  if (!listed) throw new Error('no such party');
  return {
    id,
    customer,
    party,
    verdict,
    fingerprint: null,
    question: null,
    factsHash: identifyingFactsHash(listed.subject),
    reason: 'EXERCISE',
    author: 'EXERCISE',
    decidedAt: '2026-01-01T00:00:00.000Z',
    expiresOn: null,
    undoneAt: null,
    undoneBy: null,
    undoneReason: null,
  };
}

const customers = [
  'Ref,Full name,Date of birth,Country',
  'A1,Kim Chol Su,1966,kp',
  'A2,"Nobody, Atall",03/02/1961,France',
  'A3,,,',
  'A4,Drill Trading Company,,Atlantis',
  'A5,"=HYPERLINK(""http://example.org"")",,',
  '',
].join('\r\n');

describe('screen file', () => {
  it('answers row by row in the order of the file, and lists what it could not use', async () => {
    const { value, text, code, lines, errors } = await screenFile(written(customers));
    expect(code).toBeUndefined();
    expect(value).toMatchObject({ rows: 5, matched: 2, hits: 3, rejected: 1, leftOut: 1 });
    expect(lines[0]).toBe('line,id,name,hits,score,party,caption,schema,lists,measures,snapshot,decision,reason');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual([
      '2,A1',
      '2,A1',
      '3,A2',
      '5,A4',
      '6,A5',
    ]);
    expect(lines[1]).toContain('un-sc-KPi.999');
    expect(lines[5]).toContain('"\'=HYPERLINK(""http://example.org"")"');
    expect(errors).toEqual([
      '\ufeffline,column,severity,reason,value',
      '4,,row,holds no name and no number to screen,',
      '5,Country,value,names no known country,Atlantis',
      '',
    ]);
    expect(text).toContain('Rows screened: 5; with hits: 2 (3 hits)');
    expect(text).toContain('birthDate = Date of birth');
  });

  it('writes and reads JSON lines, parties in yente’s shape too', async () => {
    const path = written(
      [
        '{"id":"q1","schema":"Person","properties":{"name":["Kim Chol Su"],"birthDate":["1960-02-03"]}}',
        '{"id":"q2","name":',
        '{"id":"q3","schema":"Vessel","properties":{"imoNumber":"9161003"}}',
      ].join('\n'),
      'jsonl',
    );
    const { lines, errors } = await screenFile(path, { out: join(folder, 'out.jsonl'), threshold: 0.9 });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { line: 1, id: 'q1', hits: [{ party: 'un-sc-KPi.999' }] },
      { line: 3, id: 'q3', query: { schema: 'Vessel' }, hits: [{ score: expect.any(Number) }] },
    ]);
    expect(errors[1]).toBe('2,,row,is not JSON,"{""id"":""q2"",""name"":"');
  });

  it('reads the first sheet of a spreadsheet that holds anything, and names the others', async () => {
    const sheets = {
      Cover: [],
      Clients: [
        ['Name', 'DOB'],
        ['Kim Chol Su', 1960],
        [null, null],
        ['X', 'x'],
      ],
      Notes: [['n']],
    };
    const path = written(await bytesOf(workbookOf('a.xlsx', sheets)), 'xlsx');
    const { value, notes, errors } = await screenFile(path);
    expect(value).toMatchObject({ rows: 2, matched: 1, mapping: { name: ['Name'], birthDate: ['DOB'] } });
    expect(notes).toEqual(['The sheet "Notes" is not read: only the first one is.']);
    expect(errors[1]).toBe('4,DOB,value,is no date,x');
    await expect(screenFile(written(Buffer.from('PK\x03\x04 cut off'), 'xlsx'))).rejects.toMatchObject({
      message: expect.stringContaining('damaged'),
      hint: expect.stringContaining('CSV'),
    });
  });

  it('gives the same in threads as without, and after a stop and a crash as in one go', async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, at) => `${at},${at % 7 ? `Nobody ${at}` : 'Kim Chol Su'},19${at % 90},`,
    );
    const path = written(`id,name,dob,country\n${rows.join('\n')}\n`);
    const whole = await screenFile(path, { threads: 0 });
    const threaded = await screenFile(path, { threads: 2 });
    const [out, part] = [join(folder, 'stopped.csv'), join(folder, 'stopped.csv.part')];
    await expect(screenFile(path, { threads: 0, out }, { stopAt: 0 })).rejects.toMatchObject({
      code: 'SCREENING_STOPPED',
      hint: expect.stringContaining('--resume'),
    });
    expect(existsSync(out)).toBe(false);
    const kept = readFileSync(part, 'utf8').split('\n').length;
    expect(kept).toBeGreaterThan(100);
    expect(kept).toBeLessThan(2900);
    // A process that is killed leaves more in the file than its checkpoint knows of.
    appendFileSync(part, '99999,torn li');
    const resumed = await screenFile(path, { threads: 0, out, resume: true });
    expect(resumed.lines).toEqual(whole.lines);
    expect(threaded.lines).toEqual(whole.lines);
    expect(threaded.errors).toEqual(whole.errors);
    expect(resumed.errors).toEqual(whole.errors);
    expect(existsSync(`${out}.checkpoint.json`) || existsSync(part)).toBe(false);
    expect(whole.shares.at(-1)).toBe(1);
    expect(whole.shares).toEqual(whole.shares.toSorted((one, other) => one - other));
  });

  it('leaves out what people decided to be different, and tells other decisions', async () => {
    const path = written(customers);
    const different = [decided(1, 'A1', 'un-sc-KPi.999', 'different')];
    expect((await screenFile(path, {}, { decisions: different })).value).toMatchObject({ hits: 2 });
    const same = [decided(2, 'A1', 'un-sc-KPi.999', 'same')];
    expect((await screenFile(path, {}, { decisions: same })).lines[1]).toContain(',same (holds),');
    const question = { schema: 'Company', properties: { name: ['Drill Trading Company'] } };
    const asked = { ...decided(3, null, 'eu-fsf-EU.1.2', 'different'), fingerprint: queryFingerprint(question) };
    const { value } = await screenFile(path, { schema: 'Company' }, { decisions: [asked] });
    expect(value).toMatchObject({ hits: 0 });
    expect((await screenFile(path, { schema: 'Company' })).value).toMatchObject({ hits: 1 });
  });

  it('does not go on where the lists have changed', async () => {
    const path = written(`name\n${'Kim Chol Su\n'.repeat(500)}`);
    const out = join(folder, 'changed.csv');
    await expect(screenFile(path, { out }, { stopAt: 0 })).rejects.toThrow(/stopped after/);
    const material = exerciseMaterial();
    const newer = { ...material, lists: material.lists.map((list) => ({ ...list, versionId: list.versionId + 10 })) };
    await expect(screenFile(path, { out, resume: true }, { material: newer })).rejects.toMatchObject({
      code: 'RESUME_OTHER_RUN',
    });
    expect((await screenFile(path, { out })).notes[0]).toMatch(/begun again/);
  });

  it('names an encoding that it would have to guess, and takes it when told', async () => {
    const korean = Buffer.concat([
      Buffer.from('name\n'),
      new Uint8Array([0xb1, 0xe8, 0xc3, 0xb6, 0xbc, 0xf6]),
      Buffer.from('\n'),
    ]);
    const path = written(korean);
    await expect(screenFile(path)).rejects.toMatchObject({
      message: expect.stringContaining('it looks like euc-kr'),
      hint: expect.stringContaining('--encoding euc-kr'),
    });
    expect((await screenFile(path, { encoding: 'euc-kr' })).lines[1]).toContain('김철수');
    const wide = written(Buffer.from('\ufeffname;dob\r\n김철수;1960-02-03\r\n', 'utf16le'));
    expect((await screenFile(wide)).value).toMatchObject({ rows: 1, matched: 1 });
  });

  it('refuses a damaged row of a good file and screens the others', async () => {
    const path = written(
      Buffer.concat([Buffer.from('name\n김철수\n'), new Uint8Array([0xb1, 0xe8]), Buffer.from('\nKim Chol Su\n')]),
    );
    const { value, errors } = await screenFile(path);
    expect(value).toMatchObject({ rows: 3, matched: 2, rejected: 1 });
    expect(errors[1]).toMatch(/^3,name,row,holds letters that were lost/);
  });

  it.each([
    ['', {}, 'invalid', /it is empty/],
    ['<html></html>', {}, 'invalid', /neither CSV/],
    ['a,b\n1,2\n', {}, 'usage', /no column is known to hold names/],
    ['name\nx\n', { map: 'name=nom' }, 'usage', /no column "nom"/],
    ['name\nx\n', { schema: 'Spoon' }, 'usage', /"Spoon" is no schema/],
    ['name\nx\n', { dataset: 'nowhere' }, 'usage', /no dataset "nowhere"/],
    ['name\nx\n', { encoding: 'martian' }, 'invalid', /"martian" is no known encoding/],
    ['name\nx\n', { out: join(folder, 'no', 'folder.csv') }, 'refused', /Cannot write the results/],
  ])('refuses %j with %j', async (content, options, kind, message) => {
    await expect(screenFile(written(content), options)).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(message),
    });
  });

  it('refuses to write over the file that it reads, and one that is not there', async () => {
    const path = written(customers);
    await expect(screenFile(path, { out: path })).rejects.toMatchObject({ code: 'OUT_IS_IN' });
    expect(readFileSync(path, 'utf8')).toBe(customers);
    for (const other of [join(folder, 'none.csv'), folder])
      await expect(screenFile(other)).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });

  it('ends with 1 when no row could be screened', async () => {
    expect((await screenFile(written('name,dob\n,1960\n'))).code).toBe(1);
  });
});
