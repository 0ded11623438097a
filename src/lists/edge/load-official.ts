import { join } from 'node:path';
import { AppError, messageOf } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import type { ListReader } from '../list-reader.ts';
import type { ListSource } from '../list-source.ts';
import { type Download, type DownloadRequest, download } from './download.ts';
import { loadFiles } from './load-files.ts';
import { type LoadOutcome, recordFailedFetch } from './store.ts';

export interface OfficialRequest {
  sources: readonly ListSource[];
  readers: readonly ListReader[];
  /** Folder of the installation; files are kept under `downloads/`. */
  home: string;
  signal: AbortSignal;
  onProgress(done: number, total: number, detail: string): void;
  /** For tests. */
  network?: Pick<DownloadRequest, 'fetch' | 'sleep' | 'random'>;
}

/** Sources whose address answers without a token, key or cookie: what can be fetched without anyone's help. */
export function fetchable(sources: readonly ListSource[]): ListSource[] {
  return sources.filter(({ downloads }) => downloads.some(({ needs }) => needs === null));
}

/**
 * Fetches and loads the official files of the sources, one after another. A list that cannot be fetched is recorded as
 * refused with the reason and the next one is tried. What is unchanged is read again all the same: so a file that an
 * older program could not read is taken, and its rows that were left out stay named. A list that gives no date of its
 * own is of the day on which the server says the file was last changed.
 */
export async function loadOfficial(database: Database, request: OfficialRequest): Promise<LoadOutcome[]> {
  const outcomes: LoadOutcome[] = [];
  const sources = fetchable(request.sources);
  for (const [done, source] of sources.entries()) {
    request.signal.throwIfAborted();
    request.onProgress(done, sources.length, source.title);
    const address = source.downloads.find(({ needs }) => needs === null);
    if (!address) continue;
    const place = { done, total: sources.length };
    const fetched = await fetchOne(database, { source, address, place }, request);
    if ('path' in fetched)
      outcomes.push(...(await loadFetched(database, source, fetched, { ...request, url: address.url })));
    else outcomes.push(fetched);
  }
  request.onProgress(sources.length, sources.length, '');
  return outcomes;
}

interface Errand {
  source: ListSource;
  address: ListSource['downloads'][number];
  place: { done: number; total: number };
}

async function fetchOne(
  database: Database,
  { source, address, place }: Errand,
  request: OfficialRequest,
): Promise<Download | LoadOutcome> {
  const { url, mostMegabytes } = address;
  try {
    return await download({
      list: source.list,
      url,
      folder: join(request.home, 'downloads'),
      mostBytes: mostMegabytes * 1_000_000,
      signal: request.signal,
      onProgress: (bytes, whole) =>
        request.onProgress(
          place.done + (whole ? bytes / whole : 0),
          place.total,
          `${source.title}: ${megabytes(bytes)}`,
        ),
      ...request.network,
    });
  } catch (cause) {
    request.signal.throwIfAborted();
    const error =
      cause instanceof AppError
        ? cause
        : new AppError({
            code: 'FETCH_FAILED',
            kind: 'unavailable',
            message: `Cannot fetch ${url}: ${messageOf(cause)}`,
            cause,
          });
    return await refuseFetch(database, source.list, url, error);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

async function loadFetched(
  database: Database,
  source: ListSource,
  fetched: Download,
  request: OfficialRequest & { url: string },
): Promise<LoadOutcome[]> {
  const { lists } = await loadFiles(database, {
    path: fetched.path,
    readers: request.readers,
    url: request.url,
    signal: request.signal,
    ...(fetched.modifiedOn ? { publishedAt: fetched.modifiedOn } : {}),
  });
  const [first] = lists;
  fetched.settle(first?.list === source.list && first.outcome !== 'refused');
  if (first?.list === source.list) return lists;
  const state = first ? `it is the list "${first.list}"` : 'it is no list that can be read';
  const error = new AppError({
    code: 'FETCH_FOREIGN',
    kind: 'invalid',
    message: `Cannot take ${request.url} as list "${source.list}": ${state}`,
    hint: 'The authority may have changed its format. The last good version stays in use.',
  });
  return [await refuseFetch(database, source.list, request.url, error)];
}

/** Records why the list could not be fetched, and answers with it. */
async function refuseFetch(database: Database, list: string, url: string, error: AppError): Promise<LoadOutcome> {
  await recordFailedFetch(database, list, url, error);
  const nothing = { versionId: null, publishedAt: null, parties: 0, rejectedRecords: 0, rejectedValues: 0 };
  return { ...nothing, list, file: url, outcome: 'refused', message: error.message, hint: error.hint ?? null };
}
