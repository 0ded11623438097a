import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lintEstimative } from './estimative-lint.ts';

const rules = (text: string): string[] => lintEstimative(text).map(({ rule }) => rule);

describe('lintEstimative()', () => {
  it('passes sentences that keep likelihood, confidence and sources in order', () => {
    const text =
      '# What we judge\n\nThe vessel very likely took on coal at Nampo [1]. We have moderate confidence in this, since two independent sources agree [e-0123456789abcdef01234567]. Who paid?';
    expect(lintEstimative(text)).toEqual([]);
  });

  it('faults confidence and likelihood in one sentence, at its place', () => {
    const text = 'Fine as it is [1]. With high confidence, the cargo was probably coal [2].';
    const [fault, ...others] = lintEstimative(text);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ rule: 'confidence-with-likelihood', start: 19, end: text.length });
    expect(text.slice(fault?.start, fault?.end)).toBe('With high confidence, the cargo was probably coal [2].');
    expect(fault?.hint).toContain('another');
  });

  it('does not join two sentences, nor cut one at an abbreviation', () => {
    expect(rules('It is likely [1]. We hold this with low confidence [1].')).toEqual([]);
    expect(rules('With low confidence, as No. 4 of para. 12 of the U.S. report says, it is likely [1].')).toEqual([
      'confidence-with-likelihood',
    ]);
  });

  it('faults the terms of the row that is used less and says which to write', () => {
    const faults = lintEstimative('It is likely [1]. It is very likely [1]. It is highly improbable [1].');
    expect(faults).toMatchObject([{ rule: 'rows-mixed', words: 'highly improbable' }]);
    expect(faults[0]?.hint).toContain('"very unlikely"');
    expect(lintEstimative('It is probable [1]. It is likely [1].')).toMatchObject([{ words: 'likely' }]);
  });

  it('faults a claim without a source; a title, a question and a fragment claim nothing', () => {
    expect(rules('# The ship sailed north\n\nThe ship sailed north. Did it sail? Not known.')).toEqual([
      'claim-without-source',
    ]);
    expect(rules('The Panel saw it [S/2021/211, para. 40].')).toEqual([]);
    expect(rules('The ship sailed north. [3]')).toEqual([]);
  });

  it('takes brackets that are no reference for none', () => {
    for (const bracket of ['[sic]', '[]', '[e-12]', '[the ship]', '[1'])
      expect(rules(`The ship sailed north ${bracket}.`)).toEqual(['claim-without-source']);
  });

  it('judges every item of a list by itself', () => {
    expect(rules('- The ship sailed north [1]\n- The owner paid cash\n- The buyer was known [2]')).toEqual([
      'claim-without-source',
    ]);
  });

  it('gives spans inside the text, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) =>
        lintEstimative(text).every(({ start, end, words }) => text.slice(start, end) === words && words !== ''),
      ),
    );
  });

  it('is done with a large text in time', () => {
    const text = 'The vessel is likely to have sailed with no. 4 of them [1]. '.repeat(4000);
    const begin = performance.now();
    expect(lintEstimative(text)).toEqual([]);
    lintEstimative('.'.repeat(100_000) + '['.repeat(100_000) + '\n'.repeat(100_000));
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
