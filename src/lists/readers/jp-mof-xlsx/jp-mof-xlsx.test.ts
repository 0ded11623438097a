import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../../fixtures/damage.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { workbookOf } from '../../fixtures/workbook-of.ts';
import { readWorkbook } from '../../reading/read-workbook.ts';
import { jpMofXlsx } from './jp-mof-xlsx.ts';

const ENTITIES = ['告示日付', '告示番号', '日本語表記', '英語表記', '別称・旧称', '住 所 ・ 所 在 地', 'その他の情報'];
const PERSONS = [
  '告示日付',
  '告示番号',
  '日本語表記',
  '英語表記',
  '別称・別名',
  '役職',
  '生年月日',
  '国籍',
  '旅券番号',
  '身分証番号',
  '住所',
  'その他の情報',
];
const ENTITY = [
  '2006.9.19\r\n2016.12.9改訂',
  '2(*39)',
  'エンシュウ',
  'EXERCISE CO',
  'エ社\nE CO',
  '北朝鮮平壌特別市；Exercise street, Windhoek, Namibia',
  'ＩＭＯ番号：5878561_x000D_\nSWIFT：EXERKPPY',
];
const PERSON = [
  '2023.9.1',
  '#68',
  'エンシュウ',
  'EXERCISE KIM',
  null,
  '元代表',
  '16358',
  '北朝鮮',
  '900000001、旅券失効日：2018年3月20日；\n900000002（北朝鮮旅券）',
  'G563542(9)',
  'ロシア',
  '出生地：北朝鮮\n性別：男性\n暗号資産アドレス：1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
];

const workbook = (sheets: Record<string, (string | number | null)[][]>) =>
  workbookOf('shisantouketsu20260305.xlsx', { 一覧: [['13', '演習']], ...sheets });
const entities = (...rows: (string | number | null)[][]) => ({
  '14.演習(団体) ': [['演習の対象となる者（団体）'], ['（注）#は個人'], ENTITIES, ...rows],
});

describe('jpMofXlsx', () => {
  it('reads an entity: the packed cells, the dates, the numbers in full width', async () => {
    const list = await collectList(jpMofXlsx, workbook(entities(ENTITY)));
    expect(list.rejections).toEqual([]);
    expect(list.headers).toEqual([{ publishedAt: '2026-03-05', notes: { lifted: '0 numbers without a name' } }]);
    expect(list.parties.get('14-2')).toMatchObject({
      schema: 'Organization',
      place: { sheet: '14.演習(団体) ', line: 4 },
      properties: {
        name: ['EXERCISE CO'],
        alias: ['エンシュウ', 'エ社', 'E CO'],
        address: ['北朝鮮平壌特別市', 'Exercise street, Windhoek, Namibia'],
        country: ['kp', 'na'],
        imoNumber: ['5878561'],
        swiftBic: ['EXERKPPY'],
      },
    });
    expect(list.designations).toMatchObject([
      {
        party: '14-2',
        programmes: ['演習(団体)'],
        listedOn: '2006-09-19',
        amendedOn: ['2016-12-09'],
        reference: '2(*39)',
        legalBasis: ['演習の対象となる者（団体）'],
      },
    ]);
  });

  it('reads a person: serial birth date, passports, and a party for the wallet', async () => {
    const list = await collectList(jpMofXlsx, workbook({ '17.演習(個人)': [PERSONS, PERSON] }));
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('17-68')).toMatchObject({
      schema: 'Person',
      properties: {
        birthDate: ['1944-10-13'],
        birthPlace: ['北朝鮮'],
        nationality: ['kp'],
        passportNumber: ['900000001', '900000002'],
        idNumber: ['G563542(9)'],
        gender: ['male'],
        position: ['元代表'],
      },
    });
    const wallet = '17-68-wallet-1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
    expect(list.parties.get(wallet)).toMatchObject({ schema: 'CryptoWallet', properties: { holder: ['17-68'] } });
    expect(list.designations.map((one) => one.party)).toEqual(['17-68', wallet]);
  });

  it('passes over lifted sheets and deleted numbers, and rejects what is damaged', async () => {
    const list = await collectList(
      jpMofXlsx,
      workbook({
        '8.【解除】演習': [ENTITIES, ENTITY],
        ...entities(
          ['2018.6.29削除', 1, null, null],
          ['2018.6.29', 3, null, null],
          ['200812.19', 4, null, 'EXERCISE FOUR', null, null, 'IMO番号：581488358149065000000'],
          [null, null, null, null],
        ),
      }),
    );
    expect([...list.parties.keys()]).toEqual(['14-4']);
    expect(list.headers[0]?.notes).toEqual({ lifted: '1 numbers without a name' });
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [5, 'record', 'the record has no name'],
      [6, 'value', 'IMO number "581488358149065000000" does not have seven digits'],
      [6, 'value', 'notice date "200812.19" is not a date'],
    ]);
  });

  it('refuses a sheet without its columns, another workbook and a web page', async () => {
    const renamed = ENTITIES.map((heading) => (heading === '英語表記' ? '英文' : heading));
    await expect(collectList(jpMofXlsx, workbook({ '14.演習': [renamed, ENTITY] }))).rejects.toThrow(
      /lacks the column english/,
    );
    await expect(collectList(jpMofXlsx, workbook({}))).rejects.toThrow(/no sheet has the columns/);
    await expect(collectList(jpMofXlsx, fileOf('a.xlsx', '<html>'))).rejects.toThrow(/not a spreadsheet/);
  });

  it('recognises its own workbook only', async () => {
    const sheets = await readWorkbook(workbook(entities(ENTITY)));
    expect(jpMofXlsx.recognises({ name: 'a.xlsx', head: '', sheets })).toBe('jp-mof');
    expect(
      jpMofXlsx.recognises({ name: 'a.xlsx', head: '', sheets: [{ name: '一覧', rows: [['x', null]] }] }),
    ).toBeNull();
    expect(jpMofXlsx.recognises({ name: 'a.csv', head: '告示日付' })).toBeNull();
  });
});

const real = sharedData('lists/jp/mof-asset-freeze-2026-03-05.xlsx');

describe.skipIf(!real)('jpMofXlsx on the list of 5 March 2026', () => {
  it('reads the five DPRK sheets whole, ships companies by their IMO numbers, wallets as parties', async () => {
    const list = await collectList(jpMofXlsx, fileAt(real ?? ''));
    const dprk = [...list.parties.values()].filter((party) => /^1[3-7]-\d+$/.test(party.key));
    expect([dprk.length, dprk.filter((party) => party.schema === 'Person').length]).toEqual([330, 165]);
    expect([...list.parties.values()].filter((party) => party.schema === 'CryptoWallet')).toHaveLength(26);
    expect(list.parties.get('14-70')?.properties.imoNumber).toEqual(['5878561']);
    expect(list.parties.get('16-16')?.properties.imoNumber).toEqual(['5179245', '5405737']);
    expect(list.parties.get('13-16')).toMatchObject({ schema: 'Person', properties: { birthDate: ['1941-04-27'] } });
    expect(list.parties.get('14-28')?.properties.previousName).toContain('Machine Industry Department');
    expect(list.designations.every((one) => one.listedOn)).toBe(true);
    expect(list.rejections.length).toBeLessThan(35);
  });

  it('refuses a cut file clearly', async () => {
    expect(await unclearErrorsOfCuts(jpMofXlsx, fileAt(real ?? ''))).toEqual([]);
  });
});
