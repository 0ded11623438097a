import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../fixtures/damage.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { workbookOf } from '../fixtures/workbook-of.ts';
import { readWorkbook } from '../reading/read-workbook.ts';
import { jpMetiEulXlsx } from './jp-meti-eul-xlsx.ts';

const HEADINGS = [
  'No.',
  '国名、地域名\r\nCountry or Region',
  '企業名､組織名\r\nCompany or Organization',
  '別名\r\nAlso Known As',
  '懸念区分\r\nType of WMD',
  '通常兵器\r\nConventional Weapons',
];
const KOREA = '北朝鮮\r\nNorth Korea';
const workbook = (...rows: (string | number | null)[][]) =>
  workbookOf('eul-2025-09-29.xlsx', { ユーザーリスト: [HEADINGS, ...rows] });

describe('jpMetiEulXlsx', () => {
  it('reads names with their characters, bullets, and the codes of weapons', async () => {
    const list = await collectList(
      jpMetiEulXlsx,
      workbook(
        [
          1,
          KOREA,
          'Exercise Trading (EXT)\r\n(演習(総)会社)',
          '・EX One\r\n(演習一)\r\n・EX\r\nTwo Co.',
          'ミサイル、核\r\nM、Ｎ',
          '通常兵器\r\nCW',
        ],
        [2, 'イラン\r\nIslamic Republic of Iran', '演習', null, 'ミサイルM', null],
      ),
    );
    expect(list.rejections).toEqual([]);
    expect(list.headers).toEqual([{ publishedAt: '2025-09-29' }]);
    expect(list.parties.get('kp-exercise-trading-ext')).toMatchObject({
      schema: 'Organization',
      place: { line: 2, sheet: 'ユーザーリスト' },
      properties: {
        name: ['Exercise Trading (EXT)'],
        alias: ['演習(総)会社', 'EX One', '演習一', 'EX Two Co.'],
        country: ['kp'],
      },
    });
    expect(list.parties.get('ir-演習')?.properties).toEqual({ name: ['演習'], country: ['ir'] });
    expect(list.designations.map((one) => [one.programmes, one.reason])).toEqual([
      [['M', 'N', 'CW'], 'ミサイル、核 M、Ｎ; 通常兵器 CW'],
      [['M'], 'ミサイルM'],
    ]);
  });

  it('rejects what it cannot read and keeps the rest', async () => {
    const list = await collectList(
      jpMetiEulXlsx,
      workbook(
        [1, KOREA, null, null, 'M'],
        [2, KOREA, 'EXERCISE', null, 'M'],
        [3, KOREA, 'Exercise', null, '核'],
        [4, 'Atlantis', 'EXERCISE', null, 'N'],
        [null, null, null],
      ),
    );
    expect([...list.parties.keys()]).toEqual(['kp-exercise', 'kp-exercise-2', 'atlantis-exercise']);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [2, 'record', 'the record has no name'],
      [4, 'value', '"Exercise" stands twice under one country'],
      [4, 'value', 'type of weapon "核" has no code'],
      [5, 'value', 'country "Atlantis" is not a known country'],
    ]);
  });

  it('refuses other workbooks and recognises its own only', async () => {
    await expect(collectList(jpMetiEulXlsx, workbookOf('a.xlsx', { x: [HEADINGS.slice(0, 3)] }))).rejects.toThrow(
      /lacks the column weapons/,
    );
    await expect(collectList(jpMetiEulXlsx, workbookOf('a.xlsx', { x: [['a']] }))).rejects.toThrow(
      /no sheet has the columns/,
    );
    await expect(collectList(jpMetiEulXlsx, fileOf('a.xlsx', 'No.,Country'))).rejects.toThrow(/not a spreadsheet/);
    expect(jpMetiEulXlsx.recognises({ name: 'a', head: '', sheets: await readWorkbook(workbook()) })).toBe(
      'jp-meti-eul',
    );
    expect(jpMetiEulXlsx.recognises({ name: 'a', head: '', sheets: [{ name: 'x', rows: [['告示日付']] }] })).toBeNull();
  });
});

const real = sharedData('lists/jp/meti-end-user-list-2025-09-29.xlsx');

describe.skipIf(!real)('jpMetiEulXlsx on the list of 29 September 2025', () => {
  it('reads all 835, of them 154 in North Korea', async () => {
    const list = await collectList(jpMetiEulXlsx, fileAt(real ?? ''));
    expect([list.parties.size, list.rejections.length]).toEqual([835, 0]);
    expect([...list.parties.values()].filter((party) => party.properties.country?.includes('kp'))).toHaveLength(154);
    expect(list.designations.filter((one) => one.programmes.length === 0)).toEqual([]);
    expect(list.parties.get('kp-air-koryo')?.properties.alias).toEqual(['高麗航空', 'Airkoryo']);
    expect(await unclearErrorsOfCuts(jpMetiEulXlsx, fileAt(real ?? ''))).toEqual([]);
  });
});
