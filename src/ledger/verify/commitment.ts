import { bytesOf, concat } from './bytes.ts';
import type { Primitives } from './primitives.ts';

/** Bytes of the salt: as many as the hash has, so that it can be guessed no easier than the hash broken. */
export const SALT_BYTES = 32;
const BLOCK = 64;
const CONTEXT = bytesOf('watchkeeper/commitment/v1\n');

/**
 * The entry of a record: HMAC-SHA-256 (RFC 2104) over its canonical JSON, keyed with its salt. Without the salt it
 * tells nothing, not even that two records are equal; with it, anyone can check that this and no other record was
 * meant. Always 32 bytes: neither kind nor length shows.
 */
export function commitmentOf(primitives: Primitives, salt: Uint8Array, record: string): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new RangeError(`A salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  const pad = (byte: number): Uint8Array => {
    const block = new Uint8Array(BLOCK).fill(byte);
    salt.forEach((value, at) => {
      block[at] = value ^ byte;
    });
    return block;
  };
  const inner = primitives.sha256(concat(pad(0x36), CONTEXT, bytesOf(record)));
  return primitives.sha256(concat(pad(0x5c), inner));
}
