import fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { letterMask, mayBeWithin, wordTest } from './word-test.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'z', '1', '7'), maxLength: 8 });

describe('wordTest()', () => {
  it('reads * and ? as a regular expression would', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), minLength: 1, maxLength: 8 });
    const held = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    fc.assert(
      fc.property(
        pattern.filter((text) => /[*?]/.test(text)),
        held,
        (asked, text) => {
          const shape = new RegExp(`^${asked.replaceAll('*', '.*').replaceAll('?', '.')}$`);
          expect(wordTest(asked, 0)(text)).toBe(shape.test(text));
        },
      ),
    );
  });

  it('forgives as many edits as it is told', () => {
    expect(wordTest('chol', 1)('chul')).toBe(true);
    expect(wordTest('chol', 1)('chuls')).toBe(false);
    expect(wordTest('chol', 0)('chul')).toBe(false);
  });

  it('is bounded, whatever the pattern', () => {
    const begin = performance.now();
    expect(wordTest(`${'*a'.repeat(400)}?b`, 0)('a'.repeat(2000))).toBe(false);
    expect(performance.now() - begin).toBeLessThan(500);
  });
});

describe('mayBeWithin()', () => {
  it('never rules out words that lie that few edits apart', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(mayBeWithin(distance(one, other), letterMask(one), letterMask(other))).toBe(true);
      }),
    );
    expect(mayBeWithin(1, letterMask('abc'), letterMask('xyz'))).toBe(false);
  });
});
