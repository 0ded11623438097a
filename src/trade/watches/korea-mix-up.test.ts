import { describe, expect, it } from 'vitest';
import { KoreaMixUp, type ToldFlow } from './korea-mix-up.ts';

type Short = [teller: string, partner: string, heading: string, year: number, usd: number, way?: 'import' | 'export'];
const told = (rows: Short[]): ToldFlow[] =>
  rows.map(([teller, partner, heading, year, usd, way = 'import']) => ({ teller, partner, way, heading, year, usd }));

/** What others tell of the DPRK: coal, ore and fish. */
const USUAL: Short[] = ['cn', 'ru', 'th'].flatMap((teller) =>
  [2015, 2016, 2017, 2018].flatMap((year): Short[] => [[teller, 'kp', '2701', year, 900_000], [teller, 'kp', '2601', year, 300_000], [teller, 'kp', '0307', year, 100_000]]),
); // biome-ignore format: one look

describe('KoreaMixUp', () => {
  it('suspects a state whose trade with the DPRK is that with the South, told once and lacking there', () => {
    const mixUp = new KoreaMixUp(
      told([
        ...USUAL,
        ...[2015, 2016, 2018].flatMap((year): Short[] => [['dz', 'kr', '8703', year, 1_000_000], ['dz', 'kr', '8542', year, 500_000]]),
        ['dz', 'kr', '8703', 2017, 100_000],
        ['dz', 'kr', '8542', 2017, 500_000],
        ['dz', 'kp', '8703', 2017, 900_000],
        ['kr', 'dz', '8703', 2017, 1_000_000, 'export'],
      ]), // biome-ignore format: one look
    );
    const { score, reasons } = mixUp.scoreOf({ teller: 'dz', way: 'import', heading: '8703', year: 2017 });
    expect(reasons.map(({ code }) => code)).toEqual([
      'profile',
      'told-by-seoul',
      'jump',
      'unusual-goods',
      'isolated',
      'round-trip',
    ]);
    expect(score).toBeGreaterThan(0.85);
    expect(reasons.find(({ code }) => code === 'told-by-seoul')?.text).toContain(
      'USD 1.0 million with it, it tells of USD 100,000',
    );
  });

  it('does not suspect a state that tells every year of what others tell', () => {
    const mixUp = new KoreaMixUp(
      told([...USUAL, ['cn', 'kr', '8542', 2017, 5_000_000], ['kr', 'cn', '2701', 2017, 1000, 'export']]),
    );
    expect(mixUp.scoreOf({ teller: 'cn', way: 'import', heading: '2701', year: 2017 })).toEqual({
      score: 0,
      reasons: [],
    });
  });

  it('sees a jump of one year, not the end of trade, and says nothing from too little', () => {
    const years = (usd: number[]): ToldFlow[] =>
      told(usd.map((one, at): Short => ['dz', 'kp', '2701', 2015 + at, one]));
    const codes = (usd: number[], year: number) =>
      new KoreaMixUp(years(usd))
        .scoreOf({ teller: 'dz', way: 'import', heading: '2701', year })
        .reasons.map(({ code }) => code);
    expect(codes([1000, 1200, 2_000_000, 900], 2017)).toEqual(['jump']);
    expect(codes([1000, 1200, 2_000_000, 900], 2016)).toEqual([]);
    expect(codes([2_000_000, 2_000_000, 100, 100], 2016)).toEqual([]);
    expect(codes([1000, 1200, 2_000_000], 2017)).toEqual([]);
    expect(new KoreaMixUp([]).scoreOf({ teller: 'dz', way: 'import', heading: '2701', year: 2016 })).toEqual({
      score: 0,
      reasons: [],
    });
  });
});
