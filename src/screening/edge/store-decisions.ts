import { AppError } from '../../kernel/errors.ts';
import type { Queryable } from '../../store/database.ts';
import type { MatchDecision } from '../memory/match-decision.ts';

const columns = `id, customer, fingerprint, question, party, facts_hash as "factsHash", verdict, reason, author,
  decided_at as "decidedAt", expires_on as "expiresOn", undone_at as "undoneAt", undone_by as "undoneBy",
  undone_reason as "undoneReason"`;

export type NewMatchDecision = Omit<MatchDecision, 'id' | 'decidedAt' | 'undoneAt' | 'undoneBy' | 'undoneReason'>;

/** Keeps a decision; the latest on a customer or question and a party holds. */
export async function keepMatchDecision(database: Queryable, decision: NewMatchDecision): Promise<MatchDecision> {
  const { customer, fingerprint, question, party, factsHash, verdict, reason, author, expiresOn } = decision;
  const [row] = await database<MatchDecision[]>`
    insert into screening_decision (customer, fingerprint, question, party, facts_hash, verdict, reason, author, expires_on)
    values (${customer}, ${fingerprint}, ${question === null ? null : database.json(question as never)}, ${party},
      ${factsHash}, ${verdict}, ${reason}, ${author}, ${expiresOn})
    returning ${database.unsafe(columns)}`;
  if (!row) throw new Error('the decision was not kept');
  return row;
}

export interface DecisionsAsked {
  fingerprints: readonly string[];
  customers: readonly string[];
}

/** The decisions, not undone, on any of the questions or customers. */
export async function decisionsAbout(database: Queryable, about: DecisionsAsked): Promise<MatchDecision[]> {
  return await database<MatchDecision[]>`
    select ${database.unsafe(columns)} from screening_decision
    where undone_at is null and
      (fingerprint = any(${[...about.fingerprints]}::text[]) or customer = any(${[...about.customers]}::text[]))`;
}

/** Every decision that has not been undone. */
export async function standingDecisions(database: Queryable): Promise<MatchDecision[]> {
  return await database<MatchDecision[]>`
    select ${database.unsafe(columns)} from screening_decision where undone_at is null order by id`;
}

export interface DecisionFilter {
  customer?: string | undefined;
  fingerprint?: string | undefined;
  party?: string | undefined;
  undone: boolean;
  limit: number;
  offset: number;
}

/** A decision with whether a later one on the same question and party stands in its place. */
export type ListedDecision = MatchDecision & { superseded: boolean };

/** A page of the decisions, the newest first, with how many there are. */
export async function pageOfDecisions(
  database: Queryable,
  { customer, fingerprint, party, undone, limit, offset }: DecisionFilter,
): Promise<{ total: number; decisions: ListedDecision[] }> {
  const rows = await database<(ListedDecision & { total: number })[]>`
    select ${database.unsafe(columns)}, count(*) over () as total,
      exists (select from screening_decision later where later.id > d.id and later.undone_at is null and later.party = d.party
        and (later.customer = d.customer or later.fingerprint = d.fingerprint)) as superseded
    from screening_decision d
    where (${customer ?? null}::text is null or customer = ${customer ?? null})
      and (${fingerprint ?? null}::text is null or fingerprint = ${fingerprint ?? null})
      and (${party ?? null}::text is null or party = ${party ?? null}) and (${undone}::boolean or undone_at is null)
    order by id desc limit ${limit} offset ${offset}`;
  return { total: rows[0]?.total ?? 0, decisions: rows.map(({ total: _, ...decision }) => decision) };
}

/** Undoes a decision; it stays on the record. Throws AppError (not-found) when there is none to undo. */
export async function undoDecision(
  database: Queryable,
  id: number,
  { by, reason }: { by: string; reason: string },
): Promise<MatchDecision> {
  const [row] = await database<MatchDecision[]>`
    update screening_decision set undone_at = now(), undone_by = ${by}, undone_reason = ${reason}
    where id = ${id} and undone_at is null returning ${database.unsafe(columns)}`;
  if (row) return row;
  throw new AppError({
    code: 'DECISION_UNKNOWN',
    kind: 'not-found',
    message: `Cannot undo decision ${id}: there is none with that number that holds`,
    hint: 'GET /api/v1/screening/decisions lists them.',
  });
}
