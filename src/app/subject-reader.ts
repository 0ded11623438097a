import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';
import { shownCredential } from '../server/api-key.ts';
import type { KeyRing } from '../server/key-ring.ts';
import type { Subject } from '../server/route.ts';
import { tokenInCookies } from '../team/edge/session-cookie.ts';
import type { SignedIn } from '../team/person.ts';

const OPERATOR: Subject = { kind: 'operator', name: 'operator' };
const PUBLIC: Subject = { kind: 'public', name: 'public' };

/** What tells the operator: the token that is made at the first start and kept readable by its owner only. */
export function operatorTest(home: string): (credential: string) => boolean {
  const path = join(home, 'operator-token');
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  const expected = Buffer.from(sha256(readFileSync(path, 'utf8').trim()));
  return (credential) => timingSafeEqual(Buffer.from(sha256(credential)), expected);
}

export interface SubjectReaderParts {
  isOperator(credential: string): boolean;
  keys: Pick<KeyRing, 'find' | 'empty'>;
  /** True when screening stays open to all although there are keys. */
  openScreening: boolean;
  /** Whose session a token opens. */
  sessionOf(token: string): Promise<SignedIn | null>;
}

/**
 * Who asks, told by what the request shows: a key or the operator's token, else a session. Until the first key is made, a credential that is unknown counts for nothing;
 * after that it is refused, so that a revoked key is noticed.
 */
export function subjectReader({ isOperator, keys, openScreening, sessionOf }: SubjectReaderParts) {
  const anybody = (): Subject => (keys.empty() || openScreening ? PUBLIC : { ...PUBLIC, keysRequired: true });
  return (authorization: string | undefined, apiKey?: string, cookie?: string): Subject | Promise<Subject> => {
    const credential = shownCredential(authorization, apiKey);
    if (credential !== null) {
      if (isOperator(credential)) return OPERATOR;
      const key = keys.find(credential);
      if (key)
        return {
          kind: 'key',
          name: `${key.name} (${key.id})`,
          scopes: key.scopes,
          rate: key.rate,
          home: { state: key.state, organisation: key.organisation },
        };
      if (!keys.empty()) throw unknownKey();
    }
    const token = credential === null ? tokenInCookies(cookie) : null;
    if (token === null) return anybody();
    return sessionOf(token).then((person) => (person ? { kind: 'person', name: person.name, person } : anybody()));
  };
}

function unknownKey(): AppError {
  return new AppError({
    code: 'KEY_UNKNOWN',
    kind: 'refused',
    message: 'Cannot take the request: its key is unknown or revoked',
    hint: 'Send a key of this node as "Authorization: Bearer …", or none.',
    data: { status: 401 },
  });
}
