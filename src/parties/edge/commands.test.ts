import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { mergeEntries } from '../merge.ts';
import type { MergeEntry } from '../merge-entry.ts';
import { partyCommands } from './commands.ts';
import { currentDecisions } from './store.ts';

const entry = (id: string, list: string, unReferences: string[] = []): MergeEntry => ({
  id,
  list,
  schema: 'Person',
  properties: { name: ['EXERCISE'] },
  unReferences,
  familyReferences: [],
});
const entries = [
  entry('un-sc-1', 'un-sc', ['KPi.999']),
  entry('eu-fsf-1', 'eu-fsf', ['KPi.999']),
  entry('jp-mof-1', 'jp-mof'),
];
let store: TestDatabase;

beforeAll(async () => {
  store = await testDatabase();
});
afterAll(() => store.close());

/** Merges anew for every question, as the program does. */
const commands = partyCommands({
  async partyOf(world) {
    const decisions = await currentDecisions(await world.database());
    const clusters = mergeEntries(entries, decisions, { score: () => 0, keys: () => [] });
    return (id) => {
      if (!entries.some((known) => known.id === id)) return null;
      const cluster = clusters.find(({ members }) => members.includes(id)) ?? { id, members: [id], joins: [] };
      const members = cluster.members.map((member) => ({ id: member, list: 'exercise', caption: 'EXERCISE' }));
      return { ...cluster, caption: 'EXERCISE', members };
    };
  },
});

async function run(name: string, args: string[], options: Record<string, unknown> = {}) {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new Error(`no command ${name}`);
  const said = { value: undefined as unknown, text: '' };
  const output = {
    answer(value: unknown, text: () => string) {
      said.value = value;
      said.text = text();
    },
  };
  await command.run({ args, options: command.schema.parse(options) }, {
    output,
    database: async () => store.database,
  } as unknown as World);
  return said;
}

describe('parties merges', () => {
  it('says why entries are one party, by any of their ids', async () => {
    const { text, value } = await run('parties merges', ['eu-fsf-1']);
    expect(text).toContain('eu-fsf-1 is un-sc-1: UN reference KPi.999 (un-reference, 1)');
    expect(text).toContain('No person has decided on these entries.');
    expect(value).toMatchObject({ id: 'un-sc-1', joins: [{ reason: 'un-reference' }], decisions: [] });
    expect((await run('parties merges', ['jp-mof-1'])).text).toContain('One entry makes this party.');
    await expect(run('parties merges', ['nobody'])).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('parties part, join and undo', () => {
  const reason = 'EXERCISE reason';

  it('take effect, say what came of it, and are taken back', async () => {
    expect((await run('parties part', ['un-sc-1', 'eu-fsf-1'], { reason })).text).toBe(
      'Kept. eu-fsf-1 and un-sc-1 are not one party.',
    );
    expect((await run('parties join', ['un-sc-1', 'jp-mof-1'], { reason })).value).toMatchObject({
      verdict: 'same',
      decidedBy: 'operator',
      holds: true,
      together: true,
    });
    const { text } = await run('parties undo', ['eu-fsf-1', 'un-sc-1'], { reason });
    expect(text).toBe('Taken back. eu-fsf-1 and un-sc-1 are one party.');
    const kept = (await run('parties merges', [])).value as { decisions: { verdict: string; holds: boolean }[] };
    expect(kept.decisions.map(({ verdict, holds }) => [verdict, holds])).toEqual([
      ['different', false],
      ['same', true],
      ['withdrawn', false],
    ]);
  });

  it('say it when another decision outweighs them', async () => {
    await run('parties part', ['eu-fsf-1', 'jp-mof-1'], { reason });
    const { text } = await run('parties join', ['eu-fsf-1', 'jp-mof-1'], { reason });
    expect(text).toBe('Kept. eu-fsf-1 and jp-mof-1 are one party.');
    await run('parties part', ['un-sc-1', 'jp-mof-1'], { reason });
    await run('parties part', ['un-sc-1', 'eu-fsf-1'], { reason });
    await run('parties join', ['un-sc-1', 'jp-mof-1'], { reason });
    expect((await run('parties join', ['jp-mof-1', 'eu-fsf-1'], { reason })).text).toContain(
      'Another decision keeps them apart',
    );
  });

  it('refuse unknown entries, one entry twice, no reason, and the undoing of nothing', async () => {
    await expect(run('parties join', ['un-sc-1', 'nobody'], { reason })).rejects.toMatchObject({
      code: 'PARTY_UNKNOWN',
    });
    await expect(run('parties part', ['un-sc-1', 'un-sc-1'], { reason })).rejects.toMatchObject({
      code: 'DECISION_ON_ONE',
    });
    await expect(run('parties undo', ['un-sc-1', 'nobody'], { reason })).rejects.toMatchObject({
      code: 'NOTHING_DECIDED',
    });
    for (const options of [{}, { reason: ' ' }])
      await expect(run('parties part', ['un-sc-1', 'eu-fsf-1'], options)).rejects.toThrow('say why');
  });
});
