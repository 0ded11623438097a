import { describe, expect, it } from 'vitest';
import { fileOf } from '../fixtures/collect-list.ts';
import { legacyEncoding } from './legacy-encoding.ts';

const encodingOf = (bytes: Uint8Array) => legacyEncoding(fileOf('list.csv', bytes, 3));

describe('legacyEncoding()', () => {
  it('knows windows-1252 by what is not UTF-8', async () => {
    expect(await encodingOf(Buffer.from([0x61, 0x92, 0x73, 0x20, 0xe9, 0x74]))).toBe('windows-1252');
  });

  it('leaves UTF-8, marked and damaged UTF-8 alone', async () => {
    expect(await encodingOf(Buffer.from('plain'))).toBeUndefined();
    expect(await encodingOf(Buffer.from('김철수 é'))).toBeUndefined();
    expect(await encodingOf(Buffer.concat([Buffer.from('김철수'), Buffer.from([0x92])]))).toBeUndefined();
    expect(await encodingOf(Buffer.from([0xff, 0xfe, 0xe9, 0x00]))).toBeUndefined();
  });
});
