import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShippedJson } from '../../kernel/shipped-data.ts';
import { guessMapping, mappingOf, parseMapping } from './column-mapping.ts';

const words = readShippedJson<{ columns: Record<string, string[]>; qualifiers: string[] }>(
  'screening/column-words.json',
).columns;
const anyWord = fc.constantFrom(
  ...Object.entries(words).flatMap(([field, forms]) => forms.map((form) => ({ field, form }))),
);
const dressed = fc.record({
  word: anyWord,
  shout: fc.boolean(),
  gap: fc.constantFrom(' ', '_', '-', ' / ', ''),
  mark: fc.constantFrom('', ':', ' *', '.'),
});

describe('guessMapping()', () => {
  it.each([
    ['Customer ID,Full Name,DOB,Nationality,Passport No.', 'id name birthDate nationality passportNumber'],
    ['고객번호,성명,생년월일,국적,여권번호', 'id name birthDate nationality passportNumber'],
    ['番号,氏名,生年月日,国籍,旅券番号', 'id name birthDate nationality passportNumber'],
    ['编号,姓名,出生日期,国籍,护照号码', 'id name birthDate nationality passportNumber'],
    ['Номер,ФИО,Дата рождения,Гражданство,Номер паспорта', 'id name birthDate nationality passportNumber'],
    [
      'Kundennummer,Nachname,Vorname,Geburtsdatum,Staatsangehörigkeit,Passnummer',
      'id lastName firstName birthDate nationality passportNumber',
    ],
    ['Prénom,Nom,Date de naissance,Nationalité', 'firstName lastName birthDate nationality'],
    ['Nombre,Apellidos,Fecha de nacimiento,País', 'firstName lastName birthDate country'],
    ['الاسم,تاريخ الميلاد,الجنسية,رقم الجواز', 'name birthDate nationality passportNumber'],
    ['vessel_name,imo_no,mmsi,callSign,Flag State', 'name imoNumber mmsi callSign flag'],
    ['nom,pays', 'name country'],
    ['client_name,client_dob', 'name birthDate'],
  ])('reads %s', (header, fields) => {
    const headings = header.split(',');
    const mapping = guessMapping(headings);
    expect(Object.keys(mapping).sort()).toEqual(fields.split(' ').sort());
    expect(fields.split(' ').map((field) => mapping[field])).toEqual(headings.map((heading) => [heading]));
  });

  it('takes several columns where a party may have several values, the first elsewhere', () => {
    expect(guessMapping(['name', 'alias 1', 'alias2', 'dob', 'birthday', 'remarks'])).toEqual({
      name: ['name'],
      alias: ['alias 1', 'alias2'],
      birthDate: ['dob'],
    });
  });

  it('knows every word however it is dressed', () => {
    fc.assert(
      fc.property(dressed, ({ word, shout, gap, mark }) => {
        const text = (shout ? word.form.toUpperCase() : word.form).replaceAll(' ', gap) + mark;
        const mapping = guessMapping([text, 'full name']);
        const lone = word.field === 'firstName' || word.field === 'lastName';
        expect(Object.values(mapping).flat()).toContain(text);
        expect(mapping[word.field] ?? (lone ? mapping.name : undefined)).toContain(text);
      }),
    );
  });

  it('uses a column once, and only columns that are there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            anyWord.map(({ form }) => form),
          ),
        ),
        (headings) => {
          const used = Object.values(guessMapping(headings)).flat();
          expect(new Set(used).size).toBe(used.length);
          expect(headings).toEqual(expect.arrayContaining(used));
        },
      ),
    );
  });
});

describe('mappingOf()', () => {
  it('puts what was said over the guess', () => {
    expect(mappingOf(['a', 'name', 'country', 'dob'], parseMapping('name=a,country=,passport=name'))).toEqual({
      name: ['a'],
      passportNumber: ['name'],
      birthDate: ['dob'],
    });
    expect(mappingOf(['Name, full'], parseMapping('name=Name\\, full'))).toEqual({ name: ['Name, full'] });
  });

  it.each([
    [['name'], 'name=b', /no column "b"/],
    [['name'], 'shoe=name', /"shoe" is no property/],
    [['a', 'b'], '', /no column is known to hold names; the columns are "a", "b"/],
    [['name'], 'name=', /no column is known/],
    [['name'], 'name', /says no column/],
  ])('refuses %j with %j', (headings, given, message) => {
    expect(() => mappingOf(headings, parseMapping(given))).toThrow(message);
  });
});
