import type { Queryable } from '../../store/database.ts';
import type { ReportSource } from '../report-source.ts';

/** A file of reports that was taken in. */
export interface ReportFile {
  sha256: string;
  name: string;
  format: string;
  licence: string | null;
  exercise: boolean;
  /** ISO instants of the first and the last report. */
  fromAt: string;
  toAt: string;
  /** Days that it has positions of, `YYYY-MM-DD`. */
  days: string[];
  lines: number;
  positions: number;
  statics: number;
  ships: number;
  rejected: Record<string, number>;
}

const ROWS = `sha256, name, format, licence, exercise, from_at as "fromAt", to_at as "toAt", days, lines, positions, statics, ships, rejected`;

export async function reportFiles(database: Queryable): Promise<ReportFile[]> {
  return database<ReportFile[]>`select ${database.unsafe(ROWS)} from report_file order by from_at, sha256`;
}

export async function reportFile(database: Queryable, sha256: string): Promise<ReportFile | null> {
  const [file] = await database<
    ReportFile[]
  >`select ${database.unsafe(ROWS)} from report_file where sha256 = ${sha256}`;
  return file ?? null;
}

export async function keepReportFile(database: Queryable, file: ReportFile): Promise<void> {
  await database`
    insert into report_file (sha256, name, format, licence, exercise, from_at, to_at, days, lines, positions, statics, ships, rejected)
    values (${file.sha256}, ${file.name}, ${file.format}, ${file.licence}, ${file.exercise}, ${file.fromAt}, ${file.toAt},
      ${file.days}, ${file.lines}, ${file.positions}, ${file.statics}, ${file.ships}, ${database.json(file.rejected)})`;
}

/** The source's index of each station of a file, made where there is none. */
export async function sourcesOf(
  database: Queryable,
  file: string,
  stations: readonly string[],
): Promise<Map<string, number>> {
  const rows = await database<{ id: number; station: string }[]>`
    with given as (select unnest(${[...stations]}::text[]) as station),
    made as (
      insert into report_source (file, station) select ${file}, station from given
      on conflict (file, station) do nothing returning id, station
    )
    select id, station from made
    union select id, report_source.station from report_source join given using (station) where file = ${file}`;
  return new Map(rows.map(({ id, station }) => [station, id]));
}

/** All sources by index, for citing what a report came from. */
export async function reportSources(database: Queryable): Promise<Map<number, ReportSource>> {
  const rows = await database<(ReportSource & { id: number })[]>`
    select id, case when station = '' then name else name || ' · ' || station end as name, sha256, licence, exercise
    from report_source join report_file on file = sha256`;
  return new Map(rows.map(({ id, ...source }) => [id, source]));
}
