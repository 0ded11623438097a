import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPetroleum } from '../../src/trade/edge/petroleum/load-petroleum.ts';
import { loadTrade } from '../../src/trade/edge/rows/load-trade.ts';
import { canOpenConsole, expectSound, openConsole } from './open-console.ts';

describe.skipIf(!canOpenConsole)('trade and petroleum in the console', () => {
  let opened: Awaited<ReturnType<typeof openConsole>>;
  beforeAll(async () => {
    opened = await openConsole();
  }, 60_000);
  afterAll(() => opened?.close());

  function written(name: string, lines: string[]): string {
    const path = join(opened.app.home, name);
    writeFileSync(path, [...lines, ''].join('\n'));
    return path;
  }
  async function loadRows(name: string, rows: string[], publishedOn: string): Promise<void> {
    const { database, home } = opened.app;
    const path = written(name, ['reporter,partner,flow,period,hs,value,quantity,unit', ...rows]);
    await loadTrade({ database, home, path, today: '2026-11-25', publishedOn, exercise: true, given: {} });
  }

  it('says how to load what is not there', async () => {
    const { page, leave } = await opened.visit('/trade', false);
    await page.getByText('No trade rows are loaded').waitFor();
    await expectSound(page, 'trade-empty');
    await page.goto('/petroleum');
    await page.getByText('No deliveries are loaded').waitFor();
    await expectSound(page, 'petroleum-empty');
    await leave();
  });

  it('goes from a flow to its vintages, a request, and both sides of another', async () => {
    await loadRows(
      'first.csv',
      [
        'CN,KP,M,201903,270112,1000000,9000,t',
        'CN,RU,M,201903,270112,900000,9000,t',
        'RU,CN,X,201902,270112,400000,9,t',
      ],
      '2019-05-01',
    );
    await loadRows('later.csv', ['CN,KP,M,201903,270112,300000,9000,t'], '2019-08-01');
    const { page, leave } = await opened.visit('/trade?exercise=true', false);
    await page.getByRole('table', { name: 'Flows' }).getByText('barred').waitFor();
    await page.getByText('EXERCISE', { exact: true }).first().waitFor();
    await expectSound(page, 'trade');
    await page.goto('/trade/flow?teller=cn&way=import&hs=2701&period=2019&exercise=true');
    await page.getByText('-700,000').waitFor();
    await page.getByRole('button', { name: 'Draft a request' }).click();
    await page.getByText('Is the partner right?').waitFor();
    await expectSound(page, 'trade-flow');
    await page.goto('/trade/mirror?exporter=ru&importer=cn&hs=2701&exercise=true');
    await page.getByRole('img', { name: /both sides/ }).waitFor();
    expect(await page.getByRole('table', { name: 'By month' }).getByRole('row').count()).toBe(3);
    await expectSound(page, 'trade-mirror');
    await leave();
  }, 60_000);

  it('reads the meter of a year, with what is missing and what ships suggest', async () => {
    const { database } = opened.app;
    const deliveries = written('deliveries.csv', [
      '# EXERCISE',
      'supplier,period,quantity_bbl,quantity_t',
      'China,2021-03,4893,',
      'Russia,2021,,60000',
    ]);
    const calls = written('calls.csv', [
      '# EXERCISE',
      'vessel,imo,deadweight_t,at,place',
      'EXERCISE ONE,9000001,25000,2021-03-07,Nampo',
    ]);
    for (const path of [deliveries, calls]) await loadPetroleum({ database, path, exercise: false });
    const { page, leave } = await opened.visit('/petroleum?exercise=true', false);
    await page.getByText('402,093 – 703,893 barrels').waitFor();
    await page.getByText('missing', { exact: true }).first().waitFor();
    await page.getByRole('table', { name: 'Cargoes' }).getByText('EXERCISE ONE').waitFor();
    await expectSound(page, 'petroleum');
    await leave();
  }, 60_000);
});
