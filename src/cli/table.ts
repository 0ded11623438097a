/** Lays rows out in columns for a terminal. Wide characters (Hangul, Han, kana) count two cells. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], width = 0): string {
  const widths = header.map((title, at) => Math.max(cells(title), ...rows.map((row) => cells(row[at] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) =>
        at === row.length - 1 ? cell : cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - cells(cell))),
      )
      .join('  ')
      .trimEnd();
  const lines = [line(header), line(widths.map((size) => '-'.repeat(size))), ...rows.map(line)];
  return width > 0 ? lines.map((text) => text.slice(0, width)).join('\n') : lines.join('\n');
}

function cells(text: string): number {
  let size = 0;
  for (const character of text)
    size += /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]/.test(character) ? 2 : 1;
  return size;
}
