import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { toCsv } from './to-csv.ts';

describe('toCsv()', () => {
  it('gives a reader back what went in, formulas disarmed', () => {
    const cell = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const read = Papa.parse<string[]>(toCsv(['one', 'other'], rows), { newline: '\r\n', skipEmptyLines: false });
        const disarmed = rows.map((row) => row.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)));
        expect(read.data.slice(0, -1)).toEqual([['one', 'other'], ...disarmed]);
      }),
    );
  });

  it('leaves no text that begins as a formula, and leaves numbers alone', () => {
    expect(toCsv(['a'], [['=HYPERLINK("x")'], [-3], [null]])).toBe('a\r\n"\'=HYPERLINK(""x"")"\r\n-3\r\n\r\n');
  });
});
