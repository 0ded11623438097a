import { AppError } from '../kernel/errors.ts';
import type { Database, Queryable } from '../store/database.ts';
import type { ApiKey } from './api-key.ts';

const columns = `id, secret_hash as "secretHash", name, scopes, rate, state, organisation, made_at as "madeAt", revoked_at as "revokedAt"`;

/** Keeps a new key. */
export async function keepKey(
  database: Queryable,
  { id, secretHash, name, scopes, rate, state, organisation }: Omit<ApiKey, 'madeAt' | 'revokedAt'>,
): Promise<ApiKey> {
  const [row] = await database<ApiKey[]>`
    insert into api_key (id, secret_hash, name, scopes, rate, state, organisation)
    values (${id}, ${secretHash}, ${name}, ${scopes}, ${rate}, ${state}, ${organisation})
    returning ${database.unsafe(columns)}`;
  if (!row) throw new Error('the key was not kept');
  return row;
}

/** Every key, the newest first, revoked ones too. */
export async function allKeys(database: Queryable): Promise<ApiKey[]> {
  return await database<ApiKey[]>`select ${database.unsafe(columns)} from api_key order by made_at desc, id`;
}

/** Revokes a key for good. Throws AppError (refused) when there is none with that id, or it is revoked already. */
export async function revokeKey(database: Database, id: string): Promise<ApiKey> {
  const [row] = await database<ApiKey[]>`
    update api_key set revoked_at = now() where id = ${id} and revoked_at is null returning ${database.unsafe(columns)}`;
  if (row) return row;
  throw new AppError({
    code: 'KEY_UNKNOWN',
    kind: 'refused',
    message: `Cannot revoke the key "${id}": no key in use has that id`,
    hint: '"watchkeeper keys list" shows the ids.',
  });
}
