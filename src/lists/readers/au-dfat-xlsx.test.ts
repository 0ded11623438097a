import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../fixtures/damage.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { workbookOf } from '../fixtures/workbook-of.ts';
import { readWorkbook } from '../reading/read-workbook.ts';
import { auDfatXlsx } from './au-dfat-xlsx.ts';

const HEADINGS = [
  'Reference', 'Name of Individual or Entity', 'Type', 'Name Type', 'Date of Birth', 'Place of Birth', 'Citizenship',
  'Address', 'Additional Information', 'Listing Information', 'Committees', 'Control Date',
]; // biome-ignore format: one look
const LISTED = 'Listed on: 1 Jun. 2018 (amended on 26 Jul. 2022)';
const PERSON = [
  7,
  'EXERCISE Kim',
  'individual',
  'primary Name',
  'a) 1950 b) 7/02/1951',
  null,
  'North Korean',
  'na',
  'Passport no.: 900000001.',
  LISTED,
  '1718 (DPRK)',
  44776,
];

const workbook = (...rows: (string | number | null)[][]) =>
  workbookOf('list-2024-12.xlsx', { Sheet1: [HEADINGS, ...rows] });

describe('auDfatXlsx', () => {
  it('joins the rows whose references share the number', async () => {
    const list = await collectList(
      auDfatXlsx,
      workbook(
        PERSON,
        ['7a', 'KIM Exercise', 'individual', 'Aka'],
        ['7a1', '김연습', 'Individual', 'original script'],
        ['7b', 'OLD Exercise', 'Individual', 'Formerly known as'],
      ),
    );
    expect(list.rejections).toEqual([]);
    expect(list.headers).toEqual([{ publishedAt: '2024-12' }]);
    expect([...list.parties.keys()]).toEqual(['7']);
    expect(list.parties.get('7')).toMatchObject({
      schema: 'Person',
      place: { line: 2, sheet: 'Sheet1' },
      properties: {
        name: ['EXERCISE Kim'],
        alias: ['KIM Exercise', '김연습'],
        previousName: ['OLD Exercise'],
        birthDate: ['1950', '1951-02-07'],
        citizenship: ['kp'],
        passportNumber: ['900000001'],
      },
    });
    expect(list.designations).toMatchObject([
      {
        party: '7',
        programmes: ['1718 (DPRK)'],
        listedOn: '2018-06-01',
        amendedOn: ['2022-07-26'],
        legalBasis: [LISTED],
      },
    ]);
  });

  it('rejects a row without name or number and keeps the others', async () => {
    const list = await collectList(
      auDfatXlsx,
      workbook(['x', 'EXERCISE', 'Entity', 'aka'], [9, null, 'Entity', 'aka'], PERSON),
    );
    expect([...list.parties.keys()]).toEqual(['7']);
    expect(list.rejections.map(({ place, severity }) => [place.line, severity])).toEqual([
      [2, 'record'],
      [3, 'record'],
    ]);
  });

  it('refuses a workbook that lacks a column, a foreign one, and no workbook', async () => {
    const renamed = HEADINGS.map((heading) => (heading === 'Name Type' ? 'Kind' : heading));
    await expect(collectList(auDfatXlsx, workbookOf('a.xlsx', { Sheet1: [renamed, PERSON] }))).rejects.toThrow(
      /lacks the column nameType/,
    );
    await expect(collectList(auDfatXlsx, workbookOf('a.xlsx', { Sheet1: [['a', 'b']] }))).rejects.toThrow(
      /no sheet has the columns/,
    );
    await expect(collectList(auDfatXlsx, fileOf('a.xlsx', '<html>'))).rejects.toThrow(/not a spreadsheet/);
  });

  it('recognises its own workbook only', async () => {
    expect(auDfatXlsx.recognises({ name: 'a.xlsx', head: '', sheets: await readWorkbook(workbook(PERSON)) })).toBe(
      'au-dfat',
    );
    expect(
      auDfatXlsx.recognises({ name: 'a.xlsx', head: '', sheets: [{ name: 'x', rows: [['Reference', 'Name']] }] }),
    ).toBeNull();
    expect(auDfatXlsx.recognises({ name: 'a.xml', head: '<data-set>' })).toBeNull();
  });
});

const real = sharedData('lists/au/regulation8-consolidated-2024-12.xlsx');

describe.skipIf(!real)('auDfatXlsx on the list of December 2024', () => {
  const file = () => fileAt(real ?? '');

  it('reads every party, its committees, dates and numbers', async () => {
    const list = await collectList(auDfatXlsx, file());
    expect(list.parties.size).toBe(3062);
    expect(list.designations.filter((one) => one.programmes.some((name) => name.includes('DPRK')))).toHaveLength(211);
    expect(list.rejections.every((one) => one.severity === 'value')).toBe(true);
    expect(list.rejections.length).toBeLessThan(25);
    expect(list.designations.some((one) => one.programmes.join('|') === '1970 (Libya)|1973 (Libya)')).toBe(true);
    expect(list.parties.get('3565')?.properties.imoNumber).toEqual(['5676084']);
    expect(list.parties.get('3434')?.properties.passportNumber).toEqual(['927234267', '108120258']);
    expect(list.designations.find((one) => one.party === '1113')?.listedOn).toBe('2009-04-24');
  });

  it('refuses a cut file clearly', async () => {
    expect(await unclearErrorsOfCuts(auDfatXlsx, file())).toEqual([]);
  });
});
