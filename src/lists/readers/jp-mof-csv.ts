import type { ListReader } from '../list-reader.ts';
import { listSources } from '../list-source.ts';
import { unreadable } from '../reading/file-errors.ts';
import { firstCsvRow } from '../reading/read-csv.ts';

const LIST = 'jp-mof';
/** How the header begins, and the column that no other list in this order has. */
const FIRST_COLUMNS = ['区分', '番号', '告示日付', '告示番号'];
const UN_REFERENCE = '国連参照番号';

/**
 * The CSV form in which Japan's Ministry of Finance may publish its list of persons under asset freeze from mid-2026 on
 * (`shisantouketsuYYYYMMDD.csv`). Only its header is known, so it is recognised to be refused with what to load instead.
 */
export const jpMofCsv: ListReader = {
  format: 'jp-mof-csv',
  title: "Japan's list of persons under asset freeze, as CSV",
  recognises({ head }) {
    const header = firstCsvRow(head).map((cell) => cell.trim());
    const begins = FIRST_COLUMNS.every((column, at) => header[at] === column);
    return begins && header.includes(UN_REFERENCE) ? LIST : null;
  },
  async read(file) {
    const page = listSources().find(({ list }) => list === LIST)?.homepage ?? 'the page of the Ministry of Finance';
    throw unreadable(
      file.name,
      "the CSV form of Japan's asset freeze list is not read yet",
      `Download the Excel file (.xlsx) of the same list from ${page} and load that; the last good version stays in use.`,
    );
  },
};
