import type { Movement } from '../transfers/movement.ts';
import { hash32, lied, list, type NodeJson, object, whole } from './fields.ts';
import { placeName, unspentMovement } from './unspent.ts';

/** A page of an address's transactions, newest first. */
export interface EsploraPage {
  movements: Movement[];
  /** Transactions that are in no block yet: not taken. */
  waiting: number;
  /** Id of the last confirmed transaction, from which the next page goes on; null when there is none. */
  last: string | null;
}

/** The movements of a page of `/address/…/txs`. Throws when one does not concern the address or its sums do not meet. */
export function esploraMovements(answer: unknown, address: string): EsploraPage {
  const page: EsploraPage = { movements: [], waiting: 0, last: null };
  for (const value of list(answer, 'the transactions')) {
    const transaction = object(value, 'a transaction');
    const tx = hash32(transaction.txid, 'the id of a transaction');
    const status = object(transaction.status, 'the status');
    if (status.confirmed !== true) {
      page.waiting += 1;
      continue;
    }
    const inputs = list(transaction.vin, 'the inputs').map((one) => object(one, 'an input'));
    const isCoinbase = inputs.some(({ is_coinbase }) => is_coinbase === true);
    const movement = unspentMovement('bitcoin', 'BTC', {
      ...{ tx, at: whole(status.block_time, 'the time'), block: whole(status.block_height, 'the height'), isCoinbase },
      place: 0,
      inputs: isCoinbase ? [] : inputs.map(spent),
      outputs: list(transaction.vout, 'the outputs').map((one, place) =>
        made(object(one, 'an output'), `${tx}:${place}`),
      ),
    });
    const sides = [...movement.inputs, ...movement.outputs];
    if (!sides.some((side) => side.address === address)) throw lied(`${tx} does not concern ${address}`);
    const fee = whole(transaction.fee, 'the fee');
    const sum = (amounts: readonly { amount: bigint }[]): bigint =>
      amounts.reduce((total, one) => total + one.amount, 0n);
    if (!isCoinbase && sum(movement.inputs) - sum(movement.outputs) !== BigInt(fee))
      throw lied(`the fee of ${tx} is not what its inputs and outputs leave`);
    page.movements.push(movement);
    page.last = tx;
  }
  return page;
}

function spent(input: NodeJson) {
  const outpoint = `${hash32(input.txid, 'the transaction of an input')}:${whole(input.vout, 'the place of an input')}`;
  const { scriptpubkey_address: address, value } = object(input.prevout, 'what an input spends');
  return { address: placeName(address, outpoint), amount: BigInt(whole(value, 'a value')), outpoint };
}

function made({ scriptpubkey_address: address, value }: NodeJson, outpoint: string) {
  return { address: placeName(address, outpoint), amount: BigInt(whole(value, 'a value')), outpoint };
}
