import { z } from '@hono/zod-openapi';
import { Reply } from '../../server/route.ts';
import { personShape, type SignedIn } from '../person.ts';
import { sessionCookie } from './session-cookie.ts';
import type { OpenedSession } from './sign-in.ts';

/** Who is signed in, as every answer about the session says it. */
export const whoShape = z.object({ signedIn: personShape.extend({ expiresAt: z.string() }).nullable() });

/** The answer that opens a session: who, and the cookie. */
export function opened({ token, signedIn }: OpenedSession, origin: string): Reply {
  return new Reply(200, { signedIn: shown(signedIn) }, { 'set-cookie': sessionCookie(token, origin) });
}

export function shown({ session: _, ...signedIn }: SignedIn) {
  return signedIn;
}
