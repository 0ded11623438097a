import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { AppError, messageOf } from '../kernel/errors.ts';
import type { Database, Transaction } from './database.ts';

interface TableFacts {
  name: string;
  rows: number;
  bytes: number;
  sha256: string;
}

export interface BackupManifest {
  watchkeeper: 'backup';
  version: string;
  madeAt: string;
  migrations: { name: string; checksum: string }[];
  tables: TableFacts[];
}

const MANIFEST = 'manifest.json';

/**
 * Writes every table, as of one moment, to a .tar.gz: COPY files and a manifest with their hashes. The server may go on
 * running. Returns the manifest.
 */
export async function backUp(
  database: Database,
  path: string,
  about: { version: string; now: Date },
): Promise<BackupManifest> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-backup-'));
  try {
    const manifest = await database.begin('isolation level repeatable read read only', async (transaction) => {
      const migrations = await transaction<
        { name: string; checksum: string }[]
      >`select name, checksum from migration order by name`;
      const tables: TableFacts[] = [];
      for (const name of await tableNames(transaction))
        tables.push(await copyOut(transaction, name, join(folder, name)));
      return {
        watchkeeper: 'backup' as const,
        version: about.version,
        madeAt: about.now.toISOString(),
        migrations: [...migrations],
        tables,
      };
    });
    await writeArchive(path, folder, manifest);
    return manifest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Fills an empty, migrated database from a backup, in one transaction. Refuses a database that holds lists, a backup of
 * another schema, and a file whose hashes do not hold, before anything is written.
 */
export async function restore(database: Database, path: string): Promise<BackupManifest> {
  const folder = mkdtempSync(join(tmpdir(), 'watchkeeper-restore-'));
  try {
    const manifest = await readArchive(path, folder);
    await refuseForeign(database, path, manifest);
    await database.begin(async (transaction) => {
      for (const { name } of inOrder(manifest.tables, await references(transaction))) {
        const stream = await transaction`copy ${transaction(name)} from stdin`.writable();
        await pipeline(createReadStream(join(folder, name)), stream);
        await advanceIdentity(transaction, name);
      }
    });
    return manifest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function tableNames(transaction: Transaction): Promise<string[]> {
  const rows = await transaction<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = current_schema() and tablename <> 'migration' order by 1`;
  return rows.map(({ name }) => name);
}

async function copyOut(transaction: Transaction, name: string, target: string): Promise<TableFacts> {
  const hash = createHash('sha256');
  let bytes = 0;
  const [count] = await transaction<{ n: number }[]>`select count(*)::int as n from ${transaction(name)}`;
  const source = await transaction`copy ${transaction(name)} to stdout`.readable();
  const counted = async function* (chunks: AsyncIterable<Buffer | string>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += Buffer.byteLength(chunk);
      yield chunk;
    }
  };
  await pipeline(source, counted, createWriteStream(target));
  return { name, rows: count?.n ?? 0, bytes, sha256: hash.digest('hex') };
}

async function writeArchive(path: string, folder: string, manifest: BackupManifest): Promise<void> {
  const archive = pack();
  const writing = pipeline(archive, createGzip(), createWriteStream(path, { mode: 0o600 }));
  archive.entry({ name: MANIFEST }, JSON.stringify(manifest, null, 2));
  for (const { name, bytes } of manifest.tables) {
    const entry = archive.entry({ name, size: bytes });
    await pipeline(createReadStream(join(folder, name)), entry);
  }
  archive.finalize();
  await writing;
}

async function readArchive(path: string, folder: string): Promise<BackupManifest> {
  const hashes = new Map<string, string>();
  let manifest: BackupManifest | undefined;
  const reader = extract();
  const filling = pipeline(createReadStream(path), createGunzip(), reader);
  filling.catch(() => {});
  try {
    for await (const entry of reader) {
      const name = entry.header.name;
      if (!/^[a-z_]{1,60}$|^manifest\.json$/.test(name)) throw damaged(path, `it holds the foreign member "${name}"`);
      if (name === MANIFEST) manifest = JSON.parse(await textOf(entry as AsyncIterable<Uint8Array>)) as BackupManifest;
      else hashes.set(name, await keep(entry as AsyncIterable<Uint8Array>, join(folder, name)));
    }
    await filling;
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(path, messageOf(cause));
  }
  if (manifest?.watchkeeper !== 'backup') throw damaged(path, 'it has no manifest');
  for (const { name, sha256 } of manifest.tables) {
    if (hashes.get(name) !== sha256) throw damaged(path, `the table "${name}" is missing or was altered`);
  }
  return manifest;
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

async function keep(stream: AsyncIterable<Uint8Array>, target: string): Promise<string> {
  const hash = createHash('sha256');
  const hashed = async function* () {
    for await (const chunk of stream) {
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(hashed, createWriteStream(target));
  return hash.digest('hex');
}

async function refuseForeign(database: Database, path: string, manifest: BackupManifest): Promise<void> {
  const here = await database<{ name: string; checksum: string }[]>`select name, checksum from migration order by name`;
  if (JSON.stringify(here) !== JSON.stringify(manifest.migrations)) {
    throw new AppError({
      code: 'BACKUP_OTHER_SCHEMA',
      kind: 'refused',
      message: `Cannot restore ${path}: it was made by version ${manifest.version} with another schema`,
      hint: 'Restore it with that version, then start this one: it brings the schema forward.',
    });
  }
  const [held] = await database<
    { n: number }[]
  >`select (select count(*) from list_version)::int + (select count(*) from finding)::int as n`;
  if ((held?.n ?? 0) === 0) return;
  throw new AppError({
    code: 'RESTORE_NOT_EMPTY',
    kind: 'refused',
    message: 'Cannot restore: the database already holds lists or findings',
    hint: 'Point WATCHKEEPER_HOME to a new folder, or DATABASE_URL to an empty database.',
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

function damaged(path: string, state: string): AppError {
  return new AppError({
    code: 'BACKUP_DAMAGED',
    kind: 'invalid',
    message: `Cannot restore ${path}: ${state}`,
    hint: 'Nothing was written. Use another copy of the backup.',
  });
}
