import { describe, expect, it } from 'vitest';
import { ofsiInformation } from './ofsi-information.ts';

describe('ofsiInformation()', () => {
  it('parts the column by its labels and leaves other brackets alone', () => {
    expect(
      ofsiInformation(
        '(UK Sanctions List Ref):DPR0901. (UN Ref):KPe.901. Exercise text (France): 36. (UK Statement of Reasons):Exercise reason. (Phone number):850 2 1 (IMO number):9161003 (Flag of ship):North Korea',
      ),
    ).toEqual({
      reference: 'DPR0901',
      unscReference: 'KPe.901',
      reason: 'Exercise reason.',
      rest: 'Exercise text (France): 36.',
      values: [
        ['PhoneNumber', '850 2 1'],
        ['IMONumber', '9161003'],
        ['CurrentBelievedFlagOfShip', 'North Korea'],
      ],
    });
  });

  it.each([
    ['UN Ref QDe.904. Exercise.', 'QDe.904'],
    ['Annex XIII. UN Listing. UN Ref.KPI.967.', 'KPi.967'],
    ['UN REF:QE.A.146.14. Exercise.', ''],
    ['Listed as asset of Exercise Co (OFSI ID: 1, UN Ref KPe.956)', ''],
    ['Exercise (a test). UN Ref KPe.901', 'KPe.901'],
    ['', ''],
  ])('finds the reference of the Security Council in %j', (text, reference) => {
    expect(ofsiInformation(text).unscReference).toBe(reference);
  });
});
