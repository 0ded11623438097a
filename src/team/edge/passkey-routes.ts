import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, type Route, type Subject } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import type { SignedIn } from '../person.ts';
import { addPasskey, dropPasskey, enterByPasskey, newPasskeyOptions, passkeyChallenge } from './passkeys.ts';
import { opened, whoShape } from './session-reply.ts';
import { passkeysOf } from './store-passkeys.ts';

interface PasskeyRoutesParts {
  database: Database;
}

const passkeyId = z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/);
/** As `PublicKeyCredential.toJSON()` gives it; what is in it is checked against the challenge. */
const credential = z.looseObject({
  id: passkeyId,
  rawId: passkeyId,
  type: z.literal('public-key'),
  response: z.looseObject({ clientDataJSON: z.string().max(20_000) }),
});
const options = z.looseObject({ challenge: z.string() });
const passkeysShape = z.object({
  passkeys: z.array(
    z.object({ id: z.string(), name: z.string(), host: z.string(), madeAt: z.string(), usedAt: z.string().nullable() }),
  ),
});

/** `/api/v1/session/passkey…`: signing in with one, and one's own. */
export function passkeyRoutes(parts: PasskeyRoutesParts): Route[] {
  return [challenge(parts), enter(parts), list(parts), begin(parts), add(parts), remove(parts)];
}

function challenge({ database }: PasskeyRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/passkey/options',
    act: 'session.use',
    tag: 'Team',
    summary: 'Ask what a passkey must sign to sign in',
    body: z.strictObject({}),
    answer: options,
    handle: async ({ origin }) => ({ ...(await passkeyChallenge(database, origin)) }),
  });
}

function enter({ database }: PasskeyRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/passkey',
    act: 'session.use',
    tag: 'Team',
    summary: 'Sign in with a passkey',
    body: z.strictObject({ credential }),
    answer: whoShape,
    handle: async ({ body, origin }) => opened(await enterByPasskey(database, body.credential, origin), origin),
  });
}

function list({ database }: PasskeyRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/session/passkeys',
    act: 'session.use',
    tag: 'Team',
    summary: "Show one's own passkeys",
    query: z.strictObject({}),
    answer: passkeysShape,
    handle: async ({ subject }) => ({ passkeys: await passkeysOf(database, personOf(subject).id) }),
  });
}

function begin({ database }: PasskeyRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/passkeys/options',
    act: 'session.use',
    tag: 'Team',
    summary: 'Ask what a new passkey of mine must answer',
    body: z.strictObject({}),
    answer: options,
    handle: async ({ subject, origin }) => ({ ...(await newPasskeyOptions(database, personOf(subject), origin)) }),
  });
}

function add({ database }: PasskeyRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/passkeys',
    act: 'session.use',
    tag: 'Team',
    summary: 'Add a passkey of mine',
    body: z.strictObject({ credential, name: z.string().trim().min(1).max(80) }),
    answer: passkeysShape,
    async handle({ body, subject, origin }) {
      const person = personOf(subject);
      await addPasskey(database, person, { response: body.credential, name: body.name, origin });
      return { passkeys: await passkeysOf(database, person.id) };
    },
  });
}

function remove({ database }: PasskeyRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/passkeys/{id}/remove',
    act: 'session.use',
    tag: 'Team',
    summary: 'Remove a passkey of mine',
    params: z.object({ id: passkeyId }),
    body: z.strictObject({}),
    answer: passkeysShape,
    async handle({ params, subject }) {
      const person = personOf(subject);
      await dropPasskey(database, person, params.id);
      return { passkeys: await passkeysOf(database, person.id) };
    },
  });
}

function personOf({ person }: Subject): SignedIn {
  if (person) return person;
  throw new AppError({
    code: 'NOT_SIGNED_IN',
    kind: 'refused',
    message: 'Cannot do this: nobody is signed in',
    hint: 'Sign in first.',
    data: { status: 401 },
  });
}
