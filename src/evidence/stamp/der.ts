import { AppError } from '../../kernel/errors.ts';

/** One value of ASN.1 in its distinguished encoding. */
export interface DerValue {
  /** The identifier octet: class, constructed bit and number, as 0x30 for a sequence, 0xa0 for a context-specific [0]. */
  tag: number;
  content: Uint8Array;
  /** With its header. */
  raw: Uint8Array;
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  nothing: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const MOST_BYTES = 16_777_216;

/** Reads exactly one value. Throws AppError (invalid) for what is no DER: other lengths, other bytes behind it. */
export function readDer(bytes: Uint8Array): DerValue {
  const value = valueAt(bytes, 0);
  if (value.raw.byteLength !== bytes.byteLength) throw notDer('bytes follow its end');
  return value;
}

/** The values inside a constructed one. */
export function inside(value: DerValue): DerValue[] {
  if ((value.tag & 0x20) === 0) throw notDer(`${named(value.tag)} holds no further values`);
  const values: DerValue[] = [];
  for (let at = 0; at < value.content.byteLength; ) {
    const next = valueAt(value.content, at);
    values.push(next);
    at += next.raw.byteLength;
  }
  return values;
}

/** Takes the values of a constructed one in order, each by its tag. */
export class DerFields {
  readonly #values: DerValue[];
  #at = 0;

  constructor(value: DerValue, tag: number = TAG.sequence) {
    if (value.tag !== tag) throw notDer(`${named(tag)} was expected and ${named(value.tag)} stands there`);
    this.#values = inside(value);
  }

  /** The next value, which must have this tag. */
  take(tag: number): DerValue {
    const value = this.takeIf(tag);
    if (value) return value;
    const found = this.#values[this.#at];
    throw notDer(`${named(tag)} was expected and ${found ? named(found.tag) : 'nothing'} stands there`);
  }

  /** The next value if it has this tag. */
  takeIf(tag: number): DerValue | null {
    const value = this.#values[this.#at];
    if (value?.tag !== tag) return null;
    this.#at += 1;
    return value;
  }

  /** The next value, whatever it is. */
  takeAny(): DerValue {
    const value = this.#values[this.#at];
    if (!value) throw notDer('a value is missing');
    this.#at += 1;
    return value;
  }

  /** Throws AppError when values are left. */
  end(): void {
    const value = this.#values[this.#at];
    if (value) throw notDer(`${named(value.tag)} stands where nothing more may`);
  }
}

export function readOid({ content }: DerValue): string {
  if (content.byteLength === 0 || ((content.at(-1) ?? 0x80) & 0x80) !== 0)
    throw notDer('an object identifier is cut off');
  const parts: bigint[] = [];
  let part = 0n;
  for (const byte of content) {
    if (part === 0n && byte === 0x80) throw notDer('an object identifier is padded');
    part = (part << 7n) | BigInt(byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    parts.push(part);
    part = 0n;
  }
  const [head = 0n, ...rest] = parts;
  const first = head < 80n ? head / 40n : 2n;
  return [first, head - first * 40n, ...rest].join('.');
}

/** The bytes of an integer, which must be as short as they can be. */
export function integerBytes({ content }: DerValue): Uint8Array {
  const [first, second] = content;
  const padded =
    content.byteLength > 1 && ((first === 0 && (second ?? 0) < 0x80) || (first === 0xff && (second ?? 0) >= 0x80));
  if (first === undefined || padded) throw notDer('an integer is empty or padded');
  return content;
}

export function smallInteger(value: DerValue): number {
  const bytes = integerBytes(value);
  if (bytes.byteLength > 4) throw notDer('an integer is too large');
  return Buffer.from(bytes).readIntBE(0, bytes.byteLength);
}

/** GeneralizedTime or UTCTime in UTC, as milliseconds; seconds must be given, fractions may be. */
export function readTime({ tag, content }: DerValue): number {
  const text = Buffer.from(content).toString('latin1');
  const long = tag === TAG.utcTime ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const [, year, month, day, hour, minute, second, fraction = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d*[1-9])?Z$/.exec(long) ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  const isDay = Number.isFinite(time) && new Date(time).getUTCDate() === Number(day);
  if (!isDay || (tag === TAG.utcTime && fraction !== '')) throw notDer(`"${text.slice(0, 40)}" is no time`);
  return time;
}

function valueAt(bytes: Uint8Array, at: number): DerValue {
  const tag = bytes[at] ?? -1;
  const first = bytes[at + 1] ?? -1;
  if (tag < 0 || first < 0) throw notDer('it is cut off');
  if ((tag & 0x1f) === 0x1f) throw notDer('it has a tag of several bytes');
  let start = at + 2;
  let length = first;
  if (first >= 0x80) {
    const size = first - 0x80;
    if (size === 0 || size > 4) throw notDer('it has a length that DER does not allow');
    length = 0;
    for (const byte of bytes.subarray(start, start + size)) length = length * 256 + byte;
    start += size;
    if (length < 0x80 || length < 256 ** (size - 1)) throw notDer('it has a length that is longer than needed');
  }
  if (length > MOST_BYTES || start + length > bytes.byteLength) throw notDer('it is cut off');
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(at, start + length) };
}

function named(tag: number): string {
  const [name] = Object.entries(TAG).find(([, value]) => value === tag) ?? [];
  return name ? `a value "${name}"` : `a value with the tag 0x${tag.toString(16)}`;
}

export function notDer(state: string): AppError {
  return new AppError({
    code: 'NOT_DER',
    kind: 'invalid',
    message: `Cannot read the ASN.1: ${state}`,
    hint: 'It must be DER, as RFC 3161 has it: the answer of a timestamp authority (.tsr) as it came, not PEM, not base64.',
  });
}
