import type { Database, Queryable, Transaction } from '../../store/database.ts';
import type { Finding } from '../finding.ts';

export interface FindingFilter {
  watch?: string | undefined;
  status?: string | undefined;
  /** A subject's MMSI, IMO number or party id. */
  subject?: string | undefined;
  /** Only findings that begin at or after, and before, these ISO instants. */
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  offset: number;
}

/** How a finding came to be as it is. */
export interface FindingRevision {
  revision: number;
  at: string;
  change: 'raised' | 'amended' | 'withdrawn' | 'raised-again';
  reason: string | null;
  body: Finding;
}

export interface Kept {
  raised: string[];
  amended: string[];
  unchanged: number;
}

/** Findings that go to the database in one statement. */
const AT_ONCE = 500;

/**
 * Keeps findings. One that is there and says something else now is amended, one that was withdrawn is raised again;
 * the status that people gave stays. Every state is kept as a revision.
 */
export async function keepFindings(database: Queryable, findings: readonly Finding[]): Promise<Kept> {
  const kept: Kept = { raised: [], amended: [], unchanged: findings.length };
  for (let from = 0; from < findings.length; from += AT_ONCE) {
    const part = findings.slice(from, from + AT_ONCE);
    const rows = await database<{ id: string; change: FindingRevision['change'] }[]>`
      with given as (
        select body ->> 'id' as id, body - 'status' as facts, body from jsonb_array_elements(${database.json(part as never)}) as body
      ), kept as (
        insert into finding (id, watch, status, start_at, exercise, body)
        select id, body ->> 'watch', body ->> 'status', (body ->> 'startAt')::timestamptz, (body ->> 'exercise')::boolean, body
        from given
        on conflict (id) do update set
          body = excluded.body, start_at = excluded.start_at, changed_at = now(), revision = finding.revision + 1,
          status = case when finding.status = 'withdrawn' then 'open' else finding.status end
        where finding.status = 'withdrawn' or finding.body - 'status' <> excluded.body - 'status'
        returning id, revision, body
      )
      insert into finding_revision (finding, revision, change, body)
      select kept.id, kept.revision,
        case when kept.revision = 1 then 'raised'
          when (select change from finding_revision where finding = kept.id order by revision desc limit 1) = 'withdrawn' then 'raised-again'
          else 'amended' end,
        kept.body
      from kept
      returning finding as id, change`;
    for (const { id, change } of rows) (change === 'raised' ? kept.raised : kept.amended).push(id);
    kept.unchanged -= rows.length;
  }
  return kept;
}

/** Withdraws findings that the data no longer bears out. One that is part of a case keeps its status; its revision says it. */
export async function withdrawFindings(database: Queryable, ids: readonly string[], reason: string): Promise<string[]> {
  const rows = await database<{ id: string }[]>`
    with gone as (
      update finding set status = case when status = 'open' then 'withdrawn' else status end,
        revision = revision + 1, changed_at = now()
      where id = any(${[...ids]}) and (
        select change <> 'withdrawn' from finding_revision where finding = id order by revision desc limit 1)
      returning id, revision, body
    )
    insert into finding_revision (finding, revision, change, reason, body)
    select id, revision, 'withdrawn', ${reason}, body from gone
    returning finding as id`;
  return rows.map(({ id }) => id);
}

export interface WatchedScope {
  watches: readonly string[];
  /** ISO instants: what was looked at. Findings that begin in it and were not found again are withdrawn. */
  from: string;
  to: string;
  exercise: boolean;
}

/** Keeps what a run over a period found, and withdraws what earlier runs found there and this one did not. */
export async function keepRun(
  database: Database,
  scope: WatchedScope,
  findings: readonly Finding[],
): Promise<Kept & { withdrawn: string[] }> {
  return database.begin(async (transaction: Transaction) => {
    const kept = await keepFindings(transaction, findings);
    const found = new Set(findings.map(({ id }) => id));
    const before = await transaction<{ id: string }[]>`
      select id from finding where watch = any(${[...scope.watches]}) and exercise = ${scope.exercise}
        and start_at >= ${scope.from} and start_at < ${scope.to} and status <> 'withdrawn'`;
    const gone = before.map(({ id }) => id).filter((id) => !found.has(id));
    const withdrawn = await withdrawFindings(
      transaction,
      gone,
      'the watch was run again and does not find it any more',
    );
    return { ...kept, withdrawn };
  }) as Promise<Kept & { withdrawn: string[] }>;
}

/** Findings, latest raised first, with how many there are in all. */
export async function findFindings(
  database: Queryable,
  filter: FindingFilter,
): Promise<{ total: number; findings: Finding[] }> {
  const { watch = null, status = null, subject = null, from = null, to = null, limit, offset } = filter;
  const subjectIs = (name: string) => database`body -> 'subjects' @> ${database.json([{ [name]: subject }])}`;
  const matching = database`(${watch}::text is null or watch = ${watch}) and (${status}::text is null or status = ${status})
    and (${from}::timestamptz is null or start_at >= ${from}) and (${to}::timestamptz is null or start_at < ${to})
    and (${subject}::text is null or ${subjectIs('mmsi')} or ${subjectIs('imo')} or ${subjectIs('id')})`;
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

/** Every state a finding was in, first to last. */
export async function revisionsOf(database: Queryable, id: string): Promise<FindingRevision[]> {
  return database<FindingRevision[]>`
    select revision, at, change, reason, body from finding_revision where finding = ${id} order by revision`;
}
