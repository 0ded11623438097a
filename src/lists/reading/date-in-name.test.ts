import { describe, expect, it } from 'vitest';
import { dateInName } from './date-in-name.ts';

describe('dateInName()', () => {
  it.each([
    ['sdn-2024-05-03.csv', '2024-05-03'],
    ['list_20260305.xlsx', '2026-03-05'],
    ['csl-consolidated-2022-04.csv.gz', '2022-04'],
    ['sdn.csv', null],
    ['list-2024-13-01.csv', null],
    ['export-120240503.csv', null],
  ])('reads %s as %s', (name, date) => expect(dateInName(name)).toBe(date));
});
