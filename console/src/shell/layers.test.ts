import { describe, expect, it } from 'vitest';
import { layersOf, MOST_DRAWN } from './layers.ts';

describe('layersOf()', () => {
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'c', to: 'a' },
    { from: 'x', to: 'b' },
  ];

  it('puts the start first along the arrows, and last against them; cycles end', () => {
    expect(layersOf(['a'], edges, 'with').map(({ id, column }) => `${id}${column}`)).toEqual(['a0', 'b1', 'c2']);
    expect(layersOf(['b'], edges, 'against').map(({ id, column }) => `${id}${column}`)).toEqual([
      'b2',
      'a1',
      'x1',
      'c0',
    ]);
  });

  it('puts an owner left of all that it owns, by the longest way', () => {
    const chain = [
      { from: 'x', to: 'b' },
      { from: 'x', to: 'a' },
      { from: 'a', to: 'b' },
    ];
    expect(layersOf(['b'], chain, 'against').map(({ id, column }) => `${id}${column}`)).toEqual(['b2', 'x0', 'a1']);
  });

  it('gives nodes of one column rows of their own, and draws no more than can be read', () => {
    const star = Array.from({ length: 200 }, (_, at) => ({ from: 'a', to: `n${at}` }));
    const placed = layersOf(['a'], star, 'with');
    expect(placed).toHaveLength(MOST_DRAWN);
    expect(new Set(placed.map(({ column, row }) => `${column} ${row}`)).size).toBe(MOST_DRAWN);
  });
});
