import { type ByteSource, partOf, piecesOf, viewOf } from '../byte-source.ts';
import { inflated } from '../intake/inflated.ts';
import { findDirectory, type ZipEntry, zipEntries } from '../intake/zip-directory.ts';

const MOST_ENTRIES = 10_000;

/** The files of a package, each readable by itself. */
export interface PackageFiles {
  names: string[];
  /** Where a file lies as it is, when it is stored and not deflated. */
  stored(name: string): Promise<ByteSource | null>;
  /** A file's bytes, unpacked. */
  bytes(name: string): AsyncIterable<Uint8Array>;
  /** A small file whole; null when it is not there or larger than `most`. */
  text(name: string, most: number): Promise<string | null>;
}

/** Opens a ZIP that intake has let pass. Null when it is none. */
export async function openPackage(source: ByteSource): Promise<PackageFiles | null> {
  const directory = await findDirectory(source);
  if (!directory) return null;
  const entries = new Map((await zipEntries(source, directory, MOST_ENTRIES)).map((entry) => [entry.name, entry]));
  const data = async ({ at, packed }: ZipEntry): Promise<ByteSource> => {
    const header = viewOf(await source.read(at, 30));
    if (header.byteLength < 30) return partOf(source, source.size, 0);
    return partOf(source, at + 30 + header.getUint16(26, true) + header.getUint16(28, true), packed);
  };
  const files: PackageFiles = {
    names: [...entries.keys()],
    async stored(name) {
      const entry = entries.get(name);
      return entry?.method === 0 && !entry.encrypted ? await data(entry) : null;
    },
    async *bytes(name) {
      const entry = entries.get(name);
      if (!entry) return;
      const packed = await data(entry);
      yield* entry.method === 0 ? piecesOf(packed) : inflated(packed, 'deflate');
    },
    async text(name, most) {
      if (!entries.has(name)) return null;
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of files.bytes(name)) {
        size += piece.byteLength;
        if (size > most) return null;
        pieces.push(piece);
      }
      return Buffer.concat(pieces).toString('utf8');
    },
  };
  return files;
}
