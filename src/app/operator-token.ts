import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../kernel/hash.ts';
import type { Subject } from '../server/route.ts';

/** Who asks, told by the bearer token: the operator's is made at the first start and kept readable by its owner only. */
export function subjectReader(home: string): (authorization: string | undefined) => Subject {
  const path = join(home, 'operator-token');
  if (!existsSync(path)) writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  const expected = Buffer.from(sha256(readFileSync(path, 'utf8').trim()));
  return (authorization) => {
    const token = /^Bearer\s+(\S{1,200})$/.exec(authorization ?? '')?.[1];
    const operator = token !== undefined && timingSafeEqual(Buffer.from(sha256(token)), expected);
    return operator ? { kind: 'operator', name: 'operator' } : { kind: 'public', name: 'public' };
  };
}
