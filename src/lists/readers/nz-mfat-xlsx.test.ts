import { describe, expect, it } from 'vitest';
import { collectList } from '../fixtures/collect-list.ts';
import { workbookOf } from '../fixtures/workbook-of.ts';
import { readWorkbook } from '../reading/read-workbook.ts';
import { nzMfatXlsx } from './nz-mfat-xlsx.ts';

const INDIVIDUALS = [
  'Type', 'Unique Identifier', 'First name', 'Middle name(s)', 'Last name', 'Alias/Alternate Spellings', 'Title', 'DOB',
  'Place of Birth', 'Citizenship 1', 'Citizenship 2', 'Passport Number', 'Address', 'Date of Sanction',
  'Date of Additional Sanction', 'Sanction Status', 'Travel ban', 'Asset freeze', 'General Rationale for Sanction', 'Additional Information',
]; // biome-ignore format: one look
const SHIPS = [
  'Type',
  'Unique Identifier',
  'Name',
  'DOB',
  'IMO Number',
  'Date of Sanction',
  'Sanction Status',
  'Ship ban',
];
const PERSON = [
  'Individual', 'IND-1', 'Ivan', 'I.', 'EXERCISE', 'Vanya Exercise; Іван', 'Dr', '20/05/1954', 'Moscow', 'Russia', 'Ukrainian',
  '900000001', 'Exercise street, Moscow, Russia', '18/03/2022', '12/04/2023', 'Active', 'Yes', 'No', 'Exercise only.', 'Exercise note.',
]; // biome-ignore format: one look

const workbook = (individuals: (string | null)[][], ships: (string | null)[][] = []) =>
  workbookOf('Russia-Sanctions-Register-2024-05-03.xlsx', {
    'Read me': [['About this register']],
    Individuals: [['Russia Sanctions Register'], INDIVIDUALS, ...individuals],
    Ships: [SHIPS, ...ships],
  });

describe('nzMfatXlsx', () => {
  it('reads the sheets of persons and ships by their headings', async () => {
    const list = await collectList(
      nzMfatXlsx,
      workbook(
        [PERSON, ['Total', '1']],
        [
          ['Ship', 'SHP-1', 'EXERCISE STAR', '1984', '9161003', '18/03/2022', 'Revoked 1/02/2024', 'Yes'],
          ['Asset', 'AST-1', 'All exercise assets'],
        ],
      ),
    );
    expect(list.rejections).toEqual([]);
    expect(list.headers).toEqual([{ publishedAt: '2024-05-03' }]);
    expect(list.parties.get('IND-1')).toMatchObject({
      schema: 'Person',
      place: { line: 3, sheet: 'Individuals' },
      properties: {
        name: ['Ivan I. EXERCISE'],
        firstName: ['Ivan'],
        middleName: ['I.'],
        lastName: ['EXERCISE'],
        alias: ['Vanya Exercise', 'Іван'],
        title: ['Dr'],
        birthDate: ['1954-05-20'],
        birthPlace: ['Moscow'],
        citizenship: ['ru', 'ua'],
        passportNumber: ['900000001'],
        address: ['Exercise street, Moscow, Russia'],
        notes: ['Exercise note.'],
      },
    });
    expect(list.parties.get('SHP-1')).toMatchObject({
      schema: 'Vessel',
      properties: { name: ['EXERCISE STAR'], imoNumber: ['9161003'], buildDate: ['1984'] },
    });
    expect([...list.parties.keys()]).toEqual(['IND-1', 'SHP-1']);
    expect(list.designations).toMatchObject([
      { listedOn: '2022-03-18', amendedOn: ['2023-04-12'], provisions: ['Travel ban'], reason: 'Exercise only.' },
      { listedOn: '2022-03-18', delistedOn: '2024-02-01', provisions: ['Ship ban'] },
    ]);
  });

  it('rejects what it cannot read and keeps the rest', async () => {
    const list = await collectList(
      nzMfatXlsx,
      workbook(
        [['Horse', 'IND-9'], ['Entity', null, null, null, 'EXERCISE CO'], ['Individual', 'IND-8'], PERSON],
        [['Ship', 'SHP-2', 'EXERCISE', null, '9161004', 'soon']],
      ),
    );
    expect([...list.parties.keys()]).toEqual(['IND-1', 'SHP-2']);
    expect(list.rejections.map((one) => [one.severity, one.reason])).toEqual([
      ['record', 'type "horse" is none of individual, entity, ship'],
      ['record', 'the row has no unique identifier'],
      ['record', 'the record has no name'],
      ['value', 'IMO number "9161004" fails its check digit'],
      ['value', 'date of sanction "soon" is not a date'],
    ]);
  });

  it('refuses another workbook and recognises its own only', async () => {
    await expect(collectList(nzMfatXlsx, workbookOf('a.xlsx', { x: [['Reference']] }))).rejects.toThrow(
      /no sheet has the columns/,
    );
    const short = SHIPS.filter((heading) => heading !== 'Date of Sanction');
    await expect(collectList(nzMfatXlsx, workbookOf('a.xlsx', { x: [short] }))).rejects.toThrow(
      /lacks the column listedOn/,
    );
    expect(nzMfatXlsx.recognises({ name: 'a', head: '', sheets: await readWorkbook(workbook([])) })).toBe('nz-mfat');
    expect(
      nzMfatXlsx.recognises({
        name: 'Russia-Sanctions-Register.xlsx',
        head: '',
        sheets: [{ name: 'x', rows: [['a']] }],
      }),
    ).toBeNull();
  });
});
