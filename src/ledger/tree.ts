import { nodePrimitives } from './node-primitives.ts';
import { nodeHash } from './verify/merkle.ts';

/**
 * The hash of a perfect subtree: of the 2^level leaves from `index · 2^level` on. Whoever keeps the tree gives it,
 * from tiles or from memory.
 */
export type NodeReader = (level: number, index: number) => Uint8Array | Promise<Uint8Array>;

interface Node {
  level: number;
  index: number;
}

const join = (left: Uint8Array, right: Uint8Array): Uint8Array => nodeHash(nodePrimitives, left, right);

/** The root of the first `size` leaves. Of none, the hash of nothing (RFC 6962 section 2.1). */
export async function rootOf(size: number, node: NodeReader): Promise<Uint8Array> {
  return size === 0 ? nodePrimitives.sha256(new Uint8Array()) : rangeRoot(0, size, node);
}

/** RFC 6962 section 2.1.1: the path from a leaf to the root of a tree of `size`, lowest first. */
export async function inclusionProof(index: number, size: number, node: NodeReader): Promise<Uint8Array[]> {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size))
    throw new RangeError(`No leaf ${index} in a tree of ${size}`);
  const proof: Uint8Array[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      proof.push(await rangeRoot(middle, end, node));
      end = middle;
    } else {
      proof.push(await rangeRoot(begin, middle, node));
      begin = middle;
    }
  }
  return proof.reverse();
}

/** RFC 6962 section 2.1.2: that a tree of `newSize` begins with that of `oldSize`. */
export async function consistencyProof(oldSize: number, newSize: number, node: NodeReader): Promise<Uint8Array[]> {
  if (oldSize < 0 || oldSize > newSize) throw new RangeError(`No tree of ${oldSize} in one of ${newSize}`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const proof: Uint8Array[] = [];
  let begin = 0;
  let end = newSize;
  // The old tree's own root is known to the reader as long as the way down has only gone left.
  let isKnown = true;
  while (oldSize !== end) {
    const middle = begin + splitOf(end - begin);
    if (oldSize <= middle) {
      proof.push(await rangeRoot(middle, end, node));
      end = middle;
    } else {
      proof.push(await rangeRoot(begin, middle, node));
      begin = middle;
      isKnown = false;
    }
  }
  if (!isKnown) proof.push(await rangeRoot(begin, end, node));
  return proof.reverse();
}

/** The largest power of two that is smaller than the number of leaves. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}

/** The root over leaves begin to end, where begin is a multiple of a power of two that is no smaller than the rest. */
async function rangeRoot(begin: number, end: number, node: NodeReader): Promise<Uint8Array> {
  const [first, ...rest] = perfectNodes(begin, end).reverse();
  if (!first) throw new RangeError('No root of no leaves');
  let root = await node(first.level, first.index);
  for (const { level, index } of rest) root = join(await node(level, index), root);
  return root;
}

/** The perfect subtrees that a range consists of, largest first. */
function perfectNodes(begin: number, end: number): Node[] {
  const nodes: Node[] = [];
  let at = begin;
  while (at < end) {
    let level = 0;
    while (at + 2 ** (level + 1) <= end) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}
