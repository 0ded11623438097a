import { type ByteSource, latin1, viewOf } from '../byte-source.ts';
import { jpegEnd } from './jpeg-segments.ts';

export interface ImageEnd {
  /** Where the image ends by its own structure; null when it does not end. */
  end: number | null;
  /** How many pictures an animation has. */
  frames: number;
}

/** Pieces of structure that are followed before a file counts as endless. */
const MOST_STEPS = 1_000_000;

/** Follows an image's structure to its end, so that what is hung on behind it comes to light. */
export async function imageEnd(source: ByteSource, type: string): Promise<ImageEnd | null> {
  if (type === 'image/png') return await pngEnd(source);
  if (type === 'image/gif') return await gifEnd(source);
  if (type === 'image/jpeg') return { end: await jpegEnd(source), frames: 1 };
  if (type === 'image/webp') {
    const size = viewOf(await source.read(4, 4)).getUint32(0, true);
    return { end: 8 + size + (size % 2), frames: 1 };
  }
  return null;
}

async function pngEnd(source: ByteSource): Promise<ImageEnd> {
  let at = 8;
  let frames = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const head = await source.read(at, 8);
    if (head.byteLength < 8) return { end: null, frames };
    const form = latin1(head, 4, 8);
    at += 12 + viewOf(head).getUint32(0);
    if (form === 'fcTL') frames += 1;
    if (form === 'IEND') return { end: at <= source.size ? at : null, frames: Math.max(1, frames) };
  }
  return { end: null, frames };
}

async function gifEnd(source: ByteSource): Promise<ImageEnd> {
  const byte = async (at: number): Promise<number> => (await source.read(at, 1))[0] ?? -1;
  const skipBlocks = async (from: number): Promise<number> => {
    let at = from;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const size = await byte(at);
      at += 1 + Math.max(0, size);
      if (size <= 0) return at;
    }
    return source.size;
  };
  const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  let at = 13 + colours(await byte(10));
  let frames = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const mark = await byte(at);
    if (mark === 0x3b) return { end: at + 1, frames };
    if (mark === 0x21) at = await skipBlocks(at + 2);
    else if (mark === 0x2c) {
      frames += 1;
      at = await skipBlocks(at + 11 + colours(await byte(at + 9)));
    } else break;
  }
  return { end: null, frames };
}
