import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../../cli/command.ts';
import { type TestDatabase, testDatabase } from '../../../store/fixtures/test-database.ts';
import type { ComtradeQuestion } from '../../rows/comtrade-question.ts';
import { tradeFiles } from '../rows/store-trade.ts';
import { DAILY_CALLS } from './comtrade-client.ts';
import { fetchCommand } from './fetch-command.ts';
import { type FetchTradeParts, fetchTrade } from './fetch-trade.ts';

type Answer = (request: { url: URL; key: string | undefined; calls: number }, reply: ServerResponse) => void;

describe('fetchTrade()', () => {
  let test: TestDatabase;
  let server: Server;
  let answer: Answer;
  let asked: { url: URL; key: string | undefined }[] = [];
  let paused: number[] = [];
  beforeEach(async () => {
    test = await testDatabase();
    asked = [];
    paused = [];
    server = createServer((request: IncomingMessage, reply) => {
      const url = new URL(request.url ?? '', 'http://local');
      const key = request.headers['ocp-apim-subscription-key'] as string | undefined;
      asked.push({ url, key });
      answer({ url, key, calls: asked.length }, reply);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await test.close();
  });

  function row(period: string, reporterCode = 156, primaryValue = 100) {
    return {
      reporterCode,
      partnerCode: 408,
      partner2Code: 0,
      flowCode: 'M',
      period,
      cmdCode: '270112',
      classificationCode: 'H5',
      customsCode: 'C00',
      motCode: 0,
      mosCode: '0',
      primaryValue,
    };
  }
  const give = (reply: ServerResponse, data: unknown[], count = data.length) =>
    reply.end(JSON.stringify({ elapsedTime: `${Math.random()} secs`, count, data, error: '' }));
  const question = (periods: string[], more: Partial<ComtradeQuestion> = {}): ComtradeQuestion => ({
    kind: 'final',
    frequency: 'monthly',
    periods,
    reporters: [],
    partners: ['kp'],
    codes: ['AG6'],
    ...more,
  });
  function fetch(more: Partial<FetchTradeParts> = {}) {
    const { port } = server.address() as AddressInfo;
    return fetchTrade({
      ...{
        database: test.database,
        home: test.home,
        base: `http://127.0.0.1:${port}`,
        keys: ['key-one'],
        today: '2026-11-25',
        run: '2026-11',
      },
      questions: [question(['201903'])],
      signal: new AbortController().signal,
      onProgress: () => {},
      sleep: async (milliseconds) => void paused.push(milliseconds),
      ...more,
    });
  }

  it("asks for wholes alone, in Comtrade's own numbers, and takes the answer in as a vintage of today", async () => {
    answer = (_, reply) => give(reply, [row('201903')]);
    const { loaded } = await fetch({ questions: [question(['201903'], { reporters: ['ch', 'us'] })] });
    const [{ url, key } = {} as (typeof asked)[number]] = asked;
    expect(url?.pathname).toBe('/data/v1/get/C/M/HS');
    expect(Object.fromEntries(url?.searchParams ?? [])).toMatchObject({
      reporterCode: '757,842',
      partnerCode: '408',
      partner2Code: '0',
      customsCode: 'C00',
      motCode: '0',
      cmdCode: 'AG6',
      period: '201903',
    });
    expect(url?.search).not.toContain('key-one');
    expect(key).toBe('key-one');
    expect(loaded).toMatchObject([{ outcome: 'loaded', file: { kind: 'comtrade', rows: 1, vintage: '2026-11-25' } }]);
  });

  it('goes on where it stopped, and asks all again in another run without keeping the same answer twice', async () => {
    const questions = [question(['201901']), question(['201902'])];
    answer = ({ url }, reply) =>
      url.searchParams.get('period') === '201902' ? reply.writeHead(400).end() : give(reply, [row('201901')]);
    await expect(fetch({ questions })).rejects.toMatchObject({
      code: 'COMTRADE_UNREACHABLE',
      message: expect.stringContaining('answered 400 (tried 1 time)'),
    });
    answer = ({ url }, reply) => give(reply, [row(url.searchParams.get('period') ?? '')]);
    expect(await fetch({ questions })).toMatchObject({ asked: 1, answeredBefore: 1 });
    expect(await fetch({ questions, run: '2026-12' })).toMatchObject({
      asked: 2,
      loaded: [{ outcome: 'unchanged' }, { outcome: 'unchanged' }],
    });
    expect(await tradeFiles(test.database, { exercise: false })).toHaveLength(2);
  });

  it('waits as long as it is told, and longer each time when it is not', async () => {
    answer = ({ calls }, reply) => {
      if (calls === 1) reply.writeHead(429, { 'retry-after': '7' }).end();
      else if (calls === 2) reply.writeHead(503).end();
      else if (calls === 3) reply.destroy();
      else give(reply, [row('201903')]);
    };
    expect((await fetch()).loaded).toHaveLength(1);
    expect(paused).toEqual([7000, 4000, 8000]);
  });

  it('gives up after some tries, and at once when it should wait for long', async () => {
    answer = (_, reply) => void reply.writeHead(500).end();
    await expect(fetch()).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('tried 5 times'),
    });
    asked = [];
    answer = (_, reply) => void reply.writeHead(429, { 'retry-after': '3600' }).end();
    await expect(fetch()).rejects.toMatchObject({ message: expect.stringContaining('asks to wait 3600 seconds') });
    expect(asked).toHaveLength(1);
  });

  it('uses another key when one is refused or used up, and never more calls than a key has', async () => {
    answer = ({ key }, reply) => (key === 'bad' ? void reply.writeHead(401).end() : give(reply, [row('201903')]));
    await fetch({ keys: ['bad', 'good'] });
    expect(asked.map(({ key }) => key)).toEqual(['bad', 'good']);
    await test.database`update comtrade_call set calls = ${DAILY_CALLS}`;
    await expect(fetch({ keys: ['bad', 'good'], run: 'again' })).rejects.toMatchObject({ code: 'COMTRADE_BUDGET' });
    expect(asked).toHaveLength(2);
    await fetch({ keys: ['good'], run: 'again', today: '2026-11-26' });
    expect(asked).toHaveLength(3);
    const kept = await test.database`select key_hash from comtrade_call`;
    expect(JSON.stringify(kept)).not.toContain('good');
  });

  it('parts a question whose answer is cut off', async () => {
    answer = ({ url }, reply) => {
      const periods = (url.searchParams.get('period') ?? '').split(',');
      give(reply, [row(periods[0] ?? '')], periods.length > 1 ? 5 : 1);
    };
    const { loaded } = await fetch({ questions: [question(['201901', '201902', '201903'])] });
    expect(asked.map(({ url }) => url.searchParams.get('period'))).toEqual([
      '201901,201902,201903',
      '201901,201902',
      '201901',
      '201902',
      '201903',
    ]);
    expect(loaded).toHaveLength(3);
    answer = (_, reply) => give(reply, [row('201904')], 5);
    await expect(fetch({ questions: [question(['201904'], { reporters: ['cn'] })] })).rejects.toMatchObject({
      code: 'COMTRADE_CUT',
    });
  });

  it('remembers that nobody had reported anything', async () => {
    answer = (_, reply) => give(reply, []);
    expect(await fetch()).toMatchObject({ asked: 1, empty: 1, loaded: [] });
    expect(await fetch()).toMatchObject({ asked: 0, answeredBefore: 1 });
  });

  it('is asked for by a command, that refuses what makes no sense', async () => {
    answer = ({ url }, reply) => give(reply, [row(url.searchParams.get('period')?.split(',')[0] ?? '')]);
    const { port } = server.address() as AddressInfo;
    const command = fetchCommand();
    let text = '';
    const world = {
      ...{ home: test.home, offline: false, signal: new AbortController().signal, database: async () => test.database },
      now: () => new Date('2026-11-25T00:00:00Z'),
      output: {
        answer: (_: unknown, words: () => string) => {
          text = words();
        },
        progress: () => ({ at: () => {}, stop: () => {} }),
      },
    } as unknown as World;
    const run = (options: Record<string, unknown>, more: Partial<World> = {}) =>
      command.run(
        { args: [], options: command.schema.parse({ base: `http://127.0.0.1:${port}`, ...options }) },
        { ...world, ...more },
      );
    await run({ from: '2019-01', to: '2019-02', partner: 'KP' });
    expect(asked.map(({ url, key }) => [url.pathname, url.searchParams.get('period'), key])).toEqual([
      ['/public/v1/preview/C/M/HS', '201901', undefined],
      ['/public/v1/preview/C/M/HS', '201902', undefined],
    ]);
    expect(text).toContain('2 questions asked, 0 were answered before');
    const keysFile = join(test.home, 'keys.txt');
    writeFileSync(keysFile, 'one\ntwo\n');
    asked = [];
    await run({ from: '2018-01', to: '2019-12', annual: true, tariffLine: true, keysFile });
    expect(
      asked.map(({ url, key }) => [
        url.pathname,
        url.searchParams.get('period'),
        url.searchParams.get('partnerCode'),
        key,
      ]),
    ).toEqual([
      ['/data/v1/getTariffline/C/A/HS', '2018,2019', '408', 'one'],
      ['/data/v1/getTariffline/C/A/HS', '2018,2019', '410', 'one'],
    ]);
    await expect(run({ from: '2019-02', to: '2019-01' })).rejects.toMatchObject({ code: 'PERIOD_EMPTY' });
    await expect(run({ from: '2019-01', to: '2019-02', tariffLine: true })).rejects.toMatchObject({
      code: 'KEYS_MISSING',
    });
    await expect(run({ from: '2019-01', to: '2019-02', partner: 'Korea' })).rejects.toMatchObject({
      code: 'COUNTRY_UNKNOWN',
    });
    await expect(run({ from: '2019-01', to: '2019-02', keysFile: '/nowhere' })).rejects.toMatchObject({
      code: 'FILE_MISSING',
    });
    await expect(run({ from: '2019-01', to: '2019-02' }, { offline: true })).rejects.toMatchObject({ code: 'OFFLINE' });
  });

  it.each([
    ['a web page', '<html>busy</html>', 'not well-formed JSON'],
    ['an answer of another shape', '{"rows":[]}', 'holds no "data"'],
    ['an error in its words', '{"data":[],"error":"The period is invalid"}', 'Comtrade says: The period is invalid'],
  ])('refuses %s', async (_, text, why) => {
    answer = (_request, reply) => void reply.end(text);
    await expect(fetch()).rejects.toMatchObject({ code: 'COMTRADE_SHAPE', message: expect.stringContaining(why) });
  });
});
