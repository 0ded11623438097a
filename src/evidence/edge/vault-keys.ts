import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { unwrapKey, wrapKey } from '../vault/sealed-chunks.ts';
import { readOrMake, syncFolder } from './lasting-files.ts';

interface Bound {
  id: string;
  sha256: string;
}

/**
 * The keys of the items, each in a file of its own under the node's key. They lie in no database table: there, and in
 * its logs and backups, a removed row lives on.
 */
export class VaultKeys {
  readonly #folder: string;
  readonly #nodeKeyPath: string;

  constructor(folder: string) {
    this.#folder = join(folder, 'keys');
    this.#nodeKeyPath = join(folder, 'node.key');
  }

  async keep(item: Bound, key: Uint8Array): Promise<void> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const file = await open(this.#pathOf(item.id), 'wx', 0o600);
    try {
      await file.write(wrapKey(this.#nodeKey(), key, boundTo(item)));
      await file.sync();
    } finally {
      await file.close();
    }
    syncFolder(this.#folder);
  }

  /** Throws AppError (not-found) when the key was destroyed. */
  read(item: Bound): Buffer {
    let wrapped: Buffer;
    try {
      wrapped = readFileSync(this.#pathOf(item.id));
    } catch (cause) {
      throw new AppError({
        code: 'EVIDENCE_GONE',
        kind: 'not-found',
        message: `Cannot open evidence ${item.id}: its key is not there`,
        hint: 'When it was erased, its record says so, and nobody can open it again.',
        cause,
      });
    }
    return unwrapKey(this.#nodeKey(), wrapped, boundTo(item));
  }

  /** Overwrites the key before its file goes, so that a disk that writes in place keeps nothing of it. */
  async destroy(id: string): Promise<void> {
    const path = this.#pathOf(id);
    if (!existsSync(path)) return;
    const file = await open(path, 'r+');
    try {
      await file.write(randomBytes((await file.stat()).size), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    rmSync(path);
    syncFolder(this.#folder);
  }

  holds(id: string): boolean {
    return existsSync(this.#pathOf(id));
  }

  #pathOf(id: string): string {
    if (!/^e-[0-9a-f]{24}$/.test(id)) throw new Error('no id of an item');
    return join(this.#folder, `${id}.key`);
  }

  /** Made once, by whoever comes first. Throws AppError (unavailable) when others than its owner may read it. */
  #nodeKey(): Buffer {
    const key = readOrMake(this.#nodeKeyPath, () => randomBytes(32));
    const open = process.platform !== 'win32' && (statSync(this.#nodeKeyPath).mode & 0o077) !== 0;
    if (!open && key.byteLength === 32) return key;
    throw new AppError({
      code: 'NODE_KEY_UNSAFE',
      kind: 'unavailable',
      message: `Cannot use ${this.#nodeKeyPath}: ${open ? 'others may read it' : 'it is not a key of 32 bytes'}`,
      hint: open
        ? 'Take the rights of others away (chmod 600), and ask who may have read it.'
        : 'Restore it from a backup.',
    });
  }
}

function boundTo({ id, sha256 }: Bound): string {
  return `watchkeeper vault ${id} ${sha256}`;
}
