import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CREDIBILITIES,
  diagonalShare,
  otherScale,
  RATING_WORDS,
  RELIABILITIES,
  SCALES,
  scaleOf,
  visibleScales,
  whyNotRate,
} from './rating.ts';

describe('scaleOf()', () => {
  it('knows every value that has words, and refuses others with the scales', () => {
    expect(Object.keys(RATING_WORDS.reliability)).toEqual([...RELIABILITIES]);
    expect(Object.keys(RATING_WORDS.credibility)).toEqual([...CREDIBILITIES]);
    expect([scaleOf('C'), scaleOf('6')]).toEqual(['reliability', 'credibility']);
    for (const value of ['G', '0', 'a', 'A1', '']) expect(() => scaleOf(value)).toThrow(/Cannot rate with/);
  });
});

describe('whyNotRate()', () => {
  it('lets the first rater, and the same rater again on the same scale', () => {
    expect(whyNotRate({ rated: [], seen: [] }, 'reliability')).toBeNull();
    expect(whyNotRate({ rated: ['reliability'], seen: ['reliability'] }, 'reliability')).toBeNull();
  });

  it('refuses who rated or saw the other scale', () => {
    for (const scale of SCALES) {
      expect(whyNotRate({ rated: [otherScale(scale)], seen: [] }, scale)?.code).toBe('RATING_NOT_BLIND');
      expect(whyNotRate({ rated: [], seen: [otherScale(scale)] }, scale)?.message).toContain('have seen');
    }
  });

  it('never shows a rater the scale that they must not know, whatever they do in whatever order', () => {
    const act = fc.record({ act: fc.constantFrom('rate', 'look'), scale: fc.constantFrom(...SCALES) });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const past = { rated: new Set<(typeof SCALES)[number]>(), seen: new Set<(typeof SCALES)[number]>() };
        for (const { act, scale } of acts) {
          const now = { rated: [...past.rated], seen: [...past.seen] };
          if (act === 'look') for (const shown of visibleScales(now)) past.seen.add(shown);
          else if (whyNotRate(now, scale) === null) past.rated.add(scale);
        }
        const [scale, ...more] = past.rated;
        return more.length === 0 && (scale === undefined || !past.seen.has(otherScale(scale)));
      }),
    );
  });
});

describe('diagonalShare()', () => {
  it('tells a copied judgement from two', () => {
    const copied = RELIABILITIES.map((reliability, at) => ({ reliability, credibility: CREDIBILITIES[at] ?? '6' }));
    expect(diagonalShare(copied)).toEqual({ pairs: 6, onDiagonal: 6, share: 1, expected: 1 / 6 });
    const apart = RELIABILITIES.flatMap((reliability) =>
      CREDIBILITIES.map((credibility) => ({ reliability, credibility })),
    );
    const { share, expected } = diagonalShare(apart);
    expect(share).toBeCloseTo(1 / 6);
    expect(expected).toBeCloseTo(1 / 6);
  });

  it('says nothing of nothing', () => {
    expect(diagonalShare([])).toEqual({ pairs: 0, onDiagonal: 0, share: null, expected: null });
  });
});
