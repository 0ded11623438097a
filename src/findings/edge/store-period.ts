import type { Database, Queryable } from '../../store/database.ts';
import type { Finding } from '../finding.ts';

/** The last number that a revision has, when none before it can come any more. */
export async function lastRevision(database: Database): Promise<number> {
  return (await database.begin(async (transaction) => {
    // Whoever writes at this moment ends first; numbers that are given later are greater.
    await transaction`select set_config('lock_timeout', '60s', true)`;
    await transaction`lock table finding_revision in share mode`;
    const [row] = await transaction<{ last: number | null }[]>`select max(number) as last from finding_revision`;
    return row?.last ?? 0;
  })) as number;
}

/** The last number that a revision had on an instant. */
export async function lastRevisionBefore(database: Queryable, instant: string): Promise<number> {
  const [row] = await database<{ last: number | null }[]>`
    select max(number) as last from finding_revision where at < ${instant}`;
  return row?.last ?? 0;
}

/** A finding without its observations. */
type Facts = Omit<Finding, 'observations' | 'status'>;

export interface FindingOfPeriod {
  before: Facts | null;
  wasWithdrawn: boolean;
  after: Facts;
  isWithdrawn: boolean;
  observations: number;
  hasOtherObservations: boolean;
  at: string;
  reason: string | null;
}

/** Every finding with a revision after one number and up to another, as it stood before and as it stood then, by id. */
export async function findingsOfPeriod(
  database: Queryable,
  { after, upTo }: { after: number; upTo: number },
): Promise<FindingOfPeriod[]> {
  return await database<FindingOfPeriod[]>`
    with touched as (
      select finding, max(revision) as last from finding_revision
      where number > ${after} and number <= ${upTo} group by finding
    )
    select
      case when was.change <> 'withdrawn' then was.body - '{observations,status}'::text[] end as before,
      coalesce(was.change = 'withdrawn', false) as "wasWithdrawn",
      now.body - '{observations,status}'::text[] as after,
      now.change = 'withdrawn' as "isWithdrawn",
      jsonb_array_length(now.body -> 'observations') as observations,
      was.body is not null and was.body -> 'observations' <> now.body -> 'observations' as "hasOtherObservations",
      now.at, now.reason
    from touched
    join finding_revision as now on now.finding = touched.finding and now.revision = touched.last
    left join lateral (
      select change, body from finding_revision as earlier
      where earlier.finding = touched.finding and earlier.number <= ${after} order by revision desc limit 1
    ) as was on true
    order by touched.finding collate "C"`;
}

export interface StandingFindings {
  exercise: boolean;
  watch: string;
  measures: string[];
  monday: string | null;
  findings: number;
}

/** How many findings stood at a number, by watch, measures and the week (of Monday, in UTC) in which they begin. */
export async function standingFindings(database: Queryable, upTo: number): Promise<StandingFindings[]> {
  return await database<StandingFindings[]>`
    with latest as (
      select finding, max(revision) as revision from finding_revision where number <= ${upTo} group by finding
    )
    select (body ->> 'exercise')::boolean as exercise, body ->> 'watch' as watch, body -> 'measures' as measures,
      to_char(date_trunc('week', (body ->> 'startAt')::timestamptz at time zone 'UTC'), 'YYYY-MM-DD') as monday,
      count(*)::int as findings
    from latest join finding_revision using (finding, revision)
    where change <> 'withdrawn' group by 1, 2, 3, 4 order by 1, 2, 3, 4`;
}
