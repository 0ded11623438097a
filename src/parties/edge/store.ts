import type { Queryable } from '../../store/database.ts';
import { compareText } from '../list-order.ts';
import type { MergeDecision } from '../merge-entry.ts';

export type Verdict = MergeDecision['verdict'] | 'withdrawn';

/** A person's decision on two entries being one party. */
export interface StoredDecision {
  one: string;
  other: string;
  /** `withdrawn` takes earlier decisions on the pair back. */
  verdict: Verdict;
  reason: string;
  decidedBy: string;
  decidedAt: string;
  /** False once a later decision on the pair, or its withdrawal, has taken its place. */
  holds: boolean;
}

export type NewDecision = Omit<StoredDecision, 'decidedAt' | 'holds'>;

/** Keeps a decision; the latest on a pair holds. Every server that follows the lists is told. */
export async function keepDecision(database: Queryable, decision: NewDecision): Promise<StoredDecision> {
  const [one = '', other = ''] = [decision.one, decision.other].sort(compareText);
  const { verdict, reason, decidedBy } = decision;
  const [row] = await database<{ decidedAt: string }[]>`
    insert into merge_decision (one, other, verdict, reason, decided_by)
    values (${one}, ${other}, ${verdict}, ${reason}, ${decidedBy}) returning decided_at as "decidedAt"`;
  if (!row) throw new Error('the decision got no date');
  await database`select pg_notify('lists_changed', 'merge decision')`;
  return { one, other, verdict, reason, decidedBy, decidedAt: row.decidedAt, holds: verdict !== 'withdrawn' };
}

/** The decisions that hold. */
export async function currentDecisions(database: Queryable): Promise<MergeDecision[]> {
  const rows = await database<{ one: string; other: string; verdict: Verdict }[]>`
    select distinct on (one, other) one, other, verdict from merge_decision order by one, other, id desc`;
  return rows.flatMap(({ one, other, verdict }) => (verdict === 'withdrawn' ? [] : { one, other, verdict }));
}

/** Every decision ever taken that names one of the entries, or every one where none is named; oldest first. */
export async function decisionsOn(database: Queryable, entries?: readonly string[]): Promise<StoredDecision[]> {
  const named = entries ? database`where one = any(${[...entries]}) or other = any(${[...entries]})` : database``;
  return await database<StoredDecision[]>`
    select one, other, verdict, reason, decided_by as "decidedBy", decided_at as "decidedAt",
      verdict <> 'withdrawn' and id = max(id) over (partition by one, other) as holds
    from merge_decision ${named} order by id`;
}
