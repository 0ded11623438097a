import { AppError, messageOf } from '../../kernel/errors.ts';

const PATIENCE = 30_000;
const MOST_BYTES = 1_048_576;

/** Sends a request to a timestamp authority over HTTP (RFC 3161, 3.4) and gives its answer as it came. */
export async function askAuthority(address: string, request: Uint8Array<ArrayBuffer>): Promise<Buffer> {
  if (!/^https?:\/\//i.test(address))
    throw new AppError({
      code: 'AUTHORITY_ADDRESS',
      kind: 'usage',
      message: `Cannot ask "${address.slice(0, 200)}" for a timestamp: it is no address of the web`,
      hint: 'Give the address of an authority that speaks RFC 3161 over HTTP.',
    });
  try {
    const reply = await fetch(address, {
      method: 'POST',
      body: request,
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!reply.ok) throw new Error(`it answers with status ${reply.status}`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of reply.body ?? []) {
      size += part.byteLength;
      if (size > MOST_BYTES) throw new Error(`its answer is larger than ${MOST_BYTES} bytes`);
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (cause) {
    throw new AppError({
      code: 'AUTHORITY_UNREACHABLE',
      kind: 'unavailable',
      message: `Cannot get a timestamp from ${address.slice(0, 200)}: ${messageOf(cause)}`,
      hint: 'Ask another authority, or carry the request there by hand: evidence stamp ID --request-out FILE, then --response FILE.',
      cause,
    });
  }
}
