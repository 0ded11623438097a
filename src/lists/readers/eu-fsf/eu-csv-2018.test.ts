import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../../fixtures/damage.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { EU_2018_COLUMNS, euCsv2018 } from './eu-csv-2018.ts';

const ENTITY = {
  Date_file: '04/07/2018',
  Entity_logical_id: '9001',
  Subject_type: 'P',
  Leba_numtitle: '2017/1509 (OJ L224)',
  Leba_publication_date: '2017-08-31',
  Programme: 'PRK',
  EU_ref_num: 'EU.9001.1',
};
const rowOf = (values: Record<string, string>) => EU_2018_COLUMNS.map((column) => values[column] ?? '').join(';');
const ROWS = [
  rowOf({ ...ENTITY, Naal_wholename: 'Il Nam EXERCISE', Naal_logical_id: '1', Naal_function: 'Clerk, retired' }),
  rowOf({ ...ENTITY, Naal_wholename: 'Éxercise Il-nam', Naal_logical_id: '2' }),
  rowOf({ ...ENTITY, Birt_date: '1948-08-10', Birt_country: 'PRK' }),
  rowOf({ ...ENTITY, Iden_number: 'A123456 (passport-National passport) ((lost))' }),
  rowOf({ ...ENTITY, Citi_country: 'PRK' }),
];
const sheet = (rows: string[], wrap: (line: string) => string = (line) => line) =>
  `${[EU_2018_COLUMNS.join(';'), ...rows].map(wrap).join('\r\n')}\r\n`;
/** What a spreadsheet made of the file: each line one cell, commas tabs. */
const wrapped = (line: string) => `"${line.replaceAll('"', '""').replaceAll(',', '\t')}\t\t"`;

describe('euCsv2018', () => {
  it('reads the file as it was published, and as a spreadsheet damaged it, alike', async () => {
    const published = await collectList(euCsv2018, fileOf('a.csv', sheet(ROWS)));
    const damaged = await collectList(euCsv2018, fileOf('a.csv', Buffer.from(sheet(ROWS, wrapped), 'latin1')));
    expect(published.headers).toEqual([{ publishedAt: '2018-07-04' }]);
    expect(damaged.headers[0]?.notes).toHaveProperty('damage');
    expect(published.rejections).toEqual([]);
    expect(published.parties.get('EU.9001.1')).toMatchObject({
      schema: 'Person',
      properties: {
        name: ['Il Nam EXERCISE'],
        alias: ['Éxercise Il-nam'],
        position: ['Clerk, retired'],
        birthDate: ['1948-08-10'],
        birthCountry: ['kp'],
        citizenship: ['kp'],
        passportNumber: ['A123456'],
        notes: ['National passport: lost'],
      },
    });
    expect(published.designations).toMatchObject([{ programmes: ['PRK'], listedOn: null, amendedOn: ['2017-08-31'] }]);
    expect([damaged.parties, damaged.designations]).toEqual([published.parties, published.designations]);
  });

  it('leaves out names that lost letters, and rows that cannot be parted', async () => {
    const list = await collectList(
      euCsv2018,
      fileOf('a.csv', sheet([...ROWS, rowOf({ ...ENTITY, Naal_wholename: 'Ex?rcise' }), '1;2'])),
    );
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reference, one.reason])).toEqual([
      [7, 'value', 'EU.9001.1', 'letters of the name "Ex?rcise" are lost'],
      [8, 'record', undefined, `the row has 2 cells, not ${EU_2018_COLUMNS.length}`],
    ]);
    expect(list.parties.get('EU.9001.1')?.properties.alias).toEqual(['Éxercise Il-nam']);
  });

  it('refuses a file of which too little can be trusted, and other files', async () => {
    await expect(collectList(euCsv2018, fileOf('a.csv', sheet([ROWS[0] ?? '', '1;2', '3;4'])))).rejects.toThrow(
      /2 of its 3 lines cannot be parted/,
    );
    await expect(collectList(euCsv2018, fileOf('a.csv', sheet([])))).rejects.toThrow('it holds no party');
    await expect(collectList(euCsv2018, fileOf('a.csv', 'a;b\n1;2'))).rejects.toThrow(/lacks the columns/);
  });

  it('recognises its own files, wrapped ones included, only', () => {
    const recognises = (head: string) => euCsv2018.recognises({ name: 'a.csv', head });
    expect(recognises(sheet(ROWS))).toBe('eu-fsf');
    expect(recognises(sheet(ROWS, wrapped).replace('Date_file', 'Date_filexx'))).toBe('eu-fsf');
    expect(recognises('fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber\n1')).toBeNull();
    expect(recognises('')).toBeNull();
  });
});

const real = sharedData('lists/eu/fsf-2018-07-damaged.csv');

describe.skipIf(real === null)('euCsv2018 on the real, damaged list', () => {
  it('reads what can be trusted', async () => {
    const list = await collectList(euCsv2018, fileAt(real ?? ''));
    expect(list.headers[0]?.publishedAt).toBe('2018-07-04');
    expect(list.parties.size).toBe(93);
    expect(list.rejections.filter((one) => one.severity === 'record')).toEqual([]);
    expect(list.parties.get('EU.39.56')?.properties).toMatchObject({
      name: ['Qusay Saddam Hussein Al-Tikriti'],
      alias: ['Qoussaï Saddam Hussein Al-Tikriti'],
    });
    const names = [...list.parties.values()].flatMap(({ properties }) => [
      ...(properties.name ?? []),
      ...(properties.alias ?? []),
    ]);
    expect(names.filter((name) => name.includes('?'))).toEqual([]);
  });

  it('refuses cut files clearly', async () => {
    expect(await unclearErrorsOfCuts(euCsv2018, fileAt(real ?? ''))).toEqual([]);
  });
});
