/** C2SP tlog-tiles: a log as files that never change. A tile holds 256 hashes of one level, a bundle 256 entries. */
export const TILE_WIDTH = 256;
const HASH_BYTES = 32;

export interface TileName {
  /** 0 holds the leaves' hashes, 1 the roots of full tiles of level 0, and so on; entries have their own name. */
  level: number | 'entries';
  index: number;
  /** Hashes or entries in it: 256 of a full one. */
  width: number;
}

/** `tile/0/x001/x234/067.p/8`: three digits a part, all but the last marked with x. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const parts = padded.match(/.{3}/g) ?? [];
  const number = parts.map((part, at) => (at < parts.length - 1 ? `x${part}` : part)).join('/');
  return `tile/${level}/${number}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Null when the path, from `tile/` on, is not written in the one right way. */
export function parseTilePath(path: string): TileName | null {
  const [, levelText, numberText, widthText] =
    /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? [];
  if (levelText === undefined || numberText === undefined) return null;
  const level = levelText === 'entries' ? 'entries' : Number(levelText);
  const name = {
    level,
    index: Number(numberText.replace(/[x/]/g, '')),
    width: widthText === undefined ? TILE_WIDTH : Number(widthText),
  } as const;
  return (level === 'entries' || level <= 63) && tilePath(name) === path ? name : null;
}

/** Hashes or entries of a tile that a log of this size has: 0 to 256. */
export function tileWidthAt(size: number, { level, index }: Pick<TileName, 'level' | 'index'>): number {
  const inLevel = level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, inLevel - index * TILE_WIDTH));
}

/** Each entry with its length before it, two bytes big-endian. */
export function writeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xffff) throw new RangeError(`An entry of ${entry.length} bytes is more than a bundle can say`);
    bytes.set([entry.length >> 8, entry.length & 0xff], at);
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/** Null when the bytes do not end where the last entry does. */
export function readBundle(bytes: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0);
    at += 2;
    if (at + length > bytes.length) return null;
    entries.push(bytes.subarray(at, at + length));
    at += length;
  }
  return entries;
}

/** Null when the bytes are not whole hashes. */
export function readTile(bytes: Uint8Array): Uint8Array[] | null {
  if (bytes.length % HASH_BYTES !== 0 || bytes.length > TILE_WIDTH * HASH_BYTES) return null;
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) =>
    bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}
