import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAct } from './act.ts';
import { checkCap } from './cap-check.ts';
import { judgedBy } from './fixtures/judge.ts';
import type { Cap } from './law.ts';
import { loadRegime } from './load-regime.ts';

const kept = { 'declared-to-committee': true, 'no-designees-involved': true, 'exclusively-livelihood': true };
const oil = {
  act: 'supply',
  on: '2020-06-01',
  direction: 'to-dprk',
  hsCode: '2710',
  involves: [],
  quantity: { value: 1000, unit: 'barrels' },
};
const refined = (total: number, more: object = {}) => ({
  ...oil,
  facts: kept,
  totals: { 'refined-petroleum': [{ value: total, unit: 'barrels' }] },
  ...more,
});
const verdict = (act: Record<string, unknown>) => judgedBy('UN-2397-5', act)?.verdict;

describe('the cap on refined petroleum', () => {
  it('counts the sum over all States: without it the answer is open', () => {
    const answer = judgedBy('UN-2397-5', { ...oil, facts: kept });
    expect(answer?.verdict).toBe('undetermined');
    expect(answer?.missing.map((row) => row.fact)).toEqual(['within-cap:refined-petroleum']);
  });

  it('permits within the sum when the three conditions hold', () => {
    expect(verdict(refined(100_000))).toBe('permitted');
    expect(verdict({ ...refined(100_000), facts: { 'declared-to-committee': true } })).toBe('undetermined');
  });

  it('stops at 95 %', () => {
    expect(verdict(refined(474_999))).toBe('permitted');
    expect(verdict(refined(475_000))).toBe('forbidden');
  });

  it('is broken by an undeclared supply whatever the sum', () => {
    expect(verdict({ ...refined(0), facts: { ...kept, 'declared-to-committee': false } })).toBe('forbidden');
  });

  it('is broken by one supply larger than itself', () => {
    expect(verdict({ ...oil, facts: kept, quantity: { value: 500_001, unit: 'barrels' } })).toBe('forbidden');
  });

  it('stays open where the conversion from tonnes decides', () => {
    expect(verdict(refined(100_000, { quantity: { value: 40_000, unit: 'tonnes' } }))).toBe('permitted');
    expect(verdict(refined(100_000, { quantity: { value: 60_000, unit: 'tonnes' } }))).toBe('undetermined');
    expect(verdict(refined(100_000, { quantity: { value: 70_000, unit: 'tonnes' } }))).toBe('forbidden');
  });
});

describe('other caps', () => {
  const crude = { ...oil, hsCode: '2709', facts: {} };

  it('take crude oil in barrels or tonnes', () => {
    const tonnes = (value: number) => ({
      ...crude,
      quantity: { value: 5000, unit: 'tonnes' },
      totals: { 'crude-oil': [{ value, unit: 'tonnes' }] },
    });
    expect(judgedBy('UN-2397-4', tonnes(520_000))?.verdict).toBe('permitted');
    expect(judgedBy('UN-2397-4', tonnes(520_001))?.verdict).toBe('forbidden-unless');
    const barrels = { ...crude, totals: { 'crude-oil': [{ value: 4_000_000, unit: 'barrels' }] } };
    expect(judgedBy('UN-2397-4', barrels)?.verdict).toBe('forbidden-unless');
  });

  it('leave condensates at zero', () => {
    const act = { ...oil, hsCode: '270900', involves: ['condensate-or-ngl'] };
    expect(judgedBy('UN-2375-13', act)?.verdict).toBe('forbidden-unless');
    expect(judgedBy('UN-2375-13', { ...act, involves: [] })).toBeUndefined();
  });

  it('take the lower limit of coal', () => {
    const coal = {
      act: 'purchase',
      on: '2017-03-01',
      direction: 'from-dprk',
      hsCode: '2701',
      involves: [],
      facts: kept,
      quantity: { value: 1000, unit: 'tonnes' },
      value: { amount: 80_000, currency: 'USD' },
    };
    const summedTo = (tonnes: number, dollars: number) => ({
      ...coal,
      totals: {
        coal: [
          { value: tonnes, unit: 'tonnes' },
          { value: dollars, unit: 'USD' },
        ],
      },
    });
    expect(judgedBy('UN-2321-26', summedTo(1_000_000, 100_000_000))?.verdict).toBe('permitted');
    expect(judgedBy('UN-2321-26', summedTo(1_000_000, 400_870_000))?.verdict).toBe('forbidden');
    expect(judgedBy('UN-2321-26', summedTo(7_499_500, 100_000_000))?.verdict).toBe('forbidden');
    expect(judgedBy('UN-2321-26', { ...coal, totals: { coal: [{ value: 1, unit: 'tonnes' }] } })?.verdict).toBe(
      'undetermined',
    );
  });

  it('had other figures before', () => {
    const early = (on: string) => judgedBy('UN-2375-14', { ...refined(499_000), on })?.verdict;
    expect(early('2017-12-31')).toBe('permitted');
    expect(early('2017-09-20')).toBe('undetermined');
    expect(early('2018-01-01')).toBeUndefined();
  });

  it('judge a remittance by itself', () => {
    const remittance = {
      act: 'payment',
      on: '2020-01-01',
      direction: 'to-dprk',
      purpose: 'humanitarian',
      involves: ['personal-remittance'],
      parties: [{ role: 'payee', designatedBy: [] }],
      jurisdictions: ['jp-dprk', 'eu-dprk'],
    };
    const paid = (amount: number, currency: string) => ({ ...remittance, value: { amount, currency } });
    expect(judgedBy('JP-FEFA-REMIT', paid(100_000, 'JPY'))?.verdict).toBe('permitted');
    expect(judgedBy('JP-FEFA-REMIT', paid(100_001, 'JPY'))?.verdict).toBe('forbidden');
    expect(judgedBy('EU-OCT2017', paid(5000, 'EUR'))?.verdict).toBe('permitted');
    expect(judgedBy('EU-OCT2017', paid(5001, 'EUR'))?.verdict).toBe('forbidden');
  });
});

describe('checkCap()', () => {
  const cap = loadRegime().caps.get('refined-petroleum') as Cap;
  const rank = { true: 2, null: 1, false: 0 };

  it('never gets kinder as the total grows', () => {
    const within = (total: number, value: number, unit: string) =>
      checkCap(cap, 'refined-petroleum', 'UN-2397-5', parseAct(refined(total, { quantity: { value, unit } }))).within;
    const total = fc.integer({ min: 0, max: 600_000 });
    fc.assert(
      fc.property(
        total,
        total,
        fc.integer({ min: 0, max: 80_000 }),
        fc.constantFrom('barrels', 'tonnes'),
        (one, other, value, unit) => {
          const less = within(Math.min(one, other), value, unit);
          const more = within(Math.max(one, other), value, unit);
          return rank[`${more}`] <= rank[`${less}`];
        },
      ),
    );
  });
});
