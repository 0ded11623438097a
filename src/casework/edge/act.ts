import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { findingById } from '../../findings/edge/store.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { asSubject } from '../../team/edge/store.ts';
import type { Label } from '../../team/label.ts';
import { labelSubjectOf, type Person } from '../../team/person.ts';
import { type CaseEvent, EVENT_KINDS, type EventDraft } from '../case-event.ts';
import type { CaseFault } from '../case-fault.ts';
import { type CaseView, caseView, publishedView } from '../case-view.ts';
import { type Asker, decideEvent } from '../decide-event.ts';
import { publicationOf } from '../publication.ts';
import { addEvent, eventsOf } from './store.ts';

/** What a state can do with what is published of a case that it was not let into. */
const BESIDE: ReadonlySet<string> = new Set(['dissented', 'dissent-ended', 'replied']);
/** Two at once in one case take turns: what is decided on is what is there. */
const CASE_LOCK = 1718;

/** Opens a case; with findings, they join it. Returns its id. */
export async function openCase(
  database: Database,
  person: Person,
  request: { title: string; exercise: boolean; findings: readonly string[]; label?: EventDraft['label']; now: string },
): Promise<string> {
  for (const finding of request.findings) await requireFinding(database, finding);
  const caseId = randomUUID();
  const exercise = request.exercise || person.exercise;
  const opened = { kind: 'opened' as const, body: { title: request.title, exercise }, label: request.label };
  await act(database, person, { caseId, draft: opened, now: request.now });
  for (const finding of request.findings)
    await act(database, person, { caseId, draft: { kind: 'finding-joined', body: { finding } }, now: request.now });
  return caseId;
}

/**
 * Does one thing in a case: reads what the person may see of it, decides, and keeps the event with its commitment, all
 * in one transaction. Throws AppError: not-found for what cannot be seen, whether it is there or not.
 */
export async function act(
  database: Database,
  person: Person,
  { caseId, draft, now }: { caseId: string; draft: EventDraft; now: string },
): Promise<CaseEvent> {
  const body = bodyOf(draft);
  if (draft.kind === 'finding-joined') await requireFinding(database, String(body.finding));
  const asker = askerOf(person, now);
  return asSubject(database, asker.subject, async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${CASE_LOCK}, hashtext(${caseId}))`;
    const events = await eventsOf(transaction, caseId);
    const view = caseView(events, now) ?? (BESIDE.has(draft.kind) ? publishedView(events, now) : null);
    if (draft.kind === 'opened' && events.length > 0) throw problem({ kind: 'conflict', sentence: 'It is open.' });
    const checked: EventDraft = { ...draft, body };
    const decided = decideEvent(checked, view, asker, await materialOf(transaction, caseId, checked));
    if (!('label' in decided)) throw problem(decided);
    const kept = draft.kind === 'published' ? withPublication(checked, view, now) : checked;
    const event = { caseId, draft: kept, label: decided.label, by: asker.by, author: person.login, at: now };
    return addEvent(transaction, asker.subject, event);
  });
}

/** A person with what they act for. Throws AppError for someone of no state or organisation. */
export function askerOf(person: Person, now: string): Asker {
  const by = person.state ?? person.organisation;
  if (by === null) throw problem({ kind: 'forbidden', sentence: 'You act for no state or organisation.' });
  return { subject: labelSubjectOf({ kind: 'person', person: person }), by, now };
}

function withPublication(draft: EventDraft, view: CaseView | null, now: string): EventDraft {
  const paragraph = view?.paragraphs.find(({ id }) => id === draft.about);
  if (!view || !paragraph) throw new Error('decided on a paragraph that is not there');
  return { ...draft, body: { ...publicationOf(paragraph, view, now) } };
}

function bodyOf({ kind, body }: EventDraft): Record<string, unknown> {
  const read = (EVENT_KINDS[kind].body as z.ZodObject).safeParse(body);
  if (read.success) return read.data;
  throw new AppError({
    code: 'CASE_EVENT_WRONG',
    kind: 'invalid',
    message: `Cannot do "${kind}": ${z.prettifyError(read.error).replace(/\s+/g, ' ').slice(0, 500)}`,
    hint: 'The shapes are in /openapi.json and docs/guides/cases.md.',
  });
}

/** The labels of the material that a draft quotes, as far as the asker may see it. */
async function materialOf(transaction: Transaction, caseId: string, { body }: EventDraft): Promise<Map<string, Label>> {
  const refs = ((body.sources ?? []) as { kind: string; ref: string }[])
    .filter(({ kind, ref }) => kind === 'material' && z.uuid().safeParse(ref).success)
    .map(({ ref }) => ref);
  if (refs.length === 0) return new Map();
  const rows = await transaction<
    { id: string; originator: string; relTo: string[]; caveats: string[]; expiresAt: string | null }[]
  >`select id, originator, rel_to as "relTo", caveats, expires_at as "expiresAt" from case_event
    where case_id = ${caseId} and id = any (${refs})`;
  return new Map(
    rows.map(({ id, relTo, ...label }) => [id, { ...label, relTo: relTo.includes('public') ? 'public' : relTo }]),
  );
}

async function requireFinding(database: Database, id: string): Promise<void> {
  if (await findingById(database, id)) return;
  throw new AppError({
    code: 'FINDING_UNKNOWN',
    kind: 'not-found',
    message: `Cannot join the finding "${id.slice(0, 80)}": there is none`,
    hint: 'GET /api/v1/findings shows them all.',
  });
}

/** What cannot be seen and what is not there are one answer, to the letter. */
export function problem({ kind, sentence }: CaseFault): AppError {
  if (kind === 'unknown') return noCase();
  return new AppError({
    code: kind === 'forbidden' ? 'CASE_FORBIDDEN' : 'CASE_CONFLICT',
    kind: kind === 'forbidden' ? 'refused' : 'conflict',
    message: `Cannot do this in the case: ${sentence}`,
    hint: 'What stands in the way of publication is in the case under each paragraph.',
  });
}

export function noCase(): AppError {
  return new AppError({
    code: 'CASE_UNKNOWN',
    kind: 'not-found',
    message: 'Cannot find this in a case that you may see',
    hint: 'GET /api/v1/cases shows the cases that you may see.',
  });
}
