import { describe, expect, it } from 'vitest';
import { fileAt, fileOf } from '../fixtures/collect-list.ts';
import { bytesOf } from '../fixtures/damage.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { workbookOf } from '../fixtures/workbook-of.ts';
import { readWorkbook } from './read-workbook.ts';

describe('readWorkbook()', () => {
  it('reads the cells of each sheet', async () => {
    const sheets = await readWorkbook(workbookOf('a.xlsx', { One: [['EXERCISE', 7]], Two: [['x']] }));
    expect(sheets).toEqual([
      { name: 'One', rows: [['EXERCISE', 7]] },
      { name: 'Two', rows: [['x']] },
    ]);
  });

  it('refuses what is no spreadsheet, cut off or damaged', async () => {
    const whole = Buffer.from(await bytesOf(workbookOf('a.xlsx', { One: [['EXERCISE '.repeat(200)]] })));
    await expect(readWorkbook(fileOf('a.xlsx', 'text'))).rejects.toThrow(/not a spreadsheet/);
    await expect(readWorkbook(fileOf('a.xlsx', ''))).rejects.toThrow(/is empty/);
    await expect(readWorkbook(fileOf('a.xlsx', whole.subarray(0, 300)))).rejects.toThrow(/damaged/);
    for (let at = 40; at < whole.length - 400; at += 29) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      const outcome = await readWorkbook(fileOf('a.xlsx', damaged)).then(
        () => 'read',
        (thrown: Error) => thrown.name,
      );
      expect(['read', 'AppError']).toContain(outcome);
    }
  });
});

const streamed = sharedData('lists/uk/ofsi-conlist-2025-04-10.xlsx');

describe.skipIf(streamed === null)('readWorkbook() on a real file', () => {
  it('reads an archive whose sizes follow its data', async () => {
    const [sheet] = await readWorkbook(fileAt(streamed ?? ''));
    expect(sheet?.rows).toHaveLength(18_798);
  });
});
