import { randomUUID } from 'node:crypto';
import { commitRecords } from '../../ledger/edge/store.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { asSubject, type LabelColumns, labelColumns, labelOfColumns } from '../../team/edge/store.ts';
import type { Label } from '../../team/label.ts';
import { authorCodes, type LabelSubject } from '../../team/may.ts';
import type { CaseEvent, EventDraft } from '../case-event.ts';
import { type CaseView, caseView } from '../case-view.ts';

/** Kinds of which a case may hold thousands: counted and paged, not read whole. */
export const BULK_KINDS = ['party-added', 'evidence-attached'] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

export type EventRow = Omit<CaseEvent, 'label' | 'caseId'> & LabelColumns & { caseId: string };

export const EVENT_COLUMNS = `number, id, case_id as "caseId", kind, about, body, by, author, at, commitment,
  originator, rel_to, caveats, expires_at`;

/** What is done in a case, without its bulk, as far as the subject of the transaction may see it. */
export async function eventsOf(transaction: Transaction, caseId: string): Promise<CaseEvent[]> {
  const rows = await transaction<EventRow[]>`
    select ${transaction.unsafe(EVENT_COLUMNS)} from case_event
    where case_id = ${caseId} and kind <> all (${[...BULK_KINDS]}) order by number`;
  return rows.map(eventOf);
}

/** A case as the subject may see it; null when they may not see that there is one. */
export async function readCase(
  database: Database,
  subject: LabelSubject,
  { caseId, now }: { caseId: string; now: string },
): Promise<(CaseView & { counts: Record<BulkKind, number> }) | null> {
  return asSubject(database, subject, async (transaction) => {
    const view = caseView(await eventsOf(transaction, caseId), now);
    return view && { ...view, counts: await countsOf(transaction, caseId) };
  });
}

async function countsOf(transaction: Transaction, caseId: string): Promise<Record<BulkKind, number>> {
  const rows = await transaction<{ kind: BulkKind; n: number }[]>`
    select kind, count(*)::int as n from case_event
    where case_id = ${caseId} and kind = any (${[...BULK_KINDS]}) group by kind`;
  const counts = { 'party-added': 0, 'evidence-attached': 0 };
  for (const { kind, n } of rows) counts[kind] = n;
  return counts;
}

/** A part of a case's parties or evidence, first added first, as far as the subject may see them. */
export async function readBulk(
  database: Database,
  subject: LabelSubject,
  page: { caseId: string; kind: BulkKind; limit: number; offset: number },
): Promise<{ total: number; items: CaseEvent[] }> {
  return asSubject(database, subject, async (transaction) => {
    const [count] = await transaction<{ n: number }[]>`
      select count(*)::int as n from case_event where case_id = ${page.caseId} and kind = ${page.kind}`;
    const rows = await transaction<EventRow[]>`
      select ${transaction.unsafe(EVENT_COLUMNS)} from case_event where case_id = ${page.caseId} and kind = ${page.kind}
      order by number limit ${page.limit} offset ${page.offset}`;
    return { total: count?.n ?? 0, items: rows.map(eventOf) };
  });
}

/** The cases whose opening the subject may see, latest change first. */
export async function readCases(
  database: Database,
  subject: LabelSubject,
  {
    limit,
    offset,
    finding = null,
    now,
  }: { limit: number; offset: number; finding?: string | null | undefined; now: string },
): Promise<{ total: number; cases: CaseView[] }> {
  return asSubject(database, subject, async (transaction) => {
    const opened = await transaction<{ caseId: string }[]>`
      select case_id as "caseId", (select max(number) from case_event as later where later.case_id = opened.case_id) as last
      from case_event as opened where kind = 'opened' and (${finding}::text is null or exists (
        select from case_event as joined where joined.case_id = opened.case_id and joined.kind = 'finding-joined'
          and joined.body ->> 'finding' = ${finding}))
      order by last desc`;
    const wanted = opened.slice(offset, offset + limit).map(({ caseId }) => caseId);
    const rows = await transaction<EventRow[]>`
      select ${transaction.unsafe(EVENT_COLUMNS)} from case_event
      where case_id = any (${wanted}) and kind <> all (${[...BULK_KINDS]}) order by number`;
    const byCase = grouped(rows);
    const cases = wanted.flatMap((caseId) => caseView((byCase.get(caseId) ?? []).map(eventOf), now) ?? []);
    return { total: opened.length, cases };
  });
}

function grouped(rows: readonly EventRow[]): Map<string, EventRow[]> {
  const groups = new Map<string, EventRow[]>();
  for (const row of rows) {
    const group = groups.get(row.caseId);
    if (group) group.push(row);
    else groups.set(row.caseId, [row]);
  }
  return groups;
}

export interface NewEvent {
  caseId: string;
  draft: EventDraft;
  label: Label;
  by: string;
  author: string;
  at: string;
}

/**
 * Adds an event and commits to it in the ledger, in the transaction that decided on it. The database admits it by the
 * subject's own right to write where they have one; a dissent, a release or a reply of someone who does not write is
 * added by the keeper of the data, after the rules have let it.
 */
export async function addEvent(transaction: Transaction, subject: LabelSubject, event: NewEvent): Promise<CaseEvent> {
  const id = randomUUID();
  const { caseId, draft, label, by, author, at } = event;
  const fact = { id, caseId, kind: draft.kind, about: draft.about ?? null, body: draft.body, by, author, at, label };
  await transaction`select set_config('role', 'none', true)`;
  const [commitment = ''] = await commitRecords(transaction, [{ record: 'case-event', ...fact }]);
  const writes = label.originator.split('+').some((code) => authorCodes(subject).includes(code));
  const isOwnAddition = writes && !label.originator.includes('+');
  if (isOwnAddition) await transaction`select set_config('role', 'watchkeeper_subject', true)`;
  else await transaction`select set_config('watchkeeper.keeper', 'on', true)`;
  const row = {
    id,
    case_id: caseId,
    kind: draft.kind,
    about: draft.about ?? null,
    body: transaction.json(draft.body as never),
    by,
    author,
    at,
    commitment,
    ...labelColumns(label),
  };
  const [kept] = await transaction<{ number: number }[]>`insert into case_event ${transaction(row)} returning number`;
  if (!isOwnAddition) await transaction`select set_config('watchkeeper.keeper', '', true)`;
  await transaction`select set_config('role', 'watchkeeper_subject', true)`;
  return { ...fact, number: kept?.number ?? 0, commitment } as unknown as CaseEvent;
}

/** One event, when the subject may see it. */
export async function readEvent(database: Database, subject: LabelSubject, id: string): Promise<CaseEvent | null> {
  return asSubject(database, subject, async (transaction) => {
    const [row] = await transaction<EventRow[]>`
      select ${transaction.unsafe(EVENT_COLUMNS)} from case_event where id = ${id}`;
    return row ? eventOf(row) : null;
  });
}

/** What was published, latest first: of what the subject may see, which for everyone is all that is public. */
export async function readPublished(
  database: Database,
  subject: LabelSubject,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ total: number; published: CaseEvent[]; beside: CaseEvent[] }> {
  return asSubject(database, subject, async (transaction) => {
    const [count] = await transaction<{ n: number }[]>`
      select count(*)::int as n from case_event where kind = 'published'`;
    const rows = await transaction<EventRow[]>`
      select ${transaction.unsafe(EVENT_COLUMNS)} from case_event where kind = 'published'
      order by number desc limit ${limit} offset ${offset}`;
    const paragraphs = rows.flatMap(({ about }) => about ?? []);
    const beside = await transaction<EventRow[]>`
      select ${transaction.unsafe(EVENT_COLUMNS)} from case_event where about = any (${paragraphs})
        and kind in ('dissented', 'replied') order by number`;
    return { total: count?.n ?? 0, published: rows.map(eventOf), beside: beside.map(eventOf) };
  });
}

export function eventOf({ originator, rel_to, caveats, expires_at, ...fact }: EventRow): CaseEvent {
  return { ...fact, label: labelOfColumns({ originator, rel_to, caveats, expires_at }) } as CaseEvent;
}
