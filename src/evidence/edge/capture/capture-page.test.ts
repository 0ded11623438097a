import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '../../byte-source.ts';
import { png } from '../../fixtures/made-files.ts';
import { inspect } from '../../intake/inspect.ts';
import { verifyWacz } from '../../web/verify-wacz.ts';
import { type Capture, capturePage } from './capture-page.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? null;

const PAGE = `<!doctype html><title>EXERCISE page</title><link rel="stylesheet" href="/style.css">
<h1>EXERCISE 조선</h1><img src="/moved.png"><img src="/missing.png"><iframe src="//localhost:PORT/frame"></iframe>
<div style="height:4000px"></div>
<script>alert('EXERCISE'); addEventListener('scroll', () => { if (!globalThis.done) { globalThis.done = true; fetch('/late?when=scrolled'); } });</script>`;

describe.skipIf(CHROMIUM === null)('capturePage()', () => {
  let server: Server;
  let origin = '';
  const asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, reply) => {
      asked.push(request.url ?? '');
      const answers: Record<string, () => unknown> = {
        '/': () =>
          reply
            .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' })
            .end(gzipSync(PAGE.replace('PORT', origin.split(':')[2] ?? ''))),
        '/style.css': () => reply.writeHead(200, { 'content-type': 'text/css' }).end('h1 { color: red }'),
        '/moved.png': () => reply.writeHead(302, { location: '/image.png' }).end(),
        '/image.png': () => reply.writeHead(200, { 'content-type': 'image/png' }).end(png(20, 10)),
        '/frame': () => reply.writeHead(200, { 'content-type': 'text/html' }).end('<img src="/in-frame.png">'),
        '/in-frame.png': () => reply.writeHead(200, { 'content-type': 'image/png' }).end(png(5, 5)),
        '/late?when=scrolled': () => reply.writeHead(200, { 'content-type': 'text/plain' }).end('late'),
        '/broken': () => request.socket.destroy(),
        '/file': () =>
          reply.writeHead(200, { 'content-type': 'application/zip', 'content-disposition': 'attachment' }).end('PK'),
      };
      const answer =
        answers[request.url ?? ''] ?? (() => reply.writeHead(404, { 'content-type': 'text/plain' }).end('no'));
      answer();
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const bound = server.address();
    origin = `http://127.0.0.1:${bound && typeof bound === 'object' ? bound.port : 0}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const capture = (url: string, signal = new AbortController().signal): Promise<Capture> =>
    capturePage({ url, browser: CHROMIUM, software: 'test', by: 'AA', now: new Date(), signal });

  it('packs a page with all that it fetched, frames and what loads late, into a WACZ that holds', async () => {
    const made = await capture(`${origin}/`);
    expect(made).toMatchObject({ title: 'EXERCISE page', finalUrl: `${origin}/`, status: 200, missing: [] });
    const report = await verifyWacz(memorySource(made.wacz), { roots: [], now: Date.now() });
    expect(report).toMatchObject({ valid: true, faults: [], pages: [{ url: `${origin}/`, title: 'EXERCISE page' }] });
    expect(report.records.response).toBe(made.exchanges);
    expect((await inspect(memorySource(made.wacz))).type).toBe('application/wacz');
    const files = unzipSync(made.wacz);
    const index = Buffer.from(files['indexes/index.cdx'] ?? []).toString();
    const listed = index
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))) as { url: string; status: string; mime: string });
    const statusOf = (path: string): string | undefined => listed.find(({ url }) => url.endsWith(path))?.status;
    expect(
      ['/style.css', '/moved.png', '/image.png', '/missing.png', '/frame', '/in-frame.png', '/late?when=scrolled'].map(
        statusOf,
      ),
    ).toEqual(['200', '302', '200', '404', '200', '200', '200']);
    expect(listed).toContainEqual(expect.objectContaining({ url: `urn:screenshot:${origin}/`, mime: 'image/png' }));
    const warc = gunzipSync(Buffer.from(files['archive/data.warc.gz'] ?? [])).toString();
    expect(warc).toContain('EXERCISE 조선');
    expect(warc.toLowerCase()).toContain('x-archive-orig-content-encoding: gzip');
    expect(warc).toContain('operator: AA');
    expect(warc).toMatch(/GET \/style\.css HTTP\/1\.1\r\nHost: 127\.0\.0\.1/);
  });

  it('says why a page cannot be captured', async () => {
    await expect(capture('file:///etc/hostname')).rejects.toMatchObject({ code: 'ADDRESS_NOT_WEB' });
    await expect(capture(`${origin}/broken`)).rejects.toMatchObject({ code: 'PAGE_NOT_CAPTURED' });
    await expect(capture(`${origin}/file`)).rejects.toMatchObject({ code: 'PAGE_NOT_CAPTURED' });
    await expect(
      capturePage({
        url: origin,
        browser: '/nowhere/chromium',
        software: '',
        by: '',
        now: new Date(),
        signal: new AbortController().signal,
      }),
    ).rejects.toMatchObject({ code: 'BROWSER_MISSING' });
  });

  it('stops when it is told to', async () => {
    const stopping = new AbortController();
    setTimeout(() => stopping.abort(), 300);
    await expect(capture(`${origin}/`, stopping.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
