import { describe, expect, it } from 'vitest';
import { loadRegime } from '../../regime/load-regime.ts';
import { barrelsOf } from './barrel-factors.ts';
import type { Delivery, TankerCall } from './delivery.ts';
import { type MeterAsked, readMeter } from './meter.ts';
import { parseSupplyPeriod } from './supply-period.ts';

type Stated = [
  supplier: string,
  period: string,
  quantity: { barrels?: number; tonnes?: number; product?: string; publishedOn?: string },
];

function deliveries(rows: readonly Stated[]): Delivery[] {
  return rows.map(
    ([supplier, period, { barrels = null, tonnes = null, product = 'refined', publishedOn = null }], at) => {
      const days = parseSupplyPeriod(period);
      if (!days) throw new Error(period);
      const file = { name: 'test.csv', sha256: 'a'.repeat(64), line: at + 2 };
      return {
        suppliers: supplier.split('+'),
        period: days,
        product,
        barrels,
        tonnes,
        source: null,
        publishedOn,
        file,
        exercise: false,
      };
    },
  );
}

function call(vessel: string, on: string, more: Partial<TankerCall> = {}): TankerCall {
  const file = { name: 'calls.csv', sha256: 'b'.repeat(64), line: 2 };
  return {
    vessel,
    imo: null,
    deadweight: 1000,
    kind: 'port-call',
    on,
    place: 'Nampo',
    other: null,
    product: 'refined',
    source: null,
    findings: [],
    file,
    exercise: false,
    ...more,
  };
}

function meter(rows: readonly Stated[], asked: Partial<MeterAsked> = {}, calls: TankerCall[] = []) {
  return readMeter(
    deliveries(rows),
    calls,
    { cap: 'refined-petroleum', year: 2021, today: '2026-11-25', ...asked },
    loadRegime(),
  );
}

const CHINA_2021: Stated[] = [
  ['03', 4893], ['04', 92], ['05', 8050], ['06', 10_725], ['07', 2829], ['08', 11_745], ['09', 41_973], ['10', 1666], ['11', 8730], ['12', 1206],
].map(([month, barrels]) => ['cn', `2021-${month}`, { barrels: barrels as number }]); // biome-ignore format: one look

describe('barrelsOf()', () => {
  it('gives 60,000 t of unnamed products as 397,200 to 699,000 barrels, and a named one by its own factor', () => {
    expect(barrelsOf(60_000, 'refined')).toEqual({ least: 397_200, most: 699_000 });
    expect(barrelsOf(60_000, 'gasoline')).toEqual({ least: 510_000, most: 510_000 });
    expect(barrelsOf(525_000, 'crude').most).toBe(4_000_500);
  });
});

describe('readMeter()', () => {
  it('adds up what China declared for 2021 to 91,909 barrels and says which months are missing', () => {
    const read = meter(CHINA_2021);
    expect(read.declared).toEqual({ least: 91_909, most: 91_909 });
    expect(read.percent).toEqual({ least: 18.38, most: 18.38 });
    expect(read.suppliers[0]?.months.filter(({ state }) => state === 'missing').map(({ month }) => month)).toEqual([
      '2021-01',
      '2021-02',
    ]);
    expect(read.notices.map(({ state }) => state)).toEqual(['not-reached', 'not-reached', 'not-reached']);
  });

  it('counts a total that its months make up once, and then misses no month', () => {
    const read = meter([
      ...CHINA_2021,
      ['cn', '2021', { barrels: 91_909 }],
      ['cn', '2021-01/2021-06', { barrels: 23_760 }],
    ]);
    expect(read.declared).toEqual({ least: 91_909, most: 91_909 });
    expect(read.flags).toEqual([]);
  });

  it('shows that Russia 2023 says 105,845 while its parts sum to 105,844', () => {
    const parts: Stated[] = [
      ['ru', '2023-01', { barrels: 44_655 }],
      ['ru', '2023-02', { barrels: 10_666 }],
      ['ru', '2023-03/2023-12', { barrels: 50_523 }],
    ];
    expect(meter(parts, { year: 2023 }).declared).toEqual({ least: 105_844, most: 105_844 });
    const whole = meter([...parts, ['ru', '2023', { barrels: 105_845 }]], { year: 2023 });
    expect(whole.declared).toEqual({ least: 105_844, most: 105_845 });
    expect(whole.flags).toEqual([
      expect.objectContaining({
        kind: 'parts-differ',
        text: 'The figures do not add up: 105,845 barrels as a whole, 105,844 in its parts.',
      }),
    ]);
  });

  it('lets the factor decide openly: 60,000 t may or may not pass the cap', () => {
    const read = meter([['ru', '2021', { tonnes: 60_000 }]]);
    expect(read.declared).toEqual({ least: 397_200, most: 699_000 });
    expect(read.notices.map(({ state }) => state)).toEqual(['reached', 'possibly', 'possibly']);
    expect(read.factors.find(({ id }) => id === 'draft-2022')?.barrels).toBe(480_000);
    expect(read.declaredTonnes).toBe(60_000);
  });

  it('tells a revision from a contradiction by the days of publication', () => {
    const revised = meter([
      ['cn', '2021-03', { barrels: 5000, publishedOn: '2021-05-01' }],
      ['cn', '2021-03', { barrels: 4893, publishedOn: '2021-06-01' }],
    ]);
    expect(revised.declared).toEqual({ least: 4893, most: 4893 });
    expect(revised.flags[0]).toMatchObject({
      kind: 'revised',
      text: 'Revised: 5,000 (2021-05-01), then 4,893 (2021-06-01) barrels.',
    });
    const contradicted = meter([
      ['cn', '2021-03', { barrels: 5000 }],
      ['cn', '2021-03', { barrels: 4893 }],
    ]);
    expect(contradicted.declared).toEqual({ least: 4893, most: 5000 });
    expect(contradicted.flags[0]?.kind).toBe('contradicted');
  });

  it('never adds what two suppliers state together to what each states alone', () => {
    const read = meter(
      [
        ['cn+ru', '2018', { tonnes: 48_430 }],
        ['ru', '2018', { barrels: 241_114 }],
      ],
      { year: 2018 },
    );
    expect(read.declared).toEqual({ least: 48_430 * 6.62, most: 48_430 * 11.65 });
    expect(read.flags.map(({ kind }) => kind)).toContain('stated-jointly');
  });

  it('takes the larger of two periods that overlap as the least and both as the most', () => {
    const read = meter([
      ['cn', '2021-01/2021-04', { barrels: 100 }],
      ['cn', '2021-03/2021-06', { barrels: 80 }],
    ]);
    expect(read.declared).toEqual({ least: 100, most: 180 });
    expect(read.flags.map(({ kind }) => kind)).toContain('overlap');
  });

  it('calls months missing only after suppliers had their time to report', () => {
    const states = (today: string) =>
      meter([['cn', '2021-01', { barrels: 1 }]], { today })
        .suppliers[0]?.months.slice(0, 4)
        .map(({ state }) => state);
    expect(states('2021-03-25')).toEqual(['stated', 'not-yet-due', 'not-yet-due', 'not-yet-due']);
    expect(states('2021-04-02')).toEqual(['stated', 'missing', 'not-yet-due', 'not-yet-due']);
  });

  it('measures crude from 22 December, in the unit that is stated, and splits no month', () => {
    const inTonnes = meter([['cn', '2018-12-22/2019-12-21', { tonnes: 520_000, product: 'crude' }]], {
      cap: 'crude-oil',
      year: 2019,
    });
    expect(inTonnes.percent).toEqual({ least: 99.05, most: 99.05 });
    const across = meter([['cn', '2018-12', { tonnes: 40_000, product: 'crude' }]], { cap: 'crude-oil', year: 2019 });
    expect(across.declared.least).toBe(0);
    expect(across.flags[0]?.kind).toBe('crosses-the-year');
    expect(across.notices).toEqual([]);
  });

  it('says nothing of what is odd in another year', () => {
    const read = meter([
      ['ru', '2019', { barrels: 277_365, tonnes: 30_180 }],
      ['ru', '2021', { barrels: 1 }],
    ]);
    expect(read.flags).toEqual([]);
    expect(meter([['ru', '2019', { barrels: 277_365, tonnes: 30_180 }]], { year: 2019 }).flags[0]?.kind).toBe(
      'odd-factor',
    );
  });

  it('says when a notice was reached', () => {
    const read = meter([
      ['ru', '2021-01', { barrels: 300_000 }],
      ['ru', '2021-02', { barrels: 100_000 }],
      ['ru', '2021-05', { barrels: 80_000 }],
    ]);
    expect(read.notices).toEqual([
      { percent: 75, barrels: 375_000, state: 'reached', by: '2021-02' },
      { percent: 90, barrels: 450_000, state: 'reached', by: '2021-05' },
      { percent: 95, barrels: 475_000, state: 'reached', by: '2021-05' },
    ]);
  });

  it('estimates cargoes by load, none of them twice', () => {
    const calls = [
      call('EXERCISE MOTHER', '2021-03-01', {
        kind: 'transfer',
        place: null,
        other: 'EXERCISE CHILD',
        deadweight: 5000,
      }),
      call('EXERCISE CHILD', '2021-03-01', {
        kind: 'transfer',
        place: null,
        other: 'EXERCISE MOTHER',
        deadweight: 2000,
      }),
      call('EXERCISE CHILD', '2021-03-05', { deadweight: 2000 }),
      call('exercise child', '2021-03-06', { deadweight: 2000 }),
      call('EXERCISE CHILD', '2021-04-05', { deadweight: 2000 }),
    ];
    const { estimate } = meter([], {}, calls);
    expect(estimate.cargoes.map(({ on, deadweight, sightings }) => [on, deadweight, sightings.length])).toEqual([
      ['2021-03-01', 2000, 4],
      ['2021-04-05', 2000, 1],
    ]);
    expect(estimate.scenarios.map(({ percent, tonnes }) => [percent, tonnes])).toEqual([
      [33, 1320],
      [50, 2000],
      [60, 2400],
      [90, 3600],
      [100, 4000],
    ]);
    expect(estimate.scenarios[1]?.barrels).toEqual({ least: 13_240, most: 23_300 });
  });

  it('keeps calls of one ship at two ports, or far apart in time, as two cargoes', () => {
    const { estimate } = meter([], {}, [
      call('EXERCISE ONE', '2021-03-01', { imo: '9000001' }),
      call('EXERCISE ONE', '2021-03-02', { imo: '9000001', place: 'Chongjin' }),
      call('EXERCISE ONE', '2021-03-02', { imo: '9000002' }),
    ]);
    expect(estimate.cargoes).toHaveLength(3);
  });
});
