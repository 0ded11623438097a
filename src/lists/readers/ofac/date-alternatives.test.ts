import { describe, expect, it } from 'vitest';
import { dateAlternatives } from './date-alternatives.ts';

describe('dateAlternatives()', () => {
  it.each([
    ['22 Feb 1968', ['1968-02-22']],
    ['circa 1972', ['1972']],
    ['1968 to 1970', ['1968', '1969', '1970']],
    ['01 Jan 1970 to 31 Dec 1970', ['1970']],
    ['circa 1955-1957', ['1955', '1956', '1957']],
    ['1950 to 1970', []],
    ['1970 to 1950', null],
    ['unknown', null],
    ['', null],
  ])('reads "%s"', (words, dates) => expect(dateAlternatives(words)).toEqual(dates));
});
