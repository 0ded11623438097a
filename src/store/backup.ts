import { createHash } from 'node:crypto';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { AppError } from '../kernel/errors.ts';
import {
  type BackupManifest,
  damaged,
  notWritten,
  readArchive,
  type TableFacts,
  writeArchive,
} from './backup-archive.ts';
import type { Database, Transaction } from './database.ts';
import { emptyAll, ledgerHead, refuseForgotten } from './replace-database.ts';

export interface BackupRequest {
  /** Of the program, for the manifest. */
  version: string;
  now: Date;
  /** Stops the work; nothing is left behind. */
  signal: AbortSignal;
}

/**
 * Writes every table, as of one moment, to a .tar.gz: COPY files and a manifest with their hashes. The server may go on
 * running. Returns the manifest. Throws the signal's reason when it is stopped.
 */
export async function backUp(database: Database, path: string, request: BackupRequest): Promise<BackupManifest> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-backup-'));
  try {
    const manifest = await database.begin('isolation level repeatable read read only', async (transaction) => {
      await seeLabelledRows(transaction);
      const migrations = await transaction<
        { name: string; checksum: string }[]
      >`select name, checksum from migration order by name`;
      const tables: TableFacts[] = [];
      for (const name of await tableNames(transaction))
        tables.push(await copyOut(transaction, name, { target: join(folder, name), signal: request.signal }));
      return {
        watchkeeper: 'backup' as const,
        version: request.version,
        madeAt: request.now.toISOString(),
        migrations: [...migrations],
        tables,
      };
    });
    await writeArchive(path, folder, { manifest, signal: request.signal });
    return manifest;
  } catch (cause) {
    request.signal.throwIfAborted();
    throw cause;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Fills a migrated database from a backup, all or nothing. Refuses a backup of another schema, a file whose hashes do
 * not hold, and a database that holds anything unless it is to be replaced, before anything is written.
 */
export async function restore(database: Database, path: string, how = { replace: false }): Promise<BackupManifest> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-restore-'));
  try {
    const manifest = await readArchive(path, folder);
    await database.begin(async (transaction) => {
      await refuseOtherSchema(transaction, path, manifest);
      const names = await tableNames(transaction);
      await transaction`lock table ${transaction(names)} in share row exclusive mode`;
      await seeLabelledRows(transaction);
      const head = await ledgerHead(transaction);
      if (how.replace) await emptyAll(transaction, [...names, ...(await passingTables(transaction))]);
      else await refuseFilled(transaction, names);
      for (const { name, rows } of inOrder(manifest.tables, await references(transaction))) {
        const labelled = await isLabelled(transaction, name);
        // PostgreSQL copies into no table whose policies bind the one who copies, as they do its owner.
        if (labelled) await transaction`alter table ${transaction(name)} no force row level security`;
        const stream = await transaction`copy ${transaction(name)} from stdin`.writable();
        await pipeline(createReadStream(join(folder, name)), stream);
        if (labelled) await transaction`alter table ${transaction(name)} force row level security`;
        if ((await rowCount(transaction, name)) !== rows) throw damaged(path, `the table "${name}" lacks rows`);
        await advanceIdentity(transaction, name);
      }
      if (head) await refuseForgotten(transaction, path, head);
      await transaction`select pg_notify('lists_changed', 'restore')`;
    });
    return manifest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Labelled tables show their owner no row unless the transaction keeps the data; only a superuser is never asked. */
async function seeLabelledRows(transaction: Transaction): Promise<void> {
  await transaction`select set_config('watchkeeper.keeper', 'on', true)`;
}

async function isLabelled(transaction: Transaction, name: string): Promise<boolean> {
  const [row] = await transaction<{ forced: boolean }[]>`
    select relforcerowsecurity as forced from pg_class where oid = ${name}::regclass`;
  return row?.forced ?? false;
}

/** The tables that a backup holds. */
async function tableNames(transaction: Transaction): Promise<string[]> {
  return (await tablesKept(transaction, 'p')).filter((name) => name !== 'migration');
}

/** Unlogged tables hold what passes: sessions, tries. A backup leaves them out, a restored one ends them. */
function passingTables(transaction: Transaction): Promise<string[]> {
  return tablesKept(transaction, 'u');
}

async function tablesKept(transaction: Transaction, persistence: 'p' | 'u'): Promise<string[]> {
  const rows = await transaction<{ name: string }[]>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = current_schema()::regnamespace and relpersistence = ${persistence} order by 1`;
  return rows.map(({ name }) => name);
}

async function rowCount(transaction: Transaction, name: string): Promise<number> {
  const [count] = await transaction<{ n: number }[]>`select count(*)::int as n from ${transaction(name)}`;
  return count?.n ?? 0;
}

async function copyOut(
  transaction: Transaction,
  name: string,
  { target, signal }: { target: string; signal: AbortSignal },
): Promise<TableFacts> {
  signal.throwIfAborted();
  const hash = createHash('sha256');
  let bytes = 0;
  let failure: unknown;
  const file = openSync(target, 'w', 0o600);
  const copy = transaction`copy ${transaction(name)} to stdout`;
  const stop = (): void => copy.cancel();
  try {
    const source = await copy.readable();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    // Taken as it comes and written at once: postgres.js never wakes a COPY that its reader has held up.
    source.on('data', (chunk: Buffer) => {
      if (failure !== undefined) return;
      hash.update(chunk);
      bytes += chunk.byteLength;
      try {
        writeFileSync(file, chunk);
      } catch (cause) {
        failure = cause;
      }
    });
    await finished(source);
    if (failure !== undefined) throw notWritten(target, failure);
  } finally {
    signal.removeEventListener('abort', stop);
    closeSync(file);
  }
  return { name, rows: await rowCount(transaction, name), bytes, sha256: hash.digest('hex') };
}

async function refuseOtherSchema(transaction: Transaction, path: string, manifest: BackupManifest): Promise<void> {
  const here = await transaction`select name, checksum from migration order by name`;
  if (JSON.stringify(here) !== JSON.stringify(manifest.migrations)) {
    throw new AppError({
      code: 'BACKUP_OTHER_SCHEMA',
      kind: 'refused',
      message: `Cannot restore ${path}: it was made by version ${manifest.version} with another schema`,
      hint: 'Restore it with that version, then start this one: it brings the schema forward.',
    });
  }
  const missing = (await tableNames(transaction)).filter(
    (name) => !manifest.tables.some((table) => table.name === name),
  );
  if (missing.length > 0) throw damaged(path, `it lacks the tables ${missing.join(', ')}`);
}

async function refuseFilled(transaction: Transaction, names: readonly string[]): Promise<void> {
  const filled: string[] = [];
  for (const name of names) {
    const [row] = await transaction`select 1 from ${transaction(name)} limit 1`;
    if (row) filled.push(name);
  }
  if (filled.length === 0) return;
  throw new AppError({
    code: 'RESTORE_NOT_EMPTY',
    kind: 'refused',
    message: `Cannot restore: the database already holds rows in ${filled.join(', ')}`,
    hint: 'Point WATCHKEEPER_HOME to a new folder, or DATABASE_URL to an empty database; --replace discards what is there.',
    data: { tables: filled },
  });
}

interface Reference {
  child: string;
  parent: string;
}

async function references(transaction: Transaction): Promise<readonly Reference[]> {
  return await transaction<Reference[]>`
    select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint where contype = 'f' and conrelid <> confrelid`;
}

/** Tables in an order in which every row's parent is there first. */
function inOrder(tables: readonly TableFacts[], edges: readonly Reference[]): TableFacts[] {
  const done: TableFacts[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const ready = rest.filter(
      ({ name }) => !edges.some(({ child, parent }) => child === name && rest.some((other) => other.name === parent)),
    );
    if (ready.length === 0) throw new Error('the tables refer to each other in a circle');
    done.push(...ready);
    rest = rest.filter((table) => !ready.includes(table));
  }
  return done;
}

async function advanceIdentity(transaction: Transaction, name: string): Promise<void> {
  const [column] = await transaction<{ column: string }[]>`
    select column_name as column from information_schema.columns
    where table_schema = current_schema() and table_name = ${name} and is_identity = 'YES'`;
  if (!column) return;
  await transaction`select setval(pg_get_serial_sequence(${name}, ${column.column}), coalesce(max(${transaction(column.column)}), 0) + 1, false) from ${transaction(name)}`;
}
