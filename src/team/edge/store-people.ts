import { randomBytes } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import type { Database, Queryable } from '../../store/database.ts';
import type { Invitee, Person } from '../person.ts';
import type { Role } from '../role.ts';

/** A person as the node's lists show one. */
export interface KnownPerson extends Person {
  invitedBy: string;
  madeAt: string;
  revokedAt: string | null;
  /** Whether they have set a password. */
  joined: boolean;
  lastSignIn: string | null;
}

const person = `person.id, login, name, state, organisation, roles, caveats, exercise`;
const HOUR = 3_600_000;
/** How long the link holds that an administrator passes on. */
const INVITATION_HOURS = 7 * 24;
/** And the one that a first start prints. */
const FIRST_HOURS = 24;

/** Every person, or those of one state or organisation, by home and name; revoked ones too. */
export async function allPeople(database: Queryable, home: string | null): Promise<KnownPerson[]> {
  return await database<KnownPerson[]>`
    select ${database.unsafe(person)}, invited_by as "invitedBy", person.made_at as "madeAt", revoked_at as "revokedAt",
      exists (select from credential where credential.person = person.id) as joined,
      (select max(at) from team_event where team_event.person = person.id and what = 'signed-in') as "lastSignIn"
    from person where ${home}::text is null or coalesce(state, organisation) = ${home}
    order by coalesce(state, organisation), name, login`;
}

export async function countPeople(database: Queryable): Promise<{ real: number; exercise: number }> {
  const [row] = await database<{ real: number; exercise: number }[]>`
    select count(*) filter (where not exercise)::int as real, count(*) filter (where exercise)::int as exercise from person`;
  return row ?? { real: 0, exercise: 0 };
}

export interface NewPerson extends Invitee {
  state: string | null;
  organisation: string | null;
  /** True for a person of an exercise. */
  exercise?: boolean;
  /** `operator` or a login. */
  by: string;
}

/** Adds a person who has yet to join, with the token of the link that lets them. Throws AppError (conflict) when the name is taken. */
export async function addPerson(
  database: Database,
  one: NewPerson,
  now: Date,
): Promise<{ person: Person; token: string }> {
  return (await database.begin(async (transaction) => {
    const added = await insertPerson(transaction, one);
    return { person: added, token: await invite(transaction, added.id, now) };
  })) as { person: Person; token: string };
}

/** The same without a link. Where people are an exercise's, so is whoever comes after; a real node takes none of an exercise. */
export async function insertPerson(database: Queryable, one: NewPerson): Promise<Person> {
  const { login, state, organisation, roles, caveats, by } = one;
  const there = await countPeople(database);
  if (one.exercise && there.real > 0) throw realPeople(there.real);
  const exercise = one.exercise || there.exercise > 0;
  const name = exercise && !one.name.startsWith('EXERCISE') ? `EXERCISE ${one.name}` : one.name;
  const [row] = await database<Person[]>`
    insert into person (login, name, state, organisation, roles, caveats, exercise, invited_by)
    values (${login}, ${name}, ${state}, ${organisation}, ${roles}, ${caveats}, ${exercise}, ${by})
    on conflict (login) do nothing returning ${database.unsafe(person)}`;
  if (!row) throw taken(login);
  await tell(database, { what: 'invited', person: row.id, by });
  return row;
}

/** A link that lets a person set password and codes anew; what they had no longer opens anything. Null when there is no such person. */
export async function inviteAgain(
  database: Database,
  login: string,
  by: { home: string | null; name: string; now: Date },
) {
  return await database.begin(async (transaction) => {
    const found = await ofHome(transaction, login, by.home);
    if (!found || found.revoked) return null;
    await transaction`delete from credential where person = ${found.id}`;
    await transaction`delete from passkey where person = ${found.id}`;
    await transaction`delete from identity where person = ${found.id}`;
    await endSessions(transaction, found.id);
    await transaction`update invitation set used_at = now() where person = ${found.id} and used_at is null`;
    await tell(transaction, { what: 'invited', person: found.id, by: by.name });
    return await invite(transaction, found.id, by.now);
  });
}

/** Gives a person other roles or clearances; their open sessions have them at once. False when there is no such person. */
export async function changePerson(
  database: Database,
  login: string,
  { roles, caveats }: { roles: readonly Role[] | null; caveats: readonly string[] | null },
  by: { home: string | null; name: string },
): Promise<boolean> {
  return (await database.begin(async (transaction) => {
    const found = await ofHome(transaction, login, by.home);
    if (!found || found.revoked) return false;
    await transaction`
      update person set roles = coalesce(${roles && [...roles]}::text[], roles),
        caveats = coalesce(${caveats && [...caveats]}::text[], caveats)
      where id = ${found.id}`;
    await tell(transaction, { what: 'changed', person: found.id, by: by.name });
    return true;
  })) as boolean;
}

/** Takes a person's access for good, at once: sessions end with it. False when there is no such person, or it was taken before. */
export async function revokePerson(
  database: Database,
  login: string,
  by: { home: string | null; name: string },
): Promise<boolean> {
  return (await database.begin(async (transaction) => {
    const found = await ofHome(transaction, login, by.home);
    if (!found || found.revoked) return false;
    await transaction`update person set revoked_at = now() where id = ${found.id}`;
    await transaction`update invitation set used_at = now() where person = ${found.id} and used_at is null`;
    await endSessions(transaction, found.id);
    await tell(transaction, { what: 'revoked', person: found.id, by: by.name });
    return true;
  })) as boolean;
}

/** The token that lets the first administrator in; it takes the place of the one before. Null where there are people. */
export async function firstInvitation(database: Database, now: Date): Promise<string | null> {
  return await database.begin(async (transaction) => {
    await transaction`lock table person in share mode`;
    const { real, exercise } = await countPeople(transaction);
    if (real + exercise > 0) return null;
    await transaction`delete from invitation where person is null`;
    return await invite(transaction, null, now);
  });
}

/** Whom a token invites: `first` for the first administrator; null when it holds no more. */
export async function invitationOf(database: Queryable, token: string, now: Date): Promise<Person | 'first' | null> {
  const [row] = await database<(Person & { first: boolean })[]>`
    select ${database.unsafe(person)}, invitation.person is null as first
    from invitation left join person on person.id = invitation.person
    where token_hash = ${sha256(token)} and used_at is null and expires_at > ${now.toISOString()}
      and person.revoked_at is null
      and (invitation.person is not null or not exists (select from person))`;
  if (!row) return null;
  const { first, ...invited } = row;
  return first ? 'first' : invited;
}

/** A person who has not been revoked. */
export async function personById(database: Queryable, id: string): Promise<Person | null> {
  const [row] = await database<Person[]>`
    select ${database.unsafe(person)} from person where id = ${id} and revoked_at is null`;
  return row ?? null;
}

/** Uses a token up. False when someone was quicker. */
export async function takeInvitation(database: Queryable, token: string): Promise<boolean> {
  const rows = await database`
    update invitation set used_at = now() where token_hash = ${sha256(token)} and used_at is null returning 1`;
  return rows.length > 0;
}

export async function tell(database: Queryable, event: { what: string; person: string; by: string }): Promise<void> {
  await database`insert into team_event (what, person, by) values (${event.what}, ${event.person}, ${event.by})`;
}

async function invite(database: Queryable, of: string | null, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const until = new Date(now.getTime() + (of === null ? FIRST_HOURS : INVITATION_HOURS) * HOUR).toISOString();
  await database`insert into invitation (token_hash, person, expires_at) values (${sha256(token)}, ${of}, ${until})`;
  return token;
}

async function endSessions(database: Queryable, of: string): Promise<void> {
  await database`update session set revoked_at = now() where person = ${of} and revoked_at is null`;
}

async function ofHome(database: Queryable, login: string, home: string | null) {
  const [row] = await database<{ id: string; revoked: boolean }[]>`
    select id, revoked_at is not null as revoked from person
    where login = ${login} and (${home}::text is null or coalesce(state, organisation) = ${home}) for update`;
  return row ?? null;
}

function taken(login: string): AppError {
  return new AppError({
    code: 'LOGIN_TAKEN',
    kind: 'conflict',
    message: `Cannot invite "${login}": the name is taken`,
    hint: 'Choose another name to sign in with; names of people who left are not given again.',
  });
}

function realPeople(count: number): AppError {
  return new AppError({
    code: 'REAL_PEOPLE',
    kind: 'conflict',
    message: `Cannot add people of an exercise: ${count} real ${count === 1 ? 'person has' : 'people have'} joined this node`,
    hint: 'Hold the exercise in a folder of its own: WATCHKEEPER_HOME=./exercise npx watchkeeper team exercise',
  });
}
