import type { Database, Queryable } from '../../store/database.ts';

/** The last number that a version has, when none before it can come any more. */
export async function lastVersion(database: Database): Promise<number> {
  return (await database.begin(async (transaction) => {
    await transaction`select set_config('lock_timeout', '60s', true)`;
    await transaction`lock table list_version in share mode`;
    const [row] = await transaction<{ last: number | null }[]>`select max(id) as last from list_version`;
    return row?.last ?? 0;
  })) as number;
}

/** The last number that a version had on an instant. */
export async function lastVersionBefore(database: Queryable, instant: string): Promise<number> {
  const [row] = await database<{ last: number | null }[]>`
    select max(id) as last from list_version where loaded_at < ${instant}`;
  return row?.last ?? 0;
}

export interface VersionInForce {
  id: number;
  list: string;
  publishedAt: string | null;
  parties: number;
  isSnapshot: boolean;
}

/** The version of each list that was in force when a number was the last, by the order of `list_current`. */
export async function versionsInForce(database: Queryable, upTo: number): Promise<VersionInForce[]> {
  return await database<VersionInForce[]>`
    select distinct on (list) id, list, published_at as "publishedAt", cardinality(entry_ids) as parties,
      coalesce((origin ->> 'snapshot')::boolean, false) as "isSnapshot"
    from list_version where id <= ${upTo}
    order by list, coalesce((origin ->> 'snapshot')::boolean, false), published_on desc, id desc`;
}
