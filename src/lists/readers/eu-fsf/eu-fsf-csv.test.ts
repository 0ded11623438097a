import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../../fixtures/damage.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { EU_CSV_COLUMNS, euFsfCsv } from './eu-fsf-csv.ts';

const ENTITY = {
  fileGenerationDate: '02/10/2024',
  Entity_LogicalId: '9001',
  Entity_EU_ReferenceNumber: 'EU.9001.1',
  Entity_SubjectType: 'P',
  Entity_Remark: '(EXERCISE remark)',
  Entity_DesignationDate: '2017-06-02',
  Entity_Regulation_Programme: 'PRK',
  Entity_Regulation_NumberTitle: '2017/1509 (OJ L224)',
  Entity_Regulation_PublicationDate: '2017-08-31',
};
const rowOf = (values: Record<string, string>, columns = EU_CSV_COLUMNS) =>
  columns.map((column) => `"${values[column] ?? ''}"`).join(';');
const csv = (rows: string[], columns = EU_CSV_COLUMNS) =>
  fileOf('fsf.csv', `\ufeff${[columns.join(';'), ...rows].join('\r\n')}\r\n`);

describe('euFsfCsv', () => {
  it('joins the rows of an entity, wherever they stand', async () => {
    const list = await collectList(
      euFsfCsv,
      csv([
        rowOf({ ...ENTITY, NameAlias_WholeName: 'EXERCISE Il-nam', NameAlias_LogicalId: '20' }),
        rowOf({
          ...ENTITY,
          Entity_LogicalId: '2',
          Entity_EU_ReferenceNumber: 'EU.2.2',
          Entity_SubjectType: 'E',
          NameAlias_WholeName: 'EXERCISE Works',
        }),
        rowOf({
          ...ENTITY,
          NameAlias_WholeName: 'Il Nam EXERCISE',
          NameAlias_LastName: 'EXERCISE',
          NameAlias_FirstName: 'Il Nam',
          NameAlias_Gender: 'F',
          NameAlias_LogicalId: '7',
        }),
        rowOf({
          ...ENTITY,
          BirthDate_Year: '1948',
          BirthDate_Month: '8',
          BirthDate_Circa: 'NO',
          BirthDate_CalendarType: 'GREGORIAN',
          BirthDate_CountryIso2Code: '00',
        }),
        rowOf({ ...ENTITY, Identification_TypeCode: 'passport', Identification_Number: 'A123456' }),
        rowOf({ ...ENTITY, Citizenship_CountryIso2Code: 'KP' }),
      ]),
    );
    expect(list.headers).toEqual([{ publishedAt: '2024-10-02' }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('EU.9001.1')).toMatchObject({
      schema: 'Person',
      properties: {
        name: ['Il Nam EXERCISE'],
        firstName: ['Il Nam'],
        lastName: ['EXERCISE'],
        alias: ['EXERCISE Il-nam'],
        gender: ['female'],
        birthDate: ['1948-08'],
        passportNumber: ['A123456'],
        citizenship: ['kp'],
        notes: ['EXERCISE remark'],
      },
    });
    expect(list.parties.get('EU.2.2')?.schema).toBe('Organization');
    expect(list.designations).toMatchObject([{ programmes: ['PRK'], listedOn: '2017-06-02' }, { party: 'EU.2.2' }]);
  });

  it('rejects rows of another width and rows of no entity', async () => {
    const list = await collectList(
      euFsfCsv,
      csv([
        rowOf({ ...ENTITY, NameAlias_WholeName: 'EXERCISE A' }),
        '"02/10/2024";"9001"',
        rowOf({ ...ENTITY, Entity_LogicalId: 'x', NameAlias_WholeName: 'EXERCISE B' }),
      ]),
    );
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [3, 'record', `the row has 2 cells, not ${EU_CSV_COLUMNS.length}`],
      [4, 'record', 'the logical id "x" of the entity is no number'],
    ]);
    expect(list.parties.size).toBe(1);
  });

  it('recognises its own files, a wrong header included, and refuses that by the name of the column', async () => {
    const wrong = EU_CSV_COLUMNS.filter((column) => column !== 'NameAlias_WholeName');
    const recognises = (head: string) => euFsfCsv.recognises({ name: 'a.csv', head });
    expect(recognises(`${wrong.join(';')}\n1`)).toBe('eu-fsf');
    expect(recognises('Date_file;Entity_logical_id;Subject_type\n1')).toBeNull();
    expect(recognises('')).toBeNull();
    await expect(collectList(euFsfCsv, csv([rowOf(ENTITY, wrong)], wrong))).rejects.toThrow('"NameAlias_WholeName"');
    await expect(collectList(euFsfCsv, csv([]))).rejects.toThrow('it holds no party');
  });
});

const real = sharedData('lists/eu/fsf-csv-1.1-2024-10-02-excerpt.csv');
const wrong = sharedData('lists/eu/fsf-csv-1.1-bad-header.csv');

describe.skipIf(real === null || wrong === null)('euFsfCsv on real lists', () => {
  it('reads the cut whole', async () => {
    const list = await collectList(euFsfCsv, fileAt(real ?? ''));
    expect(list.rejections).toEqual([]);
    expect(list.headers).toEqual([{ publishedAt: '2024-10-02' }]);
    expect(list.parties.size).toBe(4);
    expect(list.parties.get('EU.27.28')?.properties).toMatchObject({
      alias: ['Abu Ali', 'Abou Ali'],
      birthDate: ['1937-04-28'],
    });
  });

  it('refuses the wrong header and cut files clearly', async () => {
    await expect(collectList(euFsfCsv, fileAt(wrong ?? ''))).rejects.toThrow(/lacks the column.*"NameAlias_WholeName"/);
    expect(await unclearErrorsOfCuts(euFsfCsv, fileAt(real ?? ''))).toEqual([]);
  });
});
