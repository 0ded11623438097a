import { existsSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError } from '../../../kernel/errors.ts';
import { openDuck, sqlText } from '../../../store/analytic-engine.ts';
import type { Queryable } from '../../../store/database.ts';
import { tradeFolder } from './load-trade.ts';
import { type TradeFile, tradeFiles } from './store-trade.ts';

export interface TradeViewAsked {
  exercise: boolean;
  /** `YYYY-MM-DD`: only what was published by then. */
  asOf?: string | undefined;
}

/** Trade rows opened for asking. */
export interface TradeView {
  duck: DuckDBConnection;
  files: TradeFile[];
  close(): void;
}

/** Memory for asking ten million rows. */
const MEGABYTES = 1000;

/**
 * Opens the rows of all files. Three views stand in the engine: `every_row` holds all that was ever reported with its
 * file's number; `current_row` of rows that were reported again only those of the latest vintage; `flow` what may be
 * summed: no part of another row, and of a year one source, by month where all months are there. Null without files.
 */
export async function openTrade(database: Queryable, home: string, asked: TradeViewAsked): Promise<TradeView | null> {
  const files = await tradeFiles(database, asked);
  if (files.length === 0) return null;
  refuseMissing(home, files);
  const spill = `${tradeFolder(home)}/spill-${process.pid}-${performance.now()}`;
  await mkdir(spill, { recursive: true });
  const duck = await openDuck(spill, { megabytes: MEGABYTES });
  const { connection } = duck;
  await connection.run('set preserve_insertion_order = false');
  await connection.run(
    'create table file (number integer, path varchar, name varchar, kind varchar, vintage date, currency varchar)',
  );
  const values = files.map(
    ({ sha256, name, kind, vintage, currency }, number) =>
      `(${number}, ${sqlText(`${tradeFolder(home)}/${sha256}.parquet`)}, ${sqlText(name)}, ${sqlText(kind)}, ${sqlText(vintage)}, ${sqlText(currency)})`,
  );
  await connection.run(`insert into file values ${values.join(', ')}`);
  const paths = files.map(({ sha256 }) => sqlText(`${tradeFolder(home)}/${sha256}.parquet`)).join(', ');
  // One file needs no join to tell which.
  const [only] = files;
  const read =
    files.length === 1 && only
      ? `select r.*, 0 as file, ${sqlText(only.kind)} as kind, ${sqlText(only.vintage)}::date as vintage, ${sqlText(only.currency)} as currency from read_parquet([${paths}]) r`
      : `select r.* exclude (filename), f.number as file, f.kind, f.vintage, f.currency
         from read_parquet([${paths}], filename = true, union_by_name = true) r join file f on f.path = r.filename`;
  await connection.run(`create view every_row as select * exclude (reason) from (${read}) where reason is null`);
  await connection.run(await currentSql(connection, files.length));
  await connection.run(await flowSql(connection));
  return {
    duck: connection,
    files,
    close() {
      duck.close();
      rmSync(spill, { recursive: true, force: true });
    },
  };
}

/** The database may have come from a backup or another machine, the rows not. */
function refuseMissing(home: string, files: readonly TradeFile[]): void {
  const missing = files.filter(({ sha256 }) => !existsSync(`${tradeFolder(home)}/${sha256}.parquet`));
  if (missing.length === 0) return;
  throw new AppError({
    code: 'TRADE_ROWS_MISSING',
    kind: 'unavailable',
    message: `Cannot read the trade rows of ${missing.length} of ${files.length} files: those of "${missing[0]?.name}" are not in ${tradeFolder(home)}`,
    hint: 'Load the files again with "trade load", or put the folder back.',
  });
}

const SAME = 'kind, reporter, partner, partner2, flow, period, hs, classification, detail';

/** Of what several files tell of one partner and period, each row of the latest that has it. */
async function currentSql(duck: DuckDBConnection, files: number): Promise<string> {
  if (files === 1) return 'create view current_row as select * from every_row';
  await duck.run(`
    create table contested as select kind, reporter, partner, period from every_row
    group by all having count(distinct file) > 1`);
  return `
    create view current_row as
    select r.* from every_row r anti join contested c using (kind, reporter, partner, period)
    union all by name
    select * from (select r.* from every_row r semi join contested c using (kind, reporter, partner, period))
    qualify row_number() over (partition by ${SAME} order by vintage desc, file desc, row desc) = 1`;
}

/** Of a year that several sources tell of, or one by month and as a whole, the one with most months; then the national one. */
async function flowSql(duck: DuckDBConnection): Promise<string> {
  const summed = `select *, period // 100 as year, period % 100 = 0 as annual, case when currency = 'USD' then value end as usd,
    case when flow in ('import', 're-import') then 'import' else 'export' end as way
    from current_row where not part and partner <> 'world' and hs <> 'TOTAL'`;
  await duck.run(`
    create table told as select reporter, partner, period // 100 as year, kind, period % 100 = 0 as annual,
      case when period % 100 = 0 then 12 else count(distinct period) end as months
    from current_row where not part group by reporter, partner, period // 100, kind, period % 100 = 0`);
  const doubled = await duck.runAndReadAll(
    'select 1 from told group by reporter, partner, year having count(*) > 1 limit 1',
  );
  if (doubled.getRows().length === 0) return `create view flow as ${summed}`;
  await duck.run(`
    create table chosen as select reporter, partner, year, kind, annual from told
    qualify row_number() over (partition by reporter, partner, year
      order by months desc, kind = 'gacc' desc, kind = 'comtrade' desc, annual) = 1`);
  return `create view flow as select s.* from (${summed}) s semi join chosen using (reporter, partner, year, kind, annual)`;
}
