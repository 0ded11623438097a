import { describe, expect, it } from 'vitest';
import { followedHops, hopStatements } from './agree-hops.ts';
import type { Hop } from './movement.ts';

function hop(id: string, declaredBy: string, more: Partial<Hop> = {}): Hop {
  const from = { chain: 'ethereum', asset: 'ETH', address: '0xAA', amount: 50n };
  const to = { chain: 'bitcoin', asset: 'BTC', address: 'bc1x', amount: 2n };
  return { id, at: 1000, from, to, declaredBy, source: 'EXERCISE', ...more };
}

describe('hopStatements()', () => {
  it('tells agreement from difference between authors, whatever the order', () => {
    const hops = [
      hop('a', 'one'),
      hop('b', 'two', { at: 1500, from: { chain: 'ethereum', asset: 'ETH', address: '0xaa', amount: 50n } }),
      hop('c', 'one', { at: 9000 }),
      hop('d', 'two', { at: 9100, to: { chain: 'bitcoin', asset: 'BTC', address: 'bc1y', amount: 2n } }),
      hop('e', 'one', { at: 90_000 }),
    ];
    for (const given of [hops, [...hops].reverse()])
      expect(
        hopStatements(given).map(({ standing, declarations }) => [standing, declarations.map(({ id }) => id).join()]),
      ).toEqual([
        ['agree', 'a,b'],
        ['differ', 'c,d'],
        ['alone', 'e'],
      ]);
  });

  it('takes two declarations of one author for two departures', () => {
    expect(hopStatements([hop('a', 'one'), hop('b', 'one', { at: 1100 })]).map(({ standing }) => standing)).toEqual([
      'alone',
      'alone',
    ]);
  });

  it('follows each departure once, and none that is disputed', () => {
    const other = { chain: 'bitcoin', asset: 'BTC', address: 'bc1y', amount: 2n };
    const { followed, disputed } = followedHops([
      hop('a', 'one'),
      hop('b', 'two'),
      hop('c', 'one', { at: 9000 }),
      hop('d', 'two', { at: 9000, to: other }),
    ]);
    expect([followed.map(({ id }) => id), disputed.length]).toEqual([['a'], 1]);
  });
});
