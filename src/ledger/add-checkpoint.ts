import { nodePrimitives } from './node-primitives.ts';
import { equalBytes, fromBase64, parseCount, toBase64 } from './verify/bytes.ts';
import { isSignedByLog, parseCheckpoint, type SignedCheckpoint } from './verify/checkpoint.ts';
import { verifyConsistency } from './verify/merkle.ts';
import type { VerifierKey } from './verify/signed-note.ts';

/** What a log asks of a witness (C2SP tlog-witness, `POST add-checkpoint`). */
export interface AddCheckpoint {
  /** The size that the log believes the witness to have signed last; 0 for none. */
  oldSize: number;
  proof: readonly Uint8Array[];
  /** The signed checkpoint, as text. */
  checkpoint: string;
}

/** What a witness knows of a log: the largest head that it signed. */
export interface WitnessedHead {
  size: number;
  root: Uint8Array;
}

export type AddCheckpointFault =
  | { status: 400 | 403 | 404 | 422; reason: string }
  /** The log remembers another size: here is the right one. */
  | { status: 409; reason: string; size: number };

const MOST_PROOF = 63;

export function writeAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`;
}

/** Null when the body is not what a witness is sent. */
export function readAddCheckpoint(body: string): AddCheckpoint | null {
  const split = body.indexOf('\n\n');
  if (split < 0) return null;
  const [first, ...lines] = body.slice(0, split).split('\n');
  const oldSize = first?.startsWith('old ') ? parseCount(first.slice('old '.length)) : null;
  const proof = lines.map(fromBase64);
  if (oldSize === null || lines.length > MOST_PROOF || proof.some((hash) => hash?.length !== 32)) return null;
  return { oldSize, proof: proof as Uint8Array[], checkpoint: body.slice(split + 2) };
}

/**
 * Whether a witness may sign: only what begins with everything that it signed before. Decides on the head that is
 * given; the caller reads and writes that head in one step, or two requests at once could make it sign two histories.
 */
export function judgeCheckpoint(
  request: AddCheckpoint,
  logKeys: readonly VerifierKey[],
  head: WitnessedHead | null,
): SignedCheckpoint | AddCheckpointFault {
  const checkpoint = parseCheckpoint(request.checkpoint);
  if (!checkpoint) return { status: 400, reason: 'the body ends in no signed checkpoint' };
  const known = logKeys.filter(({ name }) => name === checkpoint.origin);
  if (known.length === 0) return { status: 404, reason: 'this witness does not follow a log of that origin' };
  if (!known.some((key) => isSignedByLog(nodePrimitives, checkpoint, key)))
    return { status: 403, reason: 'the checkpoint carries no signature of the key that this witness knows the log by' };
  if (request.oldSize > checkpoint.size)
    return { status: 400, reason: 'the old size is larger than that of the checkpoint' };
  const size = head?.size ?? 0;
  if (request.oldSize !== size) return { status: 409, reason: `the last size signed here is ${size}`, size };
  return consistencyFault(request, checkpoint, head) ?? checkpoint;
}

function consistencyFault(
  { oldSize, proof }: AddCheckpoint,
  { size, root }: SignedCheckpoint,
  head: WitnessedHead | null,
): AddCheckpointFault | null {
  if (oldSize === 0 && proof.length > 0) return { status: 422, reason: 'a proof from size 0 has no hashes' };
  if (!head || head.size === 0) return null;
  if (size === oldSize && !equalBytes(root, head.root))
    return { status: 409, reason: 'another root was signed here for the same size: the log shows two histories', size };
  const holds = verifyConsistency(nodePrimitives, {
    oldSize,
    oldRoot: head.root,
    newSize: size,
    newRoot: root,
    proof,
  });
  return holds ? null : { status: 422, reason: 'the proof does not show that the log only grew' };
}
