/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;

/**
 * One line of CSV (RFC 4180) with its line end. A cell that a spreadsheet would run as a formula is kept from it by
 * an apostrophe in front: what customers call themselves is not to be executed.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Cells of a row; those that begin with a quote may hold the separator, line ends, and quotes doubled (RFC 4180). */
export function csvCells(line: string, separator = ','): string[] {
  return csvRow(line, separator).cells;
}

/** The same, with whether the last cell's quote is still open: the row goes on in the next line. */
export function csvRow(line: string, separator: string): { cells: string[]; goesOn: boolean } {
  if (!line.includes('"')) return { cells: line.split(separator), goesOn: false };
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (letter === '"' && quoted && line[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (letter === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && letter === separator) {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  cells.push(cell);
  return { cells, goesOn: quoted };
}
