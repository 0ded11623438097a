import { type ByteSource, latin1, viewOf } from '../byte-source.ts';
import { jpegSegments } from './jpeg-segments.ts';

export interface PixelSize {
  width: number;
  height: number;
}

const HEAD = 65_536;
/** Tags of TIFF. */
const [TIFF_WIDTH, TIFF_HEIGHT] = [256, 257];

/** The width and height that an image declares, without decoding it; null where none can be found. */
export async function pixelSize(source: ByteSource, type: string): Promise<PixelSize | null> {
  const head = await source.read(0, HEAD);
  const view = viewOf(head);
  try {
    if (type === 'image/png') return { width: view.getUint32(16), height: view.getUint32(20) };
    if (type === 'image/gif') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (type === 'image/bmp')
      return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
    if (type === 'image/webp') return webpSize(head, view);
    if (type === 'image/tiff') return await tiffSize(source, view);
    if (type === 'image/jpeg') return await jpegSize(source);
    if (type === 'image/heic' || type === 'image/avif') return heifSize(head, view);
  } catch (cause) {
    // A header that is cut off declares nothing.
    if (!(cause instanceof RangeError)) throw cause;
  }
  return null;
}

async function jpegSize(source: ByteSource): Promise<PixelSize | null> {
  for await (const { marker, start } of jpegSegments(source)) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!isFrame) continue;
    const view = viewOf(await source.read(start, 5));
    return { height: view.getUint16(1), width: view.getUint16(3) };
  }
  return null;
}

function webpSize(head: Uint8Array, view: DataView): PixelSize | null {
  const form = latin1(head, 12, 16);
  if (form === 'VP8X') return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (form === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (form !== 'VP8L') return null;
  const bits = view.getUint32(21, true);
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}

async function tiffSize(source: ByteSource, head: DataView): Promise<PixelSize | null> {
  const little = head.getUint8(0) === 0x49;
  const start = head.getUint32(4, little);
  const directory = viewOf(await source.read(start, 2 + 12 * 4096));
  const found = new Map<number, number>();
  const count = directory.getUint16(0, little);
  for (let at = 2; at < 2 + 12 * count && at + 12 <= directory.byteLength; at += 12) {
    const isShort = directory.getUint16(at + 2, little) === 3;
    found.set(
      directory.getUint16(at, little),
      isShort ? directory.getUint16(at + 8, little) : directory.getUint32(at + 8, little),
    );
  }
  const [width, height] = [found.get(TIFF_WIDTH), found.get(TIFF_HEIGHT)];
  return width === undefined || height === undefined ? null : { width, height };
}

/** The largest of the image properties `ispe`. */
function heifSize(head: Uint8Array, view: DataView): PixelSize | null {
  const text = latin1(head);
  let largest: PixelSize | null = null;
  for (let at = text.indexOf('ispe'); at >= 0; at = text.indexOf('ispe', at + 4)) {
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
