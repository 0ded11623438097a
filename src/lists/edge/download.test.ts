import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    const { settle, ...fetched } = await download({
      list: 'un-sc',
      url: `${base}/list.xml`,
      folder,
      mostBytes: 10_000,
      signal: AbortSignal.timeout(20_000),
      random: () => 0.5,
      idleMilliseconds: 10_000,
      sleep: async (milliseconds) => void pauses.push(milliseconds),
      ...more,
    });
    settle(true);
    return { ...fetched, path: join(folder, 'un-sc.xml') };
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
    let cut = (): void => {};
    answer = (request, response, at) => {
      ranges.push(request.headers.range);
      if (at === 1) {
        cut = () => response.destroy();
        response.writeHead(200, { etag: '"one"', 'content-length': LIST.length });
        response.write(LIST.slice(0, 2000));
      } else
        response
          .writeHead(206, {
            etag: '"one"',
            'content-range': `bytes 2000-${LIST.length - 1}/${LIST.length}`,
            'content-length': LIST.length - 2000,
          })
          .end(LIST.slice(2000));
    };
    // The connection is cut when what was sent has arrived, however slow the machine.
    const onProgress = (bytes: number): void => (bytes === 2000 ? cut() : undefined);
    expect(readFileSync((await get({ onProgress })).path, 'utf8')).toBe(LIST);
    expect(ranges).toEqual([undefined, 'bytes=2000-']);
  });

  it('asks for the rest when the server sends a piece at a time', async () => {
    const piece = (response: ServerResponse, from: number, to: number) =>
      response
        .writeHead(206, { etag: '"one"', 'content-range': `bytes ${from}-${to - 1}/${LIST.length}` })
        .end(LIST.slice(from, to));
    answer = (_, response, at) => piece(response, [0, 1000, 3000][at - 1] ?? 0, [1000, 3000][at - 1] ?? LIST.length);
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
    expect(count).toBe(3);
  });

  it('does not try again when it is the disk that fails', async () => {
    answer = (_, response) => whole(response);
    mkdirSync(join(folder, 'un-sc.part'));
    await expect(get()).rejects.toThrow(/Cannot keep .*list\.xml: EISDIR/);
    writeFileSync(join(folder, 'taken'), '');
    await expect(get({ folder: join(folder, 'taken', 'downloads') })).rejects.toThrow(/Cannot keep .*: ENOTDIR/);
    expect([count, pauses]).toEqual([1, []]);
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
    [
      'a page in the dress of XML',
      (response) => response.writeHead(200).end('<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="x"/>'),
      /sent a web page/,
    ],
    ['not found', (response) => response.writeHead(404).end('gone'), /answered 404/],
    [
      'an address that is none',
      (response) => response.writeHead(302, { location: 'http://' }).end(),
      /leads to an address that is none/,
    ],
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
    await expect(get()).rejects.toThrow(message);
    expect(readFileSync(good.path, 'utf8')).toBe(LIST);
  });

  it('keeps to a date to wait for, and leaves a server alone that asks for more than a minute', async () => {
    answer = (_, response, at) =>
      at === 1
        ? response.writeHead(503, { 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }).end()
        : response.writeHead(429, { 'retry-after': '3600' }).end();
    await expect(get({ now: () => Date.UTC(2026, 0, 1) })).rejects.toThrow(/answered 429 \(tried 2 times\)/);
    expect(pauses).toEqual([30_000]);
  });

  it('asks by date where the server gives no tag, and says the day of the file', async () => {
    const lastModified = 'Wed, 04 Mar 2026 10:00:00 GMT';
    answer = (request, response) =>
      request.headers['if-modified-since'] === lastModified
        ? response.writeHead(304).end()
        : response.writeHead(200, { 'last-modified': lastModified }).end(LIST);
    expect(await get()).toMatchObject({ outcome: 'new', modifiedOn: '2026-03-04' });
    expect(await get()).toMatchObject({ outcome: 'unchanged', modifiedOn: '2026-03-04' });
  });

  it('fetches the whole file again when the one that was kept is damaged', async () => {
    answer = (request, response) =>
      request.headers['if-none-match'] ? response.writeHead(304).end() : whole(response);
    const { path } = await get();
    writeFileSync(path, LIST.slice(0, 10));
    await get();
    expect(readFileSync(path, 'utf8')).toBe(LIST);
  });

  it('begins again when it was stopped between the last byte and the renaming', async () => {
    writeFileSync(join(folder, 'un-sc.part'), LIST);
    writeFileSync(join(folder, 'un-sc.part.tag'), '"one"');
    answer = (request, response) =>
      request.headers.range === `bytes=${LIST.length}-` ? response.writeHead(416).end() : whole(response);
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
  });

  it('does not take the first part of a file for the whole', async () => {
    answer = (_, response, at) =>
      at === 1
        ? response
            .writeHead(206, { etag: '"one"', 'content-range': `bytes 0-99/${LIST.length}`, 'content-length': 100 })
            .end(LIST.slice(0, 100))
        : response
            .writeHead(206, { etag: '"one"', 'content-range': `bytes 100-${LIST.length - 1}/${LIST.length}` })
            .end(LIST.slice(100));
    expect(readFileSync((await get()).path, 'utf8')).toBe(LIST);
  });

  it('refuses what is no spreadsheet or archive where the address promises one', async () => {
    answer = (_, response) => whole(response);
    await expect(get({ url: `${base}/list.xlsx` })).rejects.toThrow(/something that is no \.xlsx file/);
    await expect(get({ url: `${base}/list.csv.gz` })).rejects.toThrow(/something that is no \.gz file/);
  });

  it('does not wait for ever on a server that never answers, and hangs up on one that drips', async () => {
    answer = () => {};
    await expect(get({ idleMilliseconds: 50 })).rejects.toThrow(/sent nothing for 0\.05 seconds/);
    let closed = 0;
    answer = (_, response) => {
      response.writeHead(200, { etag: '"one"' });
      const drip = setInterval(() => response.write('<'), 20);
      response.on('close', () => {
        closed += 1;
        clearInterval(drip);
      });
    };
    await expect(get({ totalMilliseconds: 300 })).rejects.toThrow(/takes longer than 0\.3 seconds/);
    await expect.poll(() => closed).toBe(1);
  });

  it('stops at once, and without a message of failure, when it is told to', async () => {
    const stop = new AbortController();
    answer = (_, response) => {
      response.writeHead(503).end();
      stop.abort(new Error('EXERCISE stop'));
    };
    await expect(get({ signal: stop.signal })).rejects.toThrow('EXERCISE stop');
    expect(count).toBe(1);
  });

  it('does not wait for ever on a server that falls silent', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-length': LIST.length });
      response.write('<');
    };
    await expect(get({ idleMilliseconds: 300 })).rejects.toThrow(/sent nothing for 0\.3 seconds/);
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
