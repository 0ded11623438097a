import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { z } from 'zod';
import { AppError, messageOf } from '../kernel/errors.ts';

const tableFacts = z.object({ name: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() });
const backupManifest = z.object({
  watchkeeper: z.literal('backup'),
  version: z.string(),
  madeAt: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(tableFacts),
});

export type TableFacts = z.infer<typeof tableFacts>;
export type BackupManifest = z.infer<typeof backupManifest>;

const MANIFEST = 'manifest.json';

interface ArchiveContent {
  manifest: BackupManifest;
  signal: AbortSignal;
}

/** Packs the manifest and the tables' files of a folder; the archive appears under its name only when it is whole. */
export async function writeArchive(path: string, folder: string, content: ArchiveContent): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await packInto(unfinished, folder, content);
    renameSync(unfinished, path);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw notWritten(path, cause);
  }
}

async function packInto(path: string, folder: string, { manifest, signal }: ArchiveContent): Promise<void> {
  const archive = pack();
  const writing = pipeline(archive, createGzip(), createWriteStream(path, { mode: 0o600, flush: true }), { signal });
  writing.catch(() => archive.destroy());
  archive.entry({ name: MANIFEST }, JSON.stringify(manifest, null, 2));
  for (const { name, bytes } of manifest.tables) {
    const entry = archive.entry({ name, size: bytes });
    await pipeline(createReadStream(join(folder, name)), entry, { signal });
  }
  archive.finalize();
  await writing;
}

/** Unpacks an archive's tables into a folder and proves them against the manifest. Throws AppError (invalid). */
export async function readArchive(path: string, folder: string): Promise<BackupManifest> {
  const hashes = new Map<string, string>();
  let written: unknown;
  const reader = extract();
  const filling = pipeline(createReadStream(path), createGunzip(), reader);
  filling.catch(() => {});
  try {
    for await (const entry of reader) {
      const name = entry.header.name;
      if (!/^[a-z_]{1,60}$|^manifest\.json$/.test(name)) throw damaged(path, `it holds the foreign member "${name}"`);
      if (name === MANIFEST) written = JSON.parse(await textOf(entry as AsyncIterable<Uint8Array>));
      else hashes.set(name, await keep(entry as AsyncIterable<Uint8Array>, join(folder, name)));
    }
    await filling;
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(path, messageOf(cause));
  }
  const manifest = backupManifest.safeParse(written);
  if (!manifest.success) throw damaged(path, 'it has no manifest');
  for (const { name, sha256 } of manifest.data.tables) {
    if (hashes.get(name) !== sha256) throw damaged(path, `the table "${name}" is missing or was altered`);
  }
  return manifest.data;
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

/** The refusal of an archive that is not what `backup` wrote. */
export function damaged(path: string, state: string): AppError {
  return new AppError({
    code: 'BACKUP_DAMAGED',
    kind: 'invalid',
    message: `Cannot restore ${path}: ${state}`,
    hint: 'Nothing was written. Use another copy of the backup.',
  });
}

/** The failure of a disk or folder to take the backup. */
export function notWritten(path: string, cause: unknown): AppError {
  return new AppError({
    code: 'BACKUP_NOT_WRITTEN',
    kind: 'refused',
    message: `Cannot write ${path}: ${messageOf(cause)}`,
    hint: 'Check that the folder is there, may be written and has space.',
    cause,
  });
}
