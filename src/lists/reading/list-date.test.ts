import { describe, expect, it } from 'vitest';
import { listDate } from './list-date.ts';

describe('listDate()', () => {
  it.each([
    ['20 May 1954', '1954-05-20'],
    ['May 1954', '1954-05'],
    ['May 20, 1954', '1954-05-20'],
    ['circa 1954', '1954'],
    ['20-Sept-2017', '2017-09-20'],
    ['00/00/1980', '1980'],
    ['dd/mm/1945', '1945'],
    ['16/02/1941', '1941-02-16'],
    ['2017-12-22T00:00:00', '2017-12-22'],
    ['2011-10-04-04:00', '2011-10-04'],
    ['05/1954', '1954-05'],
  ])('reads %s', (text, date) => {
    expect(listDate(text)).toBe(date);
  });

  it('takes the order it is told', () => {
    expect(listDate('12/28/2023', 'month-first')).toBe('2023-12-28');
    expect(listDate('12/28/2023')).toBeNull();
  });

  it.each(['', 'unknown', '31/02/2020', 'between 1950 and 1955', '1954 to 1956'])('is null for %j', (text) => {
    expect(listDate(text)).toBeNull();
  });
});
