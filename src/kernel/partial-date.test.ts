import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDay, lastDay, parsePartialDate, partialDate } from './partial-date.ts';

describe('partialDate()', () => {
  it('keeps only what is known', () => {
    expect(partialDate(1957)).toBe('1957');
    expect(partialDate(1957, 6)).toBe('1957-06');
    expect(partialDate(1957, 6, 2)).toBe('1957-06-02');
    expect(partialDate(1957, 0, 0)).toBe('1957');
  });

  it('refuses days that the calendar does not have', () => {
    expect(partialDate(2023, 2, 29)).toBeNull();
    expect(partialDate(2024, 2, 29)).toBe('2024-02-29');
    expect(partialDate(2024, 13)).toBeNull();
    expect(parsePartialDate('1957-00-02')).toBeNull();
    expect(parsePartialDate('02/06/1957')).toBeNull();
  });
});

describe('firstDay() and lastDay()', () => {
  it('span what the date can mean', () => {
    const leap = partialDate(2024, 2);
    if (!leap) throw new Error('unreachable');
    expect([firstDay(leap), lastDay(leap)]).toEqual(['2024-02-01', '2024-02-29']);
  });

  it('never cross', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.option(fc.integer({ min: 1, max: 12 })), (year, month) => {
        const date = partialDate(year, month);
        if (!date) return false;
        return firstDay(date) <= lastDay(date) && firstDay(date).startsWith(date) && lastDay(date).startsWith(date);
      }),
    );
  });
});
