import type { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { AppError } from '../../kernel/errors.ts';
import type { Database } from '../../store/database.ts';
import type { SignedIn } from '../person.ts';
import type { OpenedSession } from './sign-in.ts';
import {
  FRESH_MINUTES,
  isFresh,
  keepChallenge,
  keepPasskey,
  notePasskeyUse,
  passkeyById,
  passkeysOf,
  removePasskey,
  takeChallenge,
} from './store-passkeys.ts';
import { tell } from './store-people.ts';
import { openSession } from './store-sessions.ts';

type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type Assertion = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

const MOST_PASSKEYS = 10;

/** Loaded when it is first needed: it takes a fifth of a second, which every command would wait for. */
const webauthn = () => import('@simplewebauthn/server');

/** What a browser needs to make a passkey for a person: kept by the authenticator, opened by its PIN or the like. */
export async function newPasskeyOptions(database: Database, { id, login, name, session }: SignedIn, origin: string) {
  await refuseStale(database, session);
  const there = await passkeysOf(database, id);
  if (there.length >= MOST_PASSKEYS) throw tooMany();
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: 'Watchkeeper',
    rpID: hostOf(origin),
    userID: new TextEncoder().encode(id),
    userName: login,
    userDisplayName: name,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: there.map((passkey) => ({ id: passkey.id })),
  });
  await keepChallenge(database, options.challenge, id);
  return options;
}

export interface NewPasskey {
  response: unknown;
  name: string;
  origin: string;
}

/** Keeps the passkey that a browser made. Throws AppError (invalid) when it does not answer what was asked. */
export async function addPasskey(
  database: Database,
  of: SignedIn,
  { response, name, origin }: NewPasskey,
): Promise<void> {
  await refuseStale(database, of.session);
  const host = hostOf(origin);
  const { verifyRegistrationResponse: verify } = await webauthn();
  const verified = await verify({
    response: response as Registration,
    expectedChallenge: (challenge) => takeChallenge(database, challenge, of.id),
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw unfit(cause);
  });
  if (!verified.verified) throw unfit();
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  await keepPasskey(database, of.id, { id, publicKey: Buffer.from(publicKey), counter, host, name });
  await tell(database, { what: 'passkey-added', person: of.id, by: 'self' });
}

/** Throws AppError when the person has no such passkey. */
export async function dropPasskey(database: Database, of: SignedIn, id: string): Promise<void> {
  await refuseStale(database, of.session);
  if (!(await removePasskey(database, of.id, id))) throw unknownPasskey();
  await tell(database, { what: 'passkey-removed', person: of.id, by: 'self' });
}

/** What a browser needs to sign in with a passkey. It names nobody: the authenticator knows whose it holds. */
export async function passkeyChallenge(database: Database, origin: string) {
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: hostOf(origin),
    userVerification: 'required',
  });
  await keepChallenge(database, options.challenge, null);
  return options;
}

/** Opens a session for who signed the challenge. Whatever is wrong, the answer is one. Throws AppError (refused). */
export async function enterByPasskey(database: Database, response: unknown, origin: string): Promise<OpenedSession> {
  const found = await passkeyById(database, (response as Assertion).id);
  if (!found) throw refused();
  const { passkey, person } = found;
  const { verifyAuthenticationResponse: verify } = await webauthn();
  const verified = await verify({
    response: response as Assertion,
    expectedChallenge: (challenge) => takeChallenge(database, challenge, null),
    expectedOrigin: origin,
    expectedRPID: passkey.host,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
    requireUserVerification: true,
  }).catch(() => {
    throw refused();
  });
  if (!verified.verified) throw refused();
  if (!(await notePasskeyUse(database, passkey.id, verified.authenticationInfo.newCounter))) throw refused();
  await tell(database, { what: 'signed-in', person: person.id, by: 'self' });
  return await openSession(database, person);
}

/** Passkeys belong to a name of a host; browsers make none for a bare address. */
function hostOf(origin: string): string {
  const { hostname } = new URL(origin);
  if (!/^[\d.]+$|^\[/.test(hostname)) return hostname;
  throw new AppError({
    code: 'HOST_WITHOUT_NAME',
    kind: 'invalid',
    message: `Cannot use passkeys at ${hostname}: they belong to a host's name`,
    hint: 'Open the console by name: http://localhost:PORT on this machine, https://NAME elsewhere.',
  });
}

async function refuseStale(database: Database, session: string): Promise<void> {
  if (await isFresh(database, session)) return;
  throw new AppError({
    code: 'SESSION_NOT_FRESH',
    kind: 'refused',
    message: 'Cannot change passkeys: this session was opened too long ago',
    hint: `Sign out and in again, and do it within ${FRESH_MINUTES} minutes.`,
  });
}

function refused(): AppError {
  return new AppError({
    code: 'PASSKEY_REFUSED',
    kind: 'refused',
    message: 'Cannot sign in: this passkey opens nothing here',
    hint: 'Sign in with name, password and code, or with a passkey that you added at this address.',
    data: { status: 401 },
  });
}

function unfit(cause?: unknown): AppError {
  return new AppError({
    code: 'PASSKEY_INVALID',
    kind: 'invalid',
    message: 'Cannot add the passkey: it does not answer what was asked',
    hint: 'Try again. The authenticator must ask for a PIN, a finger or a face.',
    cause,
  });
}

function unknownPasskey(): AppError {
  return new AppError({
    code: 'PASSKEY_UNKNOWN',
    kind: 'not-found',
    message: 'Cannot remove the passkey: you have none like it',
    hint: 'GET /api/v1/session/passkeys shows yours.',
  });
}

function tooMany(): AppError {
  return new AppError({
    code: 'TOO_MANY_PASSKEYS',
    kind: 'conflict',
    message: `Cannot add a passkey: you have ${MOST_PASSKEYS}`,
    hint: 'Remove one that you no longer use.',
  });
}
