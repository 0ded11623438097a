import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { type Fetch, followRedirects } from './follow-redirects.ts';

export interface DownloadRequest {
  list: string;
  url: string;
  /** Where the file, its state and what arrived of it so far are kept. */
  folder: string;
  signal: AbortSignal;
  /** Bytes, of content-length where the server gives it. */
  onProgress?(bytes: number, total: number | null): void;
  /** For tests: the network, the clock of waiting, chance, and limits. */
  fetch?: Fetch;
  sleep?(milliseconds: number): Promise<void>;
  random?(): number;
  mostBytes?: number;
  idleMilliseconds?: number;
}

export interface Download {
  outcome: 'new' | 'unchanged';
  path: string;
  sha256: string;
  size: number;
}

interface KeptState {
  url: string;
  etag: string | null;
  lastModified: string | null;
  sha256: string;
  size: number;
  file: string;
}

/** The largest official list in use is about 125 MB. */
const MOST_BYTES = 1_000_000_000;
const IDLE_MILLISECONDS = 30_000;
const MOST_TRIES = 4;
/** First pause before trying again; it doubles. A server's Retry-After is kept to, up to a minute. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 60_000;

/**
 * Fetches an official file unless it is unchanged, resuming what broke off. The file that was there stays until a whole,
 * non-empty one of the right kind has arrived. Throws AppError that says what happened and what to do.
 */
export async function download(request: DownloadRequest): Promise<Download> {
  mkdirSync(request.folder, { recursive: true });
  const { sleep = pause, random = Math.random } = request;
  let last: unknown;
  for (let attempt = 0; attempt < MOST_TRIES; attempt += 1) {
    try {
      return await tryOnce(request);
    } catch (cause) {
      request.signal.throwIfAborted();
      if (cause instanceof AppError && !(cause instanceof PassingFailure)) throw cause;
      last = cause;
      const wait =
        cause instanceof PassingFailure && cause.waitMilliseconds !== null
          ? cause.waitMilliseconds
          : FIRST_PAUSE * 2 ** attempt * (0.5 + random());
      if (attempt < MOST_TRIES - 1) await sleep(Math.min(wait, LONGEST_PAUSE));
    }
  }
  throw new AppError({
    code: 'FETCH_FAILED',
    kind: 'unavailable',
    message: `Cannot fetch ${request.url}: ${reasonOf(last)} (tried ${MOST_TRIES} times)`,
    hint: 'Check the network, or download the file by hand and load it with "lists load --from". The last good version stays in use.',
    cause: last,
  });
}

/** What may pass by itself: a busy server, a cut connection. */
class PassingFailure extends AppError {
  readonly waitMilliseconds: number | null;

  constructor(url: string, state: string, waitMilliseconds: number | null = null) {
    super({ code: 'FETCH_BROKEN', kind: 'unavailable', message: state, data: { url } });
    this.waitMilliseconds = waitMilliseconds;
  }
}

async function tryOnce(request: DownloadRequest): Promise<Download> {
  const { list, url, folder } = request;
  const statePath = join(folder, `${list}.state.json`);
  const kept = readState(statePath, folder, url);
  const part = join(folder, `${list}.part`);
  const resumeTag = existsSync(part) && existsSync(`${part}.tag`) ? readFileSync(`${part}.tag`, 'utf8') : null;
  const have = resumeTag === null ? 0 : statSync(part).size;
  const headers: Record<string, string> = { 'user-agent': 'watchkeeper', 'accept-encoding': 'identity' };
  if (have > 0 && resumeTag) Object.assign(headers, { range: `bytes=${have}-`, 'if-range': resumeTag });
  else if (kept?.etag) headers['if-none-match'] = kept.etag;
  else if (kept?.lastModified) headers['if-modified-since'] = kept.lastModified;
  const response = await followRedirects(request.fetch ?? fetch, url, { headers, signal: request.signal });
  if (response.status === 304 && kept)
    return { outcome: 'unchanged', path: join(folder, kept.file), sha256: kept.sha256, size: kept.size };
  refuseStatus(response, url);
  const resumed = response.status === 206;
  if (resumed && !(response.headers.get('content-range') ?? '').startsWith(`bytes ${have}-`)) {
    rmSync(part, { force: true });
    await response.body?.cancel();
    throw new PassingFailure(url, 'the server sent another part of the file than was asked for');
  }
  await receive(request, response, part, resumed ? have : 0);
  refuseContent(part, url);
  return await keep(request, response, part, { statePath, kept });
}

function refuseStatus(response: Response, url: string): void {
  if (response.status === 200 || response.status === 206) return;
  void response.body?.cancel();
  if (response.status === 429 || response.status >= 500)
    throw new PassingFailure(url, `the server answered ${response.status}`, retryAfter(response));
  throw new AppError({
    code: 'FETCH_REFUSED',
    kind: 'refused',
    message: `Cannot fetch ${url}: the server answered ${response.status}`,
    hint: 'The address may have changed or want a key. Check data/lists/sources.json against the authority’s page.',
  });
}

function retryAfter(response: Response): number | null {
  const text = response.headers.get('retry-after') ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** Appends the body to the part file; a connection that falls silent or ends early is a passing failure. */
async function receive(request: DownloadRequest, response: Response, part: string, from: number): Promise<void> {
  const { url, mostBytes = MOST_BYTES, idleMilliseconds = IDLE_MILLISECONDS } = request;
  const length = response.headers.get('content-length');
  const total = length === null ? null : from + Number(length);
  if (total !== null && total > mostBytes) throw tooLarge(url, mostBytes);
  const tag = response.headers.get('etag') ?? response.headers.get('last-modified');
  if (tag && !tag.startsWith('W/')) writeFileSync(`${part}.tag`, tag);
  else rmSync(`${part}.tag`, { force: true });
  const file = await open(part, from > 0 ? 'a' : 'w');
  let size = from;
  try {
    const reader = response.body?.getReader();
    for (;;) {
      const piece = await within(reader?.read(), idleMilliseconds, url);
      if (!piece || piece.done) break;
      size += piece.value.byteLength;
      if (size > mostBytes) throw tooLarge(url, mostBytes);
      await file.write(piece.value);
      request.onProgress?.(size, total);
    }
  } finally {
    await file.close();
  }
  if (total !== null && size < total)
    throw new PassingFailure(url, `the connection ended after ${size} of ${total} bytes`);
}

async function within<Value>(
  promise: Promise<Value> | undefined,
  milliseconds: number,
  url: string,
): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new PassingFailure(url, `the server sent nothing for ${milliseconds / 1000} seconds`)),
      milliseconds,
    );
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(url: string, mostBytes: number): AppError {
  return new AppError({
    code: 'FETCH_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot fetch ${url}: it is larger than ${mostBytes} bytes`,
    hint: 'No official list is that large. Check the address.',
  });
}

/** An empty answer and a page in place of a list never become the file. */
function refuseContent(part: string, url: string): void {
  const size = statSync(part).size;
  const begin = readFileSync(part)
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^[\u00ef\u00bb\u00bf\s]+/, '')
    .toLowerCase();
  const state =
    size === 0
      ? 'the file is empty'
      : /^<(!doctype )?html/.test(begin)
        ? 'the server sent a web page in place of the list'
        : null;
  if (state === null) return;
  rmSync(part, { force: true });
  rmSync(`${part}.tag`, { force: true });
  throw new AppError({
    code: 'FETCH_WRONG_CONTENT',
    kind: 'invalid',
    message: `Cannot take ${url}: ${state}`,
    hint: 'Try again later; the last good version stays in use.',
  });
}

async function keep(
  request: DownloadRequest,
  response: Response,
  part: string,
  before: { statePath: string; kept: KeptState | null },
): Promise<Download> {
  const { list, url, folder } = request;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(part)) hash.update(chunk as Uint8Array);
  const [sha256, size] = [hash.digest('hex'), statSync(part).size];
  const extension = /^\.(xml|csv|xlsx|json|zip|gz)$/i.exec(extname(new URL(url).pathname))?.[0].toLowerCase() ?? '.xml';
  const file = `${list}${extension}`;
  renameSync(part, join(folder, file));
  rmSync(`${part}.tag`, { force: true });
  const state: KeptState = {
    url,
    etag: response.headers.get('etag'),
    lastModified: response.headers.get('last-modified'),
    sha256,
    size,
    file,
  };
  writeFileSync(before.statePath, JSON.stringify(state));
  return { outcome: before.kept?.sha256 === sha256 ? 'unchanged' : 'new', path: join(folder, file), sha256, size };
}

function readState(path: string, folder: string, url: string): KeptState | null {
  try {
    const state = JSON.parse(readFileSync(path, 'utf8')) as KeptState;
    return state.url === url && existsSync(join(folder, state.file)) ? state : null;
  } catch {
    return null;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The reason of a failure, that of the network below it included; never an address met on the way. */
function reasonOf(cause: unknown): string {
  const below =
    cause instanceof Error && cause.cause instanceof Error
      ? ` (${(cause.cause as NodeJS.ErrnoException).code ?? cause.cause.name})`
      : '';
  return `${messageOf(cause)}${below}`;
}
