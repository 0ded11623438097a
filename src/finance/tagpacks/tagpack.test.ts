import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { endCategory, readTagPack, writeTagPack } from './tagpack.ts';

const PACK = `title: EXERCISE pack
creator: EXERCISE
lastmod: 2023-08-28
label: EXERCISE group
source: https://example.org/
currency: BTC
tags:
- address: 134r8iHv69xdT6p5qVKTsHrcUEuBVZAYak
- address: '0x098B716B8Aaf21512996dC57EB0615e2383E2f96'
  currency: ETH
  label: EXERCISE one
  is_cluster_definer: true
- address: 134r8iHv69xdT6p5qVKTsHrcUEuBVZAYaK
- label: no address
- 5
`;

describe('readTagPack()', () => {
  it('lets the head speak for every tag that does not speak itself, and names the bad ones', () => {
    const { tags, rejections, lastmod } = readTagPack(PACK, 'f');
    expect(
      tags.map(({ currency, label, source, isClusterDefiner }) => [currency, label, source, isClusterDefiner]),
    ).toEqual([
      ['BTC', 'EXERCISE group', 'https://example.org/', false],
      ['ETH', 'EXERCISE one', 'https://example.org/', true],
    ]);
    expect(rejections.map(({ tag }) => tag)).toEqual([3, 4, 5]);
    expect(lastmod).toBe('2023-08-28');
  });

  it.each(['tags: [', 'title: x', '- 1', 'a: &a [1]\ntags: [*a]'])('refuses %j', (text) => {
    expect(() => readTagPack(text, 'f')).toThrow(/Cannot read "f" as a TagPack/);
  });

  it('writes what it reads', () => {
    const { rejections: _, ...pack } = readTagPack(PACK, 'f');
    const text = writeTagPack(pack);
    expect(readTagPack(text, 'f').tags).toEqual(pack.tags);
    expect(text.match(/example\.org/g)).toHaveLength(1);
  });

  it.skipIf(!sharedData('wallets/lazarus.yaml'))('reads and writes real packs without losing a tag', () => {
    for (const [name, count] of [
      ['lazarus', 21],
      ['lazarus2', 6],
      ['ronin_bridge', 6],
      ['ofac', 572],
    ] as const) {
      const { rejections, ...pack } = readTagPack(readFileSync(sharedData(`wallets/${name}.yaml`) ?? '', 'utf8'), name);
      expect([name, pack.tags.length, rejections.length]).toEqual([name, count, 0]);
      expect(readTagPack(writeTagPack(pack), name).tags).toEqual(pack.tags);
    }
  });
});

describe('endCategory()', () => {
  it('ends tracing at services, and at nobody else', () => {
    expect(['Mixer', 'exchange', 'user', null].map((category) => endCategory({ category }))).toEqual([
      'mixer',
      'exchange',
      null,
      null,
    ]);
  });
});
