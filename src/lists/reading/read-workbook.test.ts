import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { fileOf } from '../fixtures/collect-list.ts';
import { bytesOf } from '../fixtures/damage.ts';
import { workbookOf } from '../fixtures/workbook-of.ts';
import { readWorkbook } from './read-workbook.ts';

const workbook = workbookOf('a.xlsx', {
  演習: [
    ['이름', 1],
    [null, null],
    ['A & "B"', 'x\ny'],
  ],
  Empty: [],
});

describe('readWorkbook()', () => {
  it('reads sheets by name, blank rows between rows kept', async () => {
    expect(await readWorkbook(workbook)).toEqual([
      {
        name: '演習',
        rows: [
          ['이름', 1],
          [null, null],
          ['A & "B"', 'x\ny'],
        ],
      },
      { name: 'Empty', rows: [] },
    ]);
  });

  it('refuses damage at any place with a clear error', async () => {
    const whole = await bytesOf(workbook);
    for (let at = 0; at < whole.byteLength; at += 7) {
      const damaged = Uint8Array.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      const thrown = await readWorkbook(fileOf('a.xlsx', damaged, 1000)).catch((error: unknown) => error);
      if (thrown instanceof Error) expect(thrown).toBeInstanceOf(AppError);
    }
  });

  it.each([
    ['not a spreadsheet', '<html>', /not a spreadsheet/],
    ['empty', '', /is empty/],
    ['cut off', 'PK\u0003\u0004', /damaged/],
  ])('refuses a file that is %s', async (_, content, message) => {
    await expect(readWorkbook(fileOf('a.xlsx', content))).rejects.toThrow(message);
  });
});
