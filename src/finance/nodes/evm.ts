import type { Movement } from '../transfers/movement.ts';
import { hash32, hexAmount, hexNumber, lied, list, type NodeJson, object, text } from './fields.ts';

/** An ERC-20 contract whose transfers are read, with what its token is called here. */
export interface EvmToken {
  contract: string;
  asset: string;
}

export interface EvmChain {
  chain: string;
  /** What the chain's own coin is called: ETH, BNB. */
  coin: string;
  tokens: readonly EvmToken[];
}

/** A block as far as the next one must agree with it. */
export interface BlockMark {
  height: number;
  hash: string;
  at: number;
}

/** `Transfer(address,address,uint256)`. */
const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const PLACES = 100_000;

/**
 * The movements of a block from its transactions and receipts: the coin as far as transactions carry it, fees, and the
 * tokens asked for. What contracts send on inside a transaction is in neither and stays unseen. Throws when block and
 * receipts do not belong together or to the block before.
 */
export function evmMovements(
  answers: { height: number; block: unknown; receipts: unknown },
  before: BlockMark | null,
  chain: EvmChain,
): { movements: Movement[]; mark: BlockMark } {
  const block = object(answers.block, `block ${answers.height}`);
  const mark = {
    height: hexNumber(block.number, 'the number of the block'),
    hash: hash32(block.hash, 'the hash of the block'),
    at: hexNumber(block.timestamp, 'the time of the block'),
  };
  if (mark.height !== answers.height) throw lied(`block ${answers.height} was asked for and ${mark.height} came`);
  if (before && before.height + 1 === mark.height) {
    if (hash32(block.parentHash, 'the parent') !== before.hash)
      throw lied(`block ${mark.height} does not follow the block ${before.height} that came before it`);
    if (mark.at < before.at) throw lied(`block ${mark.height} is older than the block before it`);
  }
  const transactions = list(block.transactions, 'the transactions').map((one) => object(one, 'a transaction'));
  const receipts = list(answers.receipts, 'the receipts').map((one) => object(one, 'a receipt'));
  if (transactions.length !== receipts.length)
    throw lied(`block ${mark.height} has ${transactions.length} transactions and ${receipts.length} receipts`);
  const movements = transactions.flatMap((transaction, place) => {
    const receipt = receipts[place] ?? {};
    const tx = hash32(transaction.hash, 'the hash of a transaction');
    if (hash32(receipt.transactionHash, 'the transaction of a receipt') !== tx)
      throw lied(`a receipt of block ${mark.height} is of another transaction than ${tx}`);
    if (hash32(receipt.blockHash, 'the block of a receipt') !== mark.hash)
      throw lied(`the receipt of ${tx} is of another block`);
    return [
      ...coinMovement({ transaction, receipt }, { tx, place, mark, chain }),
      ...tokenMovements(receipt, { tx, place, mark, chain }),
    ];
  });
  return { movements, mark };
}

interface Place {
  tx: string;
  place: number;
  mark: BlockMark;
  chain: EvmChain;
}

function coinMovement(
  { transaction, receipt }: { transaction: NodeJson; receipt: NodeJson },
  place: Place,
): Movement[] {
  const from = address(transaction.from, 'the sender');
  const to = transaction.to ?? receipt.contractAddress;
  const isDone = hexNumber(receipt.status ?? '0x1', 'the status') === 1;
  const value = isDone ? hexAmount(transaction.value, 'the value of a transaction') : 0n;
  const gas = hexAmount(receipt.gasUsed, 'the gas used');
  const price = hexAmount(receipt.effectiveGasPrice ?? transaction.gasPrice ?? '0x0', 'the price of gas');
  const fee = gas * price;
  if (value + fee === 0n) return [];
  const outputs = value > 0n ? [{ address: address(to, 'the receiver'), amount: value }] : [];
  return [{ ...frame(place, 0), asset: place.chain.coin, inputs: [{ address: from, amount: value + fee }], outputs }];
}

function tokenMovements(receipt: NodeJson, place: Place): Movement[] {
  return list(receipt.logs, 'the logs of a receipt').flatMap((value, number) => {
    const log = object(value, 'a log');
    const topics = list(log.topics, 'the topics of a log');
    const contract = address(log.address, 'the contract of a log');
    const token = place.chain.tokens.find((one) => one.contract.toLowerCase() === contract);
    if (!token || topics[0] !== TRANSFER || topics.length !== 3 || log.removed === true) return [];
    const amount = hexAmount(log.data, 'the amount of a transfer');
    const [from, to] = [topicAddress(topics[1]), topicAddress(topics[2])];
    const sides = { inputs: [{ address: from, amount }], outputs: [{ address: to, amount }] };
    return [{ ...frame(place, number + 1), asset: token.asset, ...sides }];
  });
}

function frame(
  { tx, place, mark, chain }: Place,
  number: number,
): Pick<Movement, 'chain' | 'tx' | 'index' | 'at' | 'block'> {
  return { chain: chain.chain, tx, index: place * PLACES + number, at: mark.at, block: mark.height };
}

function address(value: unknown, what: string): string {
  const written = text(value, what).toLowerCase();
  if (!/^0x[0-9a-f]{40}$/.test(written)) throw lied(`${what} is no address`);
  return written;
}

function topicAddress(value: unknown): string {
  const topic = hash32(value, 'a party of a transfer');
  if (!topic.startsWith('0x000000000000000000000000')) throw lied('a party of a transfer is no address');
  return `0x${topic.slice(26)}`;
}
