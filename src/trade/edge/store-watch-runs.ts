import type { Queryable } from '../../store/database.ts';

export type TradeWatches = 'trade' | 'petroleum';

/** Remembers that watches ran. */
export async function keepTradeWatchRun(database: Queryable, watches: TradeWatches, findings: number): Promise<void> {
  await database`insert into trade_watch_run (watches, findings) values (${watches}, ${findings})`;
}

/** True when anything that these watches read came after they ran last: files, exemptions, or what the watches over ships found. */
export async function tradeWatchesAreDue(database: Queryable, watches: TradeWatches): Promise<boolean> {
  const latest =
    watches === 'trade'
      ? database`greatest((select max(loaded_at) from trade_file), (select max(loaded_at) from trade_exemption))`
      : database`greatest((select max(loaded_at) from petroleum_file), (select max(ran_at) from watch_run where exists (select from petroleum_call)))`;
  const [row] = await database<{ due: boolean }[]>`
    select coalesce(${latest} > coalesce((select max(ran_at) from trade_watch_run where watches = ${watches}), '-infinity'), false) as due`;
  return row?.due ?? false;
}
