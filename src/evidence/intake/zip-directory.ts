import { type ByteSource, viewOf } from '../byte-source.ts';
import { broken } from './refusals.ts';

export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated. */
  method: number;
  packed: number;
  unpacked: number;
  crc: number;
  /** Where its local header begins. */
  at: number;
  encrypted: boolean;
}

export interface ZipDirectory {
  entries: number;
  at: number;
  size: number;
}

const END_SIZE = 22;
const MOST_COMMENT = 65_535;
const [END, END64_LOCATOR, END64, CENTRAL] = [0x06054b50, 0x07064b50, 0x06064b50, 0x02014b50];
const [MAX16, MAX32] = [0xffff, 0xffffffff];
const ZIP64_FIELD = 1;

/**
 * Where an archive's directory is; null when no reader would find one. Only a directory that is where its end record
 * says, counted from the beginning or, behind something else, from its own place, is one.
 */
export async function findDirectory(source: ByteSource): Promise<ZipDirectory | null> {
  const start = Math.max(0, source.size - END_SIZE - MOST_COMMENT);
  const tail = Buffer.from(await source.read(start, END_SIZE + MOST_COMMENT));
  const view = viewOf(tail);
  for (let at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1'); at >= 0; ) {
    const found = at + END_SIZE <= tail.byteLength ? await readEnd(source, start + at, view, at) : null;
    if (found) return found;
    at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1');
  }
  return null;
}

async function readEnd(source: ByteSource, place: number, view: DataView, at: number): Promise<ZipDirectory | null> {
  if (view.getUint32(at, true) !== END) return null;
  let found: ZipDirectory = {
    entries: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    at: view.getUint32(at + 16, true),
  };
  let end = place;
  if (found.entries === MAX16 || found.size === MAX32 || found.at === MAX32) {
    const locator = viewOf(await source.read(place - 20, 20));
    if (locator.byteLength === 20 && locator.getUint32(0, true) === END64_LOCATOR) {
      end = Number(locator.getBigUint64(8, true));
      const end64 = viewOf(await source.read(end, 56));
      if (end64.byteLength < 56 || end64.getUint32(0, true) !== END64) return null;
      found = {
        entries: Number(end64.getBigUint64(32, true)),
        size: Number(end64.getBigUint64(40, true)),
        at: Number(end64.getBigUint64(48, true)),
      };
    }
  }
  if (found.entries === 0) return found.size === 0 && place === found.at && place === 0 ? found : null;
  for (const begin of [found.at, end - found.size]) {
    const mark = begin >= 0 ? await source.read(begin, 4) : new Uint8Array(0);
    if (mark.byteLength === 4 && viewOf(mark).getUint32(0, true) === CENTRAL) return { ...found, at: begin };
  }
  return null;
}

/** The entries in the order of the directory. Throws AppError (invalid) when it is not read to its end by its own count. */
export async function zipEntries(source: ByteSource, directory: ZipDirectory, most: number): Promise<ZipEntry[]> {
  if (directory.size > 64 * 1_048_576) throw broken('the directory of the archive is larger than 64 MiB');
  const bytes = Buffer.from(await source.read(directory.at, directory.size));
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + 46 <= bytes.byteLength && entries.length <= most && view.getUint32(at, true) === CENTRAL) {
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const flags = view.getUint16(at + 8, true);
    const entry = {
      name: bytes.subarray(at + 46, nameEnd).toString((flags & 0x800) === 0 ? 'latin1' : 'utf8'),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
      encrypted: (flags & 1) === 1,
    };
    entries.push(with64(entry, bytes.subarray(nameEnd, extraEnd)));
    at = extraEnd + view.getUint16(at + 32, true);
  }
  if (entries.length <= most && (entries.length !== directory.entries || at !== bytes.byteLength))
    throw broken(`the directory of the archive promises ${directory.entries} entries and holds ${entries.length}`);
  return entries;
}

/** Sizes beyond 32 bits stand in a field of their own, only those that need it. */
function with64(entry: ZipEntry, extra: Uint8Array): ZipEntry {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== ZIP64_FIELD) continue;
    let next = at + 4;
    const wide = (value: number): number => {
      if (value !== MAX32 || next + 8 > extra.byteLength) return value;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    };
    const unpacked = wide(entry.unpacked);
    const packed = wide(entry.packed);
    return { ...entry, unpacked, packed, at: wide(entry.at) };
  }
  return entry;
}
