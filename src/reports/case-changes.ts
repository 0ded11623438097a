import type { CaseEvent, EventOf, Publication } from '../casework/case-event.ts';
import { requestView } from '../casework/request-clock.ts';
import { inOrder } from './finding-changes.ts';
import type { CorrectionRow, PublishedRow, SaidRow, UnansweredRow } from './update-body.ts';

/** The public's events of cases up to the end of a period. */
export interface CaseFacts {
  /** In order of their numbers. */
  events: readonly CaseEvent[];
  /** The last number before the period. */
  sinceNumber: number;
  /** Ids of cases that are an exercise's. */
  exerciseCases: ReadonlySet<string>;
}

export interface CaseChanges {
  published: PublishedRow[];
  saidSince: SaidRow[];
  unanswered: UnansweredRow[];
  corrections: CorrectionRow[];
  /** Requests whose term has not ended, by whether they are an exercise's. */
  waiting: { exercise: boolean }[];
}

export interface Period {
  /** ISO instants. */
  since: string | null;
  until: string;
}

/** What was published, said beside it, corrected, and left without an answer. */
export function caseChanges(facts: CaseFacts, period: Period): CaseChanges {
  const publications = facts.events.filter((event): event is EventOf<'published'> => event.kind === 'published');
  const requests = requestsOf(facts, period);
  return {
    published: publications.filter((event) => event.number > facts.sinceNumber).map((event) => published(event, facts)),
    saidSince: saidSince(facts, publications),
    corrections: corrections(facts),
    ...requests,
  };
}

function isExercise(event: CaseEvent, { exerciseCases }: CaseFacts): boolean {
  return exerciseCases.has(event.caseId);
}

function published(event: EventOf<'published'>, facts: CaseFacts): PublishedRow {
  const { text, version, measures, dissents, replies, silent } = event.body as Publication;
  const { id, about, by, at } = event;
  const exercise = isExercise(event, facts);
  return { exercise, id, paragraph: about ?? id, by, at, version, text, measures, dissents, replies, silent };
}

/** Dissents and replies in the period on what had been published before them. */
function saidSince(facts: CaseFacts, publications: readonly EventOf<'published'>[]): SaidRow[] {
  const firstNumber = new Map<string, number>();
  for (const { about, number } of publications)
    if (about !== null && !firstNumber.has(about)) firstNumber.set(about, number);
  return facts.events.flatMap((event) => {
    if (event.kind !== 'dissented' && event.kind !== 'replied') return [];
    const since = firstNumber.get(event.about ?? '');
    if (event.number <= facts.sinceNumber || since === undefined || event.number < since) return [];
    const row = { exercise: isExercise(event, facts), id: event.id, at: event.at, paragraph: event.about ?? '' };
    return event.kind === 'dissented'
      ? { ...row, kind: 'dissent' as const, by: event.by, text: event.body.text }
      : { ...row, kind: 'reply' as const, by: event.body.party, text: event.body.text };
  });
}

function corrections(facts: CaseFacts): CorrectionRow[] {
  const last = new Map<string, EventOf<'published'>>();
  const rows: CorrectionRow[] = [];
  for (const event of facts.events) {
    const before = last.get(event.about ?? '');
    const isNew = event.number > facts.sinceNumber;
    if (event.kind === 'published') {
      last.set(event.about ?? '', event);
      const after = event.body as Publication;
      if (isNew && before)
        rows.push(
          correction(before, facts, {
            kind: 'paragraph-replaced',
            at: event.at,
            reason: `version ${after.version} was published in its place`,
          }),
        );
    }
    // Only its own state strikes a paragraph, whatever stands in the record.
    if (event.kind === 'paragraph-struck' && isNew && before && before.by === event.by)
      rows.push(correction(before, facts, { kind: 'paragraph-struck', at: event.at, reason: event.body.reason }));
  }
  return rows;
}

function correction(
  before: EventOf<'published'>,
  facts: CaseFacts,
  said: Pick<CorrectionRow, 'kind' | 'at' | 'reason'>,
): CorrectionRow {
  return {
    exercise: isExercise(before, facts),
    ref: before.about ?? before.id,
    by: before.by,
    text: (before.body as Publication).text,
    ...said,
  };
}

/** Public requests that got no answer, a refusal or a part of one, with those that wait. */
function requestsOf(facts: CaseFacts, { since, until }: Period): Pick<CaseChanges, 'unanswered' | 'waiting'> {
  const unanswered: UnansweredRow[] = [];
  const waiting: { exercise: boolean }[] = [];
  const answers = facts.events.filter(
    (event): event is EventOf<'request-answered'> => event.kind === 'request-answered',
  );
  for (const sent of facts.events) {
    if (sent.kind !== 'request-sent') continue;
    const exercise = isExercise(sent, facts);
    // Only who asked says that an answer came.
    const own = answers.filter(({ about, by }) => about === sent.id && by === sent.by);
    const { standing, to, question, dueOn } = requestView(sent, own, until);
    if (standing === 'waiting') waiting.push({ exercise });
    if (standing === 'waiting' || standing === 'answered') continue;
    const earlier = own.filter(({ number }) => number <= facts.sinceNumber);
    const isNew =
      since === null || sent.number > facts.sinceNumber || requestView(sent, earlier, since).standing !== standing;
    const { id, by, at } = sent;
    unanswered.push({ exercise, id, by, to, question, sentAt: at, dueOn, standing, isNew });
  }
  unanswered.sort((one, other) => inOrder(one.dueOn, other.dueOn) || inOrder(one.id, other.id));
  return { unanswered, waiting };
}
