import { describe, expect, it } from 'vitest';
import { listSources } from './list-source.ts';
import { readers } from './readers/registry.ts';

const LISTS = [
  ...['un-sc', 'un-1718-vessels', 'us-ofac-sdn', 'us-ofac-wallets', 'us-ofac-cons', 'us-csl', 'eu-fsf', 'uk-ofsi'],
  ...['uk-sanctions-list', 'ca-sema', 'au-dfat', 'ch-seco', 'jp-mof', 'jp-meti-eul', 'kr-kofiu', 'nz-mfat'],
  'opensanctions',
];

describe('listSources()', () => {
  it('has every list once, each with its terms', () => {
    expect(listSources().map(({ list }) => list)).toEqual(LISTS);
    expect(listSources().filter(({ terms }) => terms === '')).toEqual([]);
  });

  it('fetches over https only, and never with a key of its own', () => {
    const urls = listSources().flatMap(({ downloads }) => downloads.map(({ url }) => new URL(url)));
    expect(urls.filter(({ protocol }) => protocol !== 'https:')).toEqual([]);
    expect(urls.flatMap(({ searchParams }) => searchParams.get('token') ?? [])).toEqual(['TOKEN']);
  });

  it('names formats that are read', () => {
    const formats = new Set(readers.map(({ format }) => format));
    const named = listSources().flatMap(({ downloads }) => downloads.map(({ format }) => format));
    expect(named.filter((format) => !formats.has(format))).toEqual([]);
  });
});
