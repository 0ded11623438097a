/** Rows that fit, and how many do not: a page stays light however much there is to tell, and says what it leaves out. */
export interface Shown {
  texts: string[];
  left: number;
}

/** Renders rows in order while they fit into bytes of UTF-8. A row that does not fit is left out with all after it. */
export function withinBudget<Row>(rows: readonly Row[], bytes: number, render: (row: Row) => string): Shown {
  const texts: string[] = [];
  let used = 0;
  for (const row of rows) {
    const text = render(row);
    used += Buffer.byteLength(text);
    if (used > bytes) break;
    texts.push(text);
  }
  return { texts, left: rows.length - texts.length };
}
