import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../kernel/errors.ts';
import type { ByteSource } from '../byte-source.ts';
import { CHUNK_BYTES, chunkStart, chunksOf, openChunk, sealedSize, TAG_BYTES } from '../vault/sealed-chunks.ts';

/** A sealed file as its plaintext, opened chunk by chunk as it is read; the latest chunk is kept. */
export function sealedSource(file: FileHandle, key: Uint8Array, size: number): ByteSource {
  const chunks = chunksOf(size);
  let kept: { index: number; plain: Buffer } = { index: -1, plain: Buffer.alloc(0) };
  const chunk = async (index: number): Promise<Buffer> => {
    if (kept.index === index) return kept.plain;
    const last = index === chunks - 1;
    const length = (last ? size - index * CHUNK_BYTES : CHUNK_BYTES) + TAG_BYTES;
    const sealed = Buffer.allocUnsafe(length);
    const { bytesRead } = await file.read(sealed, 0, length, chunkStart(index));
    if (bytesRead < length) throw cutOff(size);
    kept = { index, plain: openChunk(key, { index, last }, sealed) };
    return kept.plain;
  };
  return {
    size,
    async read(at, length) {
      const end = Math.min(size, at + length);
      if (at >= end) return new Uint8Array(0);
      const parts: Uint8Array[] = [];
      for (let from = at; from < end; ) {
        const index = Math.floor(from / CHUNK_BYTES);
        const start = index * CHUNK_BYTES;
        const plain = await chunk(index);
        parts.push(plain.subarray(from - start, Math.min(end - start, plain.byteLength)));
        from = start + plain.byteLength;
      }
      return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
    },
  };
}

function cutOff(size: number): AppError {
  return new AppError({
    code: 'VAULT_SEAL_BROKEN',
    kind: 'unavailable',
    message: `Cannot open the item of the vault: its file is shorter than the ${sealedSize(size)} bytes that it had`,
    hint: 'Restore WATCHKEEPER_HOME/evidence from a backup of this node.',
  });
}
