import type { Finding } from '../findings/finding.ts';

/** A finding in one row. What it rests on stands on its own page, with the hashes of what was seen. */
export interface FindingRow extends Pick<Finding, 'id' | 'watch' | 'version' | 'startAt' | 'endAt'> {
  exercise: boolean;
  subjects: { schema: string; name: string }[];
  place: { name: string | null; lat: number | null; lon: number | null } | null;
  measures: string[];
  confidence: number;
  explanation: string;
  observations: number;
}

export interface NewRow extends FindingRow {
  /** True when it had been withdrawn before and is found again. */
  isAgain: boolean;
}

export interface ChangedRow extends FindingRow {
  /** Names of what says something else than in the update before: `confidence`, `observations`. */
  fields: string[];
  confidenceBefore: number;
}

export interface ClosedRow extends FindingRow {
  reason: string;
}

/** A paragraph that was published, to the letter, with what was said beside it. */
export interface PublishedRow {
  exercise: boolean;
  /** The event by which it was published: `GET /api/v1/cases/events/{id}/proof` proves it. */
  id: string;
  paragraph: string;
  by: string;
  at: string;
  version: number;
  text: string;
  measures: string[];
  dissents: { state: string; text: string }[];
  replies: { party: string; text: string; receivedOn: string }[];
  silent: { party: string; dueOn: string }[];
}

/** What was said beside a paragraph after it was published. */
export interface SaidRow {
  exercise: boolean;
  id: string;
  kind: 'dissent' | 'reply';
  by: string;
  at: string;
  text: string;
  paragraph: string;
}

/** A public request without an answer, or refused, or answered in part. */
export interface UnansweredRow {
  exercise: boolean;
  id: string;
  by: string;
  to: { kind: string; name: string };
  question: string;
  sentAt: string;
  dueOn: string;
  standing: 'silent' | 'refused' | 'partial';
  /** True when it stood otherwise at the update before. */
  isNew: boolean;
}

/** What an earlier publication said and no longer holds. */
export interface CorrectionRow {
  exercise: boolean;
  kind: 'finding-withdrawn' | 'paragraph-replaced' | 'paragraph-struck';
  /** The finding or the paragraph. */
  ref: string;
  at: string;
  /** Whose it is: a watch, a state. */
  by: string;
  text: string;
  reason: string;
}

/** How many findings of a kind stand at the end of the period, and what became of them in it. */
export interface Tally {
  /** Id of the watch or of the measure. */
  id: string;
  /** Of a measure: how it is cited, with its mark where the number is not checked. */
  label: string;
  standing: number;
  new: number;
  changed: number;
  closed: number;
}

export interface Week {
  /** The Monday on which it begins. */
  monday: string;
  watch: string;
  findings: number;
}

/** What is said of real data, or of the exercise's: never of both. */
export interface UpdatePart {
  exercise: boolean;
  counts: {
    standing: number;
    new: number;
    changed: number;
    closed: number;
    /** Raised and withdrawn between two updates: in none of the rows. */
    passing: number;
    published: number;
    saidSince: number;
    unanswered: number;
    /** Requests whose term has not ended. */
    waiting: number;
    corrections: number;
  };
  byWatch: Tally[];
  byMeasure: Tally[];
  /** Findings that stand, by the week in which what they are about began. */
  weeks: Week[];
  new: NewRow[];
  changed: ChangedRow[];
  closed: ClosedRow[];
  published: PublishedRow[];
  saidSince: SaidRow[];
  unanswered: UnansweredRow[];
  corrections: CorrectionRow[];
}

export interface ListedRow {
  /** As APIs and pages address it: `un-sc-KPe.012`. */
  id: string;
  caption: string;
  schema: string;
  /** Measures that bite because of the listing. */
  measures: string[];
}

/** What changed in a list between the versions in force at the two ends of the period. */
export interface ListRow {
  list: string;
  from: ListVersionRow | null;
  to: ListVersionRow;
  /** False where there is nothing to compare with: no version before, or only the facts that ship. */
  isCompared: boolean;
  /** Parties that a measure against North Korea reaches. */
  added: ListedRow[];
  changed: (ListedRow & { fields: string[] })[];
  removed: ListedRow[];
  /** Everybody else on the list, counted. */
  others: { added: number; changed: number; removed: number };
}

export interface ListVersionRow {
  id: number;
  publishedAt: string | null;
  parties: number;
  /** True for the dated facts that ship with the program. */
  isSnapshot: boolean;
}

/** The regular update: what came, changed, closed and was not answered in a period. Its canonical JSON is what is hashed. */
export interface UpdateBody {
  format: 'watchkeeper-update-1';
  /** `since` is null for the first: everything is new in it. */
  period: { since: string | null; until: string };
  /** Id of the update that this one goes on from; null for the first, and for one since a day. */
  follows: string | null;
  real: UpdatePart;
  /** Null where there is no exercise data. */
  exercise: UpdatePart | null;
  lists: ListRow[];
}

/** True when nothing at all happened in the period. */
export function isQuiet({ real, exercise, lists }: UpdateBody): boolean {
  const isStill = ({ counts }: UpdatePart): boolean =>
    counts.new + counts.changed + counts.closed + counts.published + counts.saidSince + counts.corrections === 0;
  const isAnswered = ({ unanswered }: UpdatePart): boolean => unanswered.every(({ isNew }) => !isNew);
  const parts = exercise ? [real, exercise] : [real];
  return lists.length === 0 && parts.every((part) => isStill(part) && isAnswered(part));
}
