import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { every, some, type Truth } from './truth.ts';

const truths = fc.array(fc.constantFrom<Truth>(true, false, null), { maxLength: 6 });
const flip = (truth: Truth): Truth => (truth === null ? null : !truth);

describe('every() and some()', () => {
  it('mirror each other', () => {
    fc.assert(fc.property(truths, (list) => every(list) === flip(some(list.map(flip)))));
  });

  it('never take back an answer when an unknown becomes known', () => {
    fc.assert(
      fc.property(truths, fc.boolean(), (list, answer) => {
        const learnt = list.map((truth) => truth ?? answer);
        return [every, some].every((join) => join(list) === null || join(list) === join(learnt));
      }),
    );
  });

  it('say yes and no of nothing', () => {
    expect([every([]), some([])]).toEqual([true, false]);
  });
});
