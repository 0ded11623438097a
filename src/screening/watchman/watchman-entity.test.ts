import { describe, expect, it } from 'vitest';
import { answerFormat, senzingBody } from './answer-format.ts';
import { watchmanEntity } from './watchman-entity.ts';

const around = { sourceList: 'un_csl', sourceID: 'X.1', wallets: [], affiliations: [], programs: ['EXERCISE'] };
const person = watchmanEntity(
  'Person',
  {
    name: ['KIM Exercise', 'Kim Exercise'],
    weakAlias: ['Mr X'],
    firstName: ['Exercise'],
    lastName: ['KIM'],
    gender: ['male'],
    birthDate: ['1960', '1960-02-03'],
    position: ['Director'],
    nationality: ['kp'],
    passportNumber: ['P-1'],
    idNumber: ['77'],
    previousName: ['KIM Old'],
    address: ['Pyongyang'],
    email: ['a@x.example'],
  },
  around,
);
const vessel = watchmanEntity(
  'Vessel',
  {
    name: ['DRILL 2'],
    imoNumber: ['9161003'],
    flag: ['kp'],
    pastFlags: ['kh'],
    tonnage: ['10,030'],
    buildDate: ['1977'],
  },
  around,
);

describe('watchmanEntity()', () => {
  it('writes a person in the shape of Watchman', () => {
    expect(person).toMatchObject({
      name: 'KIM Exercise',
      entityType: 'person',
      sourceList: 'un_csl',
      sourceID: 'X.1',
      business: null,
      organization: null,
      aircraft: null,
      vessel: null,
      contact: { emailAddresses: ['a@x.example'], phoneNumbers: [], faxNumbers: [], websites: [] },
      addresses: [{ line1: 'Pyongyang' }],
      sanctionsInfo: { programs: ['EXERCISE'] },
      historicalInfo: [{ type: 'Former Name', value: 'KIM Old' }],
    });
    expect(person.person).toEqual({
      name: 'KIM Exercise',
      altNames: ['Kim Exercise', 'Mr X'],
      gender: 'male',
      birthDate: '1960-02-03T00:00:00Z',
      titles: ['Director'],
      governmentIDs: [
        { name: 'Passport', type: 'passport', identifier: 'P-1' },
        { name: 'Identity number', identifier: '77' },
        { name: 'Nationality', type: 'nationality', country: 'KP' },
      ],
    });
  });

  it('writes a ship, and no day of building where the list names the year alone', () => {
    expect(vessel).toMatchObject({
      entityType: 'vessel',
      person: null,
      historicalInfo: [{ type: 'Previous Flag', value: 'KH' }],
    });
    expect(vessel.vessel).toEqual({ name: 'DRILL 2', altNames: [], imoNumber: '9161003', flag: 'KP', tonnage: 10030 });
  });

  it.each([
    ['Company', 'business'],
    ['Organization', 'organization'],
    ['PublicBody', 'organization'],
    ['Airplane', 'aircraft'],
    ['CryptoWallet', 'unknown'],
  ] as const)('takes a %s for %s', (schema, type) => {
    const entity = watchmanEntity(schema, { name: ['A'] }, around);
    expect(entity.entityType).toBe(type);
    const filled = (['person', 'business', 'organization', 'aircraft', 'vessel'] as const).filter((key) => entity[key]);
    expect(filled).toEqual(type === 'unknown' ? [] : [type]);
  });
});

describe('senzingBody()', () => {
  it('writes the family name as the list does, not as the last word', () => {
    expect(senzingBody([person], 'array')).toEqual({
      body: [
        {
          DATA_SOURCE: 'un_csl',
          RECORD_ID: 'X.1',
          RECORD_TYPE: 'PERSON',
          NAME_FULL: 'KIM Exercise',
          NAME_FIRST: 'Exercise',
          NAME_LAST: 'KIM',
          GENDER: 'M',
          DATE_OF_BIRTH: '1960',
          NATIONALITY: 'KP',
          ADDR_FULL: 'Pyongyang',
          PASSPORT_NUMBER: 'P-1',
          EMAIL_ADDRESS: 'a@x.example',
        },
      ],
      contentType: 'application/json',
    });
  });

  it('writes a record a line, a ship as no organisation', () => {
    const { body, contentType } = senzingBody([person, vessel], 'lines');
    expect(contentType).toBe('application/x-ndjson');
    const lines = String(body).split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[1] ?? '')).toEqual({ DATA_SOURCE: 'un_csl', RECORD_ID: 'X.1', NAME_FULL: 'DRILL 2' });
  });
});

describe('answerFormat()', () => {
  it.each([
    [undefined, undefined, 'watchman'],
    ['application/json, */*', undefined, 'watchman'],
    [undefined, 'watchman', 'watchman'],
    [undefined, 'senzing', 'array'],
    [undefined, 'Senzing/NDJSON', 'lines'],
    ['application/json, senzing/json; q=0.9', undefined, 'array'],
    ['senzing/jsonl, application/json', 'watchman', 'lines'],
  ])('takes Accept %s and format %s for %s', (accept, parameter, format) => {
    expect(answerFormat(accept, parameter)).toBe(format);
  });

  it('refuses formats that it does not know', () => {
    expect(() => answerFormat(undefined, 'xml')).toThrow('the format "xml" is not known');
    expect(() => answerFormat('senzing/xml', undefined)).toThrow('the format "senzing/xml" is not known');
    expect(() => answerFormat(undefined, 'constructor')).toThrow('is not known');
  });
});
