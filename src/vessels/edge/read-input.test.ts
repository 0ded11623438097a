import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInput } from './read-input.ts';

const TEXT = Buffer.from('MMSI,BaseDateTime,LAT,LON\n'.repeat(100_000));

describe('openInput()', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'input-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const read = async (name: string, bytes: Uint8Array): Promise<Buffer> => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    const chunks: Uint8Array[] = [];
    for await (const chunk of (await openInput(path)).bytes) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('takes gzip off by the first bytes, whatever the name, and leaves all else as it is', async () => {
    expect((await read('packed.csv', gzipSync(TEXT))).equals(TEXT)).toBe(true);
    expect((await read('plain.gz', TEXT)).equals(TEXT)).toBe(true);
    expect(await read('empty.csv', Buffer.alloc(0))).toHaveLength(0);
  });

  it('says of a file that is cut off, missing or a folder what is wrong', async () => {
    await expect(read('cut.gz', gzipSync(TEXT).subarray(0, 900))).rejects.toThrow(/Cannot unpack/);
    await expect(openInput(join(folder, 'none'))).rejects.toThrow(/no such file/);
    await expect(openInput(folder)).rejects.toThrow(/it is a folder/);
  });
});
