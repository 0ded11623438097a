import { describe, expect, it } from 'vitest';
import { listSources } from './list-source.ts';
import { readers } from './readers/registry.ts';

describe('listSources()', () => {
  const downloads = listSources().flatMap(({ list, downloads: some }) => some.map((one) => ({ list, ...one })));

  it('names each list once', () => {
    const ids = listSources().map(({ list }) => list);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('gives each address a reader, and speaks to it in secret', () => {
    const formats = readers.map(({ format }) => format);
    expect(downloads.filter(({ format }) => !formats.includes(format)).map(({ list }) => list)).toEqual([]);
    expect(downloads.filter(({ url }) => !url.startsWith('https://')).map(({ list }) => list)).toEqual([]);
  });

  it('says how a person gets what has no address', () => {
    expect(
      listSources()
        .filter(({ downloads: some, byHand }) => some.length === 0 && byHand === null)
        .map(({ list }) => list),
    ).toEqual([]);
  });
});
