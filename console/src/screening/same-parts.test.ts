import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameParts } from './same-parts.ts';

function marked(one: string, other: string): string[] {
  return sameParts(one, other).map((parts) => parts.map(({ text, isSame }) => (isSame ? `[${text}]` : text)).join(''));
}

describe('sameParts()', () => {
  it('marks words that both names have, whatever their case, accents and order', () => {
    expect(marked('kim jong sik', 'KIM, Jong Sik')).toEqual(['[kim] [jong] [sik]', '[KIM], [Jong] [Sik]']);
    expect(marked('José Kim', 'KIM Jose')).toEqual(['[José] [Kim]', '[KIM] [Jose]']);
  });

  it('marks the letters that two spellings share, and leaves out the rest', () => {
    expect(marked('Maritme Agency', 'Maritime Management')).toEqual(['[Maritme] Agency', '[Marit]i[me] Management']);
  });

  it('marks nothing where no word is alike, as across scripts', () => {
    expect(marked('김정은', 'Kim Jong Un')).toEqual(['김정은', 'Kim Jong Un']);
    expect(marked('', 'Kim')).toEqual(['', 'Kim']);
  });

  it('keeps both names whole, and marks all of a name beside itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const [ours, theirs] = sameParts(one, other);
        expect(ours.map(({ text }) => text).join('')).toBe(one);
        expect(theirs.map(({ text }) => text).join('')).toBe(other);
        const letters = /[\p{L}\p{N}]/u;
        expect(sameParts(one, one)[0].filter(({ text, isSame }) => !isSame && letters.test(text))).toEqual([]);
      }),
    );
  });
});
