import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of bytes or text, lower-case hex (64 characters). */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of the canonical JSON (RFC 8785) of a value: equal values have equal hashes, whatever the order of keys. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
