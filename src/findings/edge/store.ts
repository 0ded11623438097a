import type { Queryable } from '../../store/database.ts';
import type { Finding } from '../finding.ts';

export interface FindingFilter {
  watch?: string;
  status?: string;
  limit: number;
  offset: number;
}

/** Keeps findings; one that is already there keeps its status. Returns how many were new. */
export async function keepFindings(database: Queryable, findings: readonly Finding[]): Promise<number> {
  let added = 0;
  for (const finding of findings) {
    const rows = await database`
      insert into finding (id, watch, status, start_at, exercise, body)
      values (${finding.id}, ${finding.watch}, ${finding.status}, ${finding.startAt}, ${finding.exercise}, ${database.json(finding as never)})
      on conflict (id) do nothing returning id`;
    added += rows.length;
  }
  return added;
}

/** Findings, latest raised first, with how many there are in all. */
export async function findFindings(
  database: Queryable,
  filter: FindingFilter,
): Promise<{ total: number; findings: Finding[] }> {
  const { watch = null, status = null, limit, offset } = filter;
  const matching = database`(${watch}::text is null or watch = ${watch}) and (${status}::text is null or status = ${status})`;
  const [count] = await database<{ n: number }[]>`select count(*)::int as n from finding where ${matching}`;
  const rows = await database<{ body: Finding; status: Finding['status'] }[]>`
    select body, status from finding where ${matching} order by raised_at desc, id limit ${limit} offset ${offset}`;
  return { total: count?.n ?? 0, findings: rows.map(({ body, status: now }) => ({ ...body, status: now })) };
}

export async function findingById(database: Queryable, id: string): Promise<Finding | null> {
  const [row] = await database<
    { body: Finding; status: Finding['status'] }[]
  >`select body, status from finding where id = ${id}`;
  return row ? { ...row.body, status: row.status } : null;
}
