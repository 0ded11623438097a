import { concat, equalBytes } from './bytes.ts';
import type { Primitives } from './primitives.ts';

/** RFC 6962 section 2.1: leaves and nodes are hashed apart, so that neither can pass for the other. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash({ sha256 }: Primitives, entry: Uint8Array): Uint8Array {
  return sha256(concat(LEAF, entry));
}

export function nodeHash({ sha256 }: Primitives, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concat(NODE, left, right));
}

export interface InclusionClaim {
  index: number;
  size: number;
  leaf: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}

/** RFC 9162 section 2.1.3.2: true when the leaf stands at the index of the tree with that size and root. */
export function verifyInclusion(primitives: Primitives, { index, size, leaf, proof, root }: InclusionClaim): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let at = BigInt(index);
  let last = BigInt(size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      hash = nodeHash(primitives, sibling, hash);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else hash = nodeHash(primitives, hash, sibling);
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equalBytes(hash, root);
}

export interface ConsistencyClaim {
  oldSize: number;
  oldRoot: Uint8Array;
  newSize: number;
  newRoot: Uint8Array;
  proof: readonly Uint8Array[];
}

/** RFC 9162 section 2.1.4.2: true when the newer tree begins with the whole of the older one. */
export function verifyConsistency(primitives: Primitives, claim: ConsistencyClaim): boolean {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) return false;
  if (oldSize === newSize) return proof.length === 0 && equalBytes(oldRoot, newRoot);
  // Everything begins with nothing, whose root is the hash of nothing.
  if (oldSize === 0) return proof.length === 0 && equalBytes(oldRoot, primitives.sha256(new Uint8Array()));
  return foldConsistency(primitives, claim);
}

function foldConsistency(primitives: Primitives, claim: ConsistencyClaim): boolean {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  const isWhole = (BigInt(oldSize) & BigInt(oldSize - 1)) === 0n;
  const path = isWhole ? [oldRoot, ...proof] : proof;
  const [first, ...rest] = path;
  if (!first || proof.length === 0) return false;
  let at = BigInt(oldSize - 1);
  let last = BigInt(newSize - 1);
  while ((at & 1n) === 1n) {
    at >>= 1n;
    last >>= 1n;
  }
  let older = first;
  let newer = first;
  for (const hash of rest) {
    if (last === 0n) return false;
    if ((at & 1n) === 1n || at === last) {
      older = nodeHash(primitives, hash, older);
      newer = nodeHash(primitives, hash, newer);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else newer = nodeHash(primitives, newer, hash);
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equalBytes(older, oldRoot) && equalBytes(newer, newRoot);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
