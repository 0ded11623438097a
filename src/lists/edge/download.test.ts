import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadRequest, download } from './download.ts';

const LIST = '<?xml version="1.0"?><list>EXERCISE</list>'.padEnd(5000, ' ');

describe('download()', () => {
  let server: Server;
  let base = '';
  let folder = '';
  let answer: (request: IncomingMessage, response: ServerResponse, count: number) => void;
  let count = 0;
  const pauses: number[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      count += 1;
      answer(request, response, count);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchkeeper-download-'));
    count = 0;
    pauses.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const get = async (more: Partial<DownloadRequest> = {}) => {
    const { settle, ...arrived } = await download({
      list: 'un-sc',
      url: `${base}/list.xml`,
      folder,
      signal: AbortSignal.timeout(20_000),
      random: () => 0.5,
      kind: 'xml',
      limits: { idleMilliseconds: 300 },
      sleep: async (milliseconds) => void pauses.push(milliseconds),
      ...more,
    });
    settle(true);
    return { ...arrived, path: join(folder, 'un-sc.xml') };
  };
  const whole = (response: ServerResponse, body = LIST) =>
    response.writeHead(200, { etag: '"one"', 'content-length': Buffer.byteLength(body) }).end(body);

  it('keeps the file, and asks next time whether it has changed', async () => {
    answer = (request, response) =>
      request.headers['if-none-match'] === '"one"' ? response.writeHead(304).end() : whole(response);
    const first = await get();
    expect([first.outcome, readFileSync(first.path, 'utf8')]).toEqual(['new', LIST]);
    expect(await get()).toEqual({ ...first, outcome: 'unchanged' });
  });

  it('goes on where a connection broke off', async () => {
    const ranges: (string | undefined)[] = [];
    answer = (request, response, at) => {
      ranges.push(request.headers.range);
      if (at === 1) {
        response.writeHead(200, { etag: '"one"', 'content-length': LIST.length });
        response.write(LIST.slice(0, 2000), () => setTimeout(() => response.destroy(), 100));
      } else
        response
          .writeHead(206, {
            etag: '"one"',
            'content-range': `bytes 2000-${LIST.length - 1}/${LIST.length}`,
            'content-length': LIST.length - 2000,
          })
          .end(LIST.slice(2000));
    };
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
    expect(ranges).toEqual([undefined, 'bytes=2000-']);
  });

  it('does not join a part that it did not ask for', async () => {
    answer = (_, response, at) =>
      at === 1 ? response.writeHead(206, { 'content-range': 'bytes 7-9/10' }).end('abc') : whole(response);
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
  });

  it('begins again when the file changed while it was cut', async () => {
    answer = (_, response, at) => {
      if (at > 1) return whole(response);
      response.writeHead(200, { etag: '"old"', 'content-length': LIST.length });
      return response.write('x'.repeat(100), () => response.destroy());
    };
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
  });

  it('waits as long as a busy server asks, then longer each time, and gives up with a reason', async () => {
    answer = (_, response, at) =>
      at === 1 ? response.writeHead(429, { 'retry-after': '7' }).end() : response.writeHead(503).end();
    await expect(get()).rejects.toThrow(/Cannot fetch .*list\.xml: the server answered 503 \(tried 4 times\)/);
    expect(pauses).toEqual([7000, 2000, 4000]);
  });

  it.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['nothing', (response) => response.writeHead(200).end(), /the file is empty/],
    ['a page', (response) => response.writeHead(200).end('<!DOCTYPE html><html>Maintenance</html>'), /sent a web page/],
    ['not found', (response) => response.writeHead(404).end('gone'), /answered 404/],
    ['a loop', (response) => response.writeHead(302, { location: '/list.xml' }).end(), /redirects more than 5 times/],
    [
      'another protocol',
      (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      /leads to file:/,
    ],
    ['too much', (response) => response.writeHead(200).end('x'.repeat(20_000)), /larger than 10000 bytes/],
  ])('never lets %s replace the last good file', async (_, bad, message) => {
    answer = (_request, response) => whole(response);
    const good = await get();
    answer = (_request, response) => bad(response);
    await expect(get({ limits: { mostBytes: 10_000 } })).rejects.toThrow(message);
    expect(readFileSync(good.path, 'utf8')).toBe(LIST);
  });

  it('does not wait for ever on a server that falls silent', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': LIST.length });
      response.write('<');
    };
    await expect(get()).rejects.toThrow(/sent nothing for 0\.3 seconds/);
  });

  it('names no address that it was sent on to, and never steps down from https', async () => {
    answer = (request, response) =>
      request.url === '/list.xml'
        ? response.writeHead(302, { location: '/store?signature=geheim' }).end()
        : response.writeHead(403).end();
    await expect(get()).rejects.not.toThrow(/geheim/);
    const insecure = async () => new Response(null, { status: 302, headers: { location: 'http://example.org/' } });
    await expect(get({ url: 'https://example.org/list.xml', fetch: insecure })).rejects.toThrow(
      /from https to an insecure/,
    );
    expect(existsSync(join(folder, 'un-sc.xml'))).toBe(false);
  });
});
