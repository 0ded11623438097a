import { nodePrimitives } from './node-primitives.ts';
import { equalBytes } from './verify/bytes.ts';
import { isSignedByLog, type SignedCheckpoint } from './verify/checkpoint.ts';
import { cosignedAt } from './verify/cosignature.ts';
import { verifyConsistency } from './verify/merkle.ts';
import type { Policy } from './verify/policy.ts';

/** Two heads of one log that cannot both be: the proof of misbehaviour is the two notes themselves. */
export interface Fork {
  one: SignedCheckpoint;
  other: SignedCheckpoint;
  /** Witnesses of the policy that signed both. */
  signedBoth: string[];
}

/**
 * Compares heads that came by different ways (own copy, a witness, another reader) and finds those that contradict
 * one another. Heads that the log did not sign are no evidence and are passed over. `proofBetween` gives the
 * consistency proof between two sizes, as the log serves it, or null when it gives none; then nothing is said.
 */
export async function findForks(
  heads: readonly SignedCheckpoint[],
  policy: Policy,
  proofBetween: (older: SignedCheckpoint, newer: SignedCheckpoint) => Promise<readonly Uint8Array[] | null>,
): Promise<Fork[]> {
  const signed = heads
    .filter((head) => policy.logs.some((key) => isSignedByLog(nodePrimitives, head, key)))
    .sort((a, b) => a.size - b.size);
  const forks: Fork[] = [];
  for (const [at, one] of signed.entries())
    for (const other of signed.slice(at + 1))
      if (one.origin === other.origin && (await contradict(one, other, proofBetween)))
        forks.push({ one, other, signedBoth: signersOfBoth(one, other, policy) });
  return forks;
}

async function contradict(
  older: SignedCheckpoint,
  newer: SignedCheckpoint,
  proofBetween: (older: SignedCheckpoint, newer: SignedCheckpoint) => Promise<readonly Uint8Array[] | null>,
): Promise<boolean> {
  if (older.size === newer.size) return !equalBytes(older.root, newer.root);
  const proof = await proofBetween(older, newer);
  if (!proof) return false;
  const claim = { oldSize: older.size, oldRoot: older.root, newSize: newer.size, newRoot: newer.root, proof };
  return !verifyConsistency(nodePrimitives, claim);
}

function signersOfBoth(one: SignedCheckpoint, other: SignedCheckpoint, policy: Policy): string[] {
  const signs = (head: SignedCheckpoint, at: number): boolean => {
    const witness = policy.witnesses[at];
    return witness !== undefined && cosignedAt(nodePrimitives, head.note, witness.key) !== null;
  };
  return policy.witnesses.filter((_, at) => signs(one, at) && signs(other, at)).map(({ name }) => name);
}
