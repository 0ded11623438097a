import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateInName } from './date-in-name.ts';
import { datesIn } from './dates-in-text.ts';

describe('datesIn()', () => {
  it.each([
    ['1972', ['1972']],
    ['a) 7 Jan. 1970 b) 1971', ['1970-01-07', '1971']],
    ['a) 7/02/1950 b) November 1950 c) 08/08/1945', ['1950-02-07', '1950-11', '1945-08-08']],
    ['1963 or 1964', ['1963', '1964']],
    ['Between 1963 and 1965', ['1963', '1964', '1965']],
    ['Approximately 1955- 1958', ['1955', '1956', '1957', '1958']],
    ['1965-07-15 OR 1969-09-28', ['1965-07-15', '1969-09-28']],
    ['1970-01-02T00:00:00.000Z', ['1970-01-02']],
    ['1955-11', ['1955-11']],
    ['14 Sept. 1970; alt DOB: 15/09/1970', ['1970-09-14', '1970-09-15']],
    ['1971年12月15日', ['1971-12-15']],
    ['1938年頃', ['1938']],
    ['1967年から1969年までの間', ['1967', '1968', '1969']],
    ['（a）1970年 （b）１971年9月', ['1970', '1971-09']],
    ['1984年8月15日；\r\n1984年10月18日', ['1984-08-15', '1984-10-18']],
    ['2009.7.24', ['2009-07-24']],
  ])('reads %j whole', (text, dates) => {
    expect(datesIn(text)).toEqual({ dates, whole: true });
  });

  it.each([
    ['born in the early 1970s', []],
    ['1950 to 1975', []],
    ['31/02/1970', []],
    ['5 May 1970 (from false passport)', ['1970-05-05']],
    ['13 Jan. 1970 b) 09/01/1390 (Hijri Calendar)', ['1970-01-13']],
    ['Sep-99', []],
    ['12345678', []],
  ])('says that %j holds more than its dates', (text, dates) => {
    expect(datesIn(text)).toEqual({ dates, whole: false });
  });

  it('finds every ISO day that it is given', () => {
    const day = fc.date({ min: new Date('1800-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(
        fc.uniqueArray(
          day.map((value) => value.toISOString().slice(0, 10)),
          { maxLength: 5 },
        ),
        (days) => {
          expect(datesIn(days.join('; ')).dates).toEqual(days);
        },
      ),
    );
  });
});

describe('dateInName()', () => {
  it.each([
    ['sema-lmes-2025-03-20.xml', '2025-03-20'],
    ['regulation8-consolidated-2024-12.xlsx', '2024-12'],
    ['shisantouketsu20260305.xlsx', '2026-03-05'],
    ['entities-20260305061500-abc.json', '2026-03-05'],
    ['list-123456789.xml', null],
    ['list-2024-13-01.xml', null],
    ['list.xml', null],
  ])('reads %s', (name, date) => {
    expect(dateInName(name)).toBe(date);
  });
});
