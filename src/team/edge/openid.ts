import { randomBytes } from 'node:crypto';
import type { Configuration } from 'openid-client';
import { AppError, messageOf } from '../../kernel/errors.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { isLoopback, type OpenIdProvider } from '../openid-provider.ts';
import type { SignedIn } from '../person.ts';
import { knownInvitation, type OpenedSession } from './sign-in.ts';
import { type Account, keepFlow, linkAccount, type OpenIdFlow, personOfAccount, takeFlow } from './store-openid.ts';
import { isFresh } from './store-passkeys.ts';
import { personById, takeInvitation, tell } from './store-people.ts';
import { openSession } from './store-sessions.ts';

const CALLBACK = '/api/v1/session/openid/callback';

/** Loaded when it is first needed, as every command would wait for it. */
const library = () => import('openid-client');

export interface Going {
  /** Where the browser goes to. */
  address: string;
  /** What it must show when it comes back. */
  browser: string;
}

/** Identity providers, each asked for its addresses and keys when it is first used. */
export class OpenId {
  readonly providers: readonly OpenIdProvider[];
  readonly #database: Database;
  readonly #known = new Map<string, Promise<Configuration>>();

  constructor(database: Database, providers: readonly OpenIdProvider[]) {
    this.#database = database;
    this.providers = providers;
  }

  /**
   * Sends a browser to a provider: to sign in, to link an account to who is signed in, or to join by a one-time link.
   * Throws AppError when the provider is none of ours or does not answer.
   */
  async begin(
    id: string,
    origin: string,
    { person, invitation }: { person: SignedIn | null; invitation: string | null },
    now: Date,
  ): Promise<Going> {
    const provider = this.providers.find((one) => one.id === id);
    if (!provider) throw unknownProvider(this.providers);
    if (person && !(await isFresh(this.#database, person.session))) throw stale();
    if (invitation !== null && (await knownInvitation(this.#database, invitation, now)) === 'first')
      throw needsPassword();
    const openid = await library();
    const configuration = await this.#configuration(provider);
    const [state, nonce, verifier] = [openid.randomState(), openid.randomNonce(), openid.randomPKCECodeVerifier()];
    const browser = randomBytes(32).toString('base64url');
    const flow: OpenIdFlow = { provider: id, verifier, nonce, person: person?.id ?? null, invitation };
    await keepFlow(this.#database, { state, browser }, flow);
    const address = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: `${origin}${CALLBACK}`,
      scope: 'openid',
      state,
      nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, browser };
  }

  /** Takes a browser back: links, joins or signs in. Throws, whatever is wrong. */
  async end(came: { origin: string; queryString: string; browser: string }, now: Date): Promise<OpenedSession> {
    const state = new URLSearchParams(came.queryString).get('state') ?? '';
    const flow = await takeFlow(this.#database, state, came.browser);
    const provider = this.providers.find(({ id }) => id === flow?.provider);
    if (!flow || !provider) throw refused('nobody in this browser is on the way');
    const openid = await library();
    const tokens = await openid.authorizationCodeGrant(
      await this.#configuration(provider),
      new URL(`${came.origin}${CALLBACK}?${came.queryString}`),
      { pkceCodeVerifier: flow.verifier, expectedNonce: flow.nonce, expectedState: state, idTokenExpected: true },
    );
    const claims = tokens.claims();
    if (!claims) throw refused('the provider said nobody');
    const account = { issuer: claims.iss, subject: claims.sub };
    return (await this.#database.begin((transaction) => open(transaction, flow, account, now))) as OpenedSession;
  }

  #configuration(provider: OpenIdProvider): Promise<Configuration> {
    const known = this.#known.get(provider.id) ?? discover(provider);
    this.#known.set(provider.id, known);
    known.catch(() => this.#known.delete(provider.id));
    return known;
  }
}

async function discover({ issuer, clientId, clientSecret, title }: OpenIdProvider): Promise<Configuration> {
  const openid = await library();
  const url = new URL(issuer);
  try {
    return await openid.discovery(
      url,
      clientId,
      undefined,
      clientSecret ? openid.ClientSecretPost(clientSecret) : openid.None(),
      {
        execute: [
          // Signatures are checked even over TLS: a token may be needed as proof.
          openid.enableNonRepudiationChecks,
          ...(isLoopback(url) ? [openid.allowInsecureRequests] : []),
        ],
        timeout: 10,
      },
    );
  } catch (cause) {
    throw new AppError({
      code: 'PROVIDER_UNREACHABLE',
      kind: 'unavailable',
      message: `Cannot sign in with ${title}: ${messageOf(cause)}`,
      hint: 'Try again later, or sign in another way. The operator checks the setting "oidc".',
      cause,
    });
  }
}

async function open(transaction: Transaction, flow: OpenIdFlow, account: Account, now: Date): Promise<OpenedSession> {
  const link = async (id: string): Promise<void> => {
    if (!(await linkAccount(transaction, id, account))) throw refused('the account is linked already');
    await tell(transaction, { what: 'account-linked', person: id, by: 'self' });
  };
  if (flow.invitation !== null) {
    const invited = await knownInvitation(transaction, flow.invitation, now);
    if (invited === 'first' || !(await takeInvitation(transaction, flow.invitation)))
      throw refused('the link was used');
    await link(invited.id);
    await tell(transaction, { what: 'joined', person: invited.id, by: 'self' });
    return await openSession(transaction, invited);
  }
  if (flow.person !== null) await link(flow.person);
  const person =
    flow.person === null ? await personOfAccount(transaction, account) : await personById(transaction, flow.person);
  if (!person) throw refused('the account is linked to nobody');
  await tell(transaction, { what: 'signed-in', person: person.id, by: 'self' });
  return await openSession(transaction, person);
}

function refused(why: string): AppError {
  return new AppError({
    code: 'ACCOUNT_REFUSED',
    kind: 'refused',
    message: `Cannot sign in: ${why}`,
    hint: 'Sign in another way, and link the account on the page of your own.',
    data: { status: 401 },
  });
}

function stale(): AppError {
  return new AppError({
    code: 'SESSION_NOT_FRESH',
    kind: 'refused',
    message: 'Cannot link an account: this session was opened too long ago',
    hint: 'Sign out and in again first.',
  });
}

function needsPassword(): AppError {
  return new AppError({
    code: 'FIRST_NEEDS_PASSWORD',
    kind: 'refused',
    message: 'Cannot join with an account: the first administrator sets a password',
    hint: 'Join with password and code; link the account afterwards.',
  });
}

function unknownProvider(providers: readonly OpenIdProvider[]): AppError {
  return new AppError({
    code: 'PROVIDER_UNKNOWN',
    kind: 'not-found',
    message: 'Cannot go to the identity provider: this node has none by that id',
    hint:
      providers.length === 0
        ? 'The operator sets them: "oidc".'
        : `It has ${providers.map(({ id }) => id).join(', ')}.`,
  });
}
