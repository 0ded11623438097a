import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../../../kernel/errors.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const FLAGS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--mute-audio',
  '--window-size=1366,900',
];
const ANSWER_MILLISECONDS = 60_000;
const END_MILLISECONDS = 5000;

/** What the browser tells: the name of an event, its facts, and the page or frame that it is about. */
export type BrowserEvent = (method: string, params: Record<string, unknown>, session: string | undefined) => void;

interface Waiting {
  resolve(result: Record<string, unknown>): void;
  reject(cause: Error): void;
}

/** A browser of its own with an empty profile, spoken to over the DevTools protocol through two pipes: no port is opened. */
export class Browser {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #toBrowser: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onEvent: BrowserEvent;
  #next = 1;
  readonly #held: string[] = [];
  #ended = false;

  private constructor(path: string, onEvent: BrowserEvent) {
    this.#onEvent = onEvent;
    this.#profile = mkdtempSync(join(tmpdir(), 'watchkeeper-capture-'));
    this.#process = spawn(path, [...FLAGS, ...sandboxFlags(), `--user-data-dir=${this.#profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, HOME: this.#profile, LANG: 'C.UTF-8' },
    });
    this.#toBrowser = this.#process.stdio[3] as Writable;
    this.#toBrowser.on('error', () => {});
    const fromBrowser = this.#process.stdio[4] as Readable;
    fromBrowser.setEncoding('utf8').on('data', (text: string) => this.#take(text));
    fromBrowser.on('error', () => {});
    const end = (cause: Error): void => {
      this.#ended = true;
      for (const { reject } of this.#waiting.values()) reject(cause);
      this.#waiting.clear();
    };
    this.#process.on('error', end);
    this.#process.on('exit', (code, signal) => end(new Error(`the browser ended (${signal ?? code})`)));
  }

  /** Starts a browser; `path` null looks for one where systems keep it. Throws AppError (unavailable). */
  static async open(path: string | null, onEvent: BrowserEvent): Promise<Browser> {
    const found = path ?? PLACES.find(existsSync);
    if (!found || !existsSync(found)) throw noBrowser(found);
    const browser = new Browser(found, onEvent);
    try {
      await browser.send('Browser.getVersion');
      return browser;
    } catch (cause) {
      await browser.close();
      throw noBrowser(found, cause);
    }
  }

  /** Sends a command and waits for its answer. Throws Error with the browser's words. */
  async send(method: string, params: object = {}, session?: string): Promise<Record<string, unknown>> {
    if (this.#ended) throw new Error('the browser has ended');
    const id = this.#next++;
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<Record<string, unknown>>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      timer = setTimeout(() => reject(new Error(`the browser does not answer ${method}`)), ANSWER_MILLISECONDS);
    });
    this.#toBrowser.write(`${JSON.stringify({ id, method, params, ...(session ? { sessionId: session } : {}) })}\0`);
    return await answer.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(id);
    });
  }

  /** Ends it, by force if need be, and removes its profile. */
  async close(): Promise<void> {
    if (!this.#ended) {
      const exit = new Promise<void>((resolve) => this.#process.once('exit', () => resolve()));
      this.send('Browser.close').catch(() => {});
      const timer = setTimeout(() => this.#process.kill('SIGKILL'), END_MILLISECONDS);
      await exit;
      clearTimeout(timer);
    }
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** A message may be large and come in many pieces: they are joined once, at its end. */
  #take(text: string): void {
    for (let start = 0; ; ) {
      const end = text.indexOf('\0', start);
      this.#held.push(text.slice(start, end < 0 ? undefined : end));
      if (end < 0) return;
      const message = this.#held.splice(0).join('');
      this.#hear(JSON.parse(message) as Message);
      start = end + 1;
    }
  }

  #hear({ id, method, params = {}, result = {}, error, sessionId }: Message): void {
    if (id === undefined) {
      this.#onEvent(method ?? '', params, sessionId);
      return;
    }
    const waiting = this.#waiting.get(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
  sessionId?: string;
}

/** True where the browser cannot shut itself in: as root it refuses to run with its sandbox. */
export function runsWithoutSandbox(): boolean {
  return process.getuid?.() === 0;
}

function sandboxFlags(): string[] {
  return runsWithoutSandbox() ? ['--no-sandbox'] : [];
}

function noBrowser(path: string | undefined, cause?: unknown): AppError {
  return new AppError({
    code: 'BROWSER_MISSING',
    kind: 'unavailable',
    message: path ? `Cannot start the browser ${path}` : 'Cannot capture a page: no Chromium is installed',
    hint: 'Install Chromium (Debian: apt install chromium), or name its program in WATCHKEEPER_BROWSER.',
    cause,
  });
}
