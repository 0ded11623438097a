import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimiter } from './rate-limit.ts';

describe('RateLimiter.take()', () => {
  it('lets a burst pass, then the rate, and says how long to wait', () => {
    const limiter = new RateLimiter();
    const rate = { perSecond: 0.5, burst: 2 };
    expect([0, 0, 0].map((at) => limiter.take('a', rate, at))).toEqual([0, 0, 2]);
    expect(limiter.take('b', rate, 0)).toBe(0);
    expect(limiter.take('a', rate, 2000)).toBe(0);
    expect(limiter.take('a', rate, 2000)).toBe(2);
  });

  it('never lets more pass than burst and rate allow, whenever they come', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10 }), (times, perSecond, burst) => {
        const limiter = new RateLimiter();
        let now = 0;
        let passed = 0;
        for (const gap of times) {
          now += gap;
          if (limiter.take('a', { perSecond, burst }, now) === 0) passed += 1;
        }
        return passed <= burst + (now / 1000) * perSecond + 1e-6;
      }),
    );
  });
});
