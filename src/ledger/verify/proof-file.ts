import { bytesOf, fromBase64, fromHex, parseCount, textOf, toBase64, toHex } from './bytes.ts';
import { parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { commitmentOf, SALT_BYTES } from './commitment.ts';
import { leafHash, verifyInclusion } from './merkle.ts';
import type { Primitives } from './primitives.ts';

/** A `.tlog-proof` file (C2SP tlog-proof): all that is needed to check, offline, that an entry is in a log. */
export interface ProofFile {
  /** What the application adds; ours is the opening of the entry. */
  extra: Uint8Array | null;
  index: number;
  proof: readonly Uint8Array[];
  /** The signed checkpoint, as it was published. */
  checkpoint: string;
}

/** What opens a commitment: the salt, and the record as canonical JSON. */
export interface Opening {
  salt: Uint8Array;
  record: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';
/** A tree of 2⁶³ entries has no longer path. */
const MOST_HASHES = 63;

export function writeProofFile({ extra, index, proof, checkpoint }: ProofFile): string {
  const head = [HEADER, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...proof.map(toBase64)];
  return `${head.join('\n')}\n\n${checkpoint}`;
}

/** The file read, or what is wrong with it and where. */
export function readProofFile(text: string): ProofFile | { fault: string } {
  const split = text.indexOf('\n\n');
  if (split < 0) return { fault: 'it has no empty line between proof and checkpoint' };
  const lines = text.slice(0, split).split('\n');
  if (lines.shift() !== HEADER) return { fault: `its first line is not ${HEADER}` };
  const extraLine = lines[0]?.startsWith('extra ') ? lines.shift() : undefined;
  const extra = extraLine === undefined ? null : fromBase64(extraLine.slice('extra '.length));
  if (extraLine !== undefined && !extra) return { fault: 'line 2 is not base64 after "extra"' };
  const indexLine = lines.shift() ?? '';
  const index = indexLine.startsWith('index ') ? parseCount(indexLine.slice('index '.length)) : null;
  if (index === null) return { fault: `line ${extraLine === undefined ? 2 : 3} is not "index" and a number` };
  if (lines.length > MOST_HASHES) return { fault: `it holds ${lines.length} hashes; ${MOST_HASHES} are the most` };
  const proof: Uint8Array[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash?.length !== 32) return { fault: `hash ${proof.length + 1} of its path is not 32 bytes in base64` };
    proof.push(hash);
  }
  return { extra, index, proof, checkpoint: text.slice(split + 2) };
}

export function writeOpening({ salt, record }: Opening): Uint8Array {
  return bytesOf(JSON.stringify({ salt: toHex(salt), record }));
}

/** Null when the bytes are no opening of ours. */
export function readOpening(bytes: Uint8Array): Opening | null {
  try {
    const { salt, record } = JSON.parse(textOf(bytes) ?? '') as { salt?: unknown; record?: unknown };
    const saltBytes = typeof salt === 'string' ? fromHex(salt) : null;
    return saltBytes?.length === SALT_BYTES && typeof record === 'string' ? { salt: saltBytes, record } : null;
  } catch {
    return null;
  }
}

/** The checkpoint of the file when the opened record stands in it at its index; else what does not hold. */
export function checkOpenedProof(
  primitives: Primitives,
  file: ProofFile,
): { checkpoint: SignedCheckpoint; opening: Opening } | { fault: string } {
  const opening = file.extra && readOpening(file.extra);
  if (!opening) return { fault: 'it does not hold the record and its salt' };
  const entry = commitmentOf(primitives, opening.salt, opening.record);
  const checked = checkProof(primitives, file, entry);
  return 'fault' in checked ? checked : { checkpoint: checked, opening };
}

/** The checkpoint of the file when the entry stands in it at its index; else what does not hold. */
export function checkProof(
  primitives: Primitives,
  { index, proof, checkpoint: text }: ProofFile,
  entry: Uint8Array,
): SignedCheckpoint | { fault: string } {
  const checkpoint = parseCheckpoint(text);
  if (!checkpoint) return { fault: 'what follows the empty line is no signed checkpoint' };
  const { size, root } = checkpoint;
  const holds = verifyInclusion(primitives, { index, size, leaf: leafHash(primitives, entry), proof, root });
  return holds ? checkpoint : { fault: `the entry is not number ${index} of the log with that root` };
}
