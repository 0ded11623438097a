import type { SourceFile } from '../list-reader.ts';
import { FETCH_AGAIN, unreadable } from './file-errors.ts';

/**
 * Refuses a file whose last row has too few cells and does not end its line: it was cut off there, and who knows
 * how much is missing. A short row anywhere else, or one that ends its line, is only a bad row.
 */
export async function refuseCutFile(
  file: SourceFile,
  last: { cells: readonly string[]; line: number } | undefined,
  width: number,
): Promise<void> {
  if (!last || last.cells.length >= width) return;
  let end: number | undefined;
  for await (const chunk of file.open()) end = chunk.at(-1) ?? end;
  if (end !== 0x0a && end !== 0x0d)
    throw unreadable(file.name, 'ends in the middle of a row: the file is cut off', FETCH_AGAIN, last.line);
}
