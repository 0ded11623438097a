import { type ByteSource, latin1, viewOf } from '../byte-source.ts';
import { jpegSegments } from './jpeg-segments.ts';

/** What a picture says of how it was made. Anyone can write it: a lead, never a proof. */
export interface ExifClaims {
  make?: string;
  model?: string;
  software?: string;
  /** As written, `2024:03:01 12:30:00`, without a zone unless one is given. */
  takenAt?: string;
  offset?: string;
  lat?: number;
  lon?: number;
  altitudeMetres?: number;
  orientation?: number;
  artist?: string;
  copyright?: string;
  serialNumber?: string;
}

type Value = string | number | number[];

const TEXT_TAGS = {
  271: 'make',
  272: 'model',
  305: 'software',
  315: 'artist',
  33432: 'copyright',
  36867: 'takenAt',
  36881: 'offset',
  42033: 'serialNumber',
} as const;
const [ORIENTATION, EXIF_FOLDER, GPS_FOLDER] = [0x0112, 0x8769, 0x8825];
const GPS = { latRef: 1, lat: 2, lonRef: 3, lon: 4, altRef: 5, alt: 6 } as const;
const MOST_BYTES = 1_048_576;
const MOST_TAGS = 1000;
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/** The Exif data of a JPEG, PNG, WebP or TIFF; null when there is none that can be read. */
export async function readExif(source: ByteSource, type: string): Promise<ExifClaims | null> {
  const block = await exifBlock(source, type);
  if (!block || block.byteLength < 8) return null;
  try {
    return claimsOf(block);
  } catch (cause) {
    // Offsets that lead out of the block.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

async function exifBlock(source: ByteSource, type: string): Promise<Uint8Array | null> {
  if (type === 'image/tiff') return await source.read(0, MOST_BYTES);
  if (type === 'image/jpeg')
    for await (const { marker, start, size } of jpegSegments(source)) {
      if (marker !== 0xe1) continue;
      const content = await source.read(start, size);
      if (latin1(content, 0, 6) === 'Exif\0\0') return content.subarray(6);
    }
  if (type === 'image/png') return await chunkNamed(source, { name: 'eXIf', start: 8, png: true });
  if (type === 'image/webp') {
    const content = await chunkNamed(source, { name: 'EXIF', start: 12, png: false });
    return content && latin1(content, 0, 6) === 'Exif\0\0' ? content.subarray(6) : content;
  }
  return null;
}

/** A chunk of PNG (length, name, content, checksum) or RIFF (name, length, content, padded). */
async function chunkNamed(
  source: ByteSource,
  { name, start, png }: { name: string; start: number; png: boolean },
): Promise<Uint8Array | null> {
  for (let at = start, count = 0; at + 8 <= source.size && count < 100_000; count += 1) {
    const head = await source.read(at, 8);
    const size = viewOf(head).getUint32(png ? 0 : 4, !png);
    if (latin1(head, png ? 4 : 0, png ? 8 : 4) === name) return await source.read(at + 8, Math.min(size, MOST_BYTES));
    at += png ? 12 + size : 8 + size + (size % 2);
  }
  return null;
}

function claimsOf(block: Uint8Array): ExifClaims | null {
  const view = viewOf(block);
  const order = latin1(block, 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const little = order === 'II';
  if (view.getUint16(2, little) !== 42) return null;
  const read = (at: number): Map<number, Value> => folder(view, at, little);
  const main = read(view.getUint32(4, little));
  const pointer = (tag: number): Map<number, Value> => {
    const at = main.get(tag);
    return typeof at === 'number' && at > 0 ? read(at) : new Map();
  };
  const all = new Map([...main, ...pointer(EXIF_FOLDER)]);
  const claims: ExifClaims = {};
  for (const [tag, name] of Object.entries(TEXT_TAGS)) {
    const value = all.get(Number(tag));
    if (typeof value === 'string' && value !== '') claims[name] = value;
  }
  const orientation = all.get(ORIENTATION);
  if (typeof orientation === 'number') claims.orientation = orientation;
  Object.assign(claims, placeOf(pointer(GPS_FOLDER)));
  return Object.keys(claims).length === 0 ? null : claims;
}

function placeOf(gps: ReadonlyMap<number, Value>): Pick<ExifClaims, 'lat' | 'lon' | 'altitudeMetres'> {
  const degrees = (tag: number, ref: number, most: number): number | undefined => {
    const parts = gps.get(tag);
    const half = gps.get(ref);
    if (!Array.isArray(parts) || parts.length !== 3 || typeof half !== 'string') return undefined;
    const [whole = 0, minutes = 0, seconds = 0] = parts;
    const value = whole + minutes / 60 + seconds / 3600;
    if (!Number.isFinite(value) || value > most) return undefined;
    return /^[SW]/i.test(half) ? -value : value;
  };
  const lat = degrees(GPS.lat, GPS.latRef, 90);
  const lon = degrees(GPS.lon, GPS.lonRef, 180);
  const height = gps.get(GPS.alt);
  const below = gps.get(GPS.altRef) === 1;
  return {
    ...(lat === undefined || lon === undefined ? {} : { lat, lon }),
    ...(typeof height === 'number' && Number.isFinite(height) ? { altitudeMetres: below ? -height : height } : {}),
  };
}

/** A directory of TIFF: its tags with their values. */
function folder(view: DataView, at: number, little: boolean): Map<number, Value> {
  const values = new Map<number, Value>();
  const count = Math.min(view.getUint16(at, little), MOST_TAGS);
  for (let entry = at + 2; entry < at + 2 + 12 * count; entry += 12) {
    const type = view.getUint16(entry + 2, little);
    const length = view.getUint32(entry + 4, little);
    const size = (SIZES[type] ?? 0) * length;
    if (size === 0 || size > 4096) continue;
    const start = size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (start + size > view.byteLength) continue;
    values.set(view.getUint16(entry, little), valueAt(view, { type, length, start, little }));
  }
  return values;
}

function valueAt(
  view: DataView,
  { type, length, start, little }: { type: number; length: number; start: number; little: boolean },
): Value {
  if (type === 2) {
    const text = Buffer.from(view.buffer, view.byteOffset + start, length).toString('utf8');
    return (text.split('\0', 1)[0] ?? '').trim();
  }
  const one = (at: number): number => {
    if (type === 3) return view.getUint16(at, little);
    if (type === 4) return view.getUint32(at, little);
    if (type === 5) return view.getUint32(at, little) / view.getUint32(at + 4, little);
    if (type === 10) return view.getInt32(at, little) / view.getInt32(at + 4, little);
    return view.getUint8(at);
  };
  const values = Array.from({ length: Math.min(length, 64) }, (_, at) => one(start + at * (SIZES[type] ?? 1)));
  return values.length === 1 ? (values[0] ?? 0) : values;
}
