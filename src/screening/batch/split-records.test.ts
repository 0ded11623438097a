import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RawRecord } from './screen-records.ts';
import { delimitedRecords, lineRecords } from './split-records.ts';

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
async function rows(text: string, size = 7, delimiter = ',') {
  const all: RawRecord[] = [];
  for await (const batch of delimitedRecords(pieces(text, size), delimiter)) all.push(...batch);
  return all;
}
const cells = (records: RawRecord[]) => records.map((record) => record.cells);

describe('delimitedRecords()', () => {
  it('gives back what was written, wherever the chunks break', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '김', ',', '"', '\n', ' ', '1') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (table, size, lineEnd) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = table.map((row) => row.map(quoted).join(',')).join(lineEnd);
          expect(cells(await rows(text, size))).toEqual(table);
        },
      ),
    );
  });

  it('counts lines of the file, those inside cells too, and leaves blank ones out', async () => {
    const found = await rows('a,b\r\n\r\n"x\r\ny",1\r\nlast,2');
    expect(found).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x\ny', '1'] },
      { line: 5, cells: ['last', '2'] },
    ]);
  });

  it.each([
    ['"Kim, Chol\nPak,2\n"Ri, X",3\n', [undefined, ['Pak', '2'], ['Ri, X', '3']]],
    ['a,1\n"Kim" Chol,2\nPak,3', [['a', '1'], undefined, ['Pak', '3']]],
    ['a,1\nPak,"open\nRi,3', [['a', '1'], undefined, ['Ri', '3']]],
    [
      'a,1\nKim "the boss" Chol,2',
      [
        ['a', '1'],
        ['Kim "the boss" Chol', '2'],
      ],
    ],
  ])('loses the line of a stray quote and none after it: %j', async (text, expected) => {
    for (const size of [1, 5, 1000]) {
      const found = await rows(text, size);
      expect(cells(found)).toEqual(expected);
      expect(found.filter((record) => record.fault)).toHaveLength(expected.filter((row) => !row).length);
    }
  });

  it('bounds what a stray quote makes it hold', async () => {
    const long = `"open\n${'x,1\n'.repeat(60_000)}`;
    const found = await rows(long, 65_536);
    expect(found).toHaveLength(60_001);
    expect(found[0]?.fault).toMatch(/never closes/);
  });

  it('passes over a line that never ends', async () => {
    const found = await rows(`a,1\n${'x'.repeat(3_000_000)}\nb,2\n`, 65_536);
    expect(found.map(({ line, fault }) => [line, fault !== undefined])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });
});

describe('lineRecords()', () => {
  it('gives each line with its number', async () => {
    const all: RawRecord[] = [];
    for await (const batch of lineRecords(pieces('{"a":1}\n\n  \r\n{"b":"\\n"}', 3))) all.push(...batch);
    expect(all).toEqual([
      { line: 1, text: '{"a":1}' },
      { line: 4, text: '{"b":"\\n"}' },
    ]);
  });
});
