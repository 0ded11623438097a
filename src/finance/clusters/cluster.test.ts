import { describe, expect, it } from 'vitest';
import type { Amount, Movement } from '../transfers/movement.ts';
import { TransferBookBuilder } from '../transfers/transfer-book.ts';
import { clusterEdges, clustersOf, HEURISTICS, type Heuristic } from './cluster.ts';

let number = 0;
function movement(inputs: string[], outputs: [string, number][], at = 0): Movement {
  number += 1;
  const tx = `t${number}`;
  const side = ([address, amount]: [string, number], place: number): Amount => ({
    address,
    amount: BigInt(amount),
    outpoint: `${tx}:${place}`,
  });
  const ins = inputs.map((address, place) => ({ address, amount: 100n, outpoint: `before-${tx}:${place}` }));
  return {
    chain: 'bitcoin',
    asset: 'BTC',
    tx,
    index: 0,
    at: at || number,
    block: null,
    inputs: ins,
    outputs: outputs.map(side),
  };
}

function pay(from: string, to: string, amount: number, at: number): Movement {
  number += 1;
  const sides = {
    inputs: [{ address: from, amount: BigInt(amount) }],
    outputs: [{ address: to, amount: BigInt(amount) }],
  };
  return { chain: 'ethereum', asset: 'ETH', tx: `t${number}`, index: 0, at, block: null, ...sides };
}

function edges(movements: Movement[], heuristics: readonly Heuristic[] = HEURISTICS, services: string[] = []) {
  const builder = new TransferBookBuilder({ mayRepeat: false });
  for (const one of movements) builder.add(one);
  return clusterEdges(builder.book(), { heuristics, services });
}

describe('clusterEdges()', () => {
  it('joins the inputs of one transaction, each edge with its heuristic and transaction', () => {
    const found = edges([movement(['a', 'b', 'c'], [['x', 250]])], ['multi-input']);
    expect(found.map(({ one, other, heuristic }) => [one, other, heuristic])).toEqual([
      ['a', 'b', 'multi-input'],
      ['a', 'c', 'multi-input'],
    ]);
    expect(clustersOf(found)).toEqual([['a', 'b', 'c']]);
  });

  it('joins nobody in what looks like a CoinJoin, nor in a transaction of a million inputs', () => {
    const coinjoin = movement(
      ['a', 'b', 'c'],
      [
        ['x', 90],
        ['y', 90],
        ['z', 90],
      ],
    );
    expect(edges([coinjoin])).toEqual([]);
    const many = movement(
      Array.from({ length: 1_000_000 }, (_, at) => `n${at}`),
      [['x', 1]],
    );
    expect(edges([many], ['multi-input'])).toEqual([]);
  });

  it('takes the fresh one of two outputs for change, when the other was seen before', () => {
    const before = movement(['q'], [['shop', 50]], 1);
    const found = edges(
      [
        before,
        movement(
          ['a'],
          [
            ['shop', 60],
            ['fresh', 39],
          ],
          2,
        ),
      ],
      ['one-time-change'],
    );
    expect(found.map(({ one, other }) => [one, other])).toEqual([['a', 'fresh']]);
    expect(
      edges(
        [
          movement(
            ['a'],
            [
              ['new', 60],
              ['fresh', 39],
            ],
            2,
          ),
        ],
        ['one-time-change'],
      ),
    ).toEqual([]);
  });

  it('joins who pays into one deposit address that passes on to a service', () => {
    const movements = [pay('a', 'd', 5, 10), pay('d', 's', 5, 20), pay('b', 'd', 7, 30), pay('d', 's', 7, 40)];
    expect(edges(movements, ['deposit-reuse'], ['s'])).toMatchObject([
      { one: 'a', other: 'b', parameters: { deposit: 'd', withinSeconds: 86_400 } },
    ]);
    expect(edges(movements, ['deposit-reuse'])).toEqual([]);
  });

  it('makes no edge by a heuristic that is switched off', () => {
    const all = [
      movement(['q'], [['shop', 50]], 1),
      movement(
        ['a', 'b'],
        [
          ['shop', 60],
          ['fresh', 39],
        ],
        2,
      ),
    ];
    expect(new Set(edges(all).map(({ heuristic }) => heuristic))).toEqual(new Set(['multi-input', 'one-time-change']));
    expect(new Set(edges(all, ['one-time-change']).map(({ heuristic }) => heuristic))).toEqual(
      new Set(['one-time-change']),
    );
  });
});
