import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { askedParty, canBeJudged } from './watchman-question.ts';
import { watchmanTerms } from './watchman-terms.ts';

describe('askedParty()', () => {
  it('reads a person with what only persons have', () => {
    const asked = askedParty({
      type: ['Person'],
      name: ['Kim Chol Su'],
      altNames: ['김철수', 'Kim Chol-su'],
      gender: ['M'],
      birthDate: ['1960-02'],
      titles: ['Director'],
      gov_passport: ['KP:654210025'],
      'gov_national-id': ['kp: 11 22'],
      gov_nationality: ['Korea, North:yes'],
    });
    expect(asked).toEqual({
      schema: 'Person',
      properties: {
        name: ['Kim Chol Su'],
        alias: ['김철수', 'Kim Chol-su'],
        gender: ['male'],
        birthDate: ['1960-02'],
        title: ['Director'],
        passportNumber: ['654210025'],
        idNumber: ['11 22'],
        nationality: ['kp'],
      },
      wallets: [],
    });
  });

  it('reads ships, companies and aircraft by their own parameters', () => {
    const ship = {
      type: ['vessel'],
      imoNumber: ['7937317'],
      flag: ['North Korea'],
      built: ['1977'],
      tonnage: ['9147'],
    };
    expect(askedParty(ship)).toMatchObject({
      schema: 'Vessel',
      properties: { imoNumber: ['7937317'], flag: ['kp'], buildDate: ['1977'], tonnage: ['9147'] },
    });
    expect(askedParty({ type: ['business'], created: ['2001-05-02'] })).toMatchObject({
      schema: 'Company',
      properties: { incorporationDate: ['2001-05-02'] },
    });
    expect(askedParty({ type: ['aircraft'], icaoCode: ['IL76'] })).toMatchObject({
      schema: 'Airplane',
      properties: { icaoCode: ['IL76'] },
    });
  });

  it('joins the names of one parameter: email, emailAddress, emailAddresses', () => {
    const { schema, properties } = askedParty({
      emailAddresses: ['c@x'],
      email: ['a@x'],
      emailAddress: ['b@x', 'a@x'],
    });
    expect([schema, properties]).toEqual(['Thing', { email: ['a@x', 'b@x', 'c@x'] }]);
  });

  it('reads a wallet with its currency or alone, its case kept', () => {
    const cryptoAddress = ['xbt:1A1zP1eP5Q', '0x098B716B'];
    expect(askedParty({ cryptoAddress, cryptoAddresses: ['BCH:bitcoincash:qq1'] }).wallets).toEqual([
      { currency: 'XBT', address: '1A1zP1eP5Q' },
      { address: '0x098B716B' },
      { currency: 'BCH', address: 'bitcoincash:qq1' },
    ]);
  });

  it.each([
    [{ type: ['spoon'] }, 'type "spoon" is not known'],
    [{ type: ['constructor'] }, 'type "constructor" is not known'],
    [{ name: ['a'], birthDate: ['1960'] }, 'extra/unused query parameters without a type: birthDate'],
    [
      { type: ['vessel'], gender: ['m'], gov_ssn: ['US:1'] },
      'extra/unused query parameters for type vessel: gender,gov_ssn',
    ],
    [{ type: ['person'], birthDate: ['1960-02-30'] }, 'birthDate "1960-02-30" is not a date'],
    [{ type: ['person'], gender: ['toString'] }, 'gender "toString" is not known'],
    [{ type: ['vessel'], tonnage: ['9e3'] }, 'tonnage "9e3" is not a whole number'],
    [{ type: ['person'], gov_passport: ['654210025'] }, 'gov_passport "654210025" has no country and number'],
    [{ type: ['person'], gov_passport: ['KP:'] }, 'gov_passport "KP:" has no country and number'],
  ])('refuses %j', (given, state) => {
    expect(() => askedParty(given)).toThrow(`Cannot read the search request: ${state}`);
  });

  it('reads any text in any parameter or refuses it as invalid', () => {
    const names = ['name', 'type', ...Object.keys(watchmanTerms.parameters), 'gov_passport', 'cryptoAddress'];
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(watchmanTerms.types)),
        fc.constantFrom(...names),
        fc.string({ unit: 'binary', minLength: 1 }),
        (type, name, text) => {
          try {
            expect(askedParty({ type: [type], [name]: [text] }).schema).toBeTypeOf('string');
          } catch (thrown) {
            if (!(thrown instanceof AppError)) throw thrown;
            expect(thrown.kind).toBe('invalid');
          }
        },
      ),
    );
  });
});

describe('canBeJudged()', () => {
  it('wants a name, an identifier or a wallet', () => {
    const judged = (given: Record<string, string[]>): boolean => canBeJudged(askedParty(given));
    expect(judged({ name: ['a'] })).toBe(true);
    expect(judged({ type: ['vessel'], mmsi: ['445114000'] })).toBe(true);
    expect(judged({ cryptoAddress: ['XBT:1A1'] })).toBe(true);
    expect(judged({})).toBe(false);
    expect(judged({ email: ['a@x'], address: ['Pyongyang'] })).toBe(false);
    expect(judged({ type: ['person'], gov_nationality: ['KP:x'], birthDate: ['1960'] })).toBe(false);
  });
});
