import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './data-table.module.css';
import { Downloads } from './downloads.tsx';
import { type Cell, toCsv } from './to-csv.ts';

export interface Column<Row> {
  /** Also the column's name in the CSV file. */
  id: string;
  header?: ReactNode;
  /** Columns without are in the CSV file alone. */
  cell?(row: Row): ReactNode;
  /** What the CSV file holds; columns without are for the eye alone. */
  text?(row: Row): Cell;
  align?: 'end';
  /** CSS width at least, for columns of prose. */
  least?: string;
}

interface DataTableProps<Row> {
  /** Names the table to readers and above it. */
  title: string;
  /** Of the files to download. */
  file: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  empty: ReactNode;
  /** Between the title and the downloads: counts, a pager. */
  aside?: ReactNode;
  /** Gathers what the files hold, where that is more than the rows shown. */
  everything?: { csv?(): Promise<string>; rows(): Promise<readonly Row[]> };
  /** Above the table: how to read it. */
  note?: ReactNode;
  /** The first column stays in sight while the others scroll. */
  sticky?: boolean;
}

/** The one table: a head line with downloads, and a box of its own in which it scrolls when it is wide. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { title, columns, rows, keyOf, everything } = props;
  const shown = columns.filter(({ cell }) => cell);
  const { t } = useTranslation();
  const gather = async (): Promise<readonly Row[]> => (everything ? everything.rows() : rows);
  const csv = async (): Promise<string> => csvOf(columns, await gather());
  return (
    <div className={styles.block}>
      <div className={styles.bar}>
        <h2 className={styles.title}>
          {title} <span className="dim">{rows.length > 0 && !props.aside && rows.length}</span>
        </h2>
        {props.aside}
        {rows.length > 0 && <Downloads name={props.file} csv={everything?.csv ?? csv} json={gather} />}
      </div>
      {props.note && rows.length > 0 && <p className="small dim">{props.note}</p>}
      {rows.length === 0 ? (
        props.empty
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reached by keyboard
        <section className={styles.box} aria-label={t('table.scrolls', { title })} tabIndex={0}>
          <table className={styles.table} data-sticky={props.sticky || undefined}>
            <caption className="hidden">{title}</caption>
            <Head columns={shown} />
            <tbody>
              {rows.map((row) => (
                <Line key={keyOf(row)} row={row} columns={shown} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

function Head<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ id, header, align, least }) => (
          <th key={id} scope="col" data-align={align} style={{ minWidth: least }}>
            {header}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Line<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  return (
    <tr>
      {columns.map(({ id, cell, align }, at) =>
        at === 0 ? (
          <th key={id} scope="row">
            {cell?.(row)}
          </th>
        ) : (
          <td key={id} data-align={align}>
            {cell?.(row)}
          </td>
        ),
      )}
    </tr>
  );
}

function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const written = columns.filter(({ text }) => text);
  return toCsv(
    written.map(({ id }) => id),
    rows.map((row) => written.map(({ text }) => text?.(row))),
  );
}
