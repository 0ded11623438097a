import { createHash } from 'node:crypto';

export type Chain = 'bitcoin' | 'ethereum' | 'tron' | 'litecoin' | 'monero' | 'other';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/**
 * The chain of a wallet address whose own checksum holds, or null. Bitcoin and Litecoin (base58check, BIP-173 and
 * BIP-350), Tron (base58check, first byte 0x41), Ethereum and its kin (40 hex digits; mixed case is not verified,
 * since lists fold it). Monero is told by shape alone.
 */
export function chainOf(address: string): Chain | null {
  if (/^0x[0-9a-fA-F]{40}$/.test(address)) return 'ethereum';
  if (/^(?:bc|ltc)1[a-z0-9]{25,87}$/i.test(address)) return bech32Chain(address);
  if (/^[48][1-9A-HJ-NP-Za-km-z]{94}$/.test(address)) return 'monero';
  if (!/^[13TLM][1-9A-HJ-NP-Za-km-z]{24,34}$/.test(address)) return null;
  const payload = base58Check(address);
  if (payload?.length !== 21) return null;
  if (payload[0] === 0x41) return 'tron';
  if (payload[0] === 0x00 || payload[0] === 0x05) return 'bitcoin';
  return payload[0] === 0x30 || payload[0] === 0x32 ? 'litecoin' : null;
}

/** The form in which two spellings of one address are equal: chains that ignore case are folded, others kept. */
export function comparableAddress(address: string): string {
  const plain = address.trim();
  return /^0x[0-9a-fA-F]{40}$/.test(plain) || /^(?:bc|ltc)1[a-z0-9]{25,87}$/i.test(plain) ? plain.toLowerCase() : plain;
}

function base58Check(text: string): Uint8Array | null {
  let number = 0n;
  for (const character of text) {
    const digit = BASE58.indexOf(character);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16);
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const bytes = Buffer.from(
    '00'.repeat(zeros) + (number === 0n ? '' : hex.padStart(hex.length + (hex.length % 2), '0')),
    'hex',
  );
  const payload = bytes.subarray(0, -4);
  const once = createHash('sha256').update(payload).digest();
  const check = createHash('sha256').update(once).digest().subarray(0, 4);
  return check.equals(bytes.subarray(-4)) ? payload : null;
}

function bech32Chain(address: string): Chain | null {
  if (address !== address.toLowerCase() && address !== address.toUpperCase()) return null;
  const plain = address.toLowerCase();
  const at = plain.lastIndexOf('1');
  const prefix = plain.slice(0, at);
  const values = [...plain.slice(at + 1)].map((character) => BECH32.indexOf(character));
  if (values.some((value) => value < 0)) return null;
  const expanded = [...prefix]
    .map((c) => c.charCodeAt(0) >> 5)
    .concat(
      0,
      [...prefix].map((c) => c.charCodeAt(0) & 31),
    );
  const sum = polymod([...expanded, ...values]);
  if (sum !== 1 && sum !== 0x2bc830a3) return null;
  return prefix === 'bc' ? 'bitcoin' : 'litecoin';
}

function polymod(values: number[]): number {
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = (((sum & 0x1ffffff) << 5) ^ value) >>> 0;
    generators.forEach((generator, bit) => {
      if ((top >>> bit) & 1) sum = (sum ^ generator) >>> 0;
    });
  }
  return sum;
}
