import { createHash } from 'node:crypto';
import { chainOf, comparableAddress } from '../../parties/wallet-address.ts';
import { keccak256 } from './keccak-256.ts';

/** How far an address was checked. `shape` only looks like one: the chain has no checksum, or it is not computed here. */
export type AddressCheck = 'checksum' | 'shape' | 'checksum-fails' | 'unknown';

export interface ReadAddress {
  /** As given, trimmed; case kept. */
  address: string;
  chain: string | null;
  check: AddressCheck;
  /** In plain words, where the check is not `checksum`. */
  note: string | null;
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const RIPPLE58 = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz';

/** Chains whose base58check addresses begin with these bytes; those of Bitcoin, Litecoin and Tron are read elsewhere. */
const VERSIONS: readonly { chain: string; starts: RegExp; version: readonly number[] }[] = [
  { chain: 'dash', starts: /^[X7]/, version: [0x4c] },
  { chain: 'dash', starts: /^7/, version: [0x10] },
  { chain: 'dogecoin', starts: /^[DA9]/, version: [0x1e] },
  { chain: 'dogecoin', starts: /^[A9]/, version: [0x16] },
  { chain: 'zcash', starts: /^t1/, version: [0x1c, 0xb8] },
  { chain: 'zcash', starts: /^t3/, version: [0x1c, 0xbd] },
  { chain: 'bitcoin-gold', starts: /^G/, version: [0x26] },
];

/** Reads an address by the chains' own rules. Case is kept; an Ethereum address in mixed case must meet EIP-55. */
export function readAddress(text: string): ReadAddress {
  const address = text.trim();
  if (/^0x[0-9a-fA-F]{40}$/.test(address)) return readEvm(address);
  const known = chainOf(address);
  if (known === 'monero') return { address, chain: known, check: 'shape', note: 'its checksum is not computed here' };
  if (known !== null) return { address, chain: known, check: 'checksum', note: null };
  const chain = base58Chain(address) ?? cashChain(address) ?? rippleChain(address);
  if (chain !== null) return { address, chain, check: 'checksum', note: null };
  if (/^bnb1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{38}$/.test(address))
    return { address, chain: 'bnb-beacon', check: 'shape', note: 'its checksum is not computed here' };
  if (looksLikeSolana(address))
    return { address, chain: 'solana', check: 'shape', note: 'Solana addresses carry no checksum' };
  if (/^(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[a-z0-9]{25,87}|T[1-9A-HJ-NP-Za-km-z]{33})$/i.test(address))
    return {
      address,
      chain: null,
      check: 'checksum-fails',
      note: 'it looks like an address, but its checksum fails: mistyped?',
    };
  return { address, chain: null, check: 'unknown', note: 'it has the form of no known chain' };
}

function readEvm(address: string): ReadAddress {
  const digits = address.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase())
    return {
      address,
      chain: 'ethereum',
      check: 'shape',
      note: 'written in one case, so without the checksum of EIP-55',
    };
  return address === checksummed(address)
    ? { address, chain: 'ethereum', check: 'checksum', note: null }
    : { address, chain: 'ethereum', check: 'checksum-fails', note: 'its letters are not those of EIP-55: mistyped?' };
}

/** The address with letters in the case that EIP-55 gives them. */
export function checksummed(address: string): string {
  const digits = address.slice(2).toLowerCase();
  const hash = Buffer.from(keccak256(Buffer.from(digits, 'ascii'))).toString('hex');
  return `0x${[...digits].map((digit, at) => (Number.parseInt(hash[at] ?? '0', 16) >= 8 ? digit.toUpperCase() : digit)).join('')}`;
}

function base58Bytes(text: string, alphabet = BASE58): Buffer | null {
  let number = 0n;
  for (const letter of text) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  let zeros = 0;
  while (text[zeros] === alphabet[0]) zeros += 1;
  const hex = number === 0n ? '' : number.toString(16);
  return Buffer.from('00'.repeat(zeros) + (hex.length % 2 ? `0${hex}` : hex), 'hex');
}

/** What a checksum of two SHA-256 vouches for; null when it does not. */
function vouched(bytes: Buffer | null): Buffer | null {
  if (!bytes || bytes.length < 5) return null;
  const payload = bytes.subarray(0, -4);
  const once = createHash('sha256').update(payload).digest();
  const twice = createHash('sha256').update(once).digest();
  return twice.subarray(0, 4).equals(bytes.subarray(-4)) ? payload : null;
}

function base58Chain(address: string): string | null {
  if (!/^[1-9A-HJ-NP-Za-km-z]{26,36}$/.test(address)) return null;
  const payload = vouched(base58Bytes(address));
  if (!payload) return null;
  const found = VERSIONS.find(
    ({ starts, version }) =>
      starts.test(address) &&
      payload.length === version.length + 20 &&
      version.every((byte, at) => payload[at] === byte),
  );
  return found?.chain ?? null;
}

function rippleChain(address: string): string | null {
  if (!/^r[1-9A-HJ-NP-Za-km-z]{24,34}$/.test(address)) return null;
  const payload = vouched(base58Bytes(address, RIPPLE58));
  return payload?.length === 21 && payload[0] === 0 ? 'ripple' : null;
}

/** Bitcoin Cash: a checksum of 40 bits over prefix and payload. */
function cashChain(address: string): string | null {
  const plain = address.toLowerCase();
  const [prefix, payload] = plain.includes(':') ? plain.split(':', 2) : ['bitcoincash', plain];
  if (prefix !== 'bitcoincash' || !payload || !/^[qp][qpzry9x8gf2tvdw0s3jn54khce6mua7l]{41}$/.test(payload))
    return null;
  const digits = [...payload].map((letter) => BigInt('qpzry9x8gf2tvdw0s3jn54khce6mua7l'.indexOf(letter)));
  const start = [...prefix].map((letter) => BigInt(letter.charCodeAt(0) & 31));
  return cashSum([...start, 0n, ...digits]) === 1n ? 'bitcoin-cash' : null;
}

function cashSum(values: readonly bigint[]): bigint {
  const generators = [0x98f2bc8e61n, 0x79b76d99e2n, 0xf33e5fb3c4n, 0xae2eabe2a8n, 0x1e4f43e470n];
  let sum = 1n;
  for (const value of values) {
    const top = sum >> 35n;
    sum = ((sum & 0x07ffffffffn) << 5n) ^ value;
    generators.forEach((generator, bit) => {
      if ((top >> BigInt(bit)) & 1n) sum ^= generator;
    });
  }
  return sum;
}

function looksLikeSolana(address: string): boolean {
  return /^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(address) && base58Bytes(address)?.length === 32;
}

/** The form in which two spellings of one address are equal. Fast, for millions: it looks at the first letters alone. */
export function addressKey(address: string): string {
  const first = address.charCodeAt(0);
  // Most of the million are these; what is not hex among them is on no list either.
  if (first === 0x30 && address.length === 42 && address.charCodeAt(1) === 0x78) return address.toLowerCase();
  if (first === 0x30 || first === 0x62 || first === 0x42 || first === 0x6c || first === 0x4c)
    return comparableAddress(address);
  return first <= 0x20 || address.charCodeAt(address.length - 1) <= 0x20 ? addressKey0(address.trim()) : address;
}

function addressKey0(address: string): string {
  return address === '' ? '' : addressKey(address);
}
