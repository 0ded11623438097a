import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DownloadRequest, download } from './download.ts';

const LIST = '<?xml version="1.0"?><list>EXERCISE</list>'.padEnd(5000, ' ');

describe('download() on servers and disks that fail', () => {
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
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watchkeeper-download-'));
    count = 0;
    pauses.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const get = async (more: Partial<DownloadRequest> = {}) => {
    const { settle, ...arrived } = await download({
      list: 'un-sc',
      url: `${base}/list.xml`,
      folder,
      signal: AbortSignal.timeout(4000),
      random: () => 0.5,
      kind: 'xml',
      limits: { idleMilliseconds: 300, totalMilliseconds: 3000 },
      sleep: async (milliseconds) => void pauses.push(milliseconds),
      ...more,
    });
    settle(true);
    return { ...arrived, path: join(folder, 'un-sc.xml') };
  };
  const whole = (response: ServerResponse, body: string | Buffer = LIST) =>
    response.writeHead(200, { etag: '"one"', 'content-length': Buffer.byteLength(body) }).end(body);
  const piece = (response: ServerResponse, from: number, to: number) =>
    response
      .writeHead(206, { etag: '"one"', 'content-range': `bytes ${from}-${to - 1}/${LIST.length}` })
      .end(LIST.slice(from, to));

  it('asks for the rest when the server sends a piece at a time', async () => {
    const ranges: (string | undefined)[] = [];
    answer = (request, response, at) => {
      ranges.push(request.headers.range);
      if (at === 1) {
        response.writeHead(200, { etag: '"one"', 'content-length': LIST.length });
        response.write(LIST.slice(0, 1000), () => setTimeout(() => response.destroy(), 50));
      } else if (at === 2) piece(response, 1000, 3000);
      else piece(response, 3000, LIST.length);
    };
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
    expect(ranges).toEqual([undefined, 'bytes=1000-', 'bytes=3000-']);
  });

  it('does not take a piece that it did not ask for as the whole', async () => {
    answer = (_, response, at) => (at === 1 ? piece(response, 0, 500) : whole(response));
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
  });

  it('begins again when the server knows no rest of what was kept', async () => {
    writeFileSync(join(folder, 'un-sc.part'), `${LIST}and more`);
    writeFileSync(join(folder, 'un-sc.part.tag'), '"one"');
    answer = (request, response) => (request.headers.range ? response.writeHead(416).end() : whole(response));
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
  });

  it('fetches again what was damaged on the disk', async () => {
    answer = (request, response) =>
      request.headers['if-none-match'] === '"one"' ? response.writeHead(304).end() : whole(response);
    const { path } = await get();
    truncateSync(path, 10);
    expect(statSync((await get()).path).size).toBe(LIST.length);
  });

  it('reads an answer that came packed although it was asked not to', async () => {
    const packed = gzipSync(LIST);
    answer = (_, response) =>
      response
        .writeHead(200, { etag: '"one"', 'content-encoding': 'gzip', 'content-length': packed.length })
        .end(packed);
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
  });

  it('gives up on a server that takes the call and never answers', async () => {
    answer = () => undefined;
    await expect(get()).rejects.toThrow(/sent nothing for 0\.3 seconds \(tried 4 times\)/);
  });

  it('gives up on a server that sends a byte now and then', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': LIST.length });
      const drip = setInterval(() => response.write('<'), 50);
      response.on('close', () => clearInterval(drip));
    };
    await expect(get({ limits: { totalMilliseconds: 400 } })).rejects.toThrow(/took longer than 0\.4 seconds/);
  });

  it('says so when its caller stops it, and leaves nothing in place of the list', async () => {
    answer = (_, response) => void response.writeHead(200, { 'content-length': LIST.length }).write('<');
    await expect(get({ signal: AbortSignal.timeout(100) })).rejects.toThrow(/abort|timeout/i);
    expect(existsSync(join(folder, 'un-sc.xml'))).toBe(false);
  });

  it('does not call again before a server wants it, when that is far off', async () => {
    answer = (_, response) => response.writeHead(503, { 'retry-after': '7200' }).end();
    await expect(get()).rejects.toThrow(/asks to wait 120 minutes/);
    expect([count, pauses]).toEqual([1, []]);
  });

  it('does not blame the network for the disk', async () => {
    answer = (_, response) => whole(response);
    writeFileSync(join(folder, 'taken'), '');
    await expect(get({ folder: join(folder, 'taken', 'downloads') })).rejects.toThrow(/ENOTDIR|EEXIST/);
    expect(count).toBe(0);
    mkdirSync(join(folder, 'un-sc.part'));
    await expect(get()).rejects.toThrow(/Cannot keep .*EISDIR/);
    expect([count, pauses]).toEqual([1, []]);
  });

  it('refuses an answer that points nowhere', async () => {
    answer = (_, response) => response.writeHead(302, { location: 'http://' }).end();
    await expect(get()).rejects.toThrow(/leads to an address that is none/);
    expect(count).toBe(1);
  });
});
