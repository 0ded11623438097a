import { describe, expect, it } from 'vitest';
import { atOnce, inSlices, type Sliced, slicedMap } from './slices.ts';

function* busy(milliseconds: number): Sliced<string> {
  for (const begin = performance.now(); performance.now() - begin < milliseconds; ) yield;
  return 'done';
}

describe('inSlices', () => {
  it('lets others go on in between, and comes to the same end as at once', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    expect(await inSlices(busy(120))).toBe('done');
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
    expect(atOnce(busy(1))).toBe('done');
  });

  it('rejects where the work throws', async () => {
    const broken = slicedMap([1, 2], (number) => {
      if (number === 2) throw new Error('two');
    });
    await expect(inSlices(broken)).rejects.toThrow('two');
  });
});

describe('slicedMap', () => {
  it('changes every item, in order', () => {
    expect(atOnce(slicedMap(['a', 'b'], (item, at) => `${item}${at}`))).toEqual(['a0', 'b1']);
  });
});
