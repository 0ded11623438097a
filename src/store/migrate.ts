import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../kernel/errors.ts';
import { sha256 } from '../kernel/hash.ts';
import type { Database } from './database.ts';

/** Two processes that start together take turns on this key. */
const LOCK_KEY = 1_718_2006;

export interface Migration {
  name: string;
  checksum: string;
  sql: string;
}

/** The shipped migrations in order. Read from `src/`, which the package ships, whether this code runs from there or from `dist/`. */
export function shippedMigrations(): Migration[] {
  const folder = fileURLToPath(new URL('../../src/store/migrations/', import.meta.url));
  return readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}${name}`, 'utf8');
      return { name, sql, checksum: sha256(sql) };
    });
}

/**
 * Brings the schema forward, one transaction a migration, and returns the names that were new. Refuses a database
 * that a newer version of the program has used, or whose applied migrations differ from the shipped ones.
 */
export async function migrate(database: Database, migrations = shippedMigrations()): Promise<string[]> {
  const connection = await database.reserve();
  try {
    await connection`select pg_advisory_lock(${LOCK_KEY})`;
    await connection`create table if not exists migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`;
    const applied = await connection<
      { name: string; checksum: string }[]
    >`select name, checksum from migration order by name`;
    refuseStrangers(applied, migrations);
    const news = migrations.slice(applied.length);
    for (const migration of news) {
      await connection`begin`;
      try {
        await connection`insert into migration (name, checksum) values (${migration.name}, ${migration.checksum})`;
        await connection.unsafe(migration.sql);
        await connection`commit`;
      } catch (cause) {
        await connection`rollback`;
        throw new AppError({
          code: 'MIGRATION_FAILED',
          kind: 'unavailable',
          message: `Cannot apply migration ${migration.name}: ${String(cause)}`,
          hint: 'Nothing was changed. Restore a backup into a new database, or report this with the message above.',
          cause,
        });
      }
    }
    return news.map(({ name }) => name);
  } finally {
    await connection`select pg_advisory_unlock(${LOCK_KEY})`.catch(() => {});
    connection.release();
  }
}

function refuseStrangers(
  applied: readonly { name: string; checksum: string }[],
  migrations: readonly Migration[],
): void {
  applied.forEach(({ name, checksum }, at) => {
    const shipped = migrations[at];
    if (shipped?.name === name && shipped.checksum === checksum) return;
    const state = shipped?.name === name ? 'differs from the one this version ships' : 'is not known to this version';
    throw new AppError({
      code: 'SCHEMA_UNKNOWN',
      kind: 'unavailable',
      message: `Cannot use the database: its migration ${name} ${state}`,
      hint: 'A newer version of Watchkeeper has used this database. Run that version, or point to another database.',
    });
  });
}
