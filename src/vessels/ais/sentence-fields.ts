import { ARMOUR } from './six-bits.ts';

/** Where the fields of a sentence lie in its line. One object is used for all lines. */
export interface SentenceFields {
  /** How many parts the message has, and which this is, from 1. */
  total: number;
  part: number;
  sequenceFrom: number;
  sequenceTo: number;
  channelTo: number;
  payloadFrom: number;
  payloadTo: number;
  /** Bits at the end of the payload that do not count. */
  fill: number;
  /** Index of the `*` before the checksum. */
  star: number;
}

export const [STAR, COMMA] = [42, 44];
const [ZERO, NINE] = [48, 57];

/** Reads `!AIVDM,total,part,sequence,channel,payload,fill*hh` from its `!` on; returns why it is no sentence, or null. */
export function readFields(bytes: Uint8Array, bang: number, until: number, fields: SentenceFields): string | null {
  const fault = checkSum(bytes, bang, until, fields);
  if (fault !== null) return fault;
  const { star } = fields;
  const begin = bang + 7;
  fields.total = (bytes[begin] ?? 0) - ZERO;
  fields.part = (bytes[begin + 2] ?? 0) - ZERO;
  const isNumbered = fields.total >= 1 && fields.total <= 9 && fields.part >= 1 && fields.part <= fields.total;
  if (!isNumbered || bytes[begin + 1] !== COMMA || bytes[begin + 3] !== COMMA)
    return 'a sentence that does not say which part it is';
  fields.sequenceFrom = begin + 4;
  fields.sequenceTo = nextComma(bytes, fields.sequenceFrom, star);
  fields.channelTo = nextComma(bytes, fields.sequenceTo + 1, star);
  fields.payloadFrom = fields.channelTo + 1;
  fields.payloadTo = nextComma(bytes, fields.payloadFrom, star);
  fields.fill = (bytes[fields.payloadTo + 1] ?? 0) - ZERO;
  if (fields.payloadTo >= star || fields.fill < 0 || fields.fill > 5)
    return 'a sentence without its number of fill bits';
  return fields.payloadTo === fields.payloadFrom ? 'an empty payload' : null;
}

function checkSum(bytes: Uint8Array, bang: number, until: number, fields: SentenceFields): string | null {
  let sum = 0;
  let at = bang + 1;
  for (; at < until; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === STAR) break;
    sum ^= byte;
  }
  fields.star = at;
  if (at >= until) return 'a sentence without a checksum';
  if (at + 2 >= until) return 'half a sentence';
  return hexDigit(bytes[at + 1] ?? 0) * 16 + hexDigit(bytes[at + 2] ?? 0) === sum ? null : 'a wrong checksum';
}

function nextComma(bytes: Uint8Array, from: number, until: number): number {
  let at = from;
  while (at < until && bytes[at] !== COMMA) at++;
  return at;
}

function hexDigit(byte: number): number {
  if (byte >= ZERO && byte <= NINE) return byte - ZERO;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : Number.NaN;
}

/** Takes off the armour of a payload; false when a letter is none of a payload's or there are too many. */
export function takeOffArmour(bytes: Uint8Array, { payloadFrom, payloadTo }: SentenceFields, six: Uint8Array): boolean {
  const length = payloadTo - payloadFrom;
  if (length > six.length) return false;
  let bad = 0;
  for (let letter = 0; letter < length; letter++) {
    const bits = ARMOUR[bytes[payloadFrom + letter] ?? 0] ?? 255;
    bad |= bits;
    six[letter] = bits;
  }
  return bad < 64;
}
