import { createHmac, randomBytes } from 'node:crypto';

/** Seconds that a code holds. */
const PERIOD = 30;
const DIGITS = 6;
/** Bytes of a seed, as RFC 4226 recommends for HMAC-SHA-1. */
const SEED_BYTES = 20;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new seed for one-time codes. */
export function newSeed(): Buffer {
  return randomBytes(SEED_BYTES);
}

/** The code of a period (RFC 6238 with SHA-1, 30 seconds, as every authenticator has it). */
export function codeAt(seed: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', seed).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / PERIOD);
}

/** The period whose code this is: now, the one before or the one after, for clocks apart. Null when it is none of them. */
export function stepOfCode(seed: Uint8Array, code: string, milliseconds: number): number | null {
  const now = stepAt(milliseconds);
  let found: number | null = null;
  for (const step of [now - 1, now, now + 1]) if (codeAt(seed, step) === code) found = step;
  return found;
}

/** The seed as people type it into an authenticator: base 32. */
export function seedText(seed: Uint8Array): string {
  let bits = '';
  for (const byte of seed) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The seed of its text; null when the text is no seed of ours. */
export function seedOfText(text: string): Buffer | null {
  if (!/^[A-Z2-7]{32}$/.test(text)) return null;
  const bits = [...text].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The address that authenticators take a seed from. */
export function seedAddress(seed: Uint8Array, login: string): string {
  return `otpauth://totp/Watchkeeper:${encodeURIComponent(login)}?secret=${seedText(seed)}&issuer=Watchkeeper`;
}
