import { crc32 } from 'node:zlib';

/** A file to be stored as it is. */
export interface StoredFile {
  name: string;
  content: Uint8Array;
}

const UTF8_NAMES = 0x800;
const MOST_BYTES = 0xffffffff;

/** A ZIP whose files are stored, not deflated, so that each can be read where it lies. Sizes below 4 GiB. */
export function writeZip(files: readonly StoredFile[], at: Date): Buffer {
  const stamp = dosTime(at);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const encoded = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8_NAMES, 2);
    fields.writeUInt32LE(stamp, 6);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.byteLength, 14);
    fields.writeUInt32LE(content.byteLength, 18);
    fields.writeUInt16LE(encoded.byteLength, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), fields, encoded, Buffer.from(content));
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), fields, place, encoded);
    offset += 4 + fields.byteLength + encoded.byteLength + content.byteLength;
  }
  const central = Buffer.concat(directory);
  if (offset + central.byteLength > MOST_BYTES) throw new RangeError('a package of 4 GiB or more cannot be written');
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.byteLength, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

function dosTime(at: Date): number {
  const year = Math.min(2107, Math.max(1980, at.getUTCFullYear()));
  const day = ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return day * 65_536 + time;
}
