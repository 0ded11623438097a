import { type HeaderMap, requestBlock, responseBlock } from '../../web/http-block.ts';
import type { WarcEntry } from '../../web/write-wacz.ts';
import { isInnerAddress } from './inner-address.ts';

interface BrowserRequest {
  url: string;
  method: string;
  headers: HeaderMap;
  postData?: string;
}

interface BrowserResponse {
  url: string;
  status: number;
  statusText: string;
  headers: HeaderMap;
  mimeType: string;
  remoteIPAddress?: string;
  securityDetails?: Record<string, unknown>;
}

interface Exchange {
  request: BrowserRequest;
  at: string;
  response: BrowserResponse | null;
}

export interface RecorderLimits {
  exchanges: number;
  bytes: number;
}

/** Asks the browser for a response's body, unpacked. */
export type BodyOf = (requestId: string, session: string | undefined) => Promise<Uint8Array>;

/** Writes down what a page and its frames fetch, as the browser tells of it. */
export class PageRecorder {
  readonly entries: WarcEntry[] = [];
  /** What was not written down, with why. */
  readonly missing: { url: string; why: string }[] = [];
  /** Addresses inside this network that a page from outside led to or fetched from. */
  readonly leftOut = new Set<string>();
  /** The certificate of each site that was spoken to over TLS. */
  readonly certificates = new Map<string, Record<string, unknown>>();
  readonly #bodyOf: BodyOf;
  readonly #limits: RecorderLimits;
  readonly #open = new Map<string, Exchange>();
  readonly #bodies = new Set<Promise<void>>();
  #bytes = 0;
  /** Whether the page itself came from inside; null until it has come. */
  #isInner: boolean | null = null;
  #changedAt = performance.now();

  constructor(bodyOf: BodyOf, limits: RecorderLimits) {
    this.#bodyOf = bodyOf;
    this.#limits = limits;
  }

  /** Milliseconds since something was asked for or came; 0 while something is under way. */
  get quietMilliseconds(): number {
    return this.#open.size + this.#bodies.size > 0 ? 0 : performance.now() - this.#changedAt;
  }

  /** Takes an event of the DevTools domain Network. */
  hear(method: string, params: Record<string, unknown>, session: string | undefined): void {
    // The document of a frame is asked for in one session and comes in another, under the same id.
    const id = String(params.requestId);
    if (method === 'Network.requestWillBeSent') this.#begin(id, params);
    else if (method === 'Network.responseReceived') {
      const exchange = this.#open.get(id);
      if (exchange) exchange.response = this.#met(params.response as BrowserResponse);
    } else if (method === 'Network.loadingFinished') this.#finish(id, session);
    else if (method === 'Network.loadingFailed') this.#fail(id, String(params.errorText ?? 'failed'));
  }

  /** Waits for bodies that are on their way; what has not ended by now counts as missing. */
  async end(): Promise<void> {
    await Promise.all(this.#bodies);
    for (const key of [...this.#open.keys()]) this.#fail(key, 'it had not ended when the capture did');
  }

  /** The first response of all is the page's own, or what led to it: by it the others are judged. */
  #met(response: BrowserResponse): BrowserResponse {
    const ip = ipOf(response);
    const isInner = ip !== null && isInnerAddress(ip);
    this.#isInner ??= isInner;
    if (isInner && !this.#isInner) this.leftOut.add(response.url);
    return response;
  }

  #begin(key: string, { request, wallTime, redirectResponse }: Record<string, unknown>): void {
    this.#changedAt = performance.now();
    const before = this.#open.get(key);
    if (before && redirectResponse) {
      before.response = this.#met(redirectResponse as BrowserResponse);
      this.#write(before, new Uint8Array(0));
    }
    const asked = request as BrowserRequest;
    this.#open.delete(key);
    // Addresses of data and blobs never left the browser.
    if (!/^https?:/i.test(asked.url)) return;
    const at = new Date(Number(wallTime) * 1000).toISOString();
    this.#open.set(key, { request: asked, at, response: null });
  }

  #finish(id: string, session: string | undefined): void {
    const exchange = this.#open.get(id);
    if (!exchange) return;
    const body = this.#bodyOf(id, session)
      .then((bytes) => this.#write(exchange, bytes))
      .catch((cause: Error) => {
        this.missing.push({ url: exchange.request.url, why: `the browser no longer has its body: ${cause.message}` });
      })
      .finally(() => {
        this.#bodies.delete(body);
        this.#changedAt = performance.now();
      });
    this.#bodies.add(body);
    this.#open.delete(id);
  }

  #fail(key: string, why: string): void {
    const exchange = this.#open.get(key);
    if (!exchange) return;
    this.#open.delete(key);
    this.#changedAt = performance.now();
    this.missing.push({ url: exchange.request.url, why });
  }

  #write({ request, at, response }: Exchange, body: Uint8Array): void {
    if (!response) return;
    const { exchanges, bytes } = this.#limits;
    this.#bytes += body.byteLength;
    if (this.entries.length >= 2 * exchanges || this.#bytes > bytes) {
      this.missing.push({ url: request.url, why: 'the capture has reached its limit' });
      return;
    }
    const { url, status, statusText, headers, mimeType, securityDetails } = response;
    const ip = ipOf(response);
    if (this.leftOut.has(url)) {
      // A page from outside can make a browser ask inside; what answers there is not the page's to publish.
      this.missing.push({ url: request.url, why: 'it came from inside this network, which the page did not' });
      return;
    }
    this.entries.push({
      type: 'response',
      uri: url.split('#', 1)[0] ?? url,
      at,
      ip,
      contentType: 'application/http; msgtype=response',
      ...responseBlock({ status, text: statusText, headers }, body),
      index: { status, mime: mimeType || 'application/octet-stream' },
    });
    this.entries.push({
      type: 'request',
      uri: url.split('#', 1)[0] ?? url,
      at,
      contentType: 'application/http; msgtype=request',
      ...requestBlock(request.method, request.url, { headers: request.headers, body: request.postData ?? '' }),
    });
    if (securityDetails) this.certificates.set(new URL(url).host, securityDetails);
  }
}

function ipOf({ remoteIPAddress }: BrowserResponse): string | null {
  return remoteIPAddress?.replace(/^\[|\]$/g, '') || null;
}
