import { address, type Parameter } from './address.ts';
import { ask } from './ask.ts';

/** Rows of one request; the most that the server gives. */
const MOST_ROWS = 1000;

/** All rows of an answer that comes in pages of `limit` and `offset`. */
export async function everyPage<Page extends { total: number }, Row>(
  path: string,
  parameters: Record<string, Parameter>,
  rowsOf: (page: Page) => readonly Row[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let isMore = true; isMore; ) {
    const page = await ask<Page>(address(path, { ...parameters, limit: MOST_ROWS, offset: rows.length }));
    const more = rowsOf(page);
    rows.push(...more);
    isMore = more.length > 0 && rows.length < page.total;
  }
  return rows;
}

/** All rows of an answer that comes in pages after a row: `after` is the mark of the last one seen. */
export async function everyAfter<Page, Row>(
  path: string,
  rowsOf: (page: Page) => readonly Row[],
  markOf: (row: Row) => string | number,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let isMore = true; isMore; ) {
    const last = rows.at(-1);
    const more = rowsOf(
      await ask<Page>(address(path, { after: last === undefined ? null : markOf(last), limit: MOST_ROWS })),
    );
    rows.push(...more);
    isMore = more.length === MOST_ROWS;
  }
  return rows;
}
