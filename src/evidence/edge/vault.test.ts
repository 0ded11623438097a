import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../kernel/hash.ts';
import { temporaryHome } from '../../store/fixtures/temporary-home.ts';
import { CHUNK_BYTES } from '../vault/sealed-chunks.ts';
import { Vault } from './vault.ts';

const id = (at: number): string => `e-${String(at).padStart(24, '0')}`;

async function* inPieces(bytes: Uint8Array, size = 70_001): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

/** Bytes that differ at every place, as an original would. */
function original(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 0xff;
  return bytes;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('Vault', () => {
  let home: string;
  let vault: Vault;
  beforeEach(() => {
    home = temporaryHome();
    vault = new Vault(home);
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  async function keep(at: number, bytes: Uint8Array) {
    const arrived = await vault.receive(inPieces(bytes));
    await arrived.keep(id(at));
    return { id: id(at), sha256: arrived.sha256, size: arrived.size };
  }
  const sealedPath = (item: { sha256: string; id: string }): string =>
    join(home, 'evidence', 'items', item.sha256.slice(0, 2), item.sha256, `${item.id}.sealed`);

  it('gives back what it took, at the bounds of its chunks too', async () => {
    for (const [at, size] of [1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES].entries()) {
      const bytes = original(size);
      const item = await keep(at, bytes);
      expect(item).toMatchObject({ sha256: sha256(bytes), size });
      expect(await vault.verify(item)).toEqual({ whole: true, problem: null });
      const parts: Uint8Array[] = [];
      for await (const part of vault.stream(item)) parts.push(part);
      expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    }
  });

  it('reads anywhere', async () => {
    const bytes = original(2 * CHUNK_BYTES + 77);
    const item = await keep(1, bytes);
    await vault.read(item, (source) =>
      fc.assert(
        fc.asyncProperty(fc.nat(bytes.byteLength + 9), fc.nat(CHUNK_BYTES + 99), async (at, length) =>
          bytes.subarray(at, at + length).equals(await source.read(at, length)),
        ),
        { numRuns: 50 },
      ),
    );
  });

  it('writes nothing of an original to disk, and lets nobody else read what it writes', async () => {
    const words = 'EXERCISE the words of an original that must not be found on the disk';
    const item = await keep(1, Buffer.from(words.repeat(30_000)));
    const files = filesUnder(home);
    expect(files).toHaveLength(3);
    for (const file of files) {
      expect(readFileSync(file).includes(words.slice(9, 40))).toBe(false);
      expect(statSync(file).mode & 0o077).toBe(0);
    }
    expect(existsSync(sealedPath(item))).toBe(true);
  });

  it('erases by destroying the key: with the sealed file at hand nobody opens it again, and others stay', async () => {
    const bytes = original(5000);
    const [one, other] = [await keep(1, bytes), await keep(2, bytes)];
    const stolen = readFileSync(sealedPath(one));
    await vault.erase(one);
    expect(filesUnder(home).filter((file) => file.includes(one.id))).toEqual([]);
    writeFileSync(sealedPath(one), stolen);
    await expect(vault.read(one, async () => null)).rejects.toMatchObject({ code: 'EVIDENCE_GONE' });
    expect(await vault.holds(one)).toBe(false);
    expect(await vault.verify(other)).toEqual({ whole: true, problem: null });
    await vault.erase(one);
  });

  it('notices a changed byte, a cut-off, a file put in place of another, and a foreign key', async () => {
    const [item, other] = [await keep(1, original(CHUNK_BYTES + 500)), await keep(2, original(600))];
    const path = sealedPath(item);
    const whole = readFileSync(path);
    const broken = async (): Promise<boolean> => !(await vault.verify(item)).whole;
    for (const at of [9, CHUNK_BYTES + 40, whole.byteLength - 1]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      expect(await broken()).toBe(true);
    }
    writeFileSync(path, whole);
    truncateSync(path, whole.byteLength - 516);
    expect(await broken()).toBe(true);
    expect((await vault.verify({ ...item, size: CHUNK_BYTES })).whole).toBe(false);
    writeFileSync(path, readFileSync(sealedPath(other)));
    expect(await broken()).toBe(true);
    writeFileSync(path, whole);
    writeFileSync(
      join(home, 'evidence', 'keys', `${item.id}.key`),
      readFileSync(join(home, 'evidence', 'keys', `${other.id}.key`)),
    );
    expect(await broken()).toBe(true);
  });

  it('refuses what is too large or empty, and leaves nothing of it', async () => {
    await expect(vault.receive(inPieces(original(3_000_000)), 2_999_999)).rejects.toMatchObject({
      code: 'EVIDENCE_TOO_LARGE',
    });
    await expect(vault.receive(inPieces(new Uint8Array(0)))).rejects.toMatchObject({ code: 'EVIDENCE_EMPTY' });
    const arrived = await vault.receive(inPieces(original(10)));
    await arrived.discard();
    expect(filesUnder(home)).toEqual([]);
  });

  it('clears away what a killed process left behind a day ago, and nothing that still arrives', async () => {
    const arriving = join(home, 'evidence', 'arriving');
    mkdirSync(arriving, { recursive: true });
    for (const name of ['old', 'new']) writeFileSync(join(arriving, name), 'x');
    utimesSync(join(arriving, 'old'), 1, 1);
    await keep(1, original(10));
    expect(readdirSync(arriving)).toEqual(['new']);
  });

  it('refuses a node key that others may read', async () => {
    const item = await keep(1, original(10));
    chmodSync(join(home, 'evidence', 'node.key'), 0o644);
    await expect(vault.read(item, async () => null)).rejects.toMatchObject({ code: 'NODE_KEY_UNSAFE' });
  });

  it('takes a large file in memory that does not grow with it', async () => {
    async function* large(): AsyncGenerator<Uint8Array> {
      const piece = original(4 * CHUNK_BYTES);
      for (let at = 0; at < 64; at += 1) yield piece;
    }
    const before = process.memoryUsage().rss;
    let most = before;
    const looking = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const arrived = await vault.receive(large());
    clearInterval(looking);
    await arrived.discard();
    expect(arrived.size).toBe(256 * CHUNK_BYTES);
    expect(most - before).toBeLessThan(150 * CHUNK_BYTES);
  });
});
