import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { regimeCommands } from './commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'regime-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, args: string[], options: Record<string, unknown>) {
  const command = regimeCommands.find((candidate) => candidate.name === name);
  if (!command) throw new Error(`no command ${name}`);
  const said: { value: unknown; text: string }[] = [];
  const output = { json: false, answer: (value: unknown, text: () => string) => said.push({ value, text: text() }) };
  await command.run({ args, options: command.schema.parse(options) }, { output } as unknown as World);
  const [answer] = said;
  if (!answer) throw new Error('no answer');
  return answer;
}

function actFile(content: string): string {
  const path = join(folder, 'act.json');
  writeFileSync(path, content);
  return path;
}

const act = actFile.bind(null, '{"act":"supply","on":"2020-06-01","hsCode":"8471","direction":"to-dprk"}');

describe('regime check', () => {
  it('says the verdict, the paragraph with its mark, and the ways out', async () => {
    const { text } = await run('regime check', [], { act: act(), authority: 'un' });
    expect(text).toMatch(/^FORBIDDEN-UNLESS {2}by the law of 2020-06-01\n/);
    expect(text).toContain('UNSCR 2397 (2017) para 7 (number not yet checked against the text)');
    expect(text).toContain('H-CASE (open)');
  });

  it('judges by another day on demand', async () => {
    const { value } = await run('regime check', [], { act: act(), authority: 'un', on: '2016-01-01' });
    expect(value).toMatchObject({ on: '2016-01-01', measures: [] });
  });

  it.each([
    ['not json', 'ACT_UNREADABLE'],
    ['[]', 'ACT_UNREADABLE'],
    ['{"act":"supply"}', 'ACT_NOT_UNDERSTOOD'],
  ])('refuses %s', async (content, code) => {
    await expect(run('regime check', [], { act: actFile(content) })).rejects.toMatchObject({ code });
  });

  it('refuses an authority that has no regime here', async () => {
    await expect(run('regime check', [], { act: act(), authority: 'un,ch' })).rejects.toMatchObject({
      code: 'AUTHORITY_UNKNOWN',
      kind: 'usage',
    });
  });
});

describe('regime show', () => {
  it('narrows by authority, goods, day and direction', async () => {
    const ids = async (options: object) =>
      ((await run('regime show', [], { ...options })).value as { id: string }[]).map((row) => row.id);
    const oil = { authority: 'un', hs: '2710', direction: 'to-dprk' };
    expect(await ids({ ...oil, on: '2020-01-01' })).toEqual(['UN-2270-31', 'UN-2397-5']);
    expect(await ids({ ...oil, on: '2017-11-01' })).toEqual(['UN-2270-31', 'UN-2375-14']);
    expect(await ids({ words: 'rajin disposal' })).toEqual([]);
    expect(await ids({ words: 'PASSPORTS validated' })).toEqual(['US-PASSPORT']);
    expect(await ids({})).toHaveLength(205);
  });

  it('shows one measure with how far it was checked', async () => {
    const { text } = await run('regime show', ['UN-2397-5'], {});
    expect(text).toContain('UNSCR 2397 (2017) para 5');
    expect(text).toContain('text-confirmed; check: text-confirmed, in part');
  });

  it('refuses an id that is not there', async () => {
    await expect(run('regime show', ['UN-9999'], {})).rejects.toMatchObject({
      code: 'MEASURE_UNKNOWN',
      kind: 'not-found',
    });
  });
});
