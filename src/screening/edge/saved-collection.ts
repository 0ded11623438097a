import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { PartyCollection, type PartyCollectionArrays } from '../party-collection.ts';

/** First bytes of a saved collection. The number is raised whenever a name is taken apart otherwise than before. */
const MAGIC = 'watchkeeper-parties-2\n';
const LONGEST_HEADER = 1 << 20;
const SLICE = 1 << 26;

type ArrayKind = 'u8' | 'u32';

interface Section {
  /** Where in the arrays' object: `index.names.forms`. */
  path: string;
  kind: ArrayKind;
  bytes: number;
}

interface Header {
  schemaNames: string[];
  sections: Section[];
}

/** Writes a collection to a file, whole or not at all. */
export async function saveCollection(collection: PartyCollection, path: string): Promise<void> {
  const { arrays } = collection;
  const parts = sectionsOf(arrays);
  const header: Header = {
    schemaNames: arrays.index.schemaNames,
    sections: parts.map(({ path: at, array }) => ({
      path: at,
      kind: array instanceof Uint8Array ? 'u8' : 'u32',
      bytes: array.byteLength,
    })),
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.part`;
  const file = await open(unfinished, 'w');
  try {
    for (const piece of [Buffer.from(MAGIC), length, text]) await file.write(piece);
    for (const { array } of parts) await writeWhole(file, array);
    await file.sync();
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
  await rename(unfinished, path);
}

/** Reads a collection back. Throws AppError (kind `invalid`) for another file, another version, or one cut short. */
export async function openCollection(path: string): Promise<PartyCollection> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unreadable(path, messageOf(cause));
  });
  try {
    const magic = Buffer.from(await readWhole(file, path, MAGIC.length));
    if (magic.toString('latin1') !== MAGIC) throw unreadable(path, 'it is no saved collection of this version');
    const length = Buffer.from(await readWhole(file, path, 4)).readUInt32LE();
    if (length > LONGEST_HEADER) throw unreadable(path, 'its header is too long');
    const header = JSON.parse(Buffer.from(await readWhole(file, path, length)).toString('utf8')) as Header;
    const read = new Map<string, Uint8Array | Uint32Array>();
    for (const { path: at, kind, bytes } of header.sections) {
      const buffer = await readWhole(file, path, bytes);
      read.set(at, kind === 'u8' ? new Uint8Array(buffer) : new Uint32Array(buffer));
    }
    return new PartyCollection(arraysOf(read, header.schemaNames, path));
  } finally {
    await file.close();
  }
}

function sectionsOf({
  index,
  ids,
  properties,
}: PartyCollectionArrays): { path: string; array: Uint8Array | Uint32Array }[] {
  const { names, keys, words, schemata } = index;
  const found: { path: string; array: Uint8Array | Uint32Array }[] = [{ path: 'schemata', array: schemata }];
  const groups = {
    names,
    keys,
    words,
    wordKeys: words.keys,
    wordWeights: words.weights,
    raw: names.raw,
    vocabulary: names.vocabulary,
    ids,
    properties,
  };
  for (const [group, members] of Object.entries(groups)) {
    for (const [name, array] of Object.entries(members)) {
      if (array instanceof Uint8Array || array instanceof Uint32Array) found.push({ path: `${group}.${name}`, array });
    }
  }
  return found;
}

function arraysOf(
  read: ReadonlyMap<string, Uint8Array | Uint32Array>,
  schemaNames: string[],
  file: string,
): PartyCollectionArrays {
  const numbers = (path: string): Uint32Array => {
    const array = read.get(path);
    if (array instanceof Uint32Array) return array;
    throw unreadable(file, `it lacks ${path}`);
  };
  const bytes = (path: string): Uint8Array => {
    const array = read.get(path);
    if (array instanceof Uint8Array) return array;
    throw unreadable(file, `it lacks ${path}`);
  };
  const pool = (name: string) => ({ starts: numbers(`${name}.starts`), bytes: bytes(`${name}.bytes`) });
  const keys = (name: string) => ({
    hashes: numbers(`${name}.hashes`),
    starts: numbers(`${name}.starts`),
    documents: numbers(`${name}.documents`),
  });
  return {
    index: {
      names: {
        forms: numbers('names.forms'),
        starts: numbers('names.starts'),
        words: numbers('names.words'),
        flags: bytes('names.flags'),
        raw: pool('raw'),
        vocabulary: pool('vocabulary'),
      },
      keys: keys('keys'),
      words: {
        keys: keys('wordKeys'),
        starts: numbers('words.starts'),
        parties: numbers('words.parties'),
        weights: {
          person: bytes('wordWeights.person'),
          organisation: bytes('wordWeights.organisation'),
          vessel: bytes('wordWeights.vessel'),
        },
      },
      schemata: bytes('schemata'),
      schemaNames,
    },
    ids: pool('ids'),
    properties: pool('properties'),
  };
}

async function writeWhole(file: FileHandle, array: Uint8Array | Uint32Array): Promise<void> {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, Math.min(SLICE, bytes.length - at));
    at += bytesWritten;
  }
}

async function readWhole(file: FileHandle, path: string, size: number): Promise<ArrayBuffer> {
  const buffer = new ArrayBuffer(size);
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(SLICE, size - at));
    if (bytesRead === 0) throw unreadable(path, 'it ends before its time');
    at += bytesRead;
  }
  return buffer;
}

function unreadable(path: string, state: string): AppError {
  return new AppError({
    code: 'COLLECTION_UNREADABLE',
    kind: 'invalid',
    message: `Cannot open the saved collection ${path}: ${state}`,
    hint: 'Make it again from its parties with saveCollection().',
  });
}
