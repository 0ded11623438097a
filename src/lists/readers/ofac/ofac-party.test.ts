import { describe, expect, it } from 'vitest';
import type { Rejection } from '../../list-record.ts';
import { OfacParty } from './ofac-party.ts';

function partyOf(schema: string | null) {
  const rejections: Rejection[] = [];
  const sink = { reject: (rejection: Rejection) => void rejections.push(rejection) };
  return { party: new OfacParty({ key: '1', schema, place: { line: 1 }, sink }), rejections };
}

describe('OfacParty', () => {
  it('takes a number of its own series only: ships have one, companies another', () => {
    const { party: vessel, rejections } = partyOf('Vessel');
    vessel.labelled('Vessel Registration Identification', 'IMO 9074729');
    vessel.labelled('Vessel Registration Identification', 'IMO 5753988');
    expect(vessel.properties).toEqual({ imoNumber: ['9074729'], registrationNumber: ['IMO 5753988'] });
    expect(rejections).toMatchObject([{ severity: 'value', reference: '1' }]);
    const { party: company } = partyOf('Organization');
    company.remark('Company Number IMO 5753988; manager of IMO 9074729.', 'remarks');
    expect(company.properties.imoNumber).toEqual(['5753988']);
  });

  it.each([
    ['A123 (Iran)', { passportNumber: ['A123'], country: ['ir'] }],
    [
      'A 123 (Drilltown) (Korea, North) issued 02 Mar 2012 expires 01 Mar 2017',
      { passportNumber: ['A 123'], country: ['kp'] },
    ],
    ['Booklet: A123', { passportNumber: ['A123'] }],
    ['issued in Drilltown', {}],
    ['A123 and another of his brother', {}],
    [`A1${' (x)'.repeat(5000)}`, {}],
    ['-0-', {}],
  ])('reads the passport "%s"', (words, properties) => {
    const { party } = partyOf('Person');
    party.labelled('Passport', words);
    expect(party.properties).toEqual(properties);
  });

  it('notes and reports a country that it does not know, and passes over one that is not given', () => {
    const { party, rejections } = partyOf('Vessel');
    for (const name of ['Region: Crimea', 'None Identified', '', 'Atlantis']) party.country('flag', name);
    expect(party.properties).toEqual({ flag: ['ua'], notes: ['flag: Atlantis'] });
    expect(rejections.map((one) => one.reason)).toEqual(['country "Atlantis" is not known']);
  });

  it('keeps what its schema has no property for as a note', () => {
    const { party } = partyOf('Vessel');
    party.document({ label: 'SWIFT/BIC', number: 'DRILKPPY' });
    party.title('Flagship');
    expect(party.properties).toEqual({ notes: ['SWIFT/BIC: DRILKPPY', 'Title: Flagship'] });
  });

  it('takes properties of every kind where the kind is not told', () => {
    const { party } = partyOf(null);
    party.labelled('Vessel Flag', 'Mongolia');
    party.labelled('DOB', '1962');
    expect(party.properties).toEqual({ flag: ['mn'], birthDate: ['1962'] });
  });
});
