import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf } from '../fixtures/collect-list.ts';
import { type CsvRow, readCsv } from './read-csv.ts';

async function rowsOf(text: string | Uint8Array, chunk = 7): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(fileOf('list.csv', text, chunk), { title: 'a list' })) rows.push(row);
  return rows;
}

describe('readCsv()', () => {
  it('says the line on which each row begins, quoted line breaks counted', async () => {
    expect(await rowsOf('a,b\r\n"x\r\ny",2\r\n\r\nlast,"q""q"\r\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\r\ny', '2'] },
      { line: 5, cells: ['last', 'q"q'] },
    ]);
  });

  it('drops the end mark of old systems', async () => {
    expect(await rowsOf('1,a\r\n2,b\r\n\u001a')).toHaveLength(2);
  });

  it('refuses a quote that never closes, a web page, a binary and an empty file', async () => {
    await expect(rowsOf('a,b\n1,"cut off')).rejects.toThrow(/list\.csv: line 2 opens a quote/);
    await expect(rowsOf('<!DOCTYPE html><html>')).rejects.toThrow(/web page, not a list/);
    await expect(rowsOf('PK\0\0')).rejects.toThrow(/binary file/);
    await expect(rowsOf('')).rejects.toThrow(/is empty/);
    await expect(rowsOf(Buffer.from([0x61, 0xff, 0xfe, 0x62]))).rejects.toThrow(/not utf-8/);
  });

  it('reads what was written, wherever the chunks break', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', '김'), maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, chunk) => {
          const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n');
          const padding = `"${'p'.repeat(1100)}",""`;
          const read = await rowsOf(`${padding}\n${text}\n`, chunk);
          expect(read.slice(1).map((row) => row.cells)).toEqual(rows);
        },
      ),
    );
  });
});
