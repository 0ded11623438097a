import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP } from 'node:net';
import { AppError } from '../../kernel/errors.ts';
import { isPublicAddress } from './public-address.ts';

const STANDARD_TIMEOUT = 10_000;

export interface WebhookReach {
  /** True where receivers inside this network, and plain HTTP, are allowed. */
  allowPrivate: boolean;
  /** How long one delivery may take, from looking the name up to the status line; 10 s when left out. */
  timeoutMilliseconds?: number;
  /** Looks a name up; the system's resolver when left out. */
  resolve?(host: string): Promise<{ address: string; family: number }[]>;
}

/** `t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>", hex>`. */
export function webhookSignature(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** Refuses addresses that are no webhook: other schemes, plain HTTP and names of this network unless allowed, passwords. */
export function checkedWebhook(text: string, { allowPrivate }: WebhookReach): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refused(text, 'it is no https address');
  if (url.protocol === 'http:' && !allowPrivate) throw refused(text, 'it is not https');
  if (url.username || url.password) throw refused(text, 'it holds a user or password');
  const host = bareHost(url);
  const local = host === 'localhost' || host.endsWith('.localhost') || (isIP(host) !== 0 && !isPublicAddress(host));
  if (local && !allowPrivate) throw refused(text, 'it is an address inside this network');
  return url;
}

/**
 * Sends one body. Resolves to the status of the answer, whose body is not read; redirects are not followed. The name is
 * looked up once, every address of it must be public, and the connection goes to one of those: a name cannot change
 * its mind in between. Throws what went wrong as an Error.
 */
export async function postWebhook(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  reach: WebhookReach,
): Promise<number> {
  const deadline = AbortSignal.timeout(reach.timeoutMilliseconds ?? STANDARD_TIMEOUT);
  const [target] = await within(deadline, addressesOf(url, reach));
  if (!target) throw new Error('the name has no address');
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  return await new Promise((done, failed) => {
    const sending = send(
      url,
      {
        method: 'POST',
        agent: false,
        signal: deadline,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        // The address that was checked, whatever the name says by now.
        lookup: (_host, options, answer) =>
          options.all ? answer(null, [target]) : answer(null, target.address, target.family),
      },
      (reply) => {
        done(reply.statusCode ?? 0);
        reply.destroy();
      },
    );
    sending.on('error', (cause) => failed(deadline.aborted ? new Error('no answer in time') : cause));
    sending.end(body);
  });
}

async function addressesOf(url: URL, { allowPrivate, resolve }: WebhookReach) {
  const host = bareHost(url);
  const found = await (resolve ?? ((name: string) => lookup(name, { all: true })))(host);
  if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address)))
    throw new Error('its name leads to an address inside this network');
  return found;
}

async function within<Value>(deadline: AbortSignal, work: Promise<Value>): Promise<Value> {
  return await Promise.race([
    work,
    new Promise<never>((_, failed) =>
      deadline.addEventListener('abort', () => failed(new Error('its name was not looked up in time')), {
        once: true,
      }),
    ),
  ]);
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function refused(text: string, state: string): AppError {
  return new AppError({
    code: 'WEBHOOK_REFUSED',
    kind: 'invalid',
    message: `Cannot send events to "${text.slice(0, 200).replace(/\/\/[^/@]*@/, '//…@')}": ${state}`,
    hint: 'Give an https address on the internet; WATCHKEEPER_WEBHOOK_PRIVATE=true allows receivers inside this network.',
  });
}
