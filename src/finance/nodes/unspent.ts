import type { Amount, Movement } from '../transfers/movement.ts';
import { lied } from './fields.ts';

/** A transaction of a chain of unspent outputs, in whichever words a node says it. */
export interface UnspentTransaction {
  tx: string;
  at: number;
  block: number;
  place: number;
  inputs: Amount[];
  outputs: Amount[];
  isCoinbase: boolean;
}

/** More coins than this will never exist: 21 million, in satoshi. */
const MOST_SATOSHI = 2_100_000_000_000_000n;

/** Checks that a transaction pays out no more than it takes in, and makes it a movement. */
export function unspentMovement(chain: string, asset: string, one: UnspentTransaction): Movement {
  const sum = (side: readonly Amount[]): bigint =>
    side.reduce((total, { amount }) => {
      if (amount < 0n || amount > MOST_SATOSHI) throw lied(`${one.tx} moves ${amount} satoshi, more than there are`);
      return total + amount;
    }, 0n);
  const [paid, made] = [sum(one.inputs), sum(one.outputs)];
  if (!one.isCoinbase && made > paid) throw lied(`${one.tx} pays out ${made} satoshi and takes in ${paid}`);
  const { tx, at, block, place, outputs } = one;
  return { chain, asset, tx, index: place, at, block, inputs: one.isCoinbase ? [] : one.inputs, outputs };
}

/** An output that has no address is named by its place. */
export function placeName(address: unknown, outpoint: string): string {
  return typeof address === 'string' && address !== '' ? address : `script:${outpoint}`;
}
