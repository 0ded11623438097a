import { describe, expect, it } from 'vitest';
import { isInnerAddress } from './inner-address.ts';
import { PageRecorder } from './page-recorder.ts';

const LIMITS = { exchanges: 100, bytes: 1000 };

function recorder(bodies: Record<string, string> = {}, limits = LIMITS) {
  const made = new PageRecorder(async (id) => {
    const body = bodies[id] ?? '';
    if (body === 'gone') throw new Error('evicted');
    return Buffer.from(body);
  }, limits);
  const ask = (requestId: string, url: string, more: object = {}): void =>
    made.hear(
      'Network.requestWillBeSent',
      { requestId, wallTime: 1, request: { url, method: 'GET', headers: {} }, ...more },
      's',
    );
  const answer = (requestId: string, url: string, ip: string): void => {
    const response = { url, status: 200, statusText: 'OK', headers: {}, mimeType: 'text/plain', remoteIPAddress: ip };
    made.hear('Network.responseReceived', { requestId, response }, 's');
    made.hear('Network.loadingFinished', { requestId }, 's');
  };
  return { made, ask, answer };
}

describe('PageRecorder', () => {
  it('leaves out what a page from outside fetched from inside this network', async () => {
    const { made, ask, answer } = recorder({ 1: 'page', 2: 'secret', 3: 'picture' });
    for (const [id, host, ip] of [
      ['1', 'a.example', '203.0.113.5'],
      ['2', 'router', '[fe80::1]'],
      ['3', 'b.example', '203.0.113.6'],
    ] as const) {
      ask(id, `http://${host}/`);
      answer(id, `http://${host}/`, ip);
      await made.end();
    }
    expect(made.entries.filter(({ type }) => type === 'response').map(({ uri }) => uri)).toEqual([
      'http://a.example/',
      'http://b.example/',
    ]);
    expect(made.missing).toEqual([{ url: 'http://router/', why: expect.stringContaining('inside this network') }]);
  });

  it('judges by what came first, though something from inside is done before it, or the page led inside', async () => {
    const { made, ask, answer } = recorder({ 1: 'page', 2: 'secret' });
    ask('1', 'http://a.example/');
    const response = {
      url: 'http://a.example/',
      status: 200,
      statusText: '',
      headers: {},
      mimeType: '',
      remoteIPAddress: '203.0.113.5',
    };
    made.hear('Network.responseReceived', { requestId: '1', response }, 's');
    ask('2', 'http://router/');
    answer('2', 'http://router/', '192.168.0.1');
    await made.end();
    expect(made.entries).toEqual([]);
    const led = recorder({ 1: 'secret' });
    led.ask('1', 'http://a.example/');
    led.ask('1', 'http://router/', { redirectResponse: { ...response, status: 302 } });
    led.answer('1', 'http://router/', '192.168.0.1');
    await led.made.end();
    expect([...led.made.leftOut]).toEqual(['http://router/']);
    expect(led.made.entries.map(({ uri }) => uri)).toEqual(['http://a.example/', 'http://a.example/']);
  });

  it('takes all of a page that came from inside', async () => {
    const { made, ask, answer } = recorder({ 1: 'page', 2: 'more' });
    ask('1', 'http://intranet/');
    answer('1', 'http://intranet/', '10.1.2.3');
    await made.end();
    ask('2', 'http://intranet/more');
    answer('2', 'http://intranet/more', '10.1.2.3');
    await made.end();
    expect(made.missing).toEqual([]);
  });

  it('says of each address that is missing why', async () => {
    const { made, ask, answer } = recorder({ 1: 'gone', 2: 'x'.repeat(2000) });
    ask('1', 'http://a.example/1');
    answer('1', 'http://a.example/1', '203.0.113.5');
    ask('2', 'http://a.example/2');
    answer('2', 'http://a.example/2', '203.0.113.5');
    ask('3', 'http://a.example/3');
    made.hear('Network.loadingFailed', { requestId: '3', errorText: 'net::ERR_FAILED' }, 's');
    ask('4', 'http://a.example/4');
    ask('5', 'data:text/plain,x');
    await made.end();
    expect(made.missing.map(({ url, why }) => [url.slice(-1), why]).sort()).toEqual([
      ['1', expect.stringContaining('evicted')],
      ['2', expect.stringContaining('limit')],
      ['3', 'net::ERR_FAILED'],
      ['4', expect.stringContaining('had not ended')],
    ]);
  });

  it('is quiet only when nothing is under way', () => {
    const { made, ask } = recorder();
    expect(made.quietMilliseconds).toBeGreaterThanOrEqual(0);
    ask('1', 'http://a.example/1');
    expect(made.quietMilliseconds).toBe(0);
  });
});

describe('isInnerAddress()', () => {
  it('knows both families and mapped addresses', () => {
    for (const ip of [
      '127.0.0.1',
      '10.0.0.1',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '::1',
      'fd00::1',
      'fe80::1',
      '::ffff:10.0.0.1',
    ])
      expect([ip, isInnerAddress(ip)]).toEqual([ip, true]);
    for (const ip of ['203.0.113.5', '172.32.0.1', '2001:db8::1', '', 'host', '::ffff:203.0.113.5'])
      expect([ip, isInnerAddress(ip)]).toEqual([ip, false]);
  });
});
