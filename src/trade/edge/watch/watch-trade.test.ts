import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFindings } from '../../../findings/edge/store.ts';
import type { Finding } from '../../../findings/finding.ts';
import { type TestDatabase, testDatabase } from '../../../store/fixtures/test-database.ts';
import { loadTrade } from '../rows/load-trade.ts';
import { watchTrade } from './watch-trade.ts';

describe('watchTrade()', () => {
  let test: TestDatabase;
  let files = 0;
  beforeEach(async () => {
    test = await testDatabase();
  });
  afterEach(() => test.close());

  async function load(
    rows: string[],
    more: { publishedOn?: string; exercise?: boolean; heading?: string } = {},
  ): Promise<void> {
    const path = join(test.home, `rows-${files++}.csv`);
    writeFileSync(
      path,
      `${more.heading ?? 'reporter,partner,flow,period,hs,value,quantity,unit,isQtyEstimated'}\n${rows.join('\n')}\n`,
    );
    await loadTrade({
      database: test.database,
      home: test.home,
      path,
      today: '2026-11-25',
      exercise: false,
      given: {},
      ...more,
    });
  }
  async function watch(): Promise<Finding[]> {
    const runs = await watchTrade({ database: test.database, home: test.home, onStage: () => {} });
    return runs.flatMap(({ findings }) => findings);
  }
  const of = (findings: Finding[], id: string) => findings.filter((finding) => finding.watch === id);

  it('raises what the law of the month bars, in its direction, and nothing else', async () => {
    await load([
      'CN,KP,import,201903,270112,1000000,9000,t,false',
      'CN,KP,import,201904,270119,500000,4000,t,false',
      'CN,KP,import,201703,620342,500000,4000,u,false',
      'CN,KP,export,201903,270112,70000,9,t,false',
      'CN,KP,export,201903,100630,70000,9,t,false',
      'CN,KP,export,201903,271210,70000,9,t,false',
      'CN,KP,export,201712,847130,50000,9,u,false',
      'CN,KP,import,201903,261690,1000,1,t,true',
      'CN,KR,import,201903,847130,1000,1,u,false',
    ]);
    const bans = of(await watch(), 'hs-ban');
    expect(
      bans.map(({ subjects, measures, startAt, endAt }) => [
        subjects[0]?.id,
        measures,
        startAt?.slice(0, 7),
        endAt?.slice(0, 10),
      ]),
    ).toEqual([
      ['cn:export:kp:8471', ['UN-2397-7-MACH'], '2017-12', '2017-12-31'],
      ['cn:import:kp:2616', ['UN-2270-30'], '2019-03', '2019-03-31'],
      ['cn:import:kp:2701', ['UN-2371-8'], '2019-03', '2019-04-30'],
    ]);
    const [machines, ore, coal] = bans;
    expect(coal?.explanation).toContain('USD 1.5 million, 13,000 t, 2 rows, 2019-03 to 2019-04');
    expect(coal?.explanation).toContain('States have contested such readings');
    expect(coal?.observations.map(({ source }) => source)).toEqual(['rows-0.csv, row 1', 'rows-0.csv, row 2']);
    expect(machines?.missing.join(' ')).toContain('On which day did the goods cross the border?');
    expect(machines?.explanation).toContain('barred in both directions');
    expect(ore?.confidence).toBeLessThan(coal?.confidence ?? 0);
    expect(ore?.explanation).toContain('100 % have a quantity that was estimated');
  });

  it('keeps apart what one heading broke before and after old contracts ran out', async () => {
    const months = ['201708', '201709', '201710', '201711', '201712', '201801', '201802'];
    await load(
      months.flatMap((month) =>
        ['720851', '260111', '620193', '030617', '847130'].map(
          (hs) => `CN,KP,import,${month},${hs},1000000,9000,kg,false`,
        ),
      ),
    );
    const bans = of(await watch(), 'hs-ban');
    expect(new Set(bans.map(({ id }) => id)).size).toBe(bans.length);
    expect(bans.length).toBeGreaterThan(5);
  });

  it('lowers the confidence of what may mean the other Korea, and says why', async () => {
    const usual = ['CN', 'RU', 'TH'].flatMap((state) =>
      [2016, 2017, 2018, 2019].map((year) => `${state},KP,import,${year}03,030617,900000,1,t,false`),
    );
    await load([
      ...usual,
      ...[2016, 2017, 2018].map((year) => `DZ,KR,import,${year}03,870323,1000000,90,u,false`),
      'DZ,KP,import,201903,840734,900000,90,u,false',
      'DZ,KR,import,201903,840734,100000,90,u,false',
      'KR,DZ,export,201903,840734,1000000,90,u,false',
    ]);
    const bans = of(await watch(), 'hs-ban');
    const engines = bans.find(({ subjects }) => subjects[0]?.id === 'dz:import:kp:8407');
    const fish = bans.find(({ subjects }) => subjects[0]?.id === 'th:import:kp:0306');
    expect(engines?.confidence).toBeLessThan(0.35);
    expect(engines?.explanation).toContain('Perhaps the Republic of Korea is meant');
    expect(engines?.missing[0]).toBe('Is the DPRK meant, or was it written for the Republic of Korea?');
    expect(fish?.confidence).toBeGreaterThan(0.6);
  });

  it('shows imports that the named origin does not tell of, within freight and time under way', async () => {
    await load([
      'CN,MN,import,201903,270112,9000000,1,t,false',
      'MN,CN,export,201902,270112,1000000,1,t,false',
      'CN,VN,import,201903,270112,1190000,1,t,false',
      'VN,CN,export,201902,270112,1000000,1,t,false',
      'CN,ID,import,201901,270112,5000000,1,t,false',
      'ID,CN,export,201811,270112,4800000,1,t,false',
      'ID,CN,export,201906,270112,100,1,t,false',
      'CN,AU,import,201901,270112,5000000,1,t,false',
      'CN,MN,import,201903,100630,9000000,1,t,false',
    ]);
    const gaps = of(await watch(), 'mirror-gap');
    expect(gaps.map(({ subjects }) => subjects.map(({ id }) => id))).toEqual([
      ['cn:import:mn:2701', 'mn:export:cn:2701'],
    ]);
    expect(gaps[0]).toMatchObject({ measures: ['UN-2371-8'], confidence: 0.15 });
    expect(gaps[0]?.explanation).toContain('imports of USD 9.0 million');
    expect(gaps[0]?.explanation).toContain('imports of USD 1.0 million to USD 1.2 million would fit');
  });

  it('finds prices far from what others pay, and trusts estimated quantities less', async () => {
    const others = Array.from(
      { length: 40 },
      (_, at) => `CN,VN,export,20190${1 + (at % 9)},100630,${100_000 + at * 500},100,t,false`,
    );
    await load([
      ...others,
      'CN,KP,export,201905,100630,2000000,100,t,false',
      'CN,KP,export,201906,100630,3000000,100,t,true',
      'CN,KP,export,201907,100630,110000,100,t,false',
    ]);
    const prices = of(await watch(), 'unit-value');
    expect(prices.map(({ startAt, confidence }) => [startAt?.slice(0, 7), confidence > 0.1])).toEqual([
      ['2019-06', false],
      ['2019-05', true],
    ]);
    expect(prices[0]?.explanation).toContain('The quantity was estimated by the source');
  });

  it('hints at a third state that sells what the DPRK may no more', async () => {
    const month = (at: number): string => `${at < 12 ? 2016 : 2017}${String((at % 12) + 1).padStart(2, '0')}`;
    const before = [9, 11, 14, 17].flatMap((at) => [
      `CN,KP,import,${month(at)},030617,600000,1,t,false`,
      `CN,ID,import,${month(at)},030617,50000,1,t,false`,
    ]);
    await load([
      ...before,
      'CN,ID,import,201711,030617,2000000,1,t,false',
      'CN,RU,import,201711,030617,100000,1,t,false',
      'ID,CN,export,201711,030617,1,1,t,false',
      'ID,VN,import,201711,030617,1500000,1,t,false',
    ]);
    const hints = of(await watch(), 'transshipment');
    expect(hints.map(({ subjects }) => subjects[0]?.id)).toEqual(['cn:import:id:0306']);
    expect(hints[0]).toMatchObject({ confidence: 0.25, measures: ['UN-2371-9'] });
  });

  it('leaves luxury goods below the price of the law alone', async () => {
    await load([
      'CN,KP,export,201905,691110,5000,100,u,false',
      'IT,KP,export,201905,691110,50000,100,u,false',
      'IT,KP,export,201905,910111,50000,100,kg,false',
    ]);
    const luxury = of(await watch(), 'luxury-goods');
    expect(luxury.map(({ subjects, confidence }) => [subjects[0]?.id, confidence])).toEqual([
      ['it:export:kp:6911', 0.5],
      ['it:export:kp:9101', 0.3],
    ]);
  });

  it('is deterministic, follows later vintages and withdraws what a state took back', async () => {
    await load(['CN,KP,import,201903,270112,1000000,9000,t,false', 'RU,KP,import,201903,270112,1000,9,t,false'], {
      publishedOn: '2019-05-01',
    });
    const first = await watch();
    expect(await watch()).toEqual(first);
    await load(['CN,KP,import,201903,270112,2000000,9000,t,false'], { publishedOn: '2019-08-01' });
    const second = await watch();
    expect(second.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(second[0]?.explanation).toContain('USD 2.0 million');
    expect(second[0]?.observations[0]).toMatchObject({ at: '2019-08-01' });
    const kept = await findFindings(test.database, { watch: 'hs-ban', limit: 10, offset: 0 });
    expect(kept.total).toBe(2);
  });

  it('counts a year that two sources tell of once, and keeps exercises apart', async () => {
    await load(['CN,KP,import,2019,270112,1000000,9000,t,false']);
    await load(['CN,KP,import,201903,270112,900000,9000,t,false']);
    await load(['CN,KP,import,201903,270112,5,9000,t,false'], { exercise: true });
    const findings = await watch();
    expect(findings.map(({ exercise, explanation }) => [exercise, explanation.slice(0, 9)])).toEqual([
      [false, 'China rep'],
      [true, 'EXERCISE.'],
    ]);
    expect(findings[0]?.explanation).toContain('USD 1.0 million');
  });

  it('finds nothing where nothing is loaded', async () => {
    expect(await watch()).toEqual([]);
  });
});
