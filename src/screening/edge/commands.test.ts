import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { exerciseMaterial, exerciseScreener } from '../fixtures/exercise-lists.ts';
import { Screener } from '../screener.ts';
import { screeningCommands } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'screening-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, args: string[], options: Record<string, unknown>, screener = exerciseScreener()) {
  const command = screeningCommands({
    screener: async () => screener,
    material: async () => exerciseMaterial(),
    standing: async () => ({ decisions: [], today: '2026-11-25' }),
  }).find((candidate) => candidate.name === name);
  if (!command) throw new Error(`no command ${name}`);
  const said = { value: undefined as unknown, text: '', notes: [] as string[] };
  const output = {
    json: false,
    note: (line: string) => said.notes.push(line),
    answer(value: unknown, text: () => string) {
      said.value = value;
      said.text = text();
    },
  };
  await command.run({ args, options: command.schema.parse(options) }, {
    output,
    signal: new AbortController().signal,
  } as unknown as World);
  return said;
}

describe('screen', () => {
  it('takes words without quotes for one name, and quoted ones for several', async () => {
    expect((await run('screen', ['Kim', 'Chol', 'Su'], {})).value).toMatchObject({ answers: [{ total: 2 }] });
    expect((await run('screen', ['Kim Chol Su', 'Drill Trading Company'], {})).value).toMatchObject({
      answers: [{ total: 2 }, { total: 1 }],
    });
  });

  it('says lists, measures and reasons', async () => {
    const { text } = await run('screen', ['Kim Chol Su'], { birthDate: '1960-02-03', threshold: '0.8' });
    expect(text).toContain('un-sc, eu-fsf');
    expect(text).toContain('EXERCISE para 1, since 2016-03-02');
    expect(text).toContain('same birth date: 1960-02-03');
    expect(text).toContain('Lists in use: un-sc 2026-02-27');
    expect(text).not.toContain('kr-kofiu-KF-1:');
    expect((await run('screen', ['Nobody Atall'], {})).text).toContain('Nobody Atall: no match');
  });

  it('knows IMO numbers and wallets by their shape, and takes them as options', async () => {
    for (const [args, options] of [
      [['IMO 9161003'], {}],
      [[], { imo: '9161003' }],
      [['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'], {}],
    ] as const)
      expect((await run('screen', [...args], options)).value).toMatchObject({ answers: [{ total: 1 }] });
  });

  it.each([
    [[], {}],
    [['x'], { schema: 'Spoon' }],
    [['x'], { birthDate: '31/12/1960' }],
    [['x'], { imo: '9161004' }],
    [['x'], { country: 'Atlantis' }],
    [['x'], { dataset: 'nowhere' }],
  ])('calls %j %j wrong usage', async (args, options) => {
    await expect(run('screen', args, options)).rejects.toMatchObject({ kind: 'usage' });
  });

  it('refuses to answer without lists', async () => {
    const empty = new Screener([], { clusters: [], measuresFor: () => [], lists: [] });
    await expect(run('screen', ['x'], {}, empty)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('screen compare', () => {
  const pair = (id: string, name: string) =>
    JSON.stringify({ id, schema: 'Person', query: { name: [name] }, candidate: { name: ['Ivan Testov'] } });

  it('scores pairs in order and goes on after bad lines', async () => {
    const [pairs, out] = [join(folder, 'pairs.jsonl'), join(folder, 'out.jsonl')];
    writeFileSync(
      pairs,
      [
        pair('a', 'Testov, Ivan'),
        '{broken',
        '',
        pair('b', 'Nobody'),
        '{"id":"c","schema":"Spoon","query":{},"candidate":{}}',
        '{"id":"d"}',
      ].join('\n'),
    );
    const { value, notes } = await run('screen compare', [], { pairs, out });
    expect(value).toMatchObject({ compared: 2, matches: 1, rejected: [{ line: 2 }, { line: 5 }, { line: 6 }] });
    expect(notes[1]).toBe(`${pairs} line 5: Invalid schema: Spoon`);
    const lines = readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { id: 'a', match: true, explanation: { sentence: expect.stringContaining('alike') } },
      { id: 'b', match: false },
    ]);
    expect(lines[0].score).toBeGreaterThan(0.95);
  });

  it('refuses files that are not there', async () => {
    await expect(
      run('screen compare', [], { pairs: join(folder, 'none'), out: join(folder, 'o') }),
    ).rejects.toMatchObject({ kind: 'refused' });
    writeFileSync(join(folder, 'p'), '');
    await expect(
      run('screen compare', [], { pairs: join(folder, 'p'), out: join(folder, 'no', 'o') }),
    ).rejects.toMatchObject({ kind: 'refused' });
  });
});
