import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { type FileKind, refuseOtherKind } from './file-kind.ts';
import { type Fetch, followRedirects } from './follow-redirects.ts';
import { arrive, forgetKept, keepArrived, readKept } from './kept-file.ts';
import { asPassing, PassingFailure, retryAfter } from './passing-failure.ts';
import { PartFile, receivePart } from './receive-part.ts';

export interface DownloadLimits {
  mostBytes: number;
  /** Longest silence of the server, before its answer and within it. */
  idleMilliseconds: number;
  /** Longest time for everything, pauses included. */
  totalMilliseconds: number;
}

export interface DownloadRequest {
  list: string;
  url: string;
  kind: FileKind;
  /** Where the file, its state and what arrived of it so far are kept. */
  folder: string;
  signal: AbortSignal;
  limits?: Partial<DownloadLimits>;
  /** Bytes, of all where the server says how many. */
  onProgress?(bytes: number, total: number | null): void;
  /** For tests: the network, the clock, waiting and chance. */
  fetch?: Fetch;
  now?(): number;
  sleep?(milliseconds: number, signal: AbortSignal): Promise<unknown>;
  random?(): number;
}

export interface Download {
  outcome: 'new' | 'unchanged';
  path: string;
  sha256: string;
  size: number;
  /**
   * To be called once the file has been read: a good one takes the place of the file before; a bad one goes, the file
   * before stays, and the next fetch takes the file whole whatever the server says of it.
   */
  settle(good: boolean): void;
}

/** A gigabyte: the largest official list in use is about 125 MB. Times: as long as a slow authority may reasonably take. */
const LIMITS: DownloadLimits = { mostBytes: 1_000_000_000, idleMilliseconds: 30_000, totalMilliseconds: 900_000 };
const MOST_TRIES = 4;
/** Says who calls, in the form without which some authorities refuse. */
const USER_AGENT = 'Mozilla/5.0 (compatible; watchkeeper)';
/** First pause before trying again; it doubles, give or take a half. */
const FIRST_PAUSE_MILLISECONDS = 1000;
/** A server that asks to be left alone for longer is left alone: the list is fetched another time. */
const LONGEST_PAUSE_MILLISECONDS = 60_000;

/**
 * Fetches an official file unless it is unchanged, going on with what broke off. The file that was there stays until a
 * whole one of the right kind has arrived and its reader has called `settle`. Throws AppError that says what happened and what to do; when `signal` stops
 * it, the signal's reason.
 */
export async function download(request: DownloadRequest): Promise<Download> {
  const limits = { ...LIMITS, ...request.limits };
  const deadline = AbortSignal.timeout(limits.totalMilliseconds);
  const signal = AbortSignal.any([request.signal, deadline]);
  const { url, sleep = (milliseconds) => pause(milliseconds, undefined, { signal }) } = request;
  try {
    mkdirSync(request.folder, { recursive: true });
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await fetchOnce({ ...request, signal }, limits);
      } catch (cause) {
        signal.throwIfAborted();
        if (!(cause instanceof PassingFailure)) throw cause;
        if (attempt === MOST_TRIES) throw failed(url, `${cause.message} (tried ${MOST_TRIES} times)`, cause);
        await sleep(pauseAfter(cause, attempt, request), signal);
      }
    }
  } catch (cause) {
    request.signal.throwIfAborted();
    if (deadline.aborted) throw failed(url, `it took longer than ${limits.totalMilliseconds / 1000} seconds`, cause);
    if (cause instanceof AppError) throw cause;
    throw new AppError({
      code: 'FETCH_NOT_KEPT',
      kind: 'unavailable',
      message: `Cannot keep ${url}: ${messageOf(cause)}`,
      hint: `Check that the folder "${request.folder}" can be written and that the disk has room.`,
      cause,
    });
  }
}

function pauseAfter(cause: PassingFailure, attempt: number, { url, random = Math.random }: DownloadRequest): number {
  const asked = cause.waitMilliseconds;
  if (asked !== null && asked > LONGEST_PAUSE_MILLISECONDS)
    throw failed(url, `${cause.message} and asks to wait ${Math.ceil(asked / 60_000)} minutes`, cause);
  return (
    asked ?? Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** (attempt - 1) * (0.5 + random()), LONGEST_PAUSE_MILLISECONDS)
  );
}

async function fetchOnce(request: DownloadRequest, limits: DownloadLimits): Promise<Download> {
  const { list, url, kind, folder, now = Date.now } = request;
  const kept = readKept(folder, list, url);
  const part = new PartFile(join(folder, `${list}.part`));
  const silence = silenceAfter(limits.idleMilliseconds);
  try {
    const signal = AbortSignal.any([request.signal, silence.signal]);
    const headers = { 'user-agent': USER_AGENT, 'accept-encoding': 'identity', ...conditions(part, kept) };
    const response = await followRedirects(request.fetch ?? fetch, url, { headers, signal }).catch((cause: unknown) =>
      Promise.reject(asPassing(cause)),
    );
    if (response.status === 304 && kept) {
      const settle = (good: boolean): void => (good ? undefined : forgetKept(folder, list));
      return { outcome: 'unchanged', path: join(folder, kept.file), sha256: kept.sha256, size: kept.size, settle };
    }
    if (response.status === 416) part.drop();
    await refuseStatus(response, url, now());
    await receivePart(response, part, {
      url,
      mostBytes: limits.mostBytes,
      heard(bytes, total) {
        silence.heard();
        request.onProgress?.(bytes, total);
      },
    });
    await refuseOtherKind(part.path, kind, url);
    const [etag, lastModified] = [response.headers.get('etag'), response.headers.get('last-modified')];
    const { path, arrived } = await arrive(part.path, folder, { url, etag, lastModified, file: `${list}.${kind}` });
    part.drop();
    return {
      outcome: kept?.sha256 === arrived.sha256 ? 'unchanged' : 'new',
      path,
      sha256: arrived.sha256,
      size: arrived.size,
      settle: (good) => (good ? keepArrived(path, folder, list, arrived) : rmSync(path, { force: true })),
    };
  } catch (cause) {
    if (cause instanceof AppError && !(cause instanceof PassingFailure)) part.drop();
    throw cause;
  } finally {
    silence.end();
  }
}

/** Asks for the rest of what was begun, or else for the file only if it has changed. */
function conditions(
  part: PartFile,
  kept: { etag: string | null; lastModified: string | null } | null,
): Record<string, string> {
  const { begun } = part;
  if (begun) return { range: `bytes=${begun.bytes}-`, 'if-range': begun.tag };
  if (kept?.etag) return { 'if-none-match': kept.etag };
  return kept?.lastModified ? { 'if-modified-since': kept.lastModified } : {};
}

async function refuseStatus(response: Response, url: string, now: number): Promise<void> {
  const { status } = response;
  if (status === 200 || status === 206) return;
  await response.body?.cancel();
  const state = `the server answered ${status}`;
  if (status === 408 || status === 416 || status === 429 || status >= 500)
    throw new PassingFailure(state, { waitMilliseconds: retryAfter(response, now) });
  throw new AppError({
    code: 'FETCH_REFUSED',
    kind: 'refused',
    message: `Cannot fetch ${url}: ${state}`,
    hint: 'The address may have changed or want a key. Check data/lists/sources.json against the authority’s page.',
  });
}

/** A signal that fires with a passing failure when nothing is heard for that long. */
function silenceAfter(milliseconds: number): { signal: AbortSignal; heard(): void; end(): void } {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new PassingFailure(`the server sent nothing for ${milliseconds / 1000} seconds`)),
    milliseconds,
  );
  return { signal: controller.signal, heard: () => void timer.refresh(), end: () => clearTimeout(timer) };
}

function failed(url: string, state: string, cause: unknown): AppError {
  return new AppError({
    code: 'FETCH_FAILED',
    kind: 'unavailable',
    message: `Cannot fetch ${url}: ${state}`,
    hint: 'Check the network, or download the file by hand and load it with "lists load --from". The last good version stays in use.',
    cause,
  });
}
