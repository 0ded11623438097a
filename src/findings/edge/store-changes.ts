import type { Queryable } from '../../store/database.ts';
import type { Finding } from '../finding.ts';
import type { FindingRevision } from './store.ts';

/** A change of a finding, with the place to go on from after it. */
export interface FindingChange extends Pick<FindingRevision, 'revision' | 'at' | 'change' | 'reason'> {
  cursor: string;
  finding: Finding;
}

/** The cursor after all that has happened so far. */
export async function latestCursor(database: Queryable): Promise<string> {
  const [row] = await database<
    { cursor: string }[]
  >`select (pg_snapshot_xmin(pg_current_snapshot())::text || '-0') as cursor`;
  return row?.cursor ?? '0-0';
}

/** What changed after a cursor, first to last. A transaction that is still open holds back those begun after it, so that none is missed. */
export async function changesAfter(database: Queryable, cursor: string, limit: number): Promise<FindingChange[]> {
  const [transaction = '0', number = '0'] = cursor.split('-');
  return database<FindingChange[]>`
    select transaction::text || '-' || number::text as cursor, revision, at, change, reason, body as finding
    from finding_revision
    where (transaction, number) > (${transaction}::text::xid8, ${number}::bigint)
      and transaction < pg_snapshot_xmin(pg_current_snapshot())
    order by transaction, number limit ${limit}`;
}
