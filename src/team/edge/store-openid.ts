import { sha256 } from '../../kernel/hash.ts';
import type { Queryable } from '../../store/database.ts';
import type { Person } from '../person.ts';

/** Minutes for the way to the provider and back. */
export const FLOW_MINUTES = 10;

export interface OpenIdFlow {
  provider: string;
  verifier: string;
  nonce: string;
  /** Who links an account; null for signing in. */
  person: string | null;
  /** The token of the one-time link by which they join. */
  invitation: string | null;
}

/** Keeps who went on the way, known by the state that comes back and by the browser that began. */
export async function keepFlow(
  database: Queryable,
  { state, browser }: { state: string; browser: string },
  { provider, verifier, nonce, person, invitation }: OpenIdFlow,
): Promise<void> {
  await database`delete from openid_flow where expires_at < now()`;
  await database`
    insert into openid_flow (state_hash, browser_hash, provider, verifier, nonce, person, invitation, expires_at)
    values (${sha256(state)}, ${sha256(browser)}, ${provider}, ${verifier}, ${nonce}, ${person}, ${invitation},
      now() + make_interval(mins => ${FLOW_MINUTES}))`;
}

/** Uses a flow up; null when there is none like it in that browser. */
export async function takeFlow(database: Queryable, state: string, browser: string): Promise<OpenIdFlow | null> {
  const [row] = await database<OpenIdFlow[]>`
    delete from openid_flow
    where state_hash = ${sha256(state)} and browser_hash = ${sha256(browser)} and expires_at > now()
    returning provider, verifier, nonce, person, invitation`;
  return row ?? null;
}

/** An account at a provider. */
export interface Account {
  issuer: string;
  subject: string;
}

/** Links an account to a person. False when it is someone's already. */
export async function linkAccount(database: Queryable, of: string, { issuer, subject }: Account): Promise<boolean> {
  const rows = await database`
    insert into identity (issuer, subject, person) values (${issuer}, ${subject}, ${of})
    on conflict do nothing returning 1`;
  return rows.length > 0;
}

/** Whose account it is; notes the use. Null when it is nobody's, or its person was revoked. */
export async function personOfAccount(database: Queryable, { issuer, subject }: Account): Promise<Person | null> {
  const [row] = await database<Person[]>`
    update identity set used_at = now() from person
    where person.id = identity.person and issuer = ${issuer} and subject = ${subject} and revoked_at is null
    returning person.id, login, name, state, organisation, roles, caveats, exercise`;
  return row ?? null;
}

/** The issuers at which a person has linked accounts. */
export async function accountsOf(database: Queryable, of: string): Promise<{ issuer: string; madeAt: string }[]> {
  return await database<{ issuer: string; madeAt: string }[]>`
    select issuer, max(made_at) as "madeAt" from identity where person = ${of} group by issuer order by issuer`;
}

/** Takes a person's accounts at an issuer away. */
export async function unlinkAccounts(database: Queryable, of: string, issuer: string): Promise<void> {
  await database`delete from identity where person = ${of} and issuer = ${issuer}`;
}
