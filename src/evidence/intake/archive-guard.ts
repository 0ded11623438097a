import { type ByteSource, memorySource, partOf, viewOf } from '../byte-source.ts';
import { type FileKind, HEAD_BYTES, kindOf } from './file-kind.ts';
import { inflated } from './inflated.ts';
import { bomb, broken, polyglot } from './refusals.ts';
import { findDirectory, type ZipEntry, zipEntries } from './zip-directory.ts';

export interface ArchiveLimits {
  /** Files in all archives together. */
  entries: number;
  /** Bytes of all of them unpacked. */
  unpacked: number;
  /** Times by which the content may be larger than the file, once it is larger than `smallBytes`. */
  ratio: number;
  smallBytes: number;
  /** Archives in archives; the outermost is the first. */
  depth: number;
  /** Bytes of a packed archive inside an archive that is held to look into it. */
  heldBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 100_000,
  unpacked: 34_359_738_368,
  ratio: 100,
  smallBytes: 104_857_600,
  depth: 3,
  heldBytes: 67_108_864,
};

export interface ArchiveContent {
  files: number;
  unpackedBytes: number;
  depth: number;
  notices: string[];
}

const LOCAL_HEADER = 0x04034b50;
const [STORED, DEFLATED] = [0, 8];

/** Unpacks an archive into nothing, and stops where it would harm who unpacks it. Throws AppError (invalid). */
export async function guardArchive(
  source: ByteSource,
  kind: FileKind,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ArchiveContent> {
  const guard = new ArchiveGuard(source.size, limits);
  await guard.look(source, kind, 1);
  return guard.content;
}

class ArchiveGuard {
  readonly content: ArchiveContent = { files: 0, unpackedBytes: 0, depth: 0, notices: [] };
  readonly #size: number;
  readonly #limits: ArchiveLimits;

  constructor(size: number, limits: ArchiveLimits) {
    this.#size = size;
    this.#limits = limits;
  }

  async look(source: ByteSource, kind: FileKind, depth: number): Promise<void> {
    if (depth > this.#limits.depth) throw bomb(`it holds archives in archives, more than ${this.#limits.depth} deep`);
    this.content.depth = Math.max(this.content.depth, depth);
    if (kind.type === 'application/zip') await this.#zip(source, depth);
    else if (kind.type === 'application/gzip') await this.#packed(source, { form: 'gzip', name: 'the gzip', depth });
    else if (kind.type !== 'application/x-tar') this.#note(`${kind.type} cannot be looked into here.`);
  }

  async #zip(source: ByteSource, depth: number): Promise<void> {
    const directory = await findDirectory(source);
    if (!directory) return this.#note('An archive has no directory: it is cut off or damaged.');
    const entries = await zipEntries(source, directory, this.#limits.entries);
    this.content.files += entries.length;
    if (this.content.files > this.#limits.entries) throw bomb(`it holds more than ${this.#limits.entries} files`);
    this.#refuseDeclared(entries);
    if (entries.some(({ name }) => /(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:|\0/i.test(name)))
      this.#note('A name inside leads out of the folder into which it would be unpacked.');
    if (new Set(entries.map(({ name }) => name)).size < entries.length)
      this.#note('Two files inside have the same name: programs differ in which one they take.');
    const inOrder = [...entries].sort((one, other) => one.at - other.at);
    if ((inOrder[0]?.at ?? 0) > 0)
      throw polyglot(
        'before the first file of the archive there is something else, which some programs read in its place',
      );
    let end = 0;
    for (const entry of inOrder) {
      const start = await dataStart(source, entry);
      if (entry.at < end) throw bomb('files inside it share the same bytes');
      end = start + entry.packed;
      await this.#entry(partOf(source, start, entry.packed), entry, depth);
    }
  }

  #refuseDeclared(entries: readonly ZipEntry[]): void {
    const declared = entries.reduce((sum, { unpacked }) => sum + unpacked, 0);
    this.#refuseSize(this.content.unpackedBytes + declared);
  }

  async #entry(data: ByteSource, entry: ZipEntry, depth: number): Promise<void> {
    if (entry.encrypted) return this.#note('Files inside are encrypted and cannot be looked into.');
    if (entry.method === DEFLATED) return await this.#packed(data, { form: 'deflate', name: entry.name, depth });
    if (entry.method !== STORED)
      return this.#note(`Files inside are packed in a way (${entry.method}) that cannot be looked into here.`);
    this.#count(data.size);
    const kind = kindOf(await data.read(0, HEAD_BYTES));
    if (kind.group === 'archive') await this.look(data, kind, depth + 1);
  }

  /** Unpacks piece by piece; an archive that comes out is held, so that it can be looked into. */
  async #packed(
    data: ByteSource,
    { form, name, depth }: { form: 'deflate' | 'gzip'; name: string; depth: number },
  ): Promise<void> {
    const held: Uint8Array[] = [];
    let heldBytes = 0;
    let kind: FileKind | null = null;
    try {
      for await (const piece of inflated(data, form)) {
        this.#count(piece.byteLength);
        kind ??= kindOf(piece.subarray(0, HEAD_BYTES));
        if (kind.type !== 'application/zip' && kind.type !== 'application/gzip') continue;
        heldBytes += piece.byteLength;
        if (heldBytes > this.#limits.heldBytes)
          throw bomb(`an archive inside it is larger than ${this.#limits.heldBytes} bytes and packed once more`);
        held.push(piece);
      }
    } catch (cause) {
      if (!isUnpackers(cause)) throw cause;
      return this.#note(`"${name.slice(0, 100)}" inside is damaged.`);
    }
    if (kind?.group === 'archive') await this.look(memorySource(Buffer.concat(held)), kind, depth + 1);
  }

  #count(bytes: number): void {
    this.content.unpackedBytes += bytes;
    this.#refuseSize(this.content.unpackedBytes);
  }

  #refuseSize(unpacked: number): void {
    const { unpacked: most, ratio, smallBytes } = this.#limits;
    if (unpacked > most) throw bomb(`it would unpack to more than ${most} bytes`);
    if (unpacked > smallBytes && unpacked > ratio * this.#size)
      throw bomb(`it would unpack to more than ${ratio} times its size`);
  }

  #note(notice: string): void {
    if (!this.content.notices.includes(notice)) this.content.notices.push(notice);
  }
}

/** Behind the local header, which must tell of the same file as the directory: programs read the one or the other. */
async function dataStart(source: ByteSource, { at, name }: ZipEntry): Promise<number> {
  const header = viewOf(await source.read(at, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL_HEADER)
    throw broken(`the directory of the archive names "${name.slice(0, 100)}" where no file is`);
  const nameEnd = at + 30 + header.getUint16(26, true);
  const isUtf8 = (header.getUint16(6, true) & 0x800) !== 0;
  const own = Buffer.from(await source.read(at + 30, nameEnd - at - 30)).toString(isUtf8 ? 'utf8' : 'latin1');
  if (own !== name) throw polyglot(`the archive calls one file "${name.slice(0, 100)}" and "${own.slice(0, 100)}"`);
  return nameEnd + header.getUint16(28, true);
}

/** zlib's own errors have a code that begins with Z_. */
function isUnpackers(cause: unknown): boolean {
  return String((cause as { code?: unknown } | null)?.code).startsWith('Z_');
}
