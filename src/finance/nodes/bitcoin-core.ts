import type { Movement } from '../transfers/movement.ts';
import type { BlockMark } from './evm.ts';
import { hash32, lied, list, type NodeJson, object, whole } from './fields.ts';
import { placeName, unspentMovement } from './unspent.ts';

/** The movements of a block as `getblock HASH 3` gives it, each input with the output that it spends. */
export function bitcoinCoreMovements(
  answer: { height: number; hash: string; block: unknown },
  before: BlockMark | null,
): { movements: Movement[]; mark: BlockMark } {
  const block = object(answer.block, `block ${answer.height}`);
  const mark = {
    height: whole(block.height, 'the height of the block'),
    hash: hash32(block.hash, 'the hash of the block'),
    at: whole(block.time, 'the time of the block'),
  };
  if (mark.height !== answer.height || mark.hash !== answer.hash)
    throw lied(`block ${answer.height} (${answer.hash}) was asked for and ${mark.height} (${mark.hash}) came`);
  if (before && before.height + 1 === mark.height && hash32(block.previousblockhash, 'the parent') !== before.hash)
    throw lied(`block ${mark.height} does not follow the block ${before.height} that came before it`);
  const movements = list(block.tx, 'the transactions').map((value, place) => {
    const transaction = object(value, 'a transaction');
    const tx = hash32(transaction.txid, 'the id of a transaction');
    const inputs = list(transaction.vin, 'the inputs').map((one) => object(one, 'an input'));
    const isCoinbase = inputs.some((one) => 'coinbase' in one);
    if (isCoinbase && place > 0) throw lied(`${tx} makes coins and is not the first of its block`);
    return unspentMovement('bitcoin', 'BTC', {
      ...{ tx, at: mark.at, block: mark.height, place, isCoinbase },
      inputs: isCoinbase ? [] : inputs.map(spent),
      outputs: list(transaction.vout, 'the outputs').map((one) => made(object(one, 'an output'), tx)),
    });
  });
  return { movements, mark };
}

function spent(input: NodeJson) {
  const outpoint = `${hash32(input.txid, 'the transaction of an input')}:${whole(input.vout, 'the place of an input')}`;
  if (!input.prevout)
    throw lied(
      `the input ${outpoint} comes without what it spends; the node must know verbosity 3 and not have pruned it`,
    );
  const before = object(input.prevout, 'what an input spends');
  return { address: nameOf(before, outpoint), amount: satoshi(before.value), outpoint };
}

function made(output: NodeJson, tx: string) {
  const outpoint = `${tx}:${whole(output.n, 'the place of an output')}`;
  return { address: nameOf(output, outpoint), amount: satoshi(output.value), outpoint };
}

function nameOf(output: NodeJson, outpoint: string): string {
  return placeName(object(output.scriptPubKey, 'a script').address, outpoint);
}

/** Bitcoin Core writes coins with eight decimals: below 2^53 satoshi the nearest whole number is the true one. */
function satoshi(value: unknown): bigint {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) throw lied('a value is no number of coins');
  const whole = Math.round(value * 1e8);
  if (Math.abs(whole / 1e8 - value) > 1e-9 || whole > Number.MAX_SAFE_INTEGER)
    throw lied(`${value} is no whole number of satoshi`);
  return BigInt(whole);
}
