import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { type ByteSource, piecesOf } from '../byte-source.ts';
import { CHUNK_BYTES, SEAL_HEADER, sealChunk } from '../vault/sealed-chunks.ts';
import { syncFolder } from './lasting-files.ts';
import { sealedSource } from './sealed-source.ts';
import { VaultKeys } from './vault-keys.ts';

/** 2 GiB. */
const MOST_BYTES = 2_147_483_648;
const DAY = 86_400_000;

/** What has arrived: sealed already, not yet kept. */
export interface Arrived {
  sha256: string;
  size: number;
  source: ByteSource;
  /** Keeps it as the item of this id. */
  keep(id: string): Promise<void>;
  /** Destroys its key and its file. */
  discard(): Promise<void>;
}

/** An item as its record names it. */
export interface VaultItem {
  id: string;
  sha256: string;
  size: number;
}

/**
 * Originals at rest, each sealed under a key of its own, so that it is erased by destroying that key. Every item has its
 * own copy, though another may hold the same bytes: a shared copy would tell that someone else holds them. Plaintext is
 * never written to disk, and an item is never written to again.
 */
export class Vault {
  readonly #folder: string;
  readonly #keys: VaultKeys;

  constructor(home: string) {
    this.#folder = join(home, 'evidence');
    this.#keys = new VaultKeys(this.#folder);
  }

  /** Takes bytes in, sealing them as they come. Throws AppError (too-large, invalid) and leaves nothing behind. */
  async receive(bytes: AsyncIterable<Uint8Array>, most = MOST_BYTES): Promise<Arrived> {
    const folder = join(this.#folder, 'arriving');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeStale(folder);
    const path = join(folder, randomBytes(12).toString('hex'));
    const key = randomBytes(32);
    const file = await open(path, 'wx+', 0o600);
    try {
      const { sha256, size } = await seal(bytes, { file, key, most });
      await file.sync();
      return {
        sha256,
        size,
        source: sealedSource(file, key, size),
        keep: (id) => this.#keep({ id, sha256, size }, { file, path, key }),
        discard: async () => {
          key.fill(0);
          await file.close();
          rmSync(path, { force: true });
        },
      };
    } catch (cause) {
      await file.close();
      rmSync(path, { force: true });
      throw cause;
    }
  }

  /** Reads an item; the source is open only while `use` runs. Throws AppError (not-found, unavailable) when it is erased, lost or changed. */
  async read<Result>(item: VaultItem, use: (source: ByteSource) => Promise<Result>): Promise<Result> {
    const key = this.#keys.read(item);
    const file = await open(this.#pathOf(item), 'r').catch((cause: unknown) => {
      throw gone(item, 'its file is not there', cause);
    });
    try {
      return await use(sealedSource(file, key, item.size));
    } finally {
      key.fill(0);
      await file.close();
    }
  }

  /** The item's bytes from first to last. */
  async *stream(item: VaultItem): AsyncGenerator<Uint8Array> {
    const key = this.#keys.read(item);
    const file = await open(this.#pathOf(item), 'r').catch((cause: unknown) => {
      throw gone(item, 'its file is not there', cause);
    });
    try {
      yield* piecesOf(sealedSource(file, key, item.size), CHUNK_BYTES);
    } finally {
      key.fill(0);
      await file.close();
    }
  }

  /** Reads the whole item again and says whether it is still what was taken in. */
  async verify(item: VaultItem): Promise<{ whole: boolean; problem: string | null }> {
    try {
      const hash = createHash('sha256');
      for await (const piece of this.stream(item)) hash.update(piece);
      const whole = hash.digest('hex') === item.sha256;
      return { whole, problem: whole ? null : 'its content has another SHA-256 than its record' };
    } catch (cause) {
      if (cause instanceof AppError) return { whole: false, problem: cause.message };
      throw cause;
    }
  }

  /** Destroys the key, then the file that it opened. What is gone already is no error. */
  async erase(item: VaultItem): Promise<void> {
    await this.#keys.destroy(item.id);
    rmSync(this.#pathOf(item), { force: true });
  }

  /** True while the item can be opened. */
  async holds(item: VaultItem): Promise<boolean> {
    if (!this.#keys.holds(item.id)) return false;
    return await stat(this.#pathOf(item)).then(
      () => true,
      () => false,
    );
  }

  /** Every item whose sealed file or key is here, with when it came. */
  inside(): { id: string; sha256: string | null; at: number }[] {
    const items = new Map<string, { id: string; sha256: string | null; at: number }>();
    const note = (path: string, sha256: string | null): void => {
      const id = basename(path).replace(/\.(sealed|key)$/, '');
      const at = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      if (at !== undefined && /^e-[0-9a-f]{24}$/.test(id))
        items.set(id, { id, sha256: sha256 ?? items.get(id)?.sha256 ?? null, at });
    };
    for (const path of filesUnder(join(this.#folder, 'keys'))) note(path, null);
    for (const path of filesUnder(join(this.#folder, 'items'))) note(path, basename(dirname(path)));
    return [...items.values()];
  }

  /** Destroys what no record names: left by a process that was killed between keeping an item and recording it. */
  async eraseUnrecorded({ id, sha256 }: { id: string; sha256: string | null }): Promise<void> {
    if (sha256 === null) await this.#keys.destroy(id);
    else await this.erase({ id, sha256, size: 0 });
  }

  async #keep(item: VaultItem, { file, path, key }: { file: FileHandle; path: string; key: Buffer }): Promise<void> {
    await file.close();
    const target = this.#pathOf(item);
    mkdirSync(join(target, '..'), { recursive: true, mode: 0o700 });
    // The key first: a file without a key could never be opened, a key without a file harms nobody.
    await this.#keys.keep(item, key);
    await rename(path, target);
    syncFolder(join(target, '..'));
    key.fill(0);
  }

  #pathOf({ id, sha256 }: VaultItem): string {
    if (!/^e-[0-9a-f]{24}$/.test(id) || !/^[0-9a-f]{64}$/.test(sha256)) throw new Error('no id of an item');
    return join(this.#folder, 'items', sha256.slice(0, 2), sha256, `${id}.sealed`);
  }
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}

/** What a process left behind that was killed while something arrived; its key went with it. */
function removeStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && Date.now() - changed > DAY) rmSync(path, { force: true });
  }
}

async function seal(
  bytes: AsyncIterable<Uint8Array>,
  { file, key, most }: { file: FileHandle; key: Uint8Array; most: number },
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  let index = 0;
  let held = Buffer.alloc(0);
  await file.write(SEAL_HEADER);
  for await (const piece of bytes) {
    size += piece.byteLength;
    if (size > most) throw tooLarge(most);
    hash.update(piece);
    held = held.byteLength === 0 ? Buffer.from(piece) : Buffer.concat([held, piece]);
    // A whole chunk stays held, since it may turn out to be the last.
    while (held.byteLength > CHUNK_BYTES) {
      await file.write(sealChunk(key, { index, last: false }, held.subarray(0, CHUNK_BYTES)));
      held = held.subarray(CHUNK_BYTES);
      index += 1;
    }
  }
  if (size === 0)
    throw new AppError({
      code: 'EVIDENCE_EMPTY',
      kind: 'invalid',
      message: 'Cannot take the evidence: the file is empty',
      hint: 'Send the file again.',
    });
  await file.write(sealChunk(key, { index, last: true }, held));
  return { sha256: hash.digest('hex'), size };
}

function tooLarge(most: number): AppError {
  return new AppError({
    code: 'EVIDENCE_TOO_LARGE',
    kind: 'too-large',
    message: `Cannot take the evidence: the file is larger than ${most} bytes`,
    hint: 'Add its parts one by one.',
  });
}

function gone({ id }: Pick<VaultItem, 'id'>, state: string, cause?: unknown): AppError {
  return new AppError({
    code: 'EVIDENCE_GONE',
    kind: 'not-found',
    message: `Cannot open evidence ${id}: ${state}`,
    hint: 'Its record says whether it was erased; otherwise restore WATCHKEEPER_HOME/evidence from a backup.',
    cause,
  });
}
