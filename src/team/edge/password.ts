import { createCipheriv, createDecipheriv, randomBytes, timingSafeEqual } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { sha256 } from '../../kernel/hash.ts';

/** argon2id as OWASP's cheat sheet has it at the least: 19 MiB, two passes, one lane. About 70 ms on a 2024 server core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const HALF = 32;
const NONCE = 12;
const TAG = 16;

/** What is kept of a password and of the seed behind it. */
export interface Credential {
  salt: Buffer;
  verifier: string;
  sealedSeed: Buffer;
}

/** Makes the credential of a new password; the seed of one-time codes is sealed under it. */
export async function makeCredential(password: string, seed: Uint8Array): Promise<Credential> {
  const salt = randomBytes(16);
  const derived = await derive(password, salt);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', derived.subarray(HALF), nonce);
  const sealedSeed = Buffer.concat([nonce, cipher.update(seed), cipher.final(), cipher.getAuthTag()]);
  return { salt, verifier: sha256(derived.subarray(0, HALF)), sealedSeed };
}

/** Tested against where no one has the name, so that it takes as long as a wrong password. Nothing opens it. */
const NOBODY: Credential = {
  salt: Buffer.alloc(16),
  verifier: '0'.repeat(64),
  sealedSeed: Buffer.alloc(NONCE + 20 + TAG),
};

/** The seed behind a password; null when it is wrong, or there is no such credential. */
export async function openCredential(password: string, kept: Credential | null): Promise<Buffer | null> {
  const { salt, verifier, sealedSeed } = kept ?? NOBODY;
  const derived = await derive(password, salt);
  const matches = timingSafeEqual(Buffer.from(sha256(derived.subarray(0, HALF))), Buffer.from(verifier));
  const decipher = createDecipheriv('aes-256-gcm', derived.subarray(HALF), sealedSeed.subarray(0, NONCE));
  decipher.setAuthTag(sealedSeed.subarray(-TAG));
  const seed = decipher.update(sealedSeed.subarray(NONCE, -TAG));
  try {
    decipher.final();
    return matches && kept ? seed : null;
  } catch {
    return null;
  }
}

/** Characters that look alike and are written in two ways count as one. */
function derive(password: string, salt: Buffer): Promise<Buffer> {
  return hashRaw(password.normalize('NFKC'), { ...COST, salt, outputLen: 2 * HALF });
}
