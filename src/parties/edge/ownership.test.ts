import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeServer } from '../../server/compose.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { emptyRecords } from '../ownership/holding.ts';
import type { ListedSide } from '../ownership/listed-owners.ts';
import { loadOwnershipFile } from './ownership-commands.ts';
import { OwnershipDesk } from './ownership-desk.ts';
import { type OwnershipAnswerBody, ownershipRoutes } from './ownership-routes.ts';
import { ownershipFiles, takeBackOwnershipFile } from './store-ownership.ts';

const side: ListedSide = {
  owners: [
    {
      id: 'P-1',
      name: 'EXERCISE LISTED',
      aliases: ['us-ofac-sdn-1', 'eu-fsf-1'],
      listings: [
        { list: 'us-ofac-sdn', from: '2016-03-02', to: null },
        { list: 'eu-fsf', from: '2018', to: '2025-01-01' },
      ],
    },
  ],
  records: emptyRecords('lists'),
};

describe('ownership from file to answer', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  async function load(name: string, text: string | Buffer) {
    const path = join(test.home, name);
    writeFileSync(path, text);
    return await loadOwnershipFile(test.database, path);
  }

  async function ask(path: string): Promise<{ status: number; body: OwnershipAnswerBody }> {
    const desk = new OwnershipDesk(test.database, () => side);
    const routes = ownershipRoutes({ desk, database: test.database, today: () => '2026-11-01' });
    const server = composeServer({
      routes,
      version: '0',
      subjectOf: () => ({ kind: 'public', name: 'public' }),
      log: () => undefined,
      page: async () => null,
    });
    const response = await server.request(path);
    return { status: response.status, body: (await response.json()) as OwnershipAnswerBody };
  }

  it('takes a file in once, marks exercise data, and counts what it left out', async () => {
    const text =
      'owner,owned,share,owned_name\nus-ofac-sdn-1,F1,50,EXERCISE FIRM 1\nF1,F2,25-60,EXERCISE FIRM 2\nF1,F3,900,\n';
    expect(await load('one.csv', text)).toMatchObject({
      outcome: 'loaded',
      file: { exercise: true, holdings: 2, rejected: 1, rejections: [{ record: 'line 4' }] },
    });
    expect((await load('again.csv', text)).outcome).toBe('unchanged');
    expect(await ownershipFiles(test.database)).toHaveLength(1);
  });

  it('keeps nothing of a file that breaks off', async () => {
    await expect(load('cut.xml', '<d><rr:RelationshipRecord>')).rejects.toThrow(/line 1/);
    await expect(load('bytes.csv', Buffer.from([0x6f, 0xff, 0x0a]))).rejects.toThrow(/Cannot read/);
    await expect(loadOwnershipFile(test.database, join(test.home, 'missing'))).rejects.toThrow(/Cannot read/);
    expect((await ownershipFiles(test.database)).map(({ name }) => name)).toEqual(['one.csv']);
  });

  it('answers each rule side by side for a day, by the lists of that day', async () => {
    const verdicts = async (day: string) =>
      Object.fromEntries(
        (await ask(`/api/v1/ownership/F1?asOf=${day}`)).body.rules.map((one) => [one.rule, one.verdict]),
      );
    expect(await verdicts('2026-11-01')).toEqual({ ofac: 'blocked', eu: 'not-blocked', uk: 'not-blocked' });
    expect(await verdicts('2024-12-31')).toEqual({ ofac: 'blocked', eu: 'blocked', uk: 'not-blocked' });
    expect(await verdicts('2015-01-01')).toEqual({ ofac: 'not-blocked', eu: 'not-blocked', uk: 'no-rule' });
  });

  it('says which share would settle it, with the record it stands in', async () => {
    const { body } = await ask('/api/v1/ownership/F2?rule=ofac');
    expect(body.rules).toHaveLength(1);
    expect(body.rules[0]).toMatchObject({
      verdict: 'undetermined',
      flips: [{ owner: 'F1', owned: 'F2', blockedFrom: 50_000_000, record: 'line 3' }],
    });
    expect(body.names.F2).toBe('EXERCISE FIRM 2');
    expect(body.edges).toHaveLength(2);
  });

  it('finds a listed party by any entry, and refuses who is unknown', async () => {
    expect((await ask('/api/v1/ownership/eu-fsf-1')).body.rules[0]?.verdict).toBe('listed');
    expect((await ask('/api/v1/ownership/nobody')).status).toBe(404);
    expect((await ask('/api/v1/ownership/F1?asOf=2024-13-01')).status).toBe(400);
  });

  it('answers by what was known on a day, and no longer by a file that was taken back', async () => {
    const [file] = await ownershipFiles(test.database);
    await test.database`update ownership_file set loaded_at = '2026-03-01' where id = ${file?.id ?? 0}`;
    const verdict = async (query: string) => (await ask(`/api/v1/ownership/us-ofac-sdn-1?${query}`)).body.party;
    expect(await verdict('knownOn=2026-02-01')).toBe('P-1');
    expect((await ask('/api/v1/ownership/F1?knownOn=2026-02-28')).status).toBe(404);
    expect((await ask('/api/v1/ownership/F1?knownOn=2026-03-01')).status).toBe(200);
    expect(await takeBackOwnershipFile(test.database, file?.id ?? 0, 'EXERCISE')).toMatchObject({ name: 'one.csv' });
    expect(await takeBackOwnershipFile(test.database, file?.id ?? 0, 'EXERCISE')).toBeNull();
    expect((await ask('/api/v1/ownership/F1')).status).toBe(404);
    expect((await ask('/api/v1/ownership/F1?knownOn=2026-03-01')).status).toBe(200);
    await test.database`update ownership_file set withdrawn_at = null`;
  });

  it('sees a file that another process takes in', async () => {
    const desk = new OwnershipDesk(test.database, () => side);
    expect(await desk.search('new firm', 10)).toEqual([]);
    await load('two.csv', 'owner,owned,share,owned_name\nF1,F9,75,EXERCISE NEW FIRM\n');
    expect(await desk.search('new firm', 10)).toEqual([{ id: 'F9', name: 'EXERCISE NEW FIRM', kind: 'unknown' }]);
  });
});
