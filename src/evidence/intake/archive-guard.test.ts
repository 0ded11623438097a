import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../byte-source.ts';
import { ARCHIVE_LIMITS, guardArchive } from './archive-guard.ts';
import { kindOf } from './file-kind.ts';

const small = { ...ARCHIVE_LIMITS, smallBytes: 1_000_000, unpacked: 50_000_000, entries: 50, heldBytes: 5_000_000 };
const guard = (bytes: Uint8Array, limits = small) => guardArchive(memorySource(bytes), kindOf(bytes), limits);
const bytes = (text: string): Uint8Array => Buffer.from(text);
const bomb = expect.objectContaining({ code: 'EVIDENCE_BOMB' });

/** Archives in each other, the innermost holding a text. */
function nested(levels: number, level: 0 | 6): Uint8Array {
  let inner: Zippable = { 'a.txt': bytes('EXERCISE') };
  for (let at = 1; at < levels; at += 1) inner = { 'inner.zip': [zipSync(inner), { level }] };
  return zipSync(inner);
}

describe('guardArchive()', () => {
  it('counts what is inside', async () => {
    const archive = zipSync({ 'a.txt': bytes('EXERCISE'), 'b/c.gz': gzipSync('EXERCISE TWO') });
    expect(await guard(archive)).toMatchObject({ files: 2, depth: 2, notices: [] });
    expect((await guard(nested(3, 0))).depth).toBe(3);
  });

  it('refuses what unpacks to too many times its size, in a ZIP, a gzip, and one within the other', async () => {
    const zeros = new Uint8Array(5_000_000);
    for (const archive of [
      zipSync({ zeros }),
      gzipSync(zeros),
      zipSync({ 'zeros.gz': gzipSync(zeros) }),
      gzipSync(zipSync({ zeros })),
    ])
      await expect(guard(archive)).rejects.toEqual(bomb);
    await expect(guard(zipSync({ zeros: zeros.subarray(0, 900_000) }))).resolves.toMatchObject({ files: 1 });
  });

  it('refuses by what comes out, though the directory says less', async () => {
    const archive = Buffer.from(zipSync({ zeros: new Uint8Array(5_000_000) }));
    const central = archive.indexOf('PK\x01\x02', 0, 'latin1');
    archive.writeUInt32LE(1000, central + 24);
    await expect(guard(archive)).rejects.toEqual(bomb);
  });

  it('refuses by what the directory says, before anything is unpacked', async () => {
    const archive = Buffer.from(zipSync({ a: randomBytes(100) }));
    archive.writeUInt32LE(0xfffffff0, archive.indexOf('PK\x01\x02', 0, 'latin1') + 24);
    await expect(guard(archive)).rejects.toEqual(bomb);
  });

  it('refuses too many files, and archives too deep in archives', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`f${at}`, new Uint8Array(0)]));
    await expect(guard(zipSync(many))).rejects.toEqual(bomb);
    await expect(guard(nested(4, 0))).rejects.toEqual(bomb);
    await expect(guard(nested(4, 6))).rejects.toEqual(bomb);
    const inner = zipSync(Object.fromEntries(Object.entries(many).slice(0, 30)));
    await expect(guard(zipSync({ 'a.zip': inner, 'b.zip': inner }))).rejects.toEqual(bomb);
  });

  it('refuses files that share the same bytes', async () => {
    const archive = Buffer.from(zipSync({ a: randomBytes(1000), b: randomBytes(1000) }));
    const second = archive.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    archive.writeUInt32LE(0, second + 42);
    archive.write('a', second + 46, 'latin1');
    await expect(guard(archive)).rejects.toEqual(bomb);
  });

  it('refuses archives that two programs read as two', async () => {
    const polyglot = { code: 'EVIDENCE_POLYGLOT' };
    const [one, other] = [zipSync({ 'good.txt': bytes('EXERCISE') }), zipSync({ 'evil.txt': bytes('EXERCISE') })];
    const after = Buffer.from(other);
    const end = after.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    after.writeUInt32LE(after.readUInt32LE(end + 16) + one.byteLength, end + 16);
    after.writeUInt32LE(one.byteLength, after.indexOf('PK\x01\x02', 0, 'latin1') + 42);
    await expect(guard(Buffer.concat([one, after]))).rejects.toMatchObject(polyglot);
    const renamed = Buffer.from(one);
    renamed.write('evil', renamed.indexOf('good'), 'latin1');
    await expect(guard(renamed)).rejects.toMatchObject(polyglot);
    const twice = Buffer.from(zipSync({ 'a.txt': bytes('EXERCISE'), 'b.txt': bytes('EXERCISE') }).map((byte) => byte));
    for (let at = twice.indexOf('b.txt'); at >= 0; at = twice.indexOf('b.txt')) twice.write('a', at, 'latin1');
    expect((await guard(twice)).notices).toContainEqual(expect.stringContaining('the same name'));
  });

  it('refuses a directory that holds less than it promises, or names files where there are none', async () => {
    const archive = Buffer.from(zipSync({ a: bytes('EXERCISE'), b: bytes('EXERCISE') }));
    const end = archive.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    const promising = Buffer.from(archive);
    promising.writeUInt16LE(3, end + 10);
    await expect(guard(promising)).rejects.toMatchObject({ code: 'EVIDENCE_BROKEN' });
    archive.writeUInt32LE(7, archive.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 42);
    await expect(guard(archive)).rejects.toMatchObject({ code: 'EVIDENCE_BROKEN' });
  });

  it('notes what it could not look into: damaged, encrypted, cut off, leading out of the folder', async () => {
    const archive = Buffer.from(zipSync({ '../a': bytes('EXERCISE '.repeat(50)) }));
    const encrypted = Buffer.from(archive);
    encrypted.writeUInt16LE(1, encrypted.indexOf('PK\x01\x02', 0, 'latin1') + 8);
    const damaged = Buffer.from(archive);
    damaged.fill(0xff, 36, 42);
    expect((await guard(archive)).notices).toEqual([expect.stringContaining('leads out of the folder')]);
    expect((await guard(encrypted)).notices).toContainEqual(expect.stringContaining('encrypted'));
    expect((await guard(damaged)).notices).toContainEqual(expect.stringContaining('damaged'));
    expect((await guard(archive.subarray(0, 40))).notices).toContainEqual(expect.stringContaining('no directory'));
  });
});
