import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { teamCommands } from './commands.ts';
import { invitationOf } from './store-people.ts';

const commands = teamCommands({ address: 'http://127.0.0.1:4717/' });

/** Runs commands over a database as the command line does. */
function runner(store: () => TestDatabase) {
  return async (name: string, args: string[] = [], options: Record<string, unknown> = {}) => {
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) throw new Error(`no command ${name}`);
    // biome-ignore lint/suspicious/noExplicitAny: what commands answer is looked into by many tests
    const said = { value: undefined as any, text: '' };
    const output = {
      answer(value: unknown, text: () => string) {
        said.value = value;
        said.text = text();
      },
      note: () => {},
    };
    await command.run({ args, options: command.schema.parse(options) }, {
      output,
      now: () => new Date(),
      database: async () => store().database,
    } as unknown as World);
    return said;
  };
}

describe('team states, invite, people and revoke', () => {
  let store: TestDatabase;
  const run = runner(() => store);
  beforeAll(async () => {
    store = await testDatabase();
  });
  afterAll(() => store.close());

  it('show the eleven states with where their list is from', async () => {
    const { value, text } = await run('team states');
    expect(value.states.map(({ code }: { code: string }) => code).sort()).toEqual([
      'AU',
      'CA',
      'DE',
      'FR',
      'GB',
      'IT',
      'JP',
      'KR',
      'NL',
      'NZ',
      'US',
    ]);
    expect(value.source).toMatch(/^The eleven states .* https:/);
    expect(text).toMatch(/JP\s+Japan\s+state\s+2024-10-16\s+founding state/);
  });

  it('invite someone new, again, and revoke them for good', async () => {
    const options = { home: 'JP', name: 'EXERCISE Tanaka', roles: 'analyst,releaser', cleared: 'WITNESS' };
    const { value } = await run('team invite', ['Tanaka'], options);
    const token = value.link.split('#')[1];
    expect(value.link).toMatch(/^http:\/\/127\.0\.0\.1:4717\/join#/);
    expect(await invitationOf(store.database, token, new Date())).toMatchObject({
      login: 'tanaka',
      caveats: ['WITNESS'],
    });
    await expect(run('team invite', ['tanaka'], options)).rejects.toThrow(/the name is taken/);
    const second = (await run('team invite', ['tanaka'], { address: 'https://node.example' })).value.link;
    expect(second).toMatch(/^https:\/\/node\.example\/join#/);
    expect(await invitationOf(store.database, token, new Date())).toBeNull();
    expect((await run('team people', [], { home: 'JP' })).text).toMatch(
      /JP\s+tanaka\s+EXERCISE Tanaka\s+analyst, releaser\s+WITNESS\s+invited/,
    );
    expect((await run('team people', [], { home: 'FR' })).value.people).toEqual([]);
    await run('team change', ['tanaka'], { roles: 'coordinator', cleared: '' });
    expect((await run('team people')).value.people[0]).toMatchObject({ roles: ['coordinator'], caveats: [] });
    await expect(run('team change', ['nobody'], { roles: 'analyst' })).rejects.toThrow(/Cannot find "nobody"/);
    await expect(run('team change', ['tanaka'], { roles: '' })).rejects.toThrow(/name the roles/);
    await run('team revoke', ['TANAKA']);
    expect(await invitationOf(store.database, second.split('#')[1], new Date())).toBeNull();
    expect((await run('team people')).value.people[0].revokedAt).not.toBeNull();
    for (const again of ['team revoke', 'team invite'])
      await expect(run(again, ['tanaka'])).rejects.toThrow(/Cannot find "tanaka"/);
  });

  it('refuse a state that does not take part, a role and a caveat that are none', async () => {
    const options = { home: 'CH', name: 'x', roles: 'analyst' };
    await expect(run('team invite', ['x1'], options)).rejects.toThrow(/"CH": it does not take part/);
    await expect(run('team invite', ['x1'], { ...options, roles: 'king' })).rejects.toThrow(/must be of analyst/);
    await expect(run('team invite', ['x1'], { ...options, cleared: 'ALL' })).rejects.toThrow();
  });

  it('leave an exercise to a folder of its own', async () => {
    await expect(run('team exercise')).rejects.toThrow(/Cannot add people of an exercise: 1 real person has joined/);
    expect((await run('team people')).value.people).toHaveLength(1);
  });
});

describe('team exercise', () => {
  let store: TestDatabase;
  const run = runner(() => store);
  beforeAll(async () => {
    store = await testDatabase();
  });
  afterAll(() => store.close());

  it('makes eleven states with one person in each role, all marked, and whoever comes after them is marked too', async () => {
    const { value, text } = await run('team exercise');
    expect(value.people).toHaveLength(55);
    expect(text).toMatch(/^EXERCISE: none of these people is real/);
    const { people } = (await run('team people')).value;
    for (const person of people)
      expect(person).toMatchObject({ exercise: true, name: expect.stringMatching(/^EXERCISE /) });
    await run('team invite', ['later'], { home: 'JP', name: 'Late Comer', roles: 'analyst' });
    const later = (await run('team people')).value.people.find(({ login }: { login: string }) => login === 'later');
    expect(later).toMatchObject({ exercise: true, name: 'EXERCISE Late Comer' });
  });

  it('gives new links when it is run again', async () => {
    const again = (await run('team exercise')).value.people;
    expect(again).toHaveLength(55);
    const token = again[0].link.split('#')[1];
    expect(await invitationOf(store.database, token, new Date())).toMatchObject({ login: again[0].login });
  });
});

describe('team accede, file and accessions', () => {
  let store: TestDatabase;
  const run = runner(() => store);
  beforeAll(async () => {
    store = await testDatabase();
  });
  afterAll(() => store.close());

  it('sign an accession with a key that is made once, file it and show it', async () => {
    const key = join(store.home, 'ch.pem');
    const options = {
      code: 'CH',
      name: 'EXERCISE Switzerland',
      instrument: 'EXERCISE note 1',
      contact: 'x@example.org',
      key,
    };
    const { value } = await run('team accede', [], options);
    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect((await run('team accede', [], options)).value.statement.publicKey).toBe(value.statement.publicKey);
    const path = join(store.home, 'ch.json');
    writeFileSync(path, JSON.stringify(value));
    expect((await run('team file', [path])).text).toMatch(/^EXERCISE Switzerland \(CH\) takes part from \d{4}-/);
    expect((await run('team accessions')).text).toMatch(/CH\s+EXERCISE Switzerland\s+state/);
    expect((await run('team states')).text).toMatch(/CH .*not yet in effect/);
    writeFileSync(path, readFileSync(path, 'utf8').replace('note 1', 'note 2'));
    await expect(run('team file', [path])).rejects.toThrow(/takes part already; its signature is not by the key/);
    writeFileSync(key, 'nothing');
    await expect(run('team accede', [], options)).rejects.toThrow(/Cannot use the key/);
    await expect(run('team file', [join(store.home, 'none.json')])).rejects.toThrow(/Cannot read an accession/);
  });
});
