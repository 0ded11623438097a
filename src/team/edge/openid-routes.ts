import { z } from '@hono/zod-openapi';
import { AppError } from '../../kernel/errors.ts';
import { defineRoute, Reply, type Route, type Subject } from '../../server/route.ts';
import type { Database } from '../../store/database.ts';
import type { OpenIdProvider } from '../openid-provider.ts';
import type { SignedIn } from '../person.ts';
import { OpenId } from './openid.ts';
import { cookieNamed, flowCookie, sessionCookie } from './session-cookie.ts';
import { accountsOf, unlinkAccounts } from './store-openid.ts';
import { isFresh } from './store-passkeys.ts';

interface OpenIdRoutesParts {
  database: Database;
  providers: readonly OpenIdProvider[];
  now(): Date;
  /** Told why somebody who came back from a provider was not let in. */
  onError(cause: unknown): void;
}

const providerId = z.string().max(40);
const listShape = z.object({
  providers: z.array(z.object({ id: z.string(), title: z.string(), linkedAt: z.string().nullable() })),
});

/** `/api/v1/session/openid…`: signing in with accounts at identity providers, and linking one's own. */
export function openIdRoutes(parts: OpenIdRoutesParts): Route[] {
  const openid = new OpenId(parts.database, parts.providers);
  return [list(parts), begin(openid, parts), end(openid, parts), unlink(parts)];
}

function list(parts: OpenIdRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/session/openid',
    act: 'session.use',
    tag: 'Team',
    summary: 'Show the identity providers, and where the asker has linked an account',
    query: z.strictObject({}),
    answer: listShape,
    handle: ({ subject }) => listOf(parts, subject),
  });
}

async function listOf({ database, providers }: OpenIdRoutesParts, { person }: Subject) {
  const linked = person ? await accountsOf(database, person.id) : [];
  return {
    providers: providers.map(({ id, title, issuer }) => ({
      id,
      title,
      linkedAt: linked.find((account) => account.issuer === issuer)?.madeAt ?? null,
    })),
  };
}

function begin(openid: OpenId, { now }: OpenIdRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/openid/{provider}/begin',
    act: 'session.use',
    tag: 'Team',
    summary: 'Go to an identity provider: to sign in, to link an account, or to join by a one-time link',
    params: z.object({ provider: providerId }),
    body: z.strictObject({ token: z.string().max(100).optional().describe('of the one-time link') }),
    answer: z.object({ address: z.string() }),
    async handle({ params, body, subject, origin }) {
      const who = {
        person: body.token === undefined ? (subject.person ?? null) : null,
        invitation: body.token ?? null,
      };
      const { address, browser } = await openid.begin(params.provider, origin, who, now());
      return new Reply(200, { address }, { 'set-cookie': flowCookie(browser, origin) });
    },
  });
}

/** Where the provider sends the browser back to. It answers with a page's address whatever happens: a reader is there. */
function end(openid: OpenId, { now, onError }: OpenIdRoutesParts): Route {
  return defineRoute({
    method: 'get',
    path: '/api/v1/session/openid/callback',
    act: 'session.use',
    tag: 'Team',
    summary: 'Come back from an identity provider',
    query: z.looseObject({ state: z.string().max(500) }),
    answer: z.null(),
    async handle({ origin, queryString, header }) {
      try {
        const browser = cookieNamed(header('cookie'), 'watchkeeper-flow') ?? '';
        const { token } = await openid.end({ origin, queryString, browser }, now());
        return new Reply(302, null, { location: '/team', 'set-cookie': sessionCookie(token, origin) });
      } catch (cause) {
        onError(cause);
        return new Reply(302, null, { location: '/sign-in?account=refused' });
      }
    },
  });
}

function unlink(parts: OpenIdRoutesParts): Route {
  return defineRoute({
    method: 'post',
    path: '/api/v1/session/openid/{provider}/unlink',
    act: 'session.use',
    tag: 'Team',
    summary: "Unlink one's own account at an identity provider",
    params: z.object({ provider: providerId }),
    body: z.strictObject({}),
    answer: listShape,
    async handle({ params, subject }) {
      const provider = parts.providers.find(({ id }) => id === params.provider);
      const person: SignedIn | undefined = subject.person;
      if (!person || !(await isFresh(parts.database, person.session))) throw notFresh();
      if (provider) await unlinkAccounts(parts.database, person.id, provider.issuer);
      return await listOf(parts, subject);
    },
  });
}

function notFresh(): AppError {
  return new AppError({
    code: 'SESSION_NOT_FRESH',
    kind: 'refused',
    message: 'Cannot unlink the account: this needs a session that was opened a short while ago',
    hint: 'Sign in again first.',
  });
}
