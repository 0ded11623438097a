import type { Label } from '../team/label.ts';
import type { CaseEvent, EventOf, Publication } from './case-event.ts';
import { type RequestView, requestView } from './request-clock.ts';

export interface VersionView {
  text: string;
  measures: string[];
  sources: EventOf<'paragraph-written'>['body']['sources'];
  names: string[];
  at: string;
  author: string;
  /** Why it was written anew; null of the first. */
  reason: string | null;
}

interface Said {
  id: string;
  by: string;
  at: string;
  text: string;
  label: Label;
}

export interface ParagraphView {
  id: string;
  /** Whose it is: nobody else can change or strike it. */
  by: string;
  at: string;
  label: Label;
  /** First to last; none ever goes. */
  versions: VersionView[];
  struck: { at: string; reason: string } | null;
  tearLineOf: string | null;
  sealedOrigin: string | null;
  proposals: (Said & { reason: string; answer: { answer: 'taken' | 'declined'; reason: string; at: string } | null })[];
  dissents: (Said & { ended: { at: string; reason: string } | null })[];
  replies: (Said & { party: string; receivedOn: string })[];
  comments: Said[];
  releases: {
    id: string;
    by: string;
    at: string;
    reason: string;
    byOn: string | null;
    decisions: { by: string; at: string; decision: 'agreed' | 'declined'; reason: string }[];
  }[];
  publications: ({ id: string; by: string; at: string; commitment: string } & Publication)[];
}

export interface TaskView {
  id: string;
  title: string;
  by: string;
  dueOn: string | null;
  assignee: string | null;
  done: { at: string; by: string; note: string } | null;
}

/** How far a case has come. Written down in docs/methods/casework.md; nobody's consent is a step of it. */
export type Stage = 'open' | 'drafted' | 'reply-offered' | 'published' | 'closed';

/** A case as far as its reader may see it: what the events that the reader may see add up to. */
export interface CaseView {
  id: string;
  title: string;
  by: string;
  openedAt: string;
  changedAt: string;
  label: Label;
  exercise: boolean;
  stage: Stage;
  findings: { finding: string; by: string; at: string }[];
  paragraphs: ParagraphView[];
  requests: RequestView[];
  tasks: TaskView[];
  /** States that hold it closed; the others hold it open. */
  closedBy: { by: string; at: string; reason: string }[];
}

/** Adds up the events of one case, in order of their numbers, on an instant. Null when its opening cannot be seen. */
export function caseView(events: readonly CaseEvent[], now: string): CaseView | null {
  const opened = events.find((event) => event.kind === 'opened');
  if (!opened) return null;
  const about = groupBy(events, (event) => event.about);
  const ofKind = <Kind extends CaseEvent['kind']>(kind: Kind): EventOf<Kind>[] =>
    events.filter((event): event is EventOf<Kind> => event.kind === kind);
  const paragraphs = ofKind('paragraph-written').map((written) => paragraphView(written, about));
  const requests = ofKind('request-sent').map((sent) =>
    requestView(sent, laterOf(about, sent.id, 'request-answered', 'request-reminded'), now),
  );
  const view = {
    id: opened.caseId,
    title: opened.body.title,
    by: opened.by,
    openedAt: opened.at,
    changedAt: events.at(-1)?.at ?? opened.at,
    label: opened.label,
    exercise: opened.body.exercise,
    findings: ofKind('finding-joined').map(({ body, by, at }) => ({ finding: body.finding, by, at })),
    paragraphs,
    requests,
    tasks: ofKind('task-added').map((added) => taskView(added, about)),
    closedBy: closedBy(events),
  };
  return { ...view, stage: stageOf(view, events) };
}

/**
 * What is public of a case whose opening cannot be seen: its published paragraphs, with what was said beside them. So
 * that a state that was not let into a case can still dissent from what it says. Null when nothing of it is public.
 */
export function publishedView(events: readonly CaseEvent[], now: string): CaseView | null {
  const published = events.filter((event): event is EventOf<'published'> => event.kind === 'published');
  const [first] = published;
  if (!first) return null;
  const about = groupBy(events, (event) => event.about);
  const latest = new Map(published.map((event) => [event.about ?? '', event]));
  return {
    id: first.caseId,
    title: '',
    by: first.by,
    openedAt: first.at,
    changedAt: events.at(-1)?.at ?? now,
    label: first.label,
    exercise: false,
    stage: 'published',
    findings: [],
    paragraphs: [...latest].map(([id, event]) => paragraphView(asWritten(id, event), about)),
    requests: [],
    tasks: [],
    closedBy: [],
  };
}

function asWritten(id: string, event: EventOf<'published'>): EventOf<'paragraph-written'> {
  const { text, measures, names } = event.body as Publication;
  return { ...event, id, kind: 'paragraph-written', about: null, body: { text, measures, names, sources: [] } };
}

type About = ReadonlyMap<string, readonly CaseEvent[]>;

function laterOf<Kind extends CaseEvent['kind']>(about: About, id: string, ...kinds: Kind[]): EventOf<Kind>[] {
  const wanted: readonly string[] = kinds;
  return (about.get(id) ?? []).filter((event): event is EventOf<Kind> => wanted.includes(event.kind));
}

function paragraphView(written: EventOf<'paragraph-written'>, about: About): ParagraphView {
  const { id, by, at, label, body } = written;
  // Only its own state's events change a paragraph, whatever stands in the record.
  const own = <Kind extends CaseEvent['kind']>(kind: Kind): EventOf<Kind>[] =>
    laterOf(about, id, kind).filter((event) => event.by === by);
  const versions: VersionView[] = [written, ...own('paragraph-versioned')].map((event) => ({
    text: event.body.text,
    measures: event.body.measures,
    sources: event.body.sources,
    names: event.body.names,
    at: event.at,
    author: event.author,
    reason: event.kind === 'paragraph-versioned' ? event.body.reason : null,
  }));
  const [struck] = own('paragraph-struck');
  return {
    id,
    by,
    at,
    label,
    versions,
    struck: struck ? { at: struck.at, reason: struck.body.reason } : null,
    tearLineOf: body.tearLineOf ?? null,
    sealedOrigin: body.sealedOrigin ?? null,
    proposals: laterOf(about, id, 'proposed').map((event) => {
      const answer = laterOf(about, event.id, 'proposal-answered').findLast((one) => one.by === by);
      return { ...said(event), reason: event.body.reason, answer: answer ? { ...answer.body, at: answer.at } : null };
    }),
    dissents: laterOf(about, id, 'dissented').map((event) => {
      const ended = laterOf(about, event.id, 'dissent-ended').find((one) => one.by === event.by);
      return { ...said(event), ended: ended ? { at: ended.at, reason: ended.body.reason } : null };
    }),
    replies: laterOf(about, id, 'replied').map((event) => ({
      ...said(event),
      party: event.body.party,
      receivedOn: event.body.receivedOn,
    })),
    comments: laterOf(about, id, 'commented').map(said),
    releases: laterOf(about, id, 'release-asked').map((event) => releaseView(event, about)),
    publications: own('published').map((event) => ({
      id: event.id,
      by: event.by,
      at: event.at,
      commitment: event.commitment,
      ...(event.body as Publication),
    })),
  };
}

function said(event: EventOf<'proposed' | 'dissented' | 'replied' | 'commented'>): Said {
  return { id: event.id, by: event.by, at: event.at, text: event.body.text, label: event.label };
}

function releaseView(event: EventOf<'release-asked'>, about: About): ParagraphView['releases'][number] {
  return {
    id: event.id,
    by: event.by,
    at: event.at,
    reason: event.body.reason,
    byOn: event.body.byOn ?? null,
    decisions: laterOf(about, event.id, 'release-decided').map(({ by, at, body }) => ({ by, at, ...body })),
  };
}

function taskView(added: EventOf<'task-added'>, about: About): TaskView {
  const [done] = laterOf(about, added.id, 'task-done');
  return {
    id: added.id,
    title: added.body.title,
    by: added.by,
    dueOn: added.body.dueOn ?? null,
    assignee: added.body.assignee ?? null,
    done: done ? { at: done.at, by: done.by, note: done.body.note } : null,
  };
}

function closedBy(events: readonly CaseEvent[]): CaseView['closedBy'] {
  const stances = new Map<string, EventOf<'closed'> | null>();
  for (const event of events) {
    if (event.kind === 'closed') stances.set(event.by, event);
    if (event.kind === 'reopened') stances.set(event.by, null);
  }
  return [...stances.values()].flatMap((event) =>
    event ? [{ by: event.by, at: event.at, reason: event.body.reason }] : [],
  );
}

/** What a state does without taking part: it may not even see the case. */
const FROM_OUTSIDE: ReadonlySet<CaseEvent['kind']> = new Set(['published', 'dissented', 'dissent-ended', 'replied']);

/** Closed only when every state that took part holds it closed: one alone neither closes nor keeps others out. */
function stageOf(view: Omit<CaseView, 'stage'>, events: readonly CaseEvent[]): Stage {
  const taking = new Set(events.filter(({ kind }) => !FROM_OUTSIDE.has(kind)).map(({ by }) => by));
  const closed = new Set(view.closedBy.map(({ by }) => by));
  if ([...taking].every((by) => closed.has(by))) return 'closed';
  if (view.paragraphs.some(({ publications }) => publications.length > 0)) return 'published';
  if (view.requests.some(({ paragraph }) => paragraph !== null)) return 'reply-offered';
  return view.paragraphs.length > 0 ? 'drafted' : 'open';
}

function groupBy(events: readonly CaseEvent[], key: (event: CaseEvent) => string | null): About {
  const groups = new Map<string, CaseEvent[]>();
  for (const event of events) {
    const name = key(event);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(event);
    else groups.set(name, [event]);
  }
  return groups;
}
