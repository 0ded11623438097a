/** Bytes that can be read anywhere without being held: a file, a sealed item of the vault, a part of either. */
export interface ByteSource {
  size: number;
  /** Exactly the bytes from `at`, fewer where the source ends. */
  read(at: number, length: number): Promise<Uint8Array>;
}

/** Bytes held in memory as a source. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    read: async (at, length) => bytes.subarray(Math.min(at, bytes.byteLength), at + length),
  };
}

/** A part of a source as a source of its own. */
export function partOf(source: ByteSource, start: number, size: number): ByteSource {
  const most = Math.max(0, Math.min(size, source.size - start));
  return { size: most, read: (at, length) => source.read(start + at, Math.max(0, Math.min(length, most - at))) };
}

/** The source from its first to its last byte, in pieces. */
export async function* piecesOf(source: ByteSource, length = 1_048_576): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += length) yield await source.read(at, length);
}

/** A view for reading numbers. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as text of one character a byte. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.byteLength): string {
  return Buffer.from(bytes.subarray(start, end)).toString('latin1');
}
