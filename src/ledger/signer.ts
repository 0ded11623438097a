import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { nodePrimitives } from './node-primitives.ts';
import { cosignatureBytes, cosignedMessage } from './verify/cosignature.ts';
import { type KeyType, type NoteSignature, type VerifierKey, verifierKey } from './verify/signed-note.ts';

/** An Ed25519 private key as PKCS #8 wraps it (RFC 8410): these bytes, then the seed. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
export const SEED_BYTES = 32;

/** A name with its private key. */
export interface Signer {
  key: VerifierKey;
  privateKey: KeyObject;
}

/** The signer of a seed of 32 bytes. One seed may be log and witness: the types keep their signatures apart. */
export function signerOf(name: string, type: KeyType, seed: Uint8Array): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { key: verifierKey(nodePrimitives, name, type, Uint8Array.from(publicKey)), privateKey };
}

/** A log's signature over the body of a note. */
export function signNote({ key, privateKey }: Signer, body: string): NoteSignature {
  return { name: key.name, keyId: key.keyId, signature: sign(null, Buffer.from(body), privateKey) };
}

/** A witness's signature over a checkpoint's body, with the time at which it saw it. */
export function cosign({ key, privateKey }: Signer, body: string, atSeconds: number): NoteSignature {
  const signature = sign(null, cosignedMessage(body, atSeconds), privateKey);
  return { name: key.name, keyId: key.keyId, signature: cosignatureBytes(atSeconds, signature) };
}
