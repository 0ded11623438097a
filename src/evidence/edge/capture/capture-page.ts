import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { type WarcEntry, writeWacz } from '../../web/write-wacz.ts';
import { Browser, runsWithoutSandbox } from './browser.ts';
import { PageRecorder } from './page-recorder.ts';

export interface CaptureRequest {
  url: string;
  /** The program of Chromium; null looks for it. */
  browser: string | null;
  /** Name and version of this program. */
  software: string;
  by: string;
  now: Date;
  signal: AbortSignal;
}

export interface Capture {
  wacz: Buffer;
  title: string;
  /** Where the page ended up. */
  finalUrl: string;
  status: number | null;
  exchanges: number;
  missing: { url: string; why: string }[];
  notices: string[];
}

const LOAD_MILLISECONDS = 45_000;
const QUIET_MILLISECONDS = 1500;
const SETTLE_MILLISECONDS = 15_000;
const MOST_SCREENSHOT_HEIGHT = 16_384;
const LIMITS = { exchanges: 5000, bytes: 268_435_456 };
const BUFFERS = { maxTotalBufferSize: 268_435_456, maxResourceBufferSize: 134_217_728 };

/** Down the page and up again, so that what loads late is loaded. */
const SCROLL = `(async () => {
  for (let step = 0; step < 20; step += 1) {
    const before = scrollY;
    scrollBy(0, innerHeight);
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (scrollY === before) break;
  }
  scrollTo(0, 0);
})()`;

/** Opens a page in a browser of its own and packs all that it fetched, with a picture and its text, into a WACZ. */
export async function capturePage(request: CaptureRequest): Promise<Capture> {
  refuseAddress(request.url);
  let hear = (_method: string, _params: Record<string, unknown>, _session: string | undefined): void => {};
  const browser = await Browser.open(request.browser, (...event) => hear(...event));
  const stop = (): void => void browser.close();
  request.signal.addEventListener('abort', stop, { once: true });
  try {
    const page = new PageCapture(browser, request);
    hear = page.hear;
    return await page.run();
  } catch (cause) {
    request.signal.throwIfAborted();
    throw cause instanceof AppError ? cause : notCaptured(request.url, messageOf(cause), cause);
  } finally {
    request.signal.removeEventListener('abort', stop);
    await browser.close();
  }
}

class PageCapture {
  readonly #browser: Browser;
  readonly #request: CaptureRequest;
  readonly #recorder: PageRecorder;
  #session = '';
  #loaded = false;
  #mainFrame = '';
  #status: number | null = null;

  constructor(browser: Browser, request: CaptureRequest) {
    this.#browser = browser;
    this.#request = request;
    this.#recorder = new PageRecorder(async (requestId, session) => {
      const { body, base64Encoded } = await browser.send('Network.getResponseBody', { requestId }, session);
      return Buffer.from(String(body), base64Encoded ? 'base64' : 'utf8');
    }, LIMITS);
  }

  readonly hear = (method: string, params: Record<string, unknown>, session: string | undefined): void => {
    if (method === 'Target.attachedToTarget') this.#attach(String(params.sessionId));
    if (method === 'Page.loadEventFired' && session === this.#session) this.#loaded = true;
    if (method === 'Page.javascriptDialogOpening')
      this.#browser.send('Page.handleJavaScriptDialog', { accept: false }, session).catch(() => {});
    if (method === 'Network.responseReceived' && params.type === 'Document' && params.frameId === this.#mainFrame)
      this.#status = Number((params.response as { status?: unknown }).status);
    this.#recorder.hear(method, params, session);
  };

  async run(): Promise<Capture> {
    const { url } = this.#request;
    const version = await this.#browser.send('Browser.getVersion');
    await this.#browser.send('Browser.setDownloadBehavior', { behavior: 'deny' });
    const { targetId } = await this.#browser.send('Target.createTarget', { url: 'about:blank' });
    this.#mainFrame = String(targetId);
    const attached = await this.#browser.send('Target.attachToTarget', { targetId, flatten: true });
    this.#session = String(attached.sessionId);
    await this.#enable(this.#session);
    const { errorText } = await this.#send('Page.navigate', { url });
    if (typeof errorText === 'string' && errorText !== '') throw notCaptured(url, errorText);
    const notices = await this.#settle();
    const screenshot = await this.#screenshot();
    const text = await this.#evaluate('document.body ? document.body.innerText : ""');
    const title = (await this.#evaluate('document.title')) || url;
    const finalUrl = await this.#evaluate('location.href');
    await this.#recorder.end();
    const { leftOut } = this.#recorder;
    if (leftOut.has(finalUrl.split('#', 1)[0] ?? ''))
      throw notCaptured(url, 'it leads to an address inside this network');
    if (leftOut.size > 0)
      notices.push('Picture and text are left out: the page may show what came from inside this network.');
    return this.#pack({ screenshot, text, title, finalUrl, version, notices });
  }

  /** Frames of other sites and workers have sessions of their own, and wait until they are listened to. */
  #attach(session: string): void {
    if (session === this.#session || this.#session === '') return;
    this.#enable(session)
      .catch(() => {})
      .finally(() => this.#browser.send('Runtime.runIfWaitingForDebugger', {}, session).catch(() => {}));
  }

  async #enable(session: string): Promise<void> {
    const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await this.#browser.send('Network.enable', BUFFERS, session);
    await this.#browser.send('Target.setAutoAttach', attach, session);
    await this.#browser.send('Network.setCacheDisabled', { cacheDisabled: true }, session);
    await this.#browser.send('Page.enable', {}, session);
  }

  async #settle(): Promise<string[]> {
    const notices = runsWithoutSandbox() ? ['The browser ran without its sandbox, since it ran as root.'] : [];
    const begin = performance.now();
    while (!this.#loaded && performance.now() - begin < LOAD_MILLISECONDS) await this.#pause(100);
    if (!this.#loaded) notices.push(`The page had not loaded fully after ${LOAD_MILLISECONDS / 1000} s.`);
    await this.#send('Runtime.evaluate', { expression: SCROLL, awaitPromise: true, timeout: 10_000 }).catch(() => {});
    const settling = performance.now();
    while (this.#recorder.quietMilliseconds < QUIET_MILLISECONDS) {
      if (performance.now() - settling > SETTLE_MILLISECONDS) {
        notices.push('The page went on fetching when the capture ended.');
        break;
      }
      await this.#pause(100);
    }
    return notices;
  }

  async #screenshot(): Promise<Buffer> {
    const { cssContentSize } = await this.#send('Page.getLayoutMetrics');
    const { width, height } = cssContentSize as { width: number; height: number };
    const clip = { x: 0, y: 0, width, height: Math.min(height, MOST_SCREENSHOT_HEIGHT), scale: 1 };
    const { data } = await this.#send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true, clip });
    return Buffer.from(String(data), 'base64');
  }

  #pack(made: {
    screenshot: Buffer;
    text: string;
    title: string;
    finalUrl: string;
    version: Record<string, unknown>;
    notices: string[];
  }): Capture {
    const { url, software, by, now } = this.#request;
    const { title, finalUrl, notices } = made;
    const { entries, missing, certificates } = this.#recorder;
    const at = now.toISOString();
    const own = (type: 'resource' | 'metadata', uri: string, contentType: string, block: Buffer): WarcEntry => ({
      type,
      uri,
      at,
      contentType,
      block,
      contentStart: 0,
      ...(type === 'resource' ? { index: { status: 200, mime: contentType } } : {}),
    });
    const facts = { certificates: Object.fromEntries(certificates), missing, notices };
    const wacz = writeWacz({
      title,
      description: `${url}, captured on ${at} for ${by}`,
      software,
      at: now,
      pages: [{ url: finalUrl.split('#', 1)[0] ?? finalUrl, at, title }],
      entries: [
        ...entries,
        ...(this.#recorder.leftOut.size > 0
          ? []
          : [
              own('resource', `urn:screenshot:${finalUrl}`, 'image/png', made.screenshot),
              own('resource', `urn:text:${finalUrl}`, 'text/plain', Buffer.from(made.text)),
            ]),
        own('metadata', `urn:capture:${finalUrl}`, 'application/json', Buffer.from(JSON.stringify(facts))),
      ],
      about: {
        operator: by,
        browser: String(made.version.product),
        'http-header-user-agent': String(made.version.userAgent),
        'requested-address': url,
        bodies: 'as the browser unpacked them; how they were sent stands in X-Archive-Orig headers',
        robots: 'ignored',
      },
    });
    const exchanges = entries.filter(({ type }) => type === 'response').length;
    return { wacz, title, finalUrl, status: this.#status, exchanges, missing, notices };
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#request.signal });
  }

  #send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.#browser.send(method, params, this.#session);
  }

  async #evaluate(expression: string): Promise<string> {
    const { result } = await this.#send('Runtime.evaluate', { expression, returnByValue: true });
    return String((result as { value?: unknown } | undefined)?.value ?? '');
  }
}

function refuseAddress(url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  throw new AppError({
    code: 'ADDRESS_NOT_WEB',
    kind: 'usage',
    message: `Cannot capture "${url.slice(0, 200)}": it is no address of the web`,
    hint: 'Give it as https://…',
  });
}

function notCaptured(url: string, state: string, cause?: unknown): AppError {
  return new AppError({
    code: 'PAGE_NOT_CAPTURED',
    kind: 'unavailable',
    message: `Cannot capture ${url.slice(0, 200)}: ${state}`,
    hint: 'Check the address. A file that a browser would only download is fetched otherwise and taken in with "evidence add".',
    cause,
  });
}
