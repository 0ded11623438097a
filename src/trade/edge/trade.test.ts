import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../cli/command.ts';
import { serveRoutes } from '../../server/fixtures/serve-routes.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { tradeCommands } from './trade-commands.ts';
import { TradeDesk } from './trade-desk.ts';
import { tradeRoutes } from './trade-routes.ts';

describe('trade', () => {
  let test: TestDatabase;
  let desk: TradeDesk;
  beforeAll(async () => {
    test = await testDatabase();
    desk = new TradeDesk(test.database, test.home);
  });
  afterAll(async () => {
    await desk.close();
    await test.close();
  });

  async function run(name: string, args: string[] = [], options: Record<string, unknown> = {}) {
    const command = tradeCommands().find((candidate) => candidate.name === name);
    if (!command) throw new Error(name);
    let said: { value: unknown; text: string } = { value: null, text: '' };
    const output = {
      answer(value: unknown, text: () => string) {
        said = { value, text: text() };
      },
      progress: () => ({ at: () => {}, stop: () => {} }),
    };
    const world = {
      output,
      home: test.home,
      database: async () => test.database,
      now: () => new Date('2026-11-25T00:00:00Z'),
    };
    await command.run({ args, options: command.schema.parse(options) }, world as unknown as World);
    return said;
  }
  function file(name: string, rows: string[], heading = 'reporter,partner,flow,period,hs,value,quantity,unit'): string {
    const path = join(test.home, name);
    writeFileSync(path, [heading, ...rows, ''].join('\n'));
    return path;
  }
  const get = (path: string) => serveRoutes(tradeRoutes(desk)).get(`/api/v1/trade/${path}`);

  it('answers before anything is loaded', async () => {
    expect((await get('flows')).body).toEqual({ total: 0, flows: [] });
    expect((await run('trade watch')).text).toContain('No trade rows are loaded');
  });

  it('takes files in and says what was rejected', async () => {
    const first = file('first.csv', [
      'CN,KP,M,201903,270112,1000000,9000,t',
      'CN,KP,M,201903,270112,-1,9000,t',
      'RU,CN,X,201903,270112,400000,4000,t',
      'CN,RU,M,201904,270112,900000,9000,t',
    ]);
    expect((await run('trade load', [first], { publishedOn: '2019-05-01' })).text).toContain(
      'first.csv: 3 rows of a table, 2019-03 to 2019-04, vintage 2019-05-01.\n  rejected: 1 × value is below zero (first in line 3: value is below zero)',
    );
    await run('trade load', [file('later.csv', ['CN,KP,M,201903,270112,300000,9000,t'])], {
      publishedOn: '2019-08-01',
    });
    expect((await run('trade load', [first])).text).toContain('nothing changed');
    expect(
      (await get('files')).body.files.map(({ name, rows }: { name: string; rows: number }) => [name, rows]),
    ).toEqual([
      ['first.csv', 3],
      ['later.csv', 1],
    ]);
  });

  it('takes words for what no column says', async () => {
    const path = file('german.csv', ['Nordkorea;202001;270112;5'], 'Land;Monat;Ware;Wert');
    await expect(run('trade load', [path])).rejects.toMatchObject({ code: 'TRADE_COLUMNS', kind: 'refused' });
    await expect(run('trade load', [path], { reporter: 'Atlantis' })).rejects.toMatchObject({
      code: 'COUNTRY_UNKNOWN',
    });
    const { text } = await run('trade load', [path], {
      columns: 'partner=Land,period=Monat,hs=Ware,value=Wert',
      flow: 'import',
      reporter: 'DE',
      exercise: true,
    });
    expect(text).toContain('EXERCISE. german.csv: 1 rows');
    await expect(run('trade load', [path.replace('german', 'none')])).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });

  it('shows what holds, what held on a day, and every vintage between', async () => {
    const flows = async (more = '') =>
      (await get(`flows?partner=kp${more}`)).body.flows.map(({ usd }: { usd: number }) => usd);
    expect(await flows()).toEqual([300_000]);
    expect(await flows('&asOf=2019-06-01')).toEqual([1_000_000]);
    expect(await flows('&asOf=2019-01-01')).toEqual([]);
    const { vintages } = (await get('vintages?teller=cn&way=import&hs=2701&period=2019-03')).body;
    expect(
      vintages.map(({ vintage, value, name, row }: Record<string, unknown>) => [vintage, value, name, row]),
    ).toEqual([
      ['2019-05-01', 1_000_000, 'first.csv', 0],
      ['2019-08-01', 300_000, 'later.csv', 0],
    ]);
  });

  it('tells the law and the score of the two Koreas with each flow', async () => {
    const { body } = await get('flows?partner=kp&teller=cn');
    expect(body).toMatchObject({
      total: 1,
      flows: [
        {
          teller: 'cn',
          heading: '2701',
          year: 2019,
          ban: { kind: 'barred', measures: ['UN-2371-8'] },
          mixUp: { score: 0, reasons: [] },
        },
      ],
    });
    expect((await get('flows?partner=kp&hs=84')).body.total).toBe(0);
    expect((await get('totals')).body.totals).toEqual([
      { teller: 'cn', way: 'import', year: 2019, usd: 300_000, rows: 1 },
    ]);
  });

  it('keeps both sides of a flow apart', async () => {
    const { body } = await get('mirror?exporter=ru&importer=cn&hs=2701');
    expect(body).toEqual({
      cif: { least: 1, usual: 1.08, most: 1.2 },
      lagMonths: 3,
      months: [
        { period: 201903, imported: null, exported: 400_000 },
        { period: 201904, imported: 900_000, exported: null },
      ],
    });
  });

  it('drafts a request to the state with the vintages of the row', async () => {
    const { body } = await get('request?teller=cn&way=import&hs=2701&period=2019-03');
    expect(body.to).toBe('cn');
    expect(body.text).toContain('- 2019-05-01: USD 1,000,000, HS 270112, 2019-03 (first.csv, row 1, SHA-256 ');
    expect(body.text).toContain('UNSCR 2371 (2017) para 8');
    expect((await get('request?teller=cn&way=export&hs=2701&period=2019-03')).status).toBe(404);
  });

  it('says of which states no list of luxury goods is loaded', async () => {
    const { lists } = (await get('luxury')).body;
    expect(lists.find(({ regime }: { regime: string }) => regime === 'un-dprk').headings).toContainEqual(
      expect.objectContaining({ hs: '6911', moreThan: 100 }),
    );
    expect(lists.filter(({ loaded }: { loaded: boolean }) => !loaded).length).toBeGreaterThan(5);
  });

  it('watches and shows what it found', async () => {
    const { text } = await run('trade watch');
    expect(text).toContain('hs-ban         1      1');
    expect(text).toContain('China: imports from the DPRK, HS 2701');
    expect(text).toContain('EXERCISE. 1 file');
  });

  it('raises no trade that an exemption covers for the whole period', async () => {
    const aid = file('aid.csv', [
      'IT,KP,export,202003,842951,90000,9,u',
      'IT,KP,export,202004,842951,90000,9,u',
      'DE,KP,export,202003,842951,90000,9,u',
    ]);
    await run('trade load', [aid]);
    const exemptions = file(
      'exemptions.csv',
      [
        'S/2020/1,IT,to-dprk,8429,2020-03-01,2020-04-15,',
        'S/2020/2,Atlantis,to-dprk,8429,2020-03-01,2020-04-15,',
        'S/2020/3,,sideways,8429,2020-03-01,2020-04-15,',
      ],
      'reference,state,direction,hs,from,to,source',
    );
    expect((await run('trade exempt', [exemptions])).text).toContain(
      '1 exemptions kept, 0 known before, 2 rows rejected.',
    );
    expect((await run('trade exempt', [exemptions])).text).toContain('0 exemptions kept, 1 known before');
    const { text, value } = await run('trade watch');
    expect(text).toContain('1 rows are under an exemption.');
    const [real] = value as { findings: { subjects: { id: string }[]; startAt: string }[] }[];
    const machines = real?.findings.filter(({ subjects }) => subjects[0]?.id.endsWith(':8429'));
    expect(machines?.map(({ subjects, startAt }) => [subjects[0]?.id, startAt.slice(0, 7)])).toEqual([
      ['de:export:kp:8429', '2020-03'],
      ['it:export:kp:8429', '2020-04'],
    ]);
    await expect(run('trade exempt', [aid])).rejects.toMatchObject({ code: 'EXEMPTION_COLUMNS' });
  });

  it('says which rows are gone, and takes them in again', async () => {
    const path = file('gone.csv', ['CN,KP,M,202101,270112,1,1,t']);
    const { value } = await run('trade load', [path]);
    const [{ file: kept } = { file: { sha256: '' } }] = value as { file: { sha256: string } }[];
    rmSync(join(test.home, 'trade', `${kept.sha256}.parquet`));
    await expect(run('trade watch')).rejects.toMatchObject({ code: 'TRADE_ROWS_MISSING', kind: 'unavailable' });
    expect((await run('trade load', [path])).text).toContain('gone.csv: 1 rows');
    expect((await run('trade watch')).text).toContain('findings');
  });

  it.each([
    "flows?partner=kp'",
    'flows?hs=27a',
    'flows?asOf=2019-02-30',
    'mirror?exporter=ru',
    'vintages?teller=cn&way=import&hs=2701&period=2019-13',
    'flows?nonsense=1',
  ])('refuses %s', async (path) => {
    expect((await get(path)).status).toBe(400);
  });
});
