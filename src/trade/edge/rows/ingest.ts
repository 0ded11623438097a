import { rename, rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from '../../../store/analytic-engine.ts';
import { areaOf, comtradeNumbers } from '../../area-code.ts';
import { flowWords, noUnitWords, type TablePlan, unitWords } from '../../rows/table-plan.ts';
import { normaliseSql } from './normalise-sql.ts';
import type { TradeFile } from './store-trade.ts';

export interface IngestParts {
  path: string;
  delimiter: string;
  header: readonly string[];
  /** Lines before the first row. */
  skip: number;
  plan: TablePlan;
  /** Where the rows go. */
  parquet: string;
  /** Rows that were rejected before, by their number. */
  faults: ReadonlyMap<number, string>;
}

export type Counted = Pick<TradeFile, 'rows' | 'parts' | 'fromPeriod' | 'toPeriod' | 'rejected' | 'rejections'>;

/** Rejections that are kept with their lines; all are counted, and all lie in the rows. */
const KEPT_REJECTIONS = 200;
/** Words for areas that are learnt at once. */
const MOST_WORDS = 5000;

/** Turns a table into Parquet and counts what came of it. */
export async function ingest(duck: DuckDBConnection, parts: IngestParts): Promise<Counted> {
  await teachWords(duck);
  const raw = `${parts.parquet}.raw.parquet`;
  await writeRaw(duck, parts, raw);
  await learnAreas(duck, parts.plan, raw);
  await writeRows(duck, parts, raw);
  await rm(raw);
  await markDivided(duck, parts.parquet);
  return count(duck, parts);
}

/** The cells as they are, in the order of the file: joins that give them meaning keep none, so that rows must be numbered before. */
async function writeRaw(
  duck: DuckDBConnection,
  { header, path, skip, delimiter, plan }: IngestParts,
  raw: string,
): Promise<void> {
  const used = [...new Set(Object.values(plan.at))].sort((one, other) => one - other);
  const columns = header.map((_, at) => `c${at}: 'VARCHAR'`).join(', ');
  await duck.run(`
    copy (
      select ${used.map((at) => `c${at}`).join(', ')}
      from read_csv(${sqlText(path)}, auto_detect = false, header = false, skip = ${skip}, delim = ${sqlText(delimiter)}, quote = '"', escape = '"',
        columns = {${columns}}, ignore_errors = true, store_rejects = true, null_padding = false)
    ) to ${sqlText(raw)} (format parquet, compression snappy, row_group_size 60000)`);
}

async function writeRows(duck: DuckDBConnection, { plan, parquet }: IngestParts, raw: string): Promise<void> {
  const numbered = `(select *, file_row_number::integer as row from read_parquet(${sqlText(raw)}, file_row_number = true))`;
  await duck.run('set preserve_insertion_order = false');
  await duck.run(`copy (${normaliseSql(numbered, plan)}) to ${sqlText(parquet)} (format parquet, compression zstd)`);
}

async function teachWords(duck: DuckDBConnection): Promise<void> {
  const rows = (values: readonly (string | number)[][]): string =>
    values
      .map((row) => `(${row.map((cell) => (typeof cell === 'number' ? cell : sqlText(cell))).join(', ')})`)
      .join(', ');
  const numbers = comtradeNumbers().flatMap((number) =>
    [...new Set([number, number.padStart(3, '0')])].map((word) => [word, areaOf(word) ?? '']),
  );
  await duck.run('create table area (word varchar primary key, code varchar)');
  await duck.run(`insert into area values ${rows(numbers)}`);
  await duck.run('create table flow_word (word varchar primary key, flow varchar)');
  await duck.run(`insert into flow_word values ${rows(flowWords())}`);
  await duck.run('create table unit_word (word varchar primary key, unit varchar, factor double)');
  await duck.run(`insert into unit_word values ${rows(unitWords())}`);
  await duck.run(
    `insert into unit_word values ${noUnitWords()
      .map((word) => `(${sqlText(word)}, null, 1)`)
      .join(', ')} on conflict do nothing`,
  );
}

/** Looks up the areas that the table writes as names. */
async function learnAreas(duck: DuckDBConnection, { at }: TablePlan, raw: string): Promise<void> {
  const columns = [at.reporter, at.partner, at.partner2].filter((column) => column !== undefined);
  const words = columns.map((column) => `select distinct lower(trim(c${column})) as word from ${sqlText(raw)}`);
  const unknown = await duck.runAndReadAll(
    `select distinct word from (${words.join(' union all ')}) where word not in (select word from area) limit ${MOST_WORDS}`,
  );
  const known = unknown.getRows().flatMap(([word]) => {
    const code = areaOf(String(word));
    return code === null ? [] : [`(${sqlText(String(word))}, ${sqlText(code)})`];
  });
  if (known.length > 0) await duck.run(`insert into area values ${known.join(', ')}`);
}

/**
 * Marks rows that are divided further in the same file: where it holds codes of two digits beside those of six, only
 * the finest are summed.
 */
async function markDivided(duck: DuckDBConnection, parquet: string): Promise<void> {
  const levels = await duck.runAndReadAll(
    `select distinct length(hs) from ${sqlText(parquet)} where reason is null and hs <> 'TOTAL'`,
  );
  const lengths = levels.getRows().map(([length]) => Number(length));
  const shorter = lengths.sort((one, other) => one - other).slice(0, -1);
  if (shorter.length === 0) return;
  const divided = shorter.map(
    (length) => `select distinct reporter, partner, flow, period, left(hs, ${length}) as hs from ${sqlText(parquet)}
      where reason is null and not part and length(hs) > ${length} and hs <> 'TOTAL'`,
  );
  await duck.run(`create table divided as ${divided.join(' union all ')}`);
  await duck.run(`
    copy (
      select r.* replace (part or d.hs is not null as part)
      from ${sqlText(parquet)} r left join (select distinct * from divided) d using (reporter, partner, flow, period, hs)
    ) to ${sqlText(`${parquet}.marked`)} (format parquet, compression zstd)`);
  await rename(`${parquet}.marked`, parquet);
}

/** Counts what can be used and what cannot, with the lines of the file. */
async function count(duck: DuckDBConnection, { parquet, skip, faults }: IngestParts): Promise<Counted> {
  const [sums] = (
    await duck.runAndReadAll(`
      select count(*) filter (reason is null)::integer, count(*) filter (reason is null and (part or hs = 'TOTAL'))::integer,
        coalesce(min(period) filter (reason is null), 0), coalesce(max(period) filter (reason is null), 0)
      from ${sqlText(parquet)}`)
  ).getRows();
  const [rows = 0, parts = 0, fromPeriod = 0, toPeriod = 0] = (sums ?? []).map(Number);
  const broken = await duck.runAndReadAll(`
    select line::integer, any_value(error_message) from reject_errors group by line order by line`);
  const brokenLines = broken
    .getRows()
    .map(([line, message]) => ({ line: Number(line), reason: brokenWords(String(message)) }));
  const unusable = await duck.runAndReadAll(`
    select row, reason from ${sqlText(parquet)} where reason is not null order by row limit ${KEPT_REJECTIONS}`);
  const lineOf = lineCounter(
    skip,
    brokenLines.map(({ line }) => line),
  );
  const rejections = [
    ...unusable.getRows().map(([row, reason]) => {
      const number = Number(row);
      return { line: faults.size > 0 ? number + 1 : lineOf(number), reason: faults.get(number + 1) ?? String(reason) };
    }),
    ...brokenLines,
  ].sort((one, other) => one.line - other.line);
  const counts = await duck.runAndReadAll(`
    select regexp_replace(reason, '".*"', '…') as why, count(*)::integer from ${sqlText(parquet)} where reason is not null group by 1 order by 1`);
  const rejected: Record<string, number> = Object.fromEntries(
    counts.getRows().map(([why, times]) => [String(why), Number(times)]),
  );
  for (const { reason } of brokenLines) rejected[reason] = (rejected[reason] ?? 0) + 1;
  return { rows, parts, fromPeriod, toPeriod, rejected, rejections: rejections.slice(0, KEPT_REJECTIONS) };
}

/** The line of the n-th row that was read, from 0: lines that were no rows at all stand between. */
function lineCounter(skip: number, broken: readonly number[]): (row: number) => number {
  return (row) => {
    let line = row + skip + 1;
    for (const one of broken) {
      if (one > line) break;
      line++;
    }
    return line;
  };
}

function brokenWords(message: string): string {
  if (/Too many columns|Expected Number of Columns/i.test(message))
    return 'has another number of cells than the heading';
  if (/quote/i.test(message)) return 'has a quote that does not close';
  if (/utf/i.test(message)) return 'holds bytes that are not UTF-8';
  return 'is not well-formed CSV';
}
