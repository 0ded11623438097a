import { createHash, type Hash } from 'node:crypto';

/** A record of a WARC file (ISO 28500), read to its end. */
export interface WarcRecord {
  type: string;
  uri: string | null;
  date: string | null;
  headers: ReadonlyMap<string, string>;
  /** Bytes of its block. */
  length: number;
  /** Whether the digest of the block that it names holds; null when it names none that is known here. */
  digestHolds: boolean | null;
  /** The beginning of the block. */
  head: Uint8Array;
}

const MOST_HEADER = 65_536;
const HEAD_BYTES = 16_384;

/** What is wrong with a WARC file, at which record. */
export class WarcFault extends Error {
  override readonly name = 'WarcFault';
}

/** Reads the records of a WARC file, unpacked, as its bytes come. Throws WarcFault where it is broken. */
export async function* readWarc(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<WarcRecord> {
  const input = new Input(bytes);
  for (let number = 1; ; number += 1) {
    const header = await input.until('\r\n\r\n', MOST_HEADER);
    if (header === null) {
      if (await input.isAtEnd()) return;
      throw new WarcFault(`record ${number} has no end of its header`);
    }
    const headers = headersOf(header, number);
    const length = Number(headers.get('content-length') ?? Number.NaN);
    if (!Number.isSafeInteger(length) || length < 0)
      throw new WarcFault(`record ${number} does not say how long it is`);
    const digest = digestOf(headers.get('warc-block-digest'));
    const head: Uint8Array[] = [];
    let kept = 0;
    for await (const piece of input.take(length)) {
      digest?.hash.update(piece);
      if (kept < HEAD_BYTES) head.push(piece.subarray(0, HEAD_BYTES - kept));
      kept += piece.byteLength;
    }
    if (kept < length) throw new WarcFault(`record ${number} is cut off`);
    if (!(await input.skip('\r\n\r\n'))) throw new WarcFault(`record ${number} is not ended as it must be`);
    yield {
      type: headers.get('warc-type') ?? '',
      uri: headers.get('warc-target-uri')?.replace(/^<|>$/g, '') ?? null,
      date: headers.get('warc-date') ?? null,
      headers,
      length,
      digestHolds: digest ? digest.expected.has(encodings(digest.hash)) : null,
      head: Buffer.concat(head),
    };
  }
}

function headersOf(text: string, number: number): Map<string, string> {
  const [version = '', ...lines] = text.split('\r\n');
  if (!/^WARC\/1\.[01]$/.test(version))
    throw new WarcFault(`record ${number} does not begin with WARC/1.0 or WARC/1.1`);
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

interface Digest {
  hash: Hash;
  expected: { has(found: { hex: string; base32: string }): boolean };
}

/** `sha1:` or `sha256:` and base 32 or hex. */
function digestOf(label: string | undefined): Digest | null {
  const [, algorithm, value = ''] = /^(sha1|sha256|sha-1|sha-256):(\S+)$/i.exec(label ?? '') ?? [];
  if (!algorithm) return null;
  const wanted = value.replace(/=+$/, '');
  return {
    hash: createHash(algorithm.replace('-', '').toLowerCase()),
    expected: { has: ({ hex, base32 }) => hex === wanted.toLowerCase() || base32 === wanted.toUpperCase() },
  };
}

function encodings(hash: Hash): { hex: string; base32: string } {
  const bytes = hash.digest();
  return { hex: bytes.toString('hex'), base32: toBase32(bytes) };
}

/** RFC 4648 base 32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[(held >> bits) & 31];
    }
  }
  return bits > 0 ? text + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[(held << (5 - bits)) & 31] : text;
}

/** Bytes as they come, taken by length or up to a mark. */
class Input {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** The text up to a mark, which is taken too; null when it does not come within so many bytes. */
  async until(mark: string, most: number): Promise<string | null> {
    for (;;) {
      const at = this.#held.indexOf(mark, 0, 'latin1');
      if (at >= 0) {
        const text = this.#held.toString('utf8', 0, at);
        this.#held = this.#held.subarray(at + mark.length);
        return text;
      }
      if (this.#held.byteLength > most || !(await this.#more())) return null;
    }
  }

  async *take(length: number): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0; ) {
      if (this.#held.byteLength === 0 && !(await this.#more())) return;
      const piece = this.#held.subarray(0, left);
      this.#held = this.#held.subarray(piece.byteLength);
      left -= piece.byteLength;
      yield piece;
    }
  }

  async skip(mark: string): Promise<boolean> {
    while (this.#held.byteLength < mark.length && (await this.#more()));
    if (this.#held.toString('latin1', 0, mark.length) !== mark) return false;
    this.#held = this.#held.subarray(mark.length);
    return true;
  }

  async isAtEnd(): Promise<boolean> {
    return this.#held.byteLength === 0 && !(await this.#more());
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { value, done } = await this.#source.next();
    if (done) {
      this.#ended = true;
      return false;
    }
    this.#held = this.#held.byteLength === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
    return true;
  }
}
