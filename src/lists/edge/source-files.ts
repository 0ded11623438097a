import { createReadStream, createWriteStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { open as openZip } from 'yauzl';
import { AppError } from '../../kernel/errors.ts';
import type { SourceFile, SourceSample } from '../list-reader.ts';
import { decodeHead } from '../reading/decode-text.ts';
import { READ_LIMITS, tooLarge, unreadable } from '../reading/file-errors.ts';
import { readWorkbook } from '../reading/read-workbook.ts';

/** A file on disk that may be a list, with the folder it was found in. */
export interface FoundFile extends SourceFile {
  path: string;
  folder: string;
}

const HEAD_BYTES = 16_384;
const MOST_FILES = 10_000;

/** Every file at or below a path, sorted; archives appear as the files inside. `dispose` removes what was unpacked. */
export async function findFiles(path: string): Promise<{ files: FoundFile[]; dispose(): void }> {
  const unpacked: string[] = [];
  const files: FoundFile[] = [];
  for (const file of walk(path)) {
    if (file.endsWith('.zip')) files.push(...(await unpack(file, unpacked)));
    else files.push(fileAt(file, relative(path, dirname(file)) || dirname(file)));
  }
  return {
    files,
    dispose() {
      for (const folder of unpacked) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function walk(path: string): string[] {
  let stat: ReturnType<typeof statSync>;
  try {
    stat = statSync(path);
  } catch (cause) {
    throw new AppError({
      code: 'FILE_MISSING',
      kind: 'usage',
      message: `Cannot read ${path}: there is no such file or folder`,
      hint: 'Check the path.',
      cause,
    });
  }
  if (!stat.isDirectory()) return [path];
  const found: string[] = [];
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) found.push(join(entry.parentPath, entry.name));
    if (found.length > MOST_FILES) throw tooLarge(path, `the folder holds more than ${MOST_FILES} files`);
  }
  return found.sort();
}

function fileAt(path: string, folder: string): FoundFile {
  const packed = path.endsWith('.gz');
  return {
    path,
    folder,
    name: basename(path).replace(/\.gz$/, ''),
    size: statSync(path).size,
    open: () => (packed ? unzipped(path) : createReadStream(path, { highWaterMark: 262_144 })),
  };
}

async function* unzipped(path: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path);
  const gunzip = source.pipe(createGunzip());
  source.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array;
  } catch (cause) {
    throw unreadable(
      basename(path),
      `the compressed file is damaged or cut off (${(cause as Error).message})`,
      'Fetch the file again.',
    );
  }
}

/** Unpacks an archive's members to a temporary folder, bounded in number and size. */
async function unpack(path: string, unpacked: string[]): Promise<FoundFile[]> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-unpacked-'));
  unpacked.push(folder);
  let bytes = 0;
  const count = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      if (bytes > READ_LIMITS.fileBytes)
        throw tooLarge(basename(path), `it unpacks to more than ${READ_LIMITS.fileBytes} bytes`);
      yield chunk;
    }
  };
  const files: FoundFile[] = [];
  for await (const member of zipMembers(path)) {
    if (files.length >= 100) throw tooLarge(basename(path), 'the archive holds more than 100 files');
    const target = join(folder, `${files.length}-${basename(member.name)}`);
    await pipeline(await member.open(), count, createWriteStream(target));
    files.push({ ...fileAt(target, dirname(path)), name: basename(member.name), path: `${path}!${member.name}` });
  }
  return files;
}

interface ZipMember {
  name: string;
  open(): Promise<Readable>;
}

async function* zipMembers(path: string): AsyncGenerator<ZipMember> {
  const name = basename(path);
  const zip = await new Promise<import('yauzl').ZipFile>((resolve, reject) => {
    openZip(path, { lazyEntries: true, validateEntrySizes: true, autoClose: true }, (error, opened) =>
      error
        ? reject(unreadable(name, `the archive is damaged: ${error.message}`, 'Fetch the file again.'))
        : resolve(opened),
    );
  });
  for (;;) {
    const entry = await new Promise<import('yauzl').Entry | null>((resolve, reject) => {
      zip.once('entry', resolve);
      zip.once('end', () => resolve(null));
      zip.once('error', (error: Error) =>
        reject(unreadable(name, `the archive is damaged: ${error.message}`, 'Fetch the file again.')),
      );
      zip.readEntry();
    });
    zip.removeAllListeners();
    if (!entry) return;
    if (/\/$/.test(entry.fileName)) continue;
    yield {
      name: entry.fileName,
      open: () =>
        new Promise((resolve, reject) =>
          zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream))),
        ),
    };
  }
}

/** What readers recognise a file by. Never throws: a file that cannot be sampled is recognised by nobody. */
export async function sampleOf(file: SourceFile): Promise<SourceSample> {
  if (/\.(xlsx|xlsm)$/i.test(file.name)) {
    const sheets = await readWorkbook(file).catch(() => []);
    return { name: file.name, head: '', sheets };
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of file.open()) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= HEAD_BYTES) break;
    }
  } catch {
    // A damaged archive: what was read so far is enough to recognise it, and reading it will say what is wrong.
  }
  return { name: file.name, head: decodeHead(Buffer.concat(chunks).subarray(0, HEAD_BYTES)) };
}
