import { randomBytes } from 'node:crypto';
import { sha256 } from '../../kernel/hash.ts';
import type { Database, Queryable } from '../../store/database.ts';
import type { Person, SignedIn } from '../person.ts';
import type { Credential } from './password.ts';

const person = `person.id, login, name, state, organisation, roles, caveats, exercise`;
/** A session ends after so long without a request, and after so long in any case. */
export const IDLE_MINUTES = 60;
export const MOST_HOURS = 12;
/** Sessions that one person may have open. The oldest gives way. */
const MOST_SESSIONS = 10;

/** Opens a session; the token is the holder's alone. */
export async function openSession(database: Queryable, of: Person): Promise<{ token: string; signedIn: SignedIn }> {
  const token = randomBytes(32).toString('base64url');
  const [row] = await database<{ id: string; expiresAt: string }[]>`
    insert into session (token_hash, person, expires_at)
    values (${sha256(token)}, ${of.id}, now() + make_interval(hours => ${MOST_HOURS}))
    returning id, expires_at as "expiresAt"`;
  if (!row) throw new Error('the session was not kept');
  await database`
    update session set revoked_at = now() where person = ${of.id} and revoked_at is null and id not in (
      select id from session where person = ${of.id} and revoked_at is null order by made_at desc, id limit ${MOST_SESSIONS})`;
  return { token, signedIn: { ...of, session: row.id, expiresAt: row.expiresAt } };
}

/** Whose session a token opens; null when it holds no more. Asked at every request, so that revoking holds at once. */
export async function sessionOf(database: Queryable, token: string): Promise<SignedIn | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const hash = sha256(token);
  const [row] = await database<(SignedIn & { quiet: boolean })[]>`
    select ${database.unsafe(person)}, session.id as session, session.expires_at as "expiresAt",
      session.seen_at < now() - interval '1 minute' as quiet
    from session join person on person.id = session.person
    where token_hash = ${hash} and session.revoked_at is null and person.revoked_at is null
      and session.expires_at > now() and session.seen_at > now() - make_interval(mins => ${IDLE_MINUTES})`;
  if (!row) return null;
  const { quiet, ...signedIn } = row;
  if (quiet) await database`update session set seen_at = now() where token_hash = ${hash}`;
  return signedIn;
}

/** Ends a session, or every one of its person. */
export async function endSession(database: Queryable, { session, id }: SignedIn, everywhere: boolean): Promise<void> {
  await database`
    update session set revoked_at = now()
    where revoked_at is null and person = ${id} and (${everywhere} or id = ${session})`;
}

/** The person of a name with what opens their session; null when there is none. */
export async function credentialOf(
  database: Queryable,
  login: string,
): Promise<{ person: Person; credential: Credential } | null> {
  const [row] = await database<(Person & Credential)[]>`
    select ${database.unsafe(person)}, salt, sealed_seed as "sealedSeed"
    from person join credential on credential.person = person.id
    where login = ${login} and person.revoked_at is null`;
  if (!row) return null;
  const { salt, sealedSeed, ...of } = row;
  return { person: of, credential: { salt, sealedSeed } };
}

export async function keepCredential(database: Queryable, of: string, { salt, sealedSeed }: Credential): Promise<void> {
  await database`
    insert into credential (person, salt, sealed_seed) values (${of}, ${salt}, ${sealedSeed})
    on conflict (person) do update set salt = excluded.salt, sealed_seed = excluded.sealed_seed, last_step = 0, made_at = now()`;
}

/** Notes that a period's code was used. False when it, or a later one, was used before. */
export async function takeStep(database: Queryable, of: string, step: number): Promise<boolean> {
  const rows = await database`
    update credential set last_step = ${step} where person = ${of} and last_step < ${step} returning 1`;
  return rows.length > 0;
}

/** Minutes in which failures count. */
export const FAILURE_MINUTES = 15;

export interface Trying {
  login: string;
  address: string;
}

/** Failures within `FAILURE_MINUTES` after which nobody is let try: one name from one address, one name, one address. */
const MOST_FAILURES = { pair: 10, login: 100, address: 100 };

/** Counts a try as failed before it is made; false when too many were. One try of a name at a time, so that many at once are counted too. */
export async function takeTry(database: Database, { login, address }: Trying): Promise<boolean> {
  const [name, from] = [sha256(login), sha256(address)];
  return (await database.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
    await transaction`delete from sign_in_failure where at < now() - make_interval(mins => ${FAILURE_MINUTES})`;
    const rows = await transaction`
      insert into sign_in_failure (login_hash, address_hash)
      select ${name}, ${from} from (
        select count(*) filter (where login_hash = ${name} and address_hash = ${from}) as pair,
          count(*) filter (where login_hash = ${name}) as login, count(*) filter (where address_hash = ${from}) as address
        from sign_in_failure where login_hash = ${name} or address_hash = ${from}
      ) as failed
      where pair < ${MOST_FAILURES.pair} and login < ${MOST_FAILURES.login} and address < ${MOST_FAILURES.address}
      returning 1`;
    return rows.length > 0;
  })) as boolean;
}

/** Forgets the failures of a name at an address: it was the right person after all. */
export async function forgetTries(database: Queryable, { login, address }: Trying): Promise<void> {
  await database`delete from sign_in_failure where login_hash = ${sha256(login)} and address_hash = ${sha256(address)}`;
}
