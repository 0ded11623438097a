import type { ByteSource } from '../byte-source.ts';
import { type ExifClaims, readExif } from './exif.ts';
import { HEAD_BYTES, kindOf } from './file-kind.ts';
import { findDirectory, zipEntries } from './zip-directory.ts';

/**
 * What a file says of itself: names of people, places, files. It is read from the file whenever it is shown and kept
 * nowhere else, so that it goes when the file is erased.
 */
export interface Claims {
  exif: ExifClaims | null;
  /** Names of the files in a ZIP, the first thousand. */
  names: string[];
}

const MOST_NAMES = 1000;

export async function readClaims(source: ByteSource): Promise<Claims> {
  const kind = kindOf(await source.read(0, HEAD_BYTES));
  const exif = kind.group === 'image' ? await readExif(source, kind.type) : null;
  if (kind.type !== 'application/zip') return { exif, names: [] };
  return { exif, names: (await namesInZip(source)).slice(0, MOST_NAMES) };
}

/** The names in an archive's directory; none where it has none. */
export async function namesInZip(source: ByteSource): Promise<string[]> {
  const directory = await findDirectory(source);
  return directory ? (await zipEntries(source, directory, directory.entries)).map(({ name }) => name) : [];
}
