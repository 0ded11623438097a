import { AppError } from '../../kernel/errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { passwordFault } from '../password-rule.ts';
import type { Person, SignedIn } from '../person.ts';
import { seedOfText, stepOfCode } from '../totp.ts';
import { makeCredential, openCredential } from './password.ts';
import { insertPerson, invitationOf, type NewPerson, takeInvitation, tell } from './store-people.ts';
import {
  credentialOf,
  FAILURE_MINUTES,
  forgetTries,
  keepCredential,
  openSession,
  type Trying,
  takeStep,
  takeTry,
} from './store-sessions.ts';

export interface SignInTry extends Trying {
  password: string;
  /** Of the authenticator. */
  code: string;
}

export interface OpenedSession {
  token: string;
  signedIn: SignedIn;
}

/**
 * Opens a session for who knows name, password and code. Whatever of them is wrong, the answer is one and takes as long;
 * a name that is none counts its failures as any other. Throws AppError (refused).
 */
export async function signIn(database: Database, tried: SignInTry, now: Date): Promise<OpenedSession> {
  if (!(await takeTry(database, tried))) throw tooMany();
  const found = await credentialOf(database, tried.login);
  const seed = await openCredential(tried.password, found?.credential ?? null);
  const step = stepOfCode(seed ?? NO_SEED, tried.code, now.getTime());
  if (!found || !seed || step === null || !(await takeStep(database, found.person.id, step))) throw refused();
  await forgetTries(database, tried);
  await tell(database, { what: 'signed-in', person: found.person.id, by: 'self' });
  return await openSession(database, found.person);
}

const NO_SEED = Buffer.alloc(20);

export interface JoinTry {
  token: string;
  password: string;
  /** The seed that was shown, and a code of it as proof that an authenticator holds it. */
  seed: string;
  code: string;
}

/**
 * Lets an invited person set password and codes, and opens their session. `first` is the person where the token
 * invites the first administrator. Throws AppError when the token holds no more, or something given is refused.
 */
export async function join(
  database: Database,
  tried: JoinTry,
  now: Date,
  first: NewPerson | null,
): Promise<OpenedSession> {
  const invited = await knownInvitation(database, tried.token, now);
  const seed = seedOfText(tried.seed);
  const step = seed ? stepOfCode(seed, tried.code, now.getTime()) : null;
  if (!seed || step === null) throw wrongCode();
  const person = async (transaction: Queryable): Promise<Person> => {
    if (invited !== 'first') return invited;
    if (!first) throw needsPerson();
    return await insertPerson(transaction, first);
  };
  return (await database.begin(async (transaction) => {
    if (!(await takeInvitation(transaction, tried.token))) throw unknownInvitation();
    const joining = await person(transaction);
    const fault = passwordFault(tried.password, joining);
    if (fault) throw weakPassword(fault);
    await keepCredential(transaction, joining.id, await makeCredential(tried.password, seed));
    await takeStep(transaction, joining.id, step);
    await tell(transaction, { what: 'joined', person: joining.id, by: 'self' });
    return await openSession(transaction, joining);
  })) as OpenedSession;
}

/** Whom a token invites. Throws AppError (refused) when it holds no more. */
export async function knownInvitation(database: Queryable, token: string, now: Date): Promise<Person | 'first'> {
  const invited = await invitationOf(database, token, now);
  if (invited === null) throw unknownInvitation();
  return invited;
}

function refused(): AppError {
  return new AppError({
    code: 'SIGN_IN_REFUSED',
    kind: 'refused',
    message: 'Cannot sign in: the name, the password or the code is wrong',
    hint: 'Each code counts once: wait for the next. An administrator of your state can send a new link.',
    data: { status: 401 },
  });
}

function tooMany(): AppError {
  return new AppError({
    code: 'TOO_MANY_TRIES',
    kind: 'refused',
    message: 'Cannot sign in: too many tries have failed',
    hint: `Try again in ${FAILURE_MINUTES} minutes.`,
    data: { status: 429, retryAfterSeconds: FAILURE_MINUTES * 60 },
  });
}

function unknownInvitation(): AppError {
  return new AppError({
    code: 'INVITATION_UNKNOWN',
    kind: 'refused',
    message: 'Cannot use the link: it was used, has expired or is none',
    hint: 'Ask who sent it for a new one. The first administrator\'s is printed by "watchkeeper serve".',
  });
}

function wrongCode(): AppError {
  return new AppError({
    code: 'CODE_WRONG',
    kind: 'invalid',
    message: 'Cannot join: the code is not the one of this key',
    hint: 'Enter the key into the authenticator, check that its clock is right, and type the code it shows.',
  });
}

function needsPerson(): AppError {
  return new AppError({
    code: 'PERSON_MISSING',
    kind: 'invalid',
    message: 'Cannot join: the first administrator says name and state as well',
    hint: 'Send "person" with login, name and state.',
  });
}

function weakPassword(fault: string): AppError {
  return new AppError({
    code: 'PASSWORD_REFUSED',
    kind: 'invalid',
    message: `Cannot take the password: it ${fault}`,
    hint: 'Four or five unrelated words are strong and can be remembered.',
  });
}
