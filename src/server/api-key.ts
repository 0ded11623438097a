import { randomBytes, timingSafeEqual } from 'node:crypto';
import { sha256 } from '../kernel/hash.ts';
import type { Act } from './route.ts';

/** A key as it is kept. */
export interface ApiKey {
  /** The part that may be shown: 8 hex digits. */
  id: string;
  /** SHA-256 of the whole key: its 256 random bits need no slower hash. */
  secretHash: string;
  name: string;
  scopes: Act[];
  /** Requests a second on the long run. */
  rate: number;
  /** For whom it acts: a state or an organisation; both null for a key that reads what is public. */
  state: string | null;
  organisation: string | null;
  madeAt: string;
  revokedAt: string | null;
}

const SHAPE = /^wk_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** A new key: the text that its holder sends, once, and what is kept of it. */
export function makeKey(): { key: string; id: string; secretHash: string } {
  const id = randomBytes(4).toString('hex');
  const key = `wk_${id}_${randomBytes(32).toString('base64url')}`;
  return { key, id, secretHash: sha256(key) };
}

/** The id inside a key; null for text that is no key of ours. */
export function keyId(key: string): string | null {
  return SHAPE.exec(key)?.[1] ?? null;
}

/** True when the text is that key and the key holds; takes the same time whatever is wrong with the secret. */
export function isKey(text: string, kept: Pick<ApiKey, 'secretHash' | 'revokedAt'>): boolean {
  return timingSafeEqual(Buffer.from(sha256(text)), Buffer.from(kept.secretHash)) && kept.revokedAt === null;
}

/** What a request shows of itself: `Authorization: Bearer …` or `ApiKey …`, else `api_key=`. Null when it shows nothing. */
export function shownCredential(authorization: string | undefined, apiKey: string | undefined): string | null {
  if (authorization === undefined) return apiKey ?? null;
  return /^(?:Bearer|ApiKey)\s+(\S{1,200})$/i.exec(authorization.trim())?.[1] ?? '';
}
