import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvCells, csvLine, csvRow } from './csv-line.ts';

describe('csvLine()', () => {
  it('is read back as it was written, and no cell of it runs', () => {
    const cell = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', "'", 'a', '김') });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2 }), (cells) => {
        const [read = []] = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' }).data;
        expect(read.map((text, at) => (text === cells[at] ? text : text.slice(1)))).toEqual(cells);
        expect(read.filter((text) => /^[=+\-@\t\r]/.test(text))).toEqual([]);
      }),
    );
  });

  it('writes numbers as they are, and nothing for null', () => {
    expect(csvLine([-0.5, null, 'x'])).toBe('-0.5,,x\r\n');
  });
});

describe('csvCells()', () => {
  it('reads back what csvLine() wrote, and takes other separators', () => {
    const cells = ['a', 'with, comma', 'with "quotes"', ''];
    expect(csvCells(csvLine(cells).trimEnd())).toEqual(cells);
    expect(csvCells('a;"b;c";d', ';')).toEqual(['a', 'b;c', 'd']);
  });

  it('takes a quote within a cell as it is, and says when a row goes on in the next line', () => {
    const row = 'a,5"3,"b ""c"" d",e';
    expect(csvRow(row, ',')).toEqual({ cells: ['a', '5"3', 'b "c" d', 'e'], goesOn: false });
    expect(csvRow('a,"b', ',').goesOn).toBe(true);
    expect(csvRow('a,"b\nc",d', ',')).toEqual({ cells: ['a', 'b\nc', 'd'], goesOn: false });
  });
});
