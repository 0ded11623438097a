import { AppError } from '../../kernel/errors.ts';
import type { Database, Queryable } from '../../store/database.ts';
import { asKeeper, asSubject } from '../../team/edge/store.ts';
import type { LabelSubject } from '../../team/may.ts';
import type { Evidence } from '../evidence-record.ts';

type Row = Omit<Evidence, 'label' | 'erasure'> & {
  originator: string;
  relTo: string[];
  caveats: string[];
  expiresAt: string | null;
  erasedAt: string | null;
  erasedBy: string | null;
  erasedFor: string | null;
};

const columns = `e.id, e.sha256, e.size, e.media_type as "mediaType", e.name, e.source, e.description,
  e.obtained_at as "obtainedAt", e.added_at as "addedAt", e.added_by as "addedBy", e.inspection,
  e.working_copy_of as "workingCopyOf", e.exercise, e.originator, e.rel_to as "relTo", e.caveats,
  e.expires_at as "expiresAt", x.at as "erasedAt", x.author as "erasedBy", x.reason as "erasedFor"`;

/** Keeps the record of a new item. */
export async function keepEvidence(database: Queryable, item: Omit<Evidence, 'erasure'>): Promise<void> {
  const { label } = item;
  await database`
    insert into evidence (id, sha256, size, media_type, name, source, description, obtained_at, added_at, added_by,
      inspection, working_copy_of, exercise, originator, rel_to, caveats, expires_at)
    values (${item.id}, ${item.sha256}, ${item.size}, ${item.mediaType}, ${item.name}, ${item.source},
      ${item.description}, ${item.obtainedAt}, ${item.addedAt}, ${item.addedBy}, ${database.json(item.inspection as never)},
      ${item.workingCopyOf}, ${item.exercise}, ${label.originator}, ${label.relTo}::text[], ${label.caveats}::text[],
      ${label.expiresAt})`;
}

export interface EvidenceFilter {
  /** Words in the name, source or description. */
  text?: string | undefined;
  sha256?: string | undefined;
  limit: number;
  offset: number;
}

/** A page of the records, the latest first, with how many there are. */
export async function findEvidence(
  database: Queryable,
  { text, sha256, limit, offset }: EvidenceFilter,
): Promise<{ total: number; evidence: Evidence[] }> {
  const words = text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null;
  const rows = await database<(Row & { total: number })[]>`
    select ${database.unsafe(columns)}, count(*) over () as total
    from evidence e left join evidence_erasure x on x.evidence = e.id
    where (${sha256 ?? null}::text is null or e.sha256 = ${sha256 ?? null})
      and (${words}::text is null or e.name ilike ${words} or e.source ilike ${words} or e.description ilike ${words})
    order by e.added_at desc, e.id limit ${limit} offset ${offset}`;
  return { total: rows[0]?.total ?? 0, evidence: rows.map(({ total: _, ...row }) => evidenceOf(row)) };
}

/** Every item as the vault knows it, with whether it was erased. */
export async function vaultRecords(
  database: Queryable,
): Promise<{ id: string; sha256: string; size: number; erased: boolean }[]> {
  return await database<{ id: string; sha256: string; size: number; erased: boolean }[]>`
    select e.id, e.sha256, e.size, x.evidence is not null as erased
    from evidence e left join evidence_erasure x on x.evidence = e.id order by e.added_at, e.id`;
}

/** The ids of what the transaction sees. */
export async function seenIds(database: Queryable): Promise<string[]> {
  return (await database<{ id: string }[]>`select id from evidence`).map(({ id }) => id);
}

/** One record, as the transaction sees it. Throws AppError (not-found): what is not seen and what is not there are one answer. */
export async function evidenceById(database: Queryable, id: string): Promise<Evidence> {
  const [row] = await database<Row[]>`
    select ${database.unsafe(columns)} from evidence e left join evidence_erasure x on x.evidence = e.id where e.id = ${id}`;
  if (row) return evidenceOf(row);
  throw new AppError({
    code: 'EVIDENCE_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find evidence ${id.slice(0, 40)}`,
    hint: '"watchkeeper evidence list" shows what there is.',
  });
}

/** One record, where its label lets the subject see it. */
export function evidenceSeen(database: Database, subject: LabelSubject, id: string): Promise<Evidence> {
  return asSubject(database, subject, (transaction) => evidenceById(transaction, id));
}

/** One record, for work that keeps the data; whoever asks for it was held against its label before. */
export function evidenceKept(database: Database, id: string): Promise<Evidence> {
  return asKeeper(database, (transaction) => evidenceById(transaction, id));
}

/** Notes that an item was erased. Throws AppError (conflict) when it was before. */
export async function keepErasure(
  database: Queryable,
  { id, by, reason, at }: { id: string; by: string; reason: string; at: string },
): Promise<void> {
  const kept = await database`
    insert into evidence_erasure (evidence, at, author, reason) values (${id}, ${at}, ${by}, ${reason})
    on conflict do nothing returning evidence`;
  if (kept.length > 0) return;
  throw new AppError({
    code: 'EVIDENCE_ERASED',
    kind: 'conflict',
    message: `Cannot erase evidence ${id}: it was erased before`,
    hint: 'Its record says when, by whom and why.',
  });
}

function evidenceOf({ originator, relTo, caveats, expiresAt, erasedAt, erasedBy, erasedFor, ...row }: Row): Evidence {
  return {
    ...row,
    label: { originator, relTo, caveats, expiresAt },
    erasure: erasedAt === null ? null : { at: erasedAt, by: erasedBy ?? '', reason: erasedFor ?? '' },
  };
}
