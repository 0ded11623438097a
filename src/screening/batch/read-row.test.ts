import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guessMapping } from './column-mapping.ts';
import { jsonLineReader } from './read-json-line.ts';
import { type RowPlan, rowReader } from './read-row.ts';
import type { DateOrder } from './read-value.ts';

const headings = ['id', 'type', 'name', 'dob', 'nationality', 'imo', 'aka'];

function planOf(columns: string[], more: Partial<RowPlan> = {}): RowPlan {
  return { headings: columns, mapping: guessMapping(columns), schema: null, dateOrder: null, ...more };
}
function read(cells: string[], more: Partial<RowPlan> = {}) {
  return rowReader(planOf(headings, more))(7, cells);
}

describe('rowReader()', () => {
  it('makes a party of a row', () => {
    expect(read(['A1', '개인', ' Kim  Chol Su ', '1960-02-03', 'North Korean', '', 'Kim C.; 김철수'])).toEqual({
      id: 'A1',
      subject: {
        schema: 'Person',
        properties: {
          name: ['Kim Chol Su'],
          birthDate: ['1960-02-03'],
          nationality: ['kp'],
          alias: ['Kim C.', '김철수'],
        },
      },
      faults: [],
    });
  });

  it('tells the kind from what the row holds, when neither row nor asker says', () => {
    expect(read(['', '', 'X', '1960']).subject?.schema).toBe('Person');
    expect(read(['', '', 'X', '', '', 'IMO 9161003']).subject?.schema).toBe('Vessel');
    expect(read(['', '', 'X']).subject?.schema).toBe('Thing');
    expect(read(['', '', 'X'], { schema: 'Company' }).subject?.schema).toBe('Company');
    expect(read(['', 'ship', 'X'], { schema: 'Company' }).subject?.schema).toBe('Vessel');
  });

  it('leaves out a value that it cannot read, and says so', () => {
    const { subject, faults } = read(['', 'spoon', 'X', '32/13/1960', 'Atlantis', '9161004', '']);
    expect(subject).toEqual({ schema: 'Thing', properties: { name: ['X'] } });
    expect(faults.map(({ line, column, severity, value }) => [line, column, severity, value])).toEqual([
      [7, 'dob', 'value', '32/13/1960'],
      [7, 'nationality', 'value', 'Atlantis'],
      [7, 'imo', 'value', '9161004'],
      [7, 'type', 'value', 'spoon'],
    ]);
  });

  it.each([
    ['no name', ['1', '', '', '1960'], /no name and no number/],
    ['a name without a letter', ['1', '', '--- !'], /no name and no number/],
    ['too many cells', ['1', '', 'X', '', '', '', '', 'more'], /has 8 cells and the header 7/],
    ['an endless name', ['1', '', 'X'.repeat(60_000)], /longer than 5000/],
    ['lost letters', ['1', '', 'K\ufffdm'], /letters that were lost/],
    ['half a surrogate pair', ['1', '', 'K\ud800m'], /letters that were lost/],
  ])('refuses a row with %s', (_, cells, reason) => {
    const { subject, faults } = read(cells);
    expect(subject).toBeNull();
    expect(faults[0]).toMatchObject({ line: 7, severity: 'row', reason: expect.stringMatching(reason) });
    expect(faults[0]?.value.length).toBeLessThanOrEqual(200);
  });

  it.each([
    ['03/02/1960', 'day-first', '1960-02-03'],
    ['03/02/1960', 'month-first', '1960-03-02'],
    ['03/02/1960', null, '1960'],
    ['13/02/1960', null, '1960-02-13'],
    ['02-13-1960', 'day-first', '1960-02-13'],
    ['02.02.1960', null, '1960-02-02'],
    ['19600203', null, '1960-02-03'],
    ['1960年2月3日', null, '1960-02-03'],
    ['1960년 2월 3일', null, '1960-02-03'],
    ['3 Feb 1960', null, '1960-02-03'],
    ['1960', null, '1960'],
    ['1960-02-03T00:00:00Z', null, '1960-02-03'],
  ] satisfies [string, DateOrder, string][])('reads the date %s (%s)', (text, dateOrder, date) => {
    expect(read(['', '', 'X', text], { dateOrder }).subject?.properties.birthDate).toEqual([date]);
  });

  it('either understands a row or says why not, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 9 }), (cells) => {
        const { subject, faults } = read(cells);
        expect(subject === null).toBe(faults.some(({ severity }) => severity === 'row'));
      }),
    );
  });
});

describe('jsonLineReader()', () => {
  const readLine = jsonLineReader(planOf(['name', 'aliases', 'dob']));

  it('reads objects by their keys and parties by their properties', () => {
    expect(readLine(1, '{"name":"X","aliases":["Y","Z"],"dob":1960,"other":{}}').subject?.properties).toEqual({
      name: ['X'],
      alias: ['Y', 'Z'],
      birthDate: ['1960'],
    });
    const party = { id: 'q1', schema: 'Person', properties: { name: ['X'], nationality: 'North Korea', shoeSize: 43 } };
    expect(readLine(2, JSON.stringify(party))).toEqual({
      id: 'q1',
      subject: { schema: 'Person', properties: { name: ['X'], nationality: ['kp'] } },
      faults: [{ line: 2, column: 'shoeSize', severity: 'value', reason: 'is no property of Person', value: '' }],
    });
  });

  it.each([
    ['{"name":', 'is not JSON'],
    ['["X"]', 'is no JSON object'],
    [`{"name":"${'X'.repeat(1_100_000)}"}`, 'is longer than 1048576 characters'],
    ['{"schema":"Spoon","properties":{"name":["X"]}}', 'has the schema Spoon, which is no party’s'],
  ])('refuses the line %.40s', (text, reason) => {
    expect(readLine(3, text)).toMatchObject({ subject: null, faults: [{ line: 3, severity: 'row', reason }] });
  });
});
