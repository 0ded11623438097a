import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../../fixtures/damage.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { workbookOf } from '../../fixtures/workbook-of.ts';
import { OFSI_COLUMNS, ofsiConlistCsv, ofsiConlistXlsx } from './ofsi-conlist.ts';

const NEW_COLUMNS = [...OFSI_COLUMNS, 'Alias Quality', 'Passport Number', 'Name Non-Latin Script'];
const GROUP = {
  'Group ID': '99001',
  'Group Type': 'Individual',
  'Alias Type': 'Primary name',
  Regime: "Democratic People's Republic of Korea",
  'Listed On': '22/12/2017',
  'Last Updated': '09/01/2018',
  'Name 6': 'EXERCISE',
  'Name 1': 'Il',
  'Other Information':
    '(UK Sanctions List Ref):DPR0901. (UN Ref):KPi.901. Exercise. (UK Statement of Reasons):Exercise reason. (Gender):Male',
};
const cellsOf = (columns: readonly string[], values: Record<string, string>) =>
  columns.map((column) => values[column] ?? '');
const csv = (rows: string[], columns: readonly string[] = NEW_COLUMNS) =>
  ['Last Updated,10/04/2025', columns.join(','), ...rows].join('\r\n');
const rowOf = (values: Record<string, string>, columns: readonly string[] = NEW_COLUMNS) =>
  cellsOf(columns, values)
    .map((cell) => `"${cell.replaceAll('"', '""')}"`)
    .join(',');

describe('ofsiConlistCsv', () => {
  it('joins the rows of a group, wherever they stand', async () => {
    const list = await collectList(
      ofsiConlistCsv,
      fileOf(
        'ConList.csv',
        csv([
          rowOf({
            ...GROUP,
            'Alias Type': 'AKA',
            'Alias Quality': 'Low quality',
            'Name 6': 'CLERK',
            'Name 1': '',
            DOB: '00/00/1979',
          }),
          rowOf({
            ...GROUP,
            'Group ID': '99002',
            'Group Type': 'Entity',
            'Name 6': 'EXERCISE WORKS',
            'Name 1': '',
            'Other Information': '',
          }),
          rowOf({
            ...GROUP,
            DOB: '01/08/1979',
            Nationality: '(1) North Korea (2) Russia',
            'Passport Number': '(1) 836210999. (2) 836210998',
            'Address 6': 'Pyongyang',
            Country: 'North Korea',
          }),
          rowOf({ ...GROUP, 'Alias Type': 'FKA', 'Name 1': 'Sam', Regime: 'Cyber', 'Listed On': '01/01/2020' }),
        ]),
      ),
    );
    expect(list.headers).toEqual([{ publishedAt: '2025-04-10' }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('99001')).toMatchObject({
      schema: 'Person',
      properties: {
        name: ['Il EXERCISE'],
        firstName: ['Il'],
        lastName: ['EXERCISE'],
        weakAlias: ['CLERK'],
        previousName: ['Sam EXERCISE'],
        gender: ['male'],
        birthDate: ['1979', '1979-08-01'],
        nationality: ['kp', 'ru'],
        passportNumber: ['836210999', '836210998'],
        address: ['Pyongyang, North Korea'],
        country: ['kp'],
        notes: ['Exercise.'],
      },
    });
    expect(list.parties.get('99002')?.schema).toBe('Organization');
    const listing = { reference: 'DPR0901', unscReference: 'KPi.901', reason: 'Exercise reason.' };
    expect(list.designations).toMatchObject([
      { party: '99001', programmes: [GROUP.Regime], listedOn: '2017-12-22', amendedOn: ['2018-01-09'], ...listing },
      { party: '99001', programmes: ['Cyber'], listedOn: '2020-01-01', ...listing },
      { party: '99002' },
    ]);
  });

  it('reads the layout of 2018, windows-1252, where a ship is an entity', async () => {
    const text = csv(
      [
        rowOf(
          {
            ...GROUP,
            'Alias Type': 'Prime Alias',
            'Name 1': 'Andr\u00e9',
            'Passport Details': 'Passport No. 836210999 (issued 2001)',
            'Other Information': 'UN Ref.KPI.901.',
          },
          OFSI_COLUMNS,
        ),
        rowOf(
          {
            ...GROUP,
            'Group ID': '2',
            'Group Type': 'Entity',
            'Name 6': 'EXERCISE STAR',
            'Name 1': '',
            'Other Information': 'IMO: 9161003.',
          },
          OFSI_COLUMNS,
        ),
      ],
      OFSI_COLUMNS,
    );
    const list = await collectList(ofsiConlistCsv, fileOf('ConList.csv', Buffer.from(text, 'latin1')));
    expect(list.parties.get('99001')?.properties).toMatchObject({
      name: ['André EXERCISE'],
      passportNumber: ['836210999'],
    });
    expect(list.parties.get('2')?.properties.imoNumber).toEqual(['9161003']);
    expect(list.designations[0]?.unscReference).toBe('KPi.901');
  });

  it('rejects bad rows and values and keeps the rest', async () => {
    const list = await collectList(
      ofsiConlistCsv,
      fileOf(
        'ConList.csv',
        csv([
          rowOf({ ...GROUP, Nationality: 'Atlantis', 'Listed On': '31/02/2020' }),
          rowOf({ ...GROUP, Nationality: 'Atlantis' }),
          'garbage',
          rowOf({ ...GROUP, 'Group ID': '' }),
          rowOf({ ...GROUP, 'Group ID': 'x1' }),
          rowOf({ ...GROUP, 'Group ID': '3', 'Name 6': '', 'Name 1': '' }),
        ]),
      ),
    );
    expect([...list.parties.keys()]).toEqual(['99001']);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [3, 'value', 'nationality "Atlantis" is not a known country'],
      [3, 'value', 'date of listing "31/02/2020" is not a date'],
      [5, 'record', `the row has 1 cells, not ${NEW_COLUMNS.length}`],
      [6, 'record', 'the record has no reference'],
      [7, 'record', 'the group id "x1" is no number'],
      [8, 'record', 'the record has no name'],
    ]);
  });

  it('refuses a missing column by name, an empty list and another file', async () => {
    const wrong = NEW_COLUMNS.filter((column) => column !== 'Regime');
    const read = (text: string) => collectList(ofsiConlistCsv, fileOf('ConList.csv', text));
    await expect(read(csv([rowOf(GROUP, wrong)], wrong))).rejects.toThrow(/lacks the column "Regime"/);
    await expect(read(csv([]))).rejects.toThrow('it holds no party');
    await expect(read('a,b\n1,2')).rejects.toThrow(/no header row/);
    await expect(read('<!DOCTYPE html><html>')).rejects.toThrow(/web page/);
  });

  it('recognises its own files, a wrong header included, only', () => {
    const recognises = (head: string) => ofsiConlistCsv.recognises({ name: 'ConList.csv', head });
    expect(recognises(csv([], NEW_COLUMNS.slice(1)))).toBe('uk-ofsi');
    expect(recognises('Report Date: 08-Oct-2026\nLast Updated,Unique ID,OFSI Group ID,Name 6,Name 1')).toBeNull();
    expect(recognises('')).toBeNull();
  });
});

describe('ofsiConlistXlsx', () => {
  const workbook = (rows: string[][]) =>
    workbookOf('ConList.xlsx', { Data: [['Last Updated', '10/04/2025'], ...rows] });

  it('reads the spreadsheet as the CSV file', async () => {
    const values = {
      ...GROUP,
      DOB: '1979',
      'Town of Birth': 'Exerciseville',
      'Country of Birth': 'Ukrainian SSR (now Ukraine)',
    };
    const sheet = await collectList(ofsiConlistXlsx, workbook([NEW_COLUMNS, cellsOf(NEW_COLUMNS, values)]));
    const text = await collectList(ofsiConlistCsv, fileOf('ConList.csv', csv([rowOf(values)])));
    expect(sheet.headers).toEqual(text.headers);
    expect([sheet.parties, sheet.designations]).toEqual([text.parties, text.designations]);
    expect(sheet.parties.get('99001')?.properties.birthCountry).toEqual(['ua']);
  });

  it('recognises its own sheets only', () => {
    const recognises = (rows: string[][]) =>
      ofsiConlistXlsx.recognises({ name: 'a.xlsx', head: '', sheets: [{ name: 'Data', rows }] });
    expect(recognises([['Last Updated', 'x'], [...NEW_COLUMNS]])).toBe('uk-ofsi');
    expect(recognises([['Reference', 'Name of Individual or Entity']])).toBeNull();
    expect(ofsiConlistXlsx.recognises({ name: 'ConList.xlsx', head: '' })).toBeNull();
  });
});

const newer = sharedData('lists/uk/ofsi-conlist-2025-04-10.xlsx');
const older = sharedData('lists/uk/ofsi-conlist-2018-04-13.csv.gz');

describe.skipIf(newer === null || older === null)('the OFSI list on real files', () => {
  it('reads the spreadsheet of 2025 whole', async () => {
    const list = await collectList(ofsiConlistXlsx, fileAt(newer ?? ''));
    const parties = [...list.parties.values()].filter((party) => party.schema !== 'CryptoWallet');
    expect(list.headers).toEqual([{ publishedAt: '2025-04-10' }]);
    expect(parties).toHaveLength(4686);
    const korean = list.designations.filter(
      (one) => one.programmes[0]?.includes('Korea') && !one.party.includes('wallet'),
    );
    expect(korean).toHaveLength(239);
    expect(list.parties.get('13647')).toMatchObject({
      schema: 'Vessel',
      properties: { imoNumber: ['8712362'], flag: ['kp'], pastFlags: ['tg'] },
    });
    expect(list.rejections.filter((one) => one.severity === 'record')).toEqual([]);
    expect(list.rejections.length).toBeLessThan(30);
  });

  it('reads the CSV file of 2018 whole', async () => {
    const list = await collectList(ofsiConlistCsv, fileAt(older ?? ''));
    expect(list.headers).toEqual([{ publishedAt: '2018-04-13' }]);
    expect(list.parties.size).toBe(2106);
    expect(list.designations.find((one) => one.party === '13562')?.unscReference).toBe('KPi.067');
    expect(list.parties.get('13349')?.properties.birthDate).toEqual(['1980', '1981']);
    expect(list.rejections.filter((one) => one.severity === 'record')).toEqual([]);
  });

  it('refuses cut files clearly', async () => {
    expect(await unclearErrorsOfCuts(ofsiConlistCsv, fileAt(older ?? ''), 8)).toEqual([]);
    expect(await unclearErrorsOfCuts(ofsiConlistXlsx, fileAt(newer ?? ''), 8)).toEqual([]);
  });
});
