import type { Database, Queryable } from '../../../store/database.ts';
import type { TradeExemption } from '../../rows/read-exemptions.ts';

/** Keeps exemptions; one that is there already stays. Returns how many are new. */
export async function keepExemptions(
  database: Database,
  exemptions: readonly TradeExemption[],
  exercise: boolean,
): Promise<number> {
  return database.begin(async (transaction) => {
    let kept = 0;
    for (const { reference, state, direction, hs, from, to, source } of exemptions) {
      const rows = await transaction`
        insert into trade_exemption (reference, state, direction, hs, from_day, to_day, source, exercise)
        values (${reference}, ${state}, ${direction}, ${hs}, ${from}, ${to}, ${source}, ${exercise}) on conflict do nothing returning 1`;
      kept += rows.length;
    }
    return kept;
  }) as Promise<number>;
}

export async function tradeExemptions(database: Queryable, exercise: boolean): Promise<TradeExemption[]> {
  return database<TradeExemption[]>`
    select reference, state, direction, hs, from_day as "from", to_day as "to", source from trade_exemption
    where exercise = ${exercise} order by reference, hs, from_day`;
}
