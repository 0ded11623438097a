import type { Queryable } from '../../store/database.ts';

export interface KeptRun {
  exercise: boolean;
  /** ISO instants: the period that was watched. */
  from: string;
  to: string;
  positions: number;
  findings: readonly unknown[];
}

/** Remembers that the watches ran. */
export async function keepWatchRun(database: Queryable, run: KeptRun): Promise<void> {
  await database`
    insert into watch_run (exercise, from_at, to_at, positions, findings)
    values (${run.exercise}, ${run.from}, ${run.to}, ${run.positions}, ${run.findings.length})`;
}

/** True when files were taken in, or lists changed, since the watches ran last. */
export async function watchesAreDue(database: Queryable): Promise<boolean> {
  const [row] = await database<{ due: boolean }[]>`
    select exists (select from report_file) and greatest(
      (select max(loaded_at) from report_file), (select max(loaded_at) from list_version)
    ) > coalesce((select max(ran_at) from watch_run), '-infinity') as due`;
  return row?.due ?? false;
}
