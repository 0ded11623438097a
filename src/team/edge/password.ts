import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';

/** argon2id as OWASP's cheat sheet has it at the least: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const KEY = 32;
const NONCE = 12;
const TAG = 16;

/** What is kept of a password and of the seed of one-time codes: the seed, sealed under the password. */
export interface Credential {
  salt: Buffer;
  sealedSeed: Buffer;
}

/** Makes the credential of a new password. */
export async function makeCredential(password: string, seed: Uint8Array): Promise<Credential> {
  const [salt, nonce] = [randomBytes(16), randomBytes(NONCE)];
  const cipher = createCipheriv('aes-256-gcm', await derive(password, salt), nonce);
  const sealedSeed = Buffer.concat([nonce, cipher.update(seed), cipher.final(), cipher.getAuthTag()]);
  return { salt, sealedSeed };
}

/** Opened where no one has the name, so that it takes as long as a wrong password. No password opens it. */
const NOBODY: Credential = { salt: Buffer.alloc(16), sealedSeed: Buffer.alloc(NONCE + 20 + TAG) };

/** The seed behind a password; null when it is wrong, or there is no such credential. */
export async function openCredential(password: string, kept: Credential | null): Promise<Buffer | null> {
  const { salt, sealedSeed } = kept ?? NOBODY;
  const decipher = createDecipheriv('aes-256-gcm', await derive(password, salt), sealedSeed.subarray(0, NONCE), {
    authTagLength: TAG,
  });
  decipher.setAuthTag(sealedSeed.subarray(-TAG));
  const seed = decipher.update(sealedSeed.subarray(NONCE, -TAG));
  try {
    decipher.final();
    return kept ? seed : null;
  } catch {
    return null;
  }
}

/** Characters that look alike and are written in two ways count as one. */
function derive(password: string, salt: Buffer): Promise<Buffer> {
  return hashRaw(password.normalize('NFKC'), { ...COST, salt, outputLen: KEY });
}
