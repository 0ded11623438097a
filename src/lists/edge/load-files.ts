import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Database } from '../../store/database.ts';
import type { ListReader, SourceFile, SourceSample } from '../list-reader.ts';
import { dateInName } from '../reading/date-in-name.ts';
import { type FoundFile, findFiles, sampleOf } from './source-files.ts';
import { type ListOrigin, type LoadOutcome, loadList } from './store.ts';

export interface FolderOutcome {
  lists: LoadOutcome[];
  /** Files that no reader knows, and what they look like. */
  unknown: { path: string; reason: string }[];
}

export interface LoadFilesRequest {
  path: string;
  readers: readonly ListReader[];
  acceptShrink?: boolean;
  /** The date of publication of files that give none themselves: `YYYY-MM-DD`. */
  publishedAt?: string;
  snapshot?: boolean;
  /** The official address that the files were fetched from. */
  url?: string;
  /** Told before each file and while it is read. */
  onProgress?(done: number, total: number, detail: string): void;
  signal?: AbortSignal;
}

interface Recognised {
  file: FoundFile;
  reader: ListReader;
  list: string;
  companions: ReadonlyMap<string, SourceFile>;
}

/** Loads every list found at or below a path, older files of a list before newer ones. */
export async function loadFiles(database: Database, request: LoadFilesRequest): Promise<FolderOutcome> {
  const { files, dispose } = await findFiles(request.path);
  try {
    const { found, unknown } = await recognise(files, request.readers);
    const outcomes: LoadOutcome[] = [];
    for (const [done, item] of found.entries()) {
      request.signal?.throwIfAborted();
      const detail = `${item.list} (${item.file.name})`;
      request.onProgress?.(done, found.length, detail);
      const hint = request.publishedAt ?? dateInName(item.file.name) ?? dateInName(basename(item.file.folder));
      outcomes.push(
        await loadList(database, {
          ...item,
          origin: {
            ...(await originOf(item, request.snapshot ?? false)),
            ...(request.url ? { url: request.url } : {}),
          },
          acceptShrink: request.acceptShrink ?? false,
          ...(hint ? { publishedHint: hint } : {}),
          onProgress: (parties) => request.onProgress?.(done, found.length, `${detail}: ${parties} parties`),
        }),
      );
    }
    request.onProgress?.(found.length, found.length, '');
    return { lists: outcomes, unknown };
  } finally {
    dispose();
  }
}

async function recognise(
  files: readonly FoundFile[],
  readers: readonly ListReader[],
): Promise<{ found: Recognised[]; unknown: FolderOutcome['unknown'] }> {
  const found: Recognised[] = [];
  const loners: { file: FoundFile; reason: string }[] = [];
  const taken = new Set<FoundFile>();
  for (const file of files) {
    const sample = await sampleOf(file);
    const match = readers.flatMap((reader) => {
      const list = reader.recognises(sample);
      return list === null ? [] : { reader, list };
    })[0];
    if (!match) {
      loners.push({ file, reason: looksLike(sample) });
      continue;
    }
    const wanted = match.reader.companions?.(file.name) ?? [];
    const beside = files.filter((other) => other.folder === file.folder && wanted.includes(other.name));
    for (const other of beside) taken.add(other);
    found.push({ file, ...match, companions: new Map(beside.map((other) => [other.name, other])) });
  }
  const main = found.filter(({ file }) => !taken.has(file));
  return {
    found: main.sort(byListAndAge),
    unknown: loners.flatMap(({ file, reason }) => (taken.has(file) ? [] : { path: file.path, reason })),
  };
}

function looksLike(sample: SourceSample): string {
  const begin = sample.head.trimStart().slice(0, 100).toLowerCase();
  if (begin === '' && !sample.sheets?.length) return 'the file is empty or cannot be opened';
  return /^<(!doctype )?html/.test(begin) ? 'it is a web page' : 'no list has this format';
}

/** Older first, so that a removal between two files is seen; the date in the file's name is the hint, the list's own date decides later. */
function byListAndAge(one: Recognised, other: Recognised): number {
  if (one.list !== other.list) return one.list < other.list ? -1 : 1;
  return ageOf(one.file) < ageOf(other.file) ? -1 : 1;
}

function ageOf(file: FoundFile): string {
  return dateInName(file.name) ?? dateInName(basename(file.folder)) ?? '9999';
}

async function originOf(item: Recognised, snapshot: boolean): Promise<ListOrigin> {
  const files = [item.file, ...[...item.companions.values()].map((file) => file as FoundFile)];
  const described = await Promise.all(
    files.map(async (file) => ({ name: file.name, size: file.size, sha256: await hashOfFile(file) })),
  );
  return { files: described, ...(snapshot ? { snapshot: true } : {}) };
}

async function hashOfFile(file: FoundFile): Promise<string> {
  const hash = createHash('sha256');
  const source = file.path.includes('!') ? file.open() : createReadStream(file.path);
  for await (const chunk of source) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
