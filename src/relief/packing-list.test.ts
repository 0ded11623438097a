import { describe, expect, it } from 'vitest';
import { readPackingBytes } from './edge/read-packing-list.ts';
import { packingListOf } from './packing-list.ts';

const sheet = (...rows: string[][]) =>
  packingListOf(
    rows.map((cells, at) => ({ line: at + 1, cells })),
    'exercise.csv',
  );

describe('packingListOf', () => {
  it('finds its headings below titles, in four languages', () => {
    for (const header of [
      ['No', 'Description of goods', 'H.S. Code', "Q'ty", 'Unit'],
      ['번호', '품명', 'HS 코드', '수량', '단위'],
      ['番号', '品名', 'HSコード', '数量', '単位'],
      ['序号', '货物名称', '海关编码', '数量', '单位'],
    ])
      expect(sheet(['EXERCISE packing list'], [''], header, ['1', 'Syringe', '9018.31', '1,000', 'pcs']).lines).toEqual(
        [{ line: 4, name: 'Syringe', hsCode: '901831', value: '1000', unit: 'pcs', specification: null }],
      );
  });

  it('parts a number from its unit, and leaves totals out', () => {
    const list = sheet(['Item', 'Quantity'], ['Rice', '25.5 MT'], ['Total', '25.5 MT'], ['합계', '3']);
    expect(list.lines).toMatchObject([{ name: 'Rice', value: '25.5', unit: 'MT' }]);
    expect(list.rejected).toEqual([]);
  });

  it('rejects what is no line of goods, with its line, and keeps the rest', () => {
    const list = sheet(
      ['Item', 'HS', 'Quantity', 'Unit'],
      ['Soap', '', '1.2.3', 'kg'],
      ['', '', '4', 'kg'],
      ['Nails', '', '', 'kg'],
      ['Pump', '84x', '1', 'pc'],
      ['Bed', '', '0', 'pc'],
      ['', '', '', ''],
      ['Tent', '6306', '2', 'pc'],
    );
    expect(list.lines.map(({ name }) => name)).toEqual(['Tent']);
    expect(list.rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });

  it('refuses a table without goods or quantities', () => {
    expect(() => sheet(['Name of ship', 'Flag'], ['EXERCISE', 'xx'])).toThrow('names a column of goods');
  });

  it('reads CSV with commas, semicolons and tabs', async () => {
    for (const sign of [',', ';', '\t']) {
      const text = [
        ['Item', 'Qty', 'Unit'],
        ['Soap', '2', 'kg'],
      ]
        .map((row) => row.join(sign))
        .join('\n');
      const list = await readPackingBytes(new TextEncoder().encode(text), 'exercise.csv');
      expect(list.lines).toMatchObject([{ name: 'Soap', value: '2', unit: 'kg' }]);
    }
  });

  it('refuses a damaged spreadsheet', async () => {
    const bytes = new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]);
    await expect(readPackingBytes(bytes, 'exercise.xlsx')).rejects.toMatchObject({ kind: 'invalid' });
  });
});
