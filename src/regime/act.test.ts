import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../kernel/errors.ts';
import { parseAct } from './act.ts';
import { checkAct } from './check-act.ts';
import { loadRegime } from './load-regime.ts';

const act = { act: 'supply', on: '2020-06-01' };

describe('parseAct()', () => {
  it.each([
    [{ ...act, hscode: '84' }, 'property "hscode" is not known'],
    [{ ...act, parties: [{ role: 'buyer', nationalty: 'kp' }] }, 'property "parties.0.nationalty" is not known'],
    [{ ...act, on: '2020-02-30' }, 'property "on" is not a day'],
    [{ ...act, hsCode: '847' }, 'property "hsCode" is not an HS code'],
    [
      { ...act, parties: [{ role: 'buyer', designatedBy: ['atlantis'] }] },
      'property "parties.0.designatedBy.0" names no regime',
    ],
    [{ ...act, involves: ['magic'] }, 'property "involves.0" is refused'],
    [{ ...act, facts: { 'case-exemption-granted': 'yes' } }, 'property "facts.case-exemption-granted"'],
    [{ ...act, what: 'x'.repeat(501) }, 'property "what"'],
    [{ ...act, parties: Array.from({ length: 101 }, () => ({ role: 'x' })) }, 'property "parties"'],
    [{ ...act, jurisdictions: [] }, 'property "jurisdictions"'],
    ['supply', 'Cannot read the act: it'],
  ])('refuses %j and names the property', (input, words) => {
    expect(() => parseAct(input)).toThrow(
      expect.objectContaining({ kind: 'invalid', message: expect.stringContaining(words) }),
    );
  });

  it('takes HS codes with dots and countries in capitals', () => {
    expect(parseAct({ ...act, hsCode: '8471.30', flag: 'KP' })).toMatchObject({ hsCode: '847130', flag: 'kp' });
  });

  it('throws nothing but AppError, and what it takes can be judged', () => {
    const wild = fc.record(
      {
        act: fc.constantFrom('supply', 'journey', 'x'),
        on: fc.constantFrom('2018-01-01', '2018-13-01'),
        hsCode: fc.string(),
        flag: fc.string({ maxLength: 3 }),
        parties: fc.anything(),
        totals: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(wild, fc.anything()), (input) => {
        try {
          return checkAct(parseAct(input), loadRegime()).verdict.length > 0;
        } catch (thrown) {
          return thrown instanceof AppError;
        }
      }),
    );
  });
});
