import { bitcoinCoreMovements } from '../nodes/bitcoin-core.ts';
import { esploraMovements } from '../nodes/esplora.ts';
import { type BlockMark, type EvmChain, evmMovements } from '../nodes/evm.ts';
import { hash32, hexNumber, lied, list, object, whole } from '../nodes/fields.ts';
import type { Movement } from '../transfers/movement.ts';
import { askPath, askRpc, type NodeAddress } from './ask-node.ts';

/** What came from a node, with how far it reaches. */
export interface Fetched {
  movements: Movement[];
  /** Last block that was read, or the node's tip when only an address was asked for. */
  mark: BlockMark | null;
  waiting: number;
}

export interface BlockRange {
  from: number;
  to: number;
}

/** Blocks of one call; more are asked for in several. */
export const MOST_BLOCKS = 10_000;

/** Reads whole blocks, so that the node learns no address that is of interest. */
export async function fetchEvm(
  node: NodeAddress,
  chain: EvmChain & { chainId: number },
  range: BlockRange,
): Promise<Fetched> {
  const chainId = hexNumber(await askRpc(node, 'eth_chainId', []), 'the id of the chain');
  if (chainId !== chain.chainId) throw lied(`it is a node of chain ${chainId}, not ${chain.chainId}`);
  const fetched: Fetched = { movements: [], mark: null, waiting: 0 };
  for (let height = range.from; height <= range.to; height += 1) {
    const number = `0x${height.toString(16)}`;
    const block = await askRpc(node, 'eth_getBlockByNumber', [number, true]);
    const receipts = await askRpc(node, 'eth_getBlockReceipts', [number]);
    const read = evmMovements({ height, block, receipts }, fetched.mark, chain);
    fetched.movements.push(...read.movements);
    fetched.mark = read.mark;
  }
  return fetched;
}

export async function fetchBitcoinCore(node: NodeAddress, range: BlockRange): Promise<Fetched> {
  const fetched: Fetched = { movements: [], mark: null, waiting: 0 };
  for (let height = range.from; height <= range.to; height += 1) {
    const hash = hash32(await askRpc(node, 'getblockhash', [height]), 'the hash of a block');
    const block = await askRpc(node, 'getblock', [hash, 3]);
    const read = bitcoinCoreMovements({ height, hash, block }, fetched.mark);
    fetched.movements.push(...read.movements);
    fetched.mark = read.mark;
  }
  return fetched;
}

/** Reads the transactions of one address: whoever runs the server learns that it is of interest. */
export async function fetchEsplora(node: NodeAddress, address: string, mostPages: number): Promise<Fetched> {
  const height = whole(await askPath(node, '/blocks/tip/height'), 'the height of the tip');
  const mark = await markAt(node, height);
  const fetched: Fetched = { movements: [], mark, waiting: 0 };
  const seen = new Set<string>();
  let path = `/address/${encodeURIComponent(address)}/txs`;
  for (let page = 0; page < mostPages; page += 1) {
    const read = esploraMovements(await askPath(node, path), address);
    fetched.waiting += read.waiting;
    for (const movement of read.movements) {
      if (seen.has(movement.tx)) throw lied(`it sends ${movement.tx} again and would go on for ever`);
      seen.add(movement.tx);
      if ((movement.block ?? 0) > height) throw lied(`${movement.tx} is in block ${movement.block}, beyond the tip`);
      fetched.movements.push(movement);
    }
    if (read.last === null) break;
    path = `/address/${encodeURIComponent(address)}/txs/chain/${read.last}`;
  }
  // Newest first as they come: what is spent within a block stands after the spending.
  fetched.movements.reverse();
  return fetched;
}

async function markAt(node: NodeAddress, height: number): Promise<BlockMark> {
  const [first] = list(await askPath(node, `/blocks/${height}`), 'the latest blocks');
  const block = object(first, 'the latest block');
  if (whole(block.height, 'the height of a block') !== height)
    throw lied(`the block of height ${height} is of another height`);
  return { height, hash: hash32(block.id, 'the hash of the tip'), at: whole(block.timestamp, 'the time of the tip') };
}
