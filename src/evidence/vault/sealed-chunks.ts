import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';

/** Bytes of plaintext in a chunk: what has to be held at once, and what a read anywhere has to open. */
export const CHUNK_BYTES = 1_048_576;
export const TAG_BYTES = 16;
const NONCE_BYTES = 12;

/** Begins every sealed file: its format and version, which every chunk is bound to. */
export const SEAL_HEADER: Uint8Array = Buffer.from('WKVAULT1');

/** A chunk's place: its number and whether it is the last, so that none can be moved, left out or cut off. */
export interface ChunkPlace {
  index: number;
  last: boolean;
}

/** AES-256-GCM over one chunk. The key is of one item alone, hence the number of the chunk may be the nonce. */
export function sealChunk(key: Uint8Array, place: ChunkPlace, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(place));
  cipher.setAAD(SEAL_HEADER);
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext of a sealed chunk. Throws AppError (unavailable) when it, its place or the key is not the one that sealed it. */
export function openChunk(key: Uint8Array, place: ChunkPlace, sealed: Uint8Array): Buffer {
  return opened(key, nonceOf(place), SEAL_HEADER, sealed);
}

/** Bytes of the sealed file of so many bytes. */
export function sealedSize(plainSize: number): number {
  return SEAL_HEADER.byteLength + plainSize + chunksOf(plainSize) * TAG_BYTES;
}

/** How many chunks so many bytes make; never none, since the last one proves the end. */
export function chunksOf(plainSize: number): number {
  return Math.max(1, Math.ceil(plainSize / CHUNK_BYTES));
}

/** Where a chunk begins in the sealed file. */
export function chunkStart(index: number): number {
  return SEAL_HEADER.byteLength + index * (CHUNK_BYTES + TAG_BYTES);
}

/** An item's key under the node's key, bound to what it opens. */
export function wrapKey(nodeKey: Uint8Array, key: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', nodeKey, nonce);
  cipher.setAAD(Buffer.from(boundTo));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** The item's key. Throws AppError (unavailable) when it was wrapped by another node, or for another item. */
export function unwrapKey(nodeKey: Uint8Array, wrapped: Uint8Array, boundTo: string): Buffer {
  return opened(nodeKey, wrapped.subarray(0, NONCE_BYTES), Buffer.from(boundTo), wrapped.subarray(NONCE_BYTES));
}

function opened(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAAD(aad);
    const end = sealed.byteLength - TAG_BYTES;
    decipher.setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
  } catch (cause) {
    throw new AppError({
      code: 'VAULT_SEAL_BROKEN',
      kind: 'unavailable',
      message: 'Cannot open the item of the vault: its seal does not hold',
      hint: 'The file or its key was changed, cut off, or comes from another node. Restore both from a backup of this node.',
      cause,
    });
  }
}

function nonceOf({ index, last }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt8(last ? 1 : 0, 0);
  nonce.writeBigUInt64BE(BigInt(index), 4);
  return nonce;
}
