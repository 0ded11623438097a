import { bytesOf } from './bytes.ts';
import type { Primitives } from './primitives.ts';
import { type SignedNote, signaturesOf, type VerifierKey } from './signed-note.ts';

/** What a witness signs (C2SP tlog-cosignature, cosignature/v1): the checkpoint, and when it saw it. */
export function cosignedMessage(body: string, atSeconds: number): Uint8Array {
  return bytesOf(`cosignature/v1\ntime ${atSeconds}\n${body}`);
}

/** Eight bytes of time, big end first, and the signature. */
export function cosignatureBytes(atSeconds: number, signature: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + signature.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(atSeconds));
  bytes.set(signature, 8);
  return bytes;
}

/** When this witness signed this note, in seconds since 1970; null when it did not. The latest, if several times. */
export function cosignedAt(primitives: Primitives, note: SignedNote, key: VerifierKey): number | null {
  if (key.type !== 'cosignature') return null;
  const times = signaturesOf(note.signatures, key).flatMap((bytes) => {
    if (bytes.length !== 72) return [];
    const at = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
    const holds = primitives.verifyEd25519(key.publicKey, cosignedMessage(note.body, at), bytes.slice(8));
    return Number.isSafeInteger(at) && at > 0 && holds ? [at] : [];
  });
  return times.length > 0 ? Math.max(...times) : null;
}
