import { fromBase64, parseCount, toBase64 } from './bytes.ts';
import type { Primitives } from './primitives.ts';
import { isSignedBy, parseNote, type SignedNote, type VerifierKey } from './signed-note.ts';

/** The head of a log at a size (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The log's name, unique in the world: a host and path that its operator owns. */
  origin: string;
  /** Entries in the log. */
  size: number;
  /** Root of the Merkle tree over them, 32 bytes. */
  root: Uint8Array;
}

export function checkpointBody({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Null when the body of a note is no checkpoint. Lines after the third are extensions, and are let be. */
export function parseCheckpointBody(body: string): Checkpoint | null {
  const [origin, sizeText, rootText, ...rest] = body.split('\n');
  const size = parseCount(sizeText ?? '');
  const root = fromBase64(rootText ?? '');
  if (!origin || size === null || root?.length !== 32) return null;
  if (rest.at(-1) !== '' || rest.slice(0, -1).some((line) => line === '')) return null;
  return { origin, size, root };
}

export interface SignedCheckpoint extends Checkpoint {
  note: SignedNote;
}

/** Null when the text is no signed checkpoint. Says nothing yet about who signed. */
export function parseCheckpoint(text: string): SignedCheckpoint | null {
  const note = parseNote(text);
  const checkpoint = note && parseCheckpointBody(note.body);
  return checkpoint ? { ...checkpoint, note } : null;
}

/** True when the log itself signed: a key of the origin's name. */
export function isSignedByLog(primitives: Primitives, checkpoint: SignedCheckpoint, key: VerifierKey): boolean {
  return key.name === checkpoint.origin && isSignedBy(primitives, checkpoint.note, key);
}
