import { z } from '@hono/zod-openapi';
import { defineRoute, Reply, type Route } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import { code } from '../label.ts';
import { login, personName, personShape } from '../person.ts';
import { newSeed, seedAddress, seedText } from '../totp.ts';
import { participantOf } from './participant-of.ts';
import { expiredCookie } from './session-cookie.ts';
import { opened, shown, whoShape } from './session-reply.ts';
import { join, knownInvitation, signIn } from './sign-in.ts';
import { tell } from './store-people.ts';
import { endSession } from './store-sessions.ts';

interface SessionRoutesParts {
  database: Database;
  now(): Date;
}

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be the token of the link');
const password = z.string().min(1).max(1000);
const oneTimeCode = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must be six digits'));

/** `/api/v1/session`: who am I, signing in and out, and joining by a one-time link. */
export function sessionRoutes(parts: SessionRoutesParts): Route[] {
  return [who, enter(parts), leave(parts), invitation(parts), joining(parts)];
}

const who = defineRoute({
  method: 'get',
  path: '/api/v1/session',
  act: 'session.use',
  tag: 'Team',
  summary: 'Show who is signed in',
  query: z.strictObject({}),
  answer: whoShape,
  handle: ({ subject }) => ({ signedIn: subject.person ? shown(subject.person) : null }),
});

function enter({ database, now }: SessionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session',
    act: 'session.use',
    tag: 'Team',
    summary: 'Sign in with name, password and one-time code',
    body: z.strictObject({ login: z.string().max(200), password, code: oneTimeCode }),
    answer: whoShape,
    async handle({ body, origin, address }) {
      const tried = { ...body, login: body.login.trim().toLowerCase(), address };
      return opened(await signIn(database, tried, now()), origin);
    },
  });
}

function leave({ database }: SessionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/end',
    act: 'session.use',
    tag: 'Team',
    summary: 'Sign out, here or everywhere',
    body: z.strictObject({ everywhere: z.boolean().default(false) }),
    answer: whoShape,
    async handle({ body, subject, origin }) {
      if (subject.person) {
        await endSession(database, subject.person, body.everywhere);
        await tell(database, { what: 'signed-out', person: subject.person.id, by: 'self' });
      }
      return new Reply(200, { signedIn: null }, { 'set-cookie': expiredCookie(origin) });
    },
  });
}

function invitation({ database, now }: SessionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/invitation',
    act: 'session.use',
    tag: 'Team',
    summary: 'Show whom a one-time link invites, with a new key for the authenticator',
    body: z.strictObject({ token, login: login.optional() }),
    answer: z.object({
      person: personShape.nullable().describe('null invites the first administrator of this node'),
      seed: z.string(),
      address: z.string().describe('otpauth: address of the key'),
    }),
    async handle({ body }) {
      const invited = await knownInvitation(database, body.token, now());
      const seed = newSeed();
      const name = invited === 'first' ? (body.login ?? 'administrator') : invited.login;
      return {
        person: invited === 'first' ? null : invited,
        seed: seedText(seed),
        address: seedAddress(seed, name),
      };
    },
  });
}

function joining({ database, now }: SessionRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/join',
    act: 'session.use',
    tag: 'Team',
    summary: 'Join by a one-time link: set password and one-time codes',
    body: z.strictObject({
      token,
      password,
      seed: z.string().max(64),
      code: oneTimeCode,
      person: z
        .strictObject({ login, name: personName, home: code })
        .optional()
        .describe('of the first administrator alone'),
    }),
    answer: whoShape,
    async handle({ body, origin }) {
      const { person, ...tried } = body;
      const first = person && {
        login: person.login,
        name: person.name,
        ...(await participantOf(database, person.home, now())),
        roles: ['administrator' as const],
        caveats: [],
        by: 'operator',
      };
      return opened(await join(database, tried, now(), first ?? null), origin);
    },
  });
}
