import { type ByteSource, viewOf } from '../byte-source.ts';

export interface JpegSegment {
  marker: number;
  /** Where its content begins, after the length. */
  start: number;
  size: number;
}

const MOST_SEGMENTS = 10_000;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;

/** The segments of a JPEG up to its first scan, after which the image itself comes. Ends where it is broken. */
export async function* jpegSegments(source: ByteSource): AsyncGenerator<JpegSegment> {
  let at = 2;
  for (let count = 0; count < MOST_SEGMENTS; count += 1) {
    const head = await source.read(at, 4);
    if (head.byteLength < 4 || head[0] !== 0xff) return;
    const marker = head[1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    if (marker === END_OF_IMAGE) return;
    const length = viewOf(head).getUint16(2);
    if (length < 2) return;
    yield { marker, start: at + 4, size: length - 2 };
    if (marker === START_OF_SCAN) return;
    at += 2 + length;
  }
}

/** Where the first image of a JPEG ends, after its end mark; null when there is none. */
export async function jpegEnd(source: ByteSource): Promise<number | null> {
  let at = 2;
  for await (const segment of jpegSegments(source)) at = segment.start + segment.size;
  const piece = 1_048_576;
  for (let start = at; start < source.size; start += piece) {
    // One byte more, so that no mark is cut in two.
    const bytes = Buffer.from(await source.read(start, piece + 1));
    for (let found = bytes.indexOf(0xff); found >= 0; found = bytes.indexOf(0xff, found + 1))
      if (bytes[found + 1] === END_OF_IMAGE) return start + found + 2;
  }
  return null;
}
