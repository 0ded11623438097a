import { describe, expect, it } from 'vitest';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import { ATTRIBUTION_STEPS, conflictingTotals, ladderOf, STATES, theftRegister } from './theft-register.ts';

const register = theftRegister();
const theft = (id: string) => register.thefts.find((one) => one.id === id) ?? fail(id);

function fail(id: string): never {
  throw new Error(`no theft ${id}`);
}

describe('the register of thefts that ships', () => {
  it('names a source and how far it is checked for every statement', () => {
    const sources = [
      ...register.thefts.flatMap(({ amounts, attributions, conflicts, returned }) => [
        ...amounts.map(({ source }) => source),
        ...attributions.map(({ source }) => source),
        ...conflicts.flatMap(({ statements }) => statements.map(({ source }) => source)),
        ...(returned ? [returned.source] : []),
      ]),
      ...register.totals.map(({ source }) => source),
    ];
    for (const { url, confidence } of sources) {
      expect(['read', 'background']).toContain(confidence);
      if (confidence === 'read') expect(url).toMatch(/^https:\/\//);
    }
  });

  it('holds dates, amounts, rungs and states of the forms that are known, each theft once', () => {
    expect(new Set(register.thefts.map(({ id }) => id)).size).toBe(register.thefts.length);
    for (const { date, amounts, attributions } of register.thefts) {
      if (date.day !== null) expect(parsePartialDate(date.day)).not.toBeNull();
      for (const { amount } of amounts) expect(amount).toMatch(/^\d+(\.\d+)?$/);
      for (const { step, state, on } of attributions) {
        expect(ATTRIBUTION_STEPS).toContain(step);
        expect(state === '' ? ['victim', 'vendor'] : STATES).toContain(state === '' ? step : state);
        if (on !== null) expect(parsePartialDate(on)).not.toBeNull();
      }
    }
  });

  it('keeps no sum of a single theft beyond two billion dollars: "$283 billion" is a slip', () => {
    for (const { amounts } of register.thefts)
      for (const { amount, unit } of amounts) if (unit === 'USD') expect(Number(amount)).toBeLessThan(2e9);
  });

  it('keeps 660 million beside 1.34 billion for 2024, lowest first', () => {
    const [year] = conflictingTotals(register).filter(({ period }) => period === '2024');
    expect(year?.totals.map(({ usd }) => usd)).toEqual(['660000000', '1190000000', '1340000000']);
  });
});

describe('ladderOf()', () => {
  it('tells states apart: Japan did not join in attributing WazirX', () => {
    const rungs = Object.fromEntries(ladderOf(theft('wazirx-2024')).map(({ state, step }) => [state, step]));
    expect([rungs.us, rungs.kr, rungs.jp, rungs.fr]).toEqual(['joint-statement', 'joint-statement', null, null]);
  });

  it('takes the highest rung, and of a past day only what had been said by then', () => {
    const at = (day: string | null) =>
      ladderOf(theft('dmm-bitcoin-2024'), day).find(({ state }) => state === 'jp')?.step;
    expect([at(null), at('2025-01-14'), at('2025-01-13')]).toEqual(['joint-statement', 'joint-statement', null]);
  });
});
