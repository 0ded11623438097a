import type { Queryable } from '../../store/database.ts';
import { type AuditEntry, type AuditRecord, keepable } from '../memory/audit-entry.ts';

/** Appends records, in order, all or none; nothing of a private question is among what is sent to the database. */
export async function appendAudit(database: Queryable, records: readonly AuditRecord[]): Promise<void> {
  const rows = records.map(keepable);
  await database`
    insert into screening_audit (asker, kind, dataset, versions, private, customer, fingerprint, question, answers)
    select asker, kind, dataset, versions, private, customer, fingerprint, question, answers
    from jsonb_to_recordset(${database.json(rows as never)}) as r(asker text, kind text, dataset text, versions jsonb,
      private boolean, customer text, fingerprint text, question jsonb, answers jsonb)`;
}

export interface AuditRange {
  /** ISO instants: from the first on, before the second; null for no bound. */
  from: string | null;
  before: string | null;
  /** Entries after this number. */
  after: number;
  limit: number;
}

/** A page of the trail, the oldest first. */
export async function pageOfAudit(
  database: Queryable,
  { from, before, after, limit }: AuditRange,
): Promise<AuditEntry[]> {
  return await database<AuditEntry[]>`
    select id, asked_at as "askedAt", asker, kind, dataset, versions, private, customer, fingerprint, question, answers
    from screening_audit
    where id > ${after} and (${from}::timestamptz is null or asked_at >= ${from}::timestamptz)
      and (${before}::timestamptz is null or asked_at < ${before}::timestamptz)
    order by id limit ${limit}`;
}
