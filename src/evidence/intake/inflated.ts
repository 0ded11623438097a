import { Readable } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { type ByteSource, piecesOf } from '../byte-source.ts';

/** The unpacked bytes of a deflated or gzipped source, as they come. Throws the unpacker's error where it is broken. */
export async function* inflated(source: ByteSource, form: 'deflate' | 'gzip'): AsyncGenerator<Uint8Array> {
  const unpacker = form === 'gzip' ? createGunzip() : createInflateRaw();
  const packed = Readable.from(piecesOf(source, 262_144));
  packed.on('error', (cause) => unpacker.destroy(cause));
  packed.pipe(unpacker);
  try {
    for await (const piece of unpacker) yield piece as Uint8Array;
  } finally {
    packed.destroy();
    unpacker.destroy();
  }
}
