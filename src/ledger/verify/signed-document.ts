import { bytesOf, equalBytes, fromBase64 } from './bytes.ts';
import type { Primitives } from './primitives.ts';
import { parseVerifierKey } from './signed-note.ts';

/** A document with the signature of a node over its very letters: checked offline, by whoever trusts the node's key. */
export interface SignedDocument {
  format: typeof SIGNED_FORMAT;
  /** What it is, signed with it: an approval can never be passed off as a list of revocations. */
  kind: string;
  /** Canonical JSON (RFC 8785), to the letter. */
  document: string;
  /** The signer's verifier key; it proves nothing by itself. */
  key: string;
  /** Ed25519, base64. */
  signature: string;
}

export const SIGNED_FORMAT = 'watchkeeper-signed/1';
const MOST_SIGNED = 16_777_216;

/** What is signed: format and kind stand before the document, so that no signature serves for another purpose. */
export function signedMessage(kind: string, document: string): Uint8Array {
  return bytesOf(`${SIGNED_FORMAT}\n${kind}\n${document}`);
}

/** The document of a text when the trusted key signed it as that kind; else what does not hold. */
export function checkSignedDocument(
  primitives: Primitives,
  text: string,
  { kind, trusted }: { kind: string; trusted: string },
): { document: string; signer: string } | { fault: string } {
  const signed = readSignedDocument(text);
  if (!signed) return { fault: 'it is no signed document of this format' };
  if (signed.kind !== kind) return { fault: `it is signed as "${signed.kind.slice(0, 40)}", not as "${kind}"` };
  const key = parseVerifierKey(primitives, trusted.trim());
  if (key?.type !== 'note') return { fault: 'the key to trust is no verifier key of a log' };
  const own = parseVerifierKey(primitives, signed.key);
  if (!own || !equalBytes(own.publicKey, key.publicKey) || own.name !== key.name)
    return { fault: 'it names another signer than the one to trust' };
  const signature = fromBase64(signed.signature);
  if (!signature || !primitives.verifyEd25519(key.publicKey, signedMessage(kind, signed.document), signature))
    return { fault: 'its signature does not hold: it was altered, or signed by somebody else' };
  return { document: signed.document, signer: key.name };
}

function readSignedDocument(text: string): SignedDocument | null {
  if (text.length > MOST_SIGNED) return null;
  try {
    const value = JSON.parse(text) as Partial<Record<keyof SignedDocument, unknown>> | null;
    const { format, kind, document, key, signature } = value ?? {};
    const isWhole = [kind, document, key, signature].every((part) => typeof part === 'string');
    return format === SIGNED_FORMAT && isWhole ? (value as SignedDocument) : null;
  } catch {
    return null;
  }
}

/** How an approval stands against a signed list of revocations: the reason, when the list names it. */
export type Revocation =
  | { state: 'revoked'; at: string; reason: string; asOf: string }
  | { state: 'not-revoked'; asOf: string }
  | { state: 'not-checked' }
  | { state: 'list-fails'; fault: string };

export const REVOCATIONS_KIND = 'revocations';
export const APPROVAL_KIND = 'approval';

export interface CheckedApproval {
  /** Canonical JSON of the approval. */
  document: string;
  signer: string;
  revocation: Revocation;
}

/** An approval held against the key to trust and, when given, a list of revocations of the same signer. */
export function checkSignedApproval(
  primitives: Primitives,
  parts: { approval: string; trusted: string; revocations?: string | undefined },
): CheckedApproval | { fault: string } {
  const { trusted } = parts;
  const checked = checkSignedDocument(primitives, parts.approval, { kind: APPROVAL_KIND, trusted });
  if ('fault' in checked) return checked;
  const id = fieldOf(checked.document, 'id');
  if (typeof id !== 'string') return { fault: 'the approval has no id' };
  if (parts.revocations === undefined) return { ...checked, revocation: { state: 'not-checked' } };
  const list = checkSignedDocument(primitives, parts.revocations, { kind: REVOCATIONS_KIND, trusted });
  if ('fault' in list) return { ...checked, revocation: { state: 'list-fails', fault: list.fault } };
  return { ...checked, revocation: revocationOf(id, list.document) };
}

function revocationOf(id: string, list: string): Revocation {
  const asOf = fieldOf(list, 'asOf');
  const revoked = fieldOf(list, 'revoked');
  if (typeof asOf !== 'string' || !Array.isArray(revoked))
    return { state: 'list-fails', fault: 'it is no list of revocations' };
  const found = (revoked as { id?: unknown; at?: unknown; reason?: unknown }[]).find((row) => row?.id === id);
  if (!found) return { state: 'not-revoked', asOf };
  return { state: 'revoked', at: String(found.at), reason: String(found.reason), asOf };
}

function fieldOf(document: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(document);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}
