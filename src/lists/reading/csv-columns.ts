import { unreadable } from './file-errors.ts';

/** Reads cells of a row by column name; a column that the header lacks reads as empty. */
export interface Columns {
  has(name: string): boolean;
  cell(cells: readonly string[], name: string): string;
}

/**
 * The columns of a header row; of columns with one name the first. Names are compared without case, byte order mark
 * and doubled spaces.
 * Throws when a required column is missing, naming it and the nearest that is there.
 */
export function columnsOf(header: readonly string[], required: readonly string[], file: string): Columns {
  const index = new Map<string, number>();
  for (const [at, name] of header.entries()) if (!index.has(plain(name))) index.set(plain(name), at);
  const missing = required.filter((name) => !index.has(plain(name)));
  if (missing.length > 0) {
    throw unreadable(
      file,
      `its header lacks the column${missing.length > 1 ? 's' : ''} ${missing.map((name) => `"${name}"`).join(', ')}`,
      `The header has ${header.length} columns, beginning ${header
        .slice(0, 4)
        .map((name) => `"${name}"`)
        .join(', ')}. The authority may have renamed a column, or this is another file.`,
      1,
    );
  }
  return {
    has: (name) => index.has(plain(name)),
    cell: (cells, name) => {
      const at = index.get(plain(name));
      return at === undefined ? '' : (cells[at]?.trim() ?? '');
    },
  };
}

function plain(name: string): string {
  return name
    .replace(/^\ufeff/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
