import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { isOfTheDisk, notKept } from './disk-failure.ts';
import { type Fetch, followRedirects } from './follow-redirects.ts';
import { forgetKept, type KeptFile, keepFile, readKept, setAside } from './kept-file.ts';
import { type Arrived, arrivedSoFar, dropPart, receive, refuseContent } from './part-file.ts';
import { PassingFailure, within } from './passing-failure.ts';

export interface DownloadRequest {
  list: string;
  url: string;
  /** Where the file, its description and what arrived of it so far are kept. */
  folder: string;
  /** More than this is refused. */
  mostBytes: number;
  signal: AbortSignal;
  /** Bytes, of the whole where the server says it. */
  onProgress?(bytes: number, total: number | null): void;
  /** For tests: the network, the clock, and chance. */
  fetch?: Fetch;
  sleep?(milliseconds: number, signal: AbortSignal): Promise<void>;
  now?(): number;
  random?(): number;
  idleMilliseconds?: number;
  totalMilliseconds?: number;
}

export interface Download {
  outcome: 'new' | 'unchanged';
  path: string;
  sha256: string;
  size: number;
  /** The day on which the server says the file was last changed (`YYYY-MM-DD`); null when it does not say. */
  modifiedOn: string | null;
  /**
   * To be called once the file has been read. A good one takes the place of the one before. A bad one goes, the one
   * before stays, and the next fetch takes the file whole, whatever the server says of it.
   */
  settle(good: boolean): void;
}

/** An answer or its next piece must come within this; connecting has a shorter limit of its own in Node's fetch (10 s). */
const IDLE_MILLISECONDS = 30_000;
/** All tries together: a server that drips would otherwise hold the next list up for ever. What arrived is kept. */
const TOTAL_MILLISECONDS = 15 * 60_000;
const MOST_TRIES = 4;
/** First pause before trying again; it doubles. */
const FIRST_PAUSE = 1000;
/** A server that asks for more patience than this is left alone until the next run. */
const LONGEST_PAUSE = 60_000;
/** Says who asks in the one form that every authority's gate lets through: some drop a first word they do not know. */
const USER_AGENT = 'Mozilla/5.0 (compatible; watchkeeper)';
const STAYS = 'Download the file by hand and load it with "lists load --from". The last good version stays in use.';

/**
 * Fetches an official file unless it is unchanged, resuming what broke off. The file that was there stays until a whole,
 * non-empty one of the right kind has arrived and its reader has called `settle`. Throws AppError that says what
 * happened and what to do.
 */
export async function download(request: DownloadRequest): Promise<Download> {
  const { sleep = pause, random = Math.random, totalMilliseconds = TOTAL_MILLISECONDS } = request;
  const overdue = AbortSignal.timeout(totalMilliseconds);
  const signal = AbortSignal.any([request.signal, overdue]);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryOnce({ ...request, signal });
    } catch (cause) {
      request.signal.throwIfAborted();
      if (overdue.aborted)
        throw givenUp(request.url, `it takes longer than ${totalMilliseconds / 1000} seconds`, cause);
      throwLasting(cause, request);
      const asked = cause instanceof PassingFailure ? cause.waitMilliseconds : null;
      if (attempt === MOST_TRIES || (asked ?? 0) > LONGEST_PAUSE)
        throw givenUp(request.url, `${reasonOf(cause)} (tried ${attempt} ${attempt === 1 ? 'time' : 'times'})`, cause);
      await sleep(asked ?? FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + random()), request.signal);
    }
  }
}

/** Throws what no further try can mend. */
function throwLasting(cause: unknown, { url, folder }: DownloadRequest): void {
  if (isOfTheDisk(cause)) throw notKept(url, folder, cause);
  if (cause instanceof AppError && !(cause instanceof PassingFailure)) throw cause;
}

async function tryOnce(request: DownloadRequest): Promise<Download> {
  const { list, url, folder, idleMilliseconds = IDLE_MILLISECONDS } = request;
  mkdirSync(folder, { recursive: true });
  const part = join(folder, `${list}.part`);
  const [kept, arrived] = [readKept(folder, list, url), arrivedSoFar(part)];
  const trial = new AbortController();
  const signal = AbortSignal.any([request.signal, trial.signal]);
  try {
    const init = { headers: headersFor(kept, arrived), signal };
    const response = await within(followRedirects(request.fetch ?? fetch, url, init), idleMilliseconds);
    if (response.status === 304 && kept) {
      const settle = (good: boolean): void => (good ? undefined : forgetKept(folder, list));
      return { outcome: 'unchanged', path: join(folder, kept.file), ...described(kept), settle };
    }
    refuseStatus(response, url, request.now ?? Date.now);
    const from = startOf(response, arrived);
    const { mostBytes, onProgress } = request;
    await receive(response, { url, part, from, mostBytes, idleMilliseconds, onProgress });
    refuseContent(part, url);
    const [etag, lastModified] = [response.headers.get('etag'), response.headers.get('last-modified')];
    const aside = await setAside(part, folder, { list, url, etag, lastModified });
    return {
      outcome: kept?.sha256 === aside.described.sha256 ? 'unchanged' : 'new',
      path: aside.path,
      ...described(aside.described),
      settle: (good) => (good ? keepFile(folder, list, aside) : rmSync(aside.path, { force: true })),
    };
  } catch (cause) {
    if (cause instanceof CannotJoin || (cause instanceof AppError && cause.kind === 'too-large')) dropPart(part);
    throw cause;
  } finally {
    // A connection whose rest nobody wants is closed, not left to drip.
    trial.abort();
  }
}

function described({ sha256, size, lastModified }: KeptFile): Pick<Download, 'sha256' | 'size' | 'modifiedOn'> {
  const at = Date.parse(lastModified ?? '');
  const modifiedOn = Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 10);
  return { sha256, size, modifiedOn };
}

function headersFor(kept: KeptFile | null, arrived: Arrived): Record<string, string> {
  const headers = { 'user-agent': USER_AGENT, 'accept-encoding': 'identity' };
  if (arrived.bytes > 0 && arrived.tag)
    return { ...headers, range: `bytes=${arrived.bytes}-`, 'if-range': arrived.tag };
  if (kept?.etag) return { ...headers, 'if-none-match': kept.etag };
  if (kept?.lastModified) return { ...headers, 'if-modified-since': kept.lastModified };
  return headers;
}

/** The part that arrived does not fit what the server has now: the next try begins anew. */
class CannotJoin extends PassingFailure {}

/** Where the body begins in the file. */
function startOf(response: Response, arrived: Arrived): number {
  if (response.status === 200) return 0;
  if ((response.headers.get('content-range') ?? '').startsWith(`bytes ${arrived.bytes}-`)) return arrived.bytes;
  throw new CannotJoin('the server sent another part of the file than was asked for');
}

function refuseStatus(response: Response, url: string, now: () => number): void {
  const { status } = response;
  if (status === 200 || status === 206) return;
  if (status === 416) throw new CannotJoin('the server has no more of the file than has arrived', 0);
  if (status === 429 || status >= 500)
    throw new PassingFailure(`the server answered ${status}`, retryAfter(response, now));
  throw new AppError({
    code: 'FETCH_REFUSED',
    kind: 'refused',
    message: `Cannot fetch ${url}: the server answered ${status}`,
    hint: 'The address may have changed or want a key. Check data/lists/sources.json against the authority’s page.',
  });
}

function retryAfter(response: Response, now: () => number): number | null {
  const text = response.headers.get('retry-after') ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now());
}

function givenUp(url: string, state: string, cause: unknown): AppError {
  return new AppError({
    code: 'FETCH_FAILED',
    kind: 'unavailable',
    message: `Cannot fetch ${url}: ${state}`,
    hint: `Check the network, or try again later. ${STAYS}`,
    cause,
  });
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal });
}

/** The reason of a failure, that of the network below it included; never an address met on the way. */
function reasonOf(cause: unknown): string {
  const below =
    cause instanceof Error && cause.cause instanceof Error
      ? ` (${(cause.cause as NodeJS.ErrnoException).code ?? cause.cause.name})`
      : '';
  return `${messageOf(cause)}${below}`;
}
