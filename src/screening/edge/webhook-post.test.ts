import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookReceiver } from '../fixtures/webhook-receiver.ts';
import { isPublicAddress } from './public-address.ts';
import { checkedWebhook, postWebhook, webhookSignature } from './webhook-post.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
async function receiver(statuses: number[] = []) {
  const made = await webhookReceiver(statuses);
  closing.push(made.close);
  return made;
}

describe('isPublicAddress()', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '2606:4700::1111'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each([
    '127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1',
    '255.255.255.255', '::1', '::', 'fe80::1', 'fe80::1%eth0', 'fc00::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1',
    '2002:7f00:1::', '2001:db8::1', 'ff02::1', 'localhost', '',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  }); // biome-ignore format: one look
});

describe('checkedWebhook()', () => {
  const strict = { allowPrivate: false };
  it('takes https addresses', () => {
    expect(checkedWebhook('https://hooks.example.org/a?b=c', strict).href).toBe('https://hooks.example.org/a?b=c');
  });
  it.each([
    'http://hooks.example.org/',
    'ftp://hooks.example.org/',
    'file:///etc/passwd',
    'nonsense',
    'https://user:geheim@hooks.example.org/',
    'https://localhost/',
    'https://a.localhost/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
  ])('refuses %s', (text) => {
    expect(() => checkedWebhook(text, strict)).toThrow(expect.objectContaining({ code: 'WEBHOOK_REFUSED' }));
    expect(() => checkedWebhook(text, strict)).not.toThrow(/geheim/);
  });
});

describe('postWebhook()', () => {
  it('refuses a name that leads inside, by any of its addresses, and connects to none', async () => {
    const { port, received } = await receiver();
    const resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const url = new URL(`http://hooks.example.org:${port}/`);
    await expect(postWebhook(url, '{}', {}, { allowPrivate: false, resolve })).rejects.toThrow(/inside this network/);
    expect(received).toEqual([]);
  });

  it('connects to the address that was looked up, once', async () => {
    const { port, received } = await receiver();
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const url = new URL(`http://hooks.example.org:${port}/x`);
    expect(await postWebhook(url, '{"a":1}', {}, { allowPrivate: true, resolve })).toBe(200);
    expect([asked, received[0]?.body, received[0]?.path]).toEqual([1, '{"a":1}', '/x']);
  });

  it('follows no redirect', async () => {
    const { url, received } = await receiver([302]);
    expect(await postWebhook(new URL(url), '{}', {}, { allowPrivate: true })).toBe(302);
    expect(received).toHaveLength(1);
  });

  it('gives up on a receiver that does not answer in time', async () => {
    const { url } = await receiver([0]);
    await expect(postWebhook(new URL(url), '{}', {}, { allowPrivate: true, timeoutMilliseconds: 100 })).rejects.toThrow(
      'no answer in time',
    );
  });
});

describe('webhookSignature()', () => {
  it('is what the guide tells receivers to compute', () => {
    const expected = createHmac('sha256', 'whsec_exercise').update('1764000000.{"a":1}').digest('hex');
    expect(webhookSignature('whsec_exercise', '{"a":1}', 1764000000)).toBe(`t=1764000000,v1=${expected}`);
  });
});
