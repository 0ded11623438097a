import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../lists/fixtures/shared-data.ts';
import { OwnershipBook } from './book.ts';
import { holdsOn } from './holding.ts';
import { readOwnership } from './readers/read-ownership.ts';
import { shareText } from './share.ts';

const folder = sharedData('formats');

async function read(path: string) {
  return await readOwnership(path, createReadStream(join(folder ?? '', path), 'utf8') as AsyncIterable<string>);
}

describe.skipIf(!folder)('real files of owners', () => {
  it('are read to their end, with nothing left out', async () => {
    for (const kind of ['bods', 'gleif'])
      for (const name of readdirSync(join(folder ?? '', kind))) {
        const { nodes, rejections } = await read(`${kind}/${name}`);
        expect([name, rejections]).toEqual([name, []]);
        expect(nodes.length).toBeGreaterThan(0);
      }
  });

  it('give the same from XML and JSON of the GLEIF', async () => {
    for (const name of ['lei-data', 'rr-data', 'repex-data']) {
      const [xml, json] = [await read(`gleif/${name}.xml`), await read(`gleif/${name}.json`)];
      const bare = ({ silences, ...rest }: typeof xml) => ({
        ...rest,
        silences: silences.map(({ source: _, ...one }) => one),
      });
      expect(bare(xml)).toEqual(bare(json));
    }
  });

  it('tell who held what on a past day: a firm whose owners changed four times', async () => {
    const { holdings } = await read('bods/tecido.json');
    const on = (day: string): string[] =>
      holdings
        .filter((one) => one.kind === 'ownership' && holdsOn(one, day))
        .map(({ share }) => shareText(share))
        .sort();
    expect(on('2020-01-01')).toEqual(['100 %']);
    expect(on('2021-12-31')).toEqual(['40 %', '60 %']);
    expect(on('2022-12-31')).toEqual(['30 %', '70 %']);
    expect(on('2023-06-01')).toEqual(['80 %']);
  });

  it('count the parts of an indirect interest and not their sum', async () => {
    const { holdings, claims } = await read('bods/bods-package-fi-soe.json');
    expect(holdings.map(({ share, path }) => [shareText(share), path])).toEqual([
      ['76.5 %', 'direct'],
      ['100 %', 'direct'],
      ['23.5 %', 'direct'],
    ]);
    expect(claims).toHaveLength(1);
  });

  it('join by LEI: level 1 gives the names to level 2', async () => {
    const files = [
      await read('gleif/lei-data.xml'),
      await read('gleif/rr-data.json'),
      await read('gleif/repex-data.xml'),
    ];
    const book = new OwnershipBook(files, []);
    expect(book.find('001GPB6A9XPE8XJICC14')?.name).toBe('Fidelity Advisor Leveraged Company Stock Fund');
    const { silences } = book.above(book.find('001GPB6A9XPE8XJICC14')?.id ?? '');
    expect(silences[0]?.reason).toMatch(/^NO_KNOWN_PERSON/);
  });
});
