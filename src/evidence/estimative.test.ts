import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandOf, confidenceTermsIn, LIKELIHOOD_BANDS, likelihoodTermsIn } from './estimative.ts';

describe('LIKELIHOOD_BANDS', () => {
  it('are seven, touch each other and leave out certainty', () => {
    expect(LIKELIHOOD_BANDS).toHaveLength(7);
    expect(LIKELIHOOD_BANDS[0]?.from).toBe(0.01);
    expect(LIKELIHOOD_BANDS[6]?.to).toBe(0.99);
    LIKELIHOOD_BANDS.slice(1).forEach(({ from }, at) => {
      expect(from).toBe(LIKELIHOOD_BANDS[at]?.to);
    });
  });
});

describe('bandOf()', () => {
  it('puts a bound into the band that it begins, and the last into the last', () => {
    expect(bandOf(0.55)?.id).toBe('likely');
    expect(bandOf(0.549)?.id).toBe('roughly-even-chance');
    expect(bandOf(0.99)?.id).toBe('almost-certain');
  });

  it('has no words for what is certain, impossible or no number', () => {
    expect([bandOf(0), bandOf(0.995), bandOf(1), bandOf(Number.NaN)]).toEqual([null, null, null, null]);
  });

  it('knows every probability that the scale covers', () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), (share) => bandOf(share) !== null));
  });
});

describe('likelihoodTermsIn()', () => {
  it('takes the longest term and its row', () => {
    const text = 'It is very unlikely; a sale is highly\nprobable, and almost certainly by sea.';
    expect(likelihoodTermsIn(text).map(({ term, band, row }) => [term, band, row])).toEqual([
      ['very unlikely', 'very-unlikely', 0],
      ['highly probable', 'very-likely', 1],
      ['almost certainly', 'almost-certain', 0],
    ]);
  });

  it('does not take a remote worker, or a word that holds a term, for a likelihood', () => {
    expect(likelihoodTermsIn('Remote workers in a remote area; likelihood, probability, a well-likely.')).toEqual([]);
    expect(likelihoodTermsIn('There is a remote chance of it.')).toHaveLength(1);
  });
});

describe('confidenceTermsIn()', () => {
  it('finds levels of confidence and not the word alone', () => {
    expect(confidenceTermsIn('We assess with High Confidence that…').map(({ term }) => term)).toEqual([
      'high confidence',
    ]);
    expect(confidenceTermsIn('Confidence-building measures and public confidence')).toEqual([]);
  });
});
