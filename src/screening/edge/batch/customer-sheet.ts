import { createReadStream } from 'node:fs';
import { AppError } from '../../../kernel/errors.ts';
import type { Cell } from '../../../lists/list-reader.ts';
import { readWorkbook } from '../../../lists/reading/read-workbook.ts';
import type { RawRecord } from '../../batch/screen-records.ts';

/**
 * The rows of a spreadsheet's first sheet that holds any, header first, blank rows left out. The sheet is held in
 * memory, so its size is limited as that of lists is (64 MB packed, 400 MB unpacked).
 */
export async function sheetRows(path: string, name: string): Promise<{ rows: RawRecord[]; otherSheets: string[] }> {
  const sheets = await workbook(path, name);
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => cell !== null)));
  const [first, ...others] = filled;
  const rows = (first?.rows ?? []).flatMap((row, at): RawRecord[] => {
    const cells = row.map(textOf);
    return cells.some((cell) => cell !== '') ? [{ line: at + 1, cells }] : [];
  });
  if (rows.length === 0)
    throw new AppError({
      code: 'FILE_EMPTY',
      kind: 'invalid',
      message: `Cannot read ${name}: no sheet of it holds anything`,
      hint: 'Check where it was saved from.',
    });
  return { rows, otherSheets: others.map((sheet) => sheet.name) };
}

/** The workbook, with the advice of a customer's file in place of that of a list. */
async function workbook(path: string, name: string) {
  try {
    return await readWorkbook({ name, size: 0, open: () => createReadStream(path) });
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const { code, kind, message } = cause;
    throw new AppError({
      code: code.replace('LIST', 'FILE'),
      kind,
      message,
      hint: 'Open it in a spreadsheet program and save it as CSV (UTF-8); CSV may be of any size.',
      cause,
    });
  }
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (!(cell instanceof Date)) return String(cell).trim();
  return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
}
