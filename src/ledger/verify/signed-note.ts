import { bytesOf, concat, equalBytes, fromBase64, fromHex, toBase64, toHex } from './bytes.ts';
import type { Primitives } from './primitives.ts';

/** The C2SP signed-note format: a text, an empty line, and lines of signatures. */
export interface SignedNote {
  /** The signed text with its last newline. */
  body: string;
  signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  name: string;
  /** First four bytes of the hash over name and key: tells apart keys of one name. */
  keyId: Uint8Array;
  signature: Uint8Array;
}

/** Signature types of C2SP signed-note: what the key signs. */
export const KEY_TYPES = { note: 0x01, cosignature: 0x04 } as const;
export type KeyType = keyof typeof KEY_TYPES;

/** A key that others know a signer by: `name+hash+base64(type ‖ key)`. */
export interface VerifierKey {
  name: string;
  type: KeyType;
  keyId: Uint8Array;
  /** Ed25519 public key, 32 bytes. */
  publicKey: Uint8Array;
}

const MOST_SIGNATURES = 100;
const SIGNATURE_LINE = /^— (\S+) (\S+)$/u;

/** Null when the text is no signed note. */
export function parseNote(text: string): SignedNote | null {
  const split = text.lastIndexOf('\n\n');
  if (split < 0 || !text.endsWith('\n')) return null;
  const body = text.slice(0, split + 1);
  const lines = text.slice(split + 2, -1).split('\n');
  if (hasControls(body) || lines.length > MOST_SIGNATURES) return null;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (!signature) return null;
    signatures.push(signature);
  }
  return { body, signatures };
}

/** Null when the line is no `— name base64` of a signed note. */
export function parseSignatureLine(line: string): NoteSignature | null {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (name === undefined || !isKeyName(name) || !bytes || bytes.length < 5) return null;
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

export function signatureLine({ name, keyId, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(concat(keyId, signature))}`;
}

export function writeNote({ body, signatures }: SignedNote): string {
  return `${body}\n${signatures.map((signature) => `${signatureLine(signature)}\n`).join('')}`;
}

/** True when the key signed this body in one of these signatures. Of a cosigner's key, see `cosignature.ts`. */
export function isSignedBy(primitives: Primitives, note: SignedNote, key: VerifierKey): boolean {
  return (
    key.type === 'note' &&
    signaturesOf(note.signatures, key).some((signature) =>
      primitives.verifyEd25519(key.publicKey, bytesOf(note.body), signature),
    )
  );
}

/** The signatures that carry the name and id of a key. */
export function signaturesOf(signatures: readonly NoteSignature[], key: VerifierKey): Uint8Array[] {
  return signatures
    .filter(({ name, keyId }) => name === key.name && equalBytes(keyId, key.keyId))
    .map(({ signature }) => signature);
}

export function verifierKey(primitives: Primitives, name: string, type: KeyType, publicKey: Uint8Array): VerifierKey {
  const hash = primitives.sha256(concat(bytesOf(name), Uint8Array.of(0x0a, KEY_TYPES[type]), publicKey));
  return { name, type, keyId: hash.slice(0, 4), publicKey };
}

export function writeVerifierKey({ name, type, keyId, publicKey }: VerifierKey): string {
  return `${name}+${toHex(keyId)}+${toBase64(concat(Uint8Array.of(KEY_TYPES[type]), publicKey))}`;
}

/** Null when the text is no key, names a type we do not know, or its id is not that of its name and key. */
export function parseVerifierKey(primitives: Primitives, text: string): VerifierKey | null {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  const type = (Object.keys(KEY_TYPES) as KeyType[]).find((one) => KEY_TYPES[one] === bytes?.[0]);
  if (name === undefined || id === undefined || !bytes || bytes.length !== 33 || !type) return null;
  const key = verifierKey(primitives, name, type, bytes.slice(1));
  return equalBytes(key.keyId, fromHex(id) ?? new Uint8Array()) ? key : null;
}

/** C2SP: not empty, no space, no plus. */
export function isKeyName(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !/[\s+\p{Cc}]/u.test(name);
}

/** Control characters other than newline may not stand in a note. */
function hasControls(text: string): boolean {
  return /[^\n\P{Cc}]|\u{FFFD}/u.test(text);
}
