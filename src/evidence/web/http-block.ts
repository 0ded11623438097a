/** Headers as the browser gives them; several of one name are joined by line ends. */
export type HeaderMap = Readonly<Record<string, string>>;

export interface Block {
  block: Buffer;
  /** Where the body begins. */
  contentStart: number;
}

/** Say how the body was sent, which it no longer is once the browser has unpacked it. */
const OF_TRANSFER = new Set(['content-encoding', 'transfer-encoding', 'content-length']);

/** A request as HTTP/1.1 writes it. */
export function requestBlock(
  method: string,
  address: string,
  { headers, body }: { headers: HeaderMap; body: string },
): Block {
  const url = new URL(address);
  const lines = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    ...headerLines(headers, ['host']),
  ];
  return joined(lines, Buffer.from(body));
}

/**
 * A response as HTTP/1.1 writes it, with the body as the browser unpacked it. How it was sent is kept under
 * `X-Archive-Orig-…`, so that nobody unpacks it twice.
 */
export function responseBlock(
  { status, text, headers }: { status: number; text: string; headers: HeaderMap },
  body: Uint8Array,
): Block {
  const lines = [
    `HTTP/1.1 ${status} ${text}`.trimEnd(),
    ...headerLines(headers, []).map((line) =>
      OF_TRANSFER.has((line.split(':', 1)[0] ?? '').toLowerCase()) ? `X-Archive-Orig-${line}` : line,
    ),
    `Content-Length: ${body.byteLength}`,
  ];
  return joined(lines, body);
}

function headerLines(headers: HeaderMap, without: readonly string[]): string[] {
  return Object.entries(headers)
    .filter(([name]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !without.includes(name.toLowerCase()))
    .flatMap(([name, values]) => values.split('\n').map((value) => `${name}: ${value.replace(/\r/g, ' ')}`));
}

function joined(lines: readonly string[], body: Uint8Array): Block {
  const head = Buffer.from(`${lines.map((line) => line.replace(/[\r\n]+/g, ' ')).join('\r\n')}\r\n\r\n`);
  return { block: Buffer.concat([head, body]), contentStart: head.byteLength };
}
