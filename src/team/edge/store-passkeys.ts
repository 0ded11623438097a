import type { Queryable } from '../../store/database.ts';
import type { Person } from '../person.ts';

export interface Passkey {
  id: string;
  publicKey: Buffer;
  counter: number;
  host: string;
}

/** A passkey as its holder sees it. */
export interface ListedPasskey {
  id: string;
  name: string;
  host: string;
  madeAt: string;
  usedAt: string | null;
}

/** Minutes for which a challenge may be answered. */
const ANSWER_MINUTES = 5;
/** Minutes after signing in within which passkeys are added and removed: a session that was left open does not do. */
export const FRESH_MINUTES = 15;

/** Keeps what was given out to be signed. */
export async function keepChallenge(database: Queryable, challenge: string, of: string | null): Promise<void> {
  await database`delete from passkey_challenge where expires_at < now()`;
  await database`
    insert into passkey_challenge (challenge, person, expires_at)
    values (${challenge}, ${of}, now() + make_interval(mins => ${ANSWER_MINUTES}))`;
}

/** Uses a challenge up. False when it was never given out for this, was used, or is too old. */
export async function takeChallenge(database: Queryable, challenge: string, of: string | null): Promise<boolean> {
  const rows = await database`
    delete from passkey_challenge
    where challenge = ${challenge} and person is not distinct from ${of}::uuid and expires_at > now() returning 1`;
  return rows.length > 0;
}

/** True when the session was opened a short while ago. */
export async function isFresh(database: Queryable, session: string): Promise<boolean> {
  const rows = await database`
    select from session where id = ${session} and made_at > now() - make_interval(mins => ${FRESH_MINUTES})`;
  return rows.length > 0;
}

export async function keepPasskey(database: Queryable, of: string, one: Passkey & { name: string }): Promise<void> {
  await database`
    insert into passkey (id, person, public_key, counter, host, name)
    values (${one.id}, ${of}, ${one.publicKey}, ${one.counter}, ${one.host}, ${one.name})`;
}

/** The passkeys of a person, the oldest first. */
export async function passkeysOf(database: Queryable, of: string): Promise<ListedPasskey[]> {
  return await database<ListedPasskey[]>`
    select id, name, host, made_at as "madeAt", used_at as "usedAt" from passkey where person = ${of} order by made_at, id`;
}

/** False when the person has none with that id. */
export async function removePasskey(database: Queryable, of: string, id: string): Promise<boolean> {
  return (await database`delete from passkey where id = ${id} and person = ${of} returning 1`).length > 0;
}

/** The passkey and its holder; null when there is none, or the holder was revoked. */
export async function passkeyById(
  database: Queryable,
  id: string,
): Promise<{ passkey: Passkey; person: Person } | null> {
  const [row] = await database<(Person & Omit<Passkey, 'id'>)[]>`
    select person.id, login, person.name, state, organisation, roles, caveats, exercise,
      public_key as "publicKey", counter, host
    from passkey join person on person.id = passkey.person where passkey.id = ${id} and revoked_at is null`;
  if (!row) return null;
  const { publicKey, counter, host, ...person } = row;
  return { passkey: { id, publicKey, counter, host }, person };
}

/** Notes the use. False when another use with that counter or a later one came first. */
export async function notePasskeyUse(database: Queryable, id: string, counter: number): Promise<boolean> {
  const rows = await database`
    update passkey set counter = ${counter}, used_at = now()
    where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter} = 0)) returning 1`;
  return rows.length > 0;
}
