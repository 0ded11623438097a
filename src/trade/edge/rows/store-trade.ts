import type { Queryable } from '../../../store/database.ts';
import type { TradeKind } from '../../rows/table-plan.ts';

/** A file of trade rows that was taken in: one vintage of what it reports. */
export interface TradeFile {
  sha256: string;
  name: string;
  kind: TradeKind;
  /** `YYYY-MM-DD`. */
  vintage: string;
  currency: string;
  exercise: boolean;
  rows: number;
  /** Rows that are parts of others in the file. */
  parts: number;
  /** Month as 201907, year as 201900. */
  fromPeriod: number;
  toPeriod: number;
  /** Counts by reason. */
  rejected: Record<string, number>;
  rejections: { line: number; reason: string }[];
}

const ROWS = `sha256, name, kind, vintage, currency, exercise, rows, parts, from_period as "fromPeriod", to_period as "toPeriod", rejected, rejections`;

export async function tradeFile(database: Queryable, sha256: string): Promise<TradeFile | null> {
  const [file] = await database<TradeFile[]>`select ${database.unsafe(ROWS)} from trade_file where sha256 = ${sha256}`;
  return file ?? null;
}

/** Files in the order of their vintage, those known by a day when one is given. */
export async function tradeFiles(
  database: Queryable,
  { exercise, asOf }: { exercise: boolean; asOf?: string | undefined },
): Promise<TradeFile[]> {
  return database<TradeFile[]>`
    select ${database.unsafe(ROWS)} from trade_file
    where exercise = ${exercise} and (${asOf ?? null}::date is null or vintage <= ${asOf ?? null}::date)
    order by vintage, loaded_at, sha256`;
}

export async function keepTradeFile(database: Queryable, file: TradeFile): Promise<void> {
  await database`
    insert into trade_file (sha256, name, kind, vintage, currency, exercise, rows, parts, from_period, to_period, rejected, rejections)
    values (${file.sha256}, ${file.name}, ${file.kind}, ${file.vintage}, ${file.currency}, ${file.exercise}, ${file.rows}, ${file.parts},
      ${file.fromPeriod}, ${file.toPeriod}, ${database.json(file.rejected)}, ${database.json(file.rejections as never)})
    on conflict (sha256) do nothing`;
}
