import { type Label, mergeLabels, normalLabel, originatorsOf } from '../team/label.ts';
import { type LabelSubject, may } from '../team/may.ts';
import { rolesMay } from '../team/role.ts';
import { EVENT_KINDS, type EventDraft, type EventKind } from './case-event.ts';
import { type CaseFault, conflict, forbidden, forbiddenBy, UNKNOWN } from './case-fault.ts';
import type { CaseView, ParagraphView } from './case-view.ts';
import { offerFault, publicationFault } from './reply-rules.ts';
import { addedByTearLine } from './tear-line.ts';

/** Who asks for something to be done, and when. */
export interface Asker {
  subject: LabelSubject;
  /** The state or organisation that they act for. */
  by: string;
  /** ISO instant. */
  now: string;
}

/** Labels of the case's material that the asker may see, by the event's id: what may be quoted. */
export type LabelsOfMaterial = ReadonlyMap<string, Label>;

/**
 * The label that an event gets, or why it cannot be. What others did bears on it only where it is about their own
 * material: no rule here asks for another state's consent to go on with one's own.
 */
export function decideEvent(
  draft: EventDraft,
  view: CaseView | null,
  asker: Asker,
  material: LabelsOfMaterial = new Map(),
): { label: Label } | CaseFault {
  if (view === null && draft.kind !== 'opened') return UNKNOWN;
  const paragraph = view && paragraphOf(draft, view);
  const fault = (view && aboutFault(draft, view, asker, paragraph)) ?? bodyFault(draft, view, asker);
  if (fault) return fault;
  const label = labelOf(draft, { view, paragraph, asker, material });
  if ('kind' in label) return label;
  return actFault(draft.kind, { label, paragraph, asker }) ?? { label };
}

const ON_PARAGRAPH: ReadonlySet<EventKind> = new Set<EventKind>([
  'paragraph-versioned',
  'paragraph-struck',
  'proposed',
  'dissented',
  'replied',
  'commented',
  'release-asked',
  'published',
]);
/** What only the state whose paragraph it is may do with it. */
const OWNERS: ReadonlySet<EventKind> = new Set<EventKind>([
  'paragraph-versioned',
  'paragraph-struck',
  'proposal-answered',
  'published',
]);

/** The paragraph that a draft is about, itself or by way of a proposal, a dissent or a release. */
function paragraphOf({ kind, about, body }: EventDraft, { paragraphs }: CaseView): ParagraphView | null {
  const holds = ({ id, proposals, dissents, releases }: ParagraphView): boolean => {
    if (ON_PARAGRAPH.has(kind)) return id === about;
    if (kind === 'proposal-answered') return proposals.some((one) => one.id === about);
    if (kind === 'dissent-ended') return dissents.some((one) => one.id === about);
    if (kind === 'release-decided') return releases.some((one) => one.id === about);
    return kind === 'request-sent' && id === body.paragraph;
  };
  return paragraphs.find(holds) ?? null;
}

function aboutFault(
  { kind, about, body }: EventDraft,
  view: CaseView,
  { by, now }: Asker,
  paragraph: ParagraphView | null,
): CaseFault | null {
  if (kind === 'task-done') return taskFault(about, view);
  if (kind === 'request-answered' || kind === 'request-reminded') {
    const request = view.requests.find(({ id }) => id === about);
    if (!request) return UNKNOWN;
    return request.by === by ? null : forbidden(`The request is ${request.by}’s, who records what came of it.`);
  }
  const needsParagraph = EVENT_KINDS[kind].about || (kind === 'request-sent' && body.paragraph !== undefined);
  if (!needsParagraph) return null;
  if (!paragraph) return UNKNOWN;
  if (OWNERS.has(kind) && paragraph.by !== by)
    return forbidden(
      `The paragraph is ${paragraph.by}’s alone. You can propose another wording, dissent from it, or write your own.`,
    );
  if (paragraph.struck && kind !== 'commented' && kind !== 'replied' && kind !== 'dissent-ended')
    return conflict('The paragraph is struck; it stays to be read, and nothing more is done with it.');
  return paragraphFault({ kind, about, body }, { view, paragraph, by, now });
}

function paragraphFault(
  { kind, about, body }: EventDraft,
  { view, paragraph, by, now }: { view: CaseView; paragraph: ParagraphView; by: string; now: string },
): CaseFault | null {
  switch (kind) {
    case 'dissented':
      return paragraph.dissents.some((one) => one.by === by && one.ended === null)
        ? conflict(`${by} dissents from it already; end that dissent to word it anew.`)
        : null;
    case 'dissent-ended': {
      const dissent = paragraph.dissents.find(({ id }) => id === about);
      if (dissent?.by !== by) return forbidden('A dissent is ended by the state that attached it, and by no other.');
      return dissent.ended ? conflict('That dissent is ended already.') : null;
    }
    case 'release-decided':
      return originatorsOf(paragraph.label.originator).includes(by) && by !== paragraph.by
        ? null
        : forbidden('Only those who have material of their own in the paragraph decide on its release.');
    case 'replied':
      return paragraph.versions.some(({ names }) => names.includes(String(body.party)))
        ? null
        : conflict(`The paragraph does not name "${String(body.party)}".`);
    case 'request-sent':
      return offerFault(body, { view, paragraph, by, now });
    case 'published':
      return publicationFault(paragraph, view, now);
    default:
      return null;
  }
}

function taskFault(about: string | undefined, { tasks }: CaseView): CaseFault | null {
  const task = tasks.find(({ id }) => id === about);
  if (!task) return UNKNOWN;
  return task.done ? conflict('The task is done already.') : null;
}

function bodyFault({ kind, body }: EventDraft, view: CaseView | null, { by, now }: Asker): CaseFault | null {
  if (!view) return null;
  if (kind === 'finding-joined' && view.findings.some((one) => one.finding === body.finding && one.by === by))
    return conflict('The finding is in this case already.');
  if (kind === 'closed' && view.closedBy.some((one) => one.by === by))
    return conflict(`${by} holds it closed already.`);
  if (kind === 'reopened' && !view.closedBy.some((one) => one.by === by))
    return conflict(`${by} does not hold it closed.`);
  if (kind === 'request-sent' && body.paragraph === undefined)
    return offerFault(body, { view, paragraph: null, by, now });
  if (kind === 'paragraph-written' && body.tearLineOf !== undefined) return tearLineFault(body, view, by);
  return null;
}

function tearLineFault(body: EventDraft['body'], { paragraphs }: CaseView, by: string): CaseFault | null {
  const full = paragraphs.find(({ id }) => id === body.tearLineOf);
  if (!full) return UNKNOWN;
  if (full.by !== by) return forbidden('A tear line is written by the state whose paragraph it is.');
  const added = addedByTearLine(full.versions.at(-1)?.text ?? '', String(body.text));
  return added.length === 0
    ? null
    : conflict(`A tear line adds nothing to the fuller wording, which lacks: ${added.slice(0, 10).join(', ')}.`);
}

interface LabelContext {
  view: CaseView | null;
  paragraph: ParagraphView | null;
  asker: Asker;
  material: LabelsOfMaterial;
}

function labelOf(draft: EventDraft, { view, paragraph, asker, material }: LabelContext): Label | CaseFault {
  const { by } = asker;
  const own = (relTo: Label['relTo'], caveats: string[] = [], expiresAt: string | null = null): Label =>
    normalLabel({ originator: by, relTo, caveats, expiresAt });
  if (draft.kind === 'published') return own('public');
  if (!view) return own(draft.label?.relTo ?? [], draft.label?.caveats, draft.label?.expiresAt ?? null);
  if (paragraph && draft.kind !== 'request-sent') return besideParagraph(paragraph, own);
  const asked = draft.label
    ? own(draft.label.relTo, draft.label.caveats, draft.label.expiresAt)
    : own(view.label.relTo === 'public' ? 'public' : [...view.label.relTo], view.label.caveats, view.label.expiresAt);
  if (isWider(asked, view.label))
    return forbidden(
      'The case is not released to all of these readers: its material cannot be either. Publish a paragraph, or ask for the release of the case.',
    );
  return draft.kind === 'paragraph-written' ? withQuoted(draft, asked, { asker, material }) : asked;
}

/** What is said of a paragraph is seen by whoever sees the paragraph, and by everyone once that is public. */
function besideParagraph(
  { label, by, publications }: ParagraphView,
  own: (relTo: Label['relTo'], caveats?: string[], expiresAt?: string | null) => Label,
): Label {
  if (publications.length > 0 || label.relTo === 'public') return own('public');
  return own([...label.relTo, by], label.caveats, label.expiresAt);
}

function isWider({ relTo }: Label, { relTo: ceiling, originator }: Label): boolean {
  if (ceiling === 'public') return false;
  if (relTo === 'public') return true;
  const allowed = new Set([...ceiling, originator]);
  return relTo.some((code) => !allowed.has(code));
}

/** The label of a paragraph that quotes others' material: seen only by who may see all of it. */
function withQuoted(
  { body }: EventDraft,
  own: Label,
  { asker, material }: Pick<LabelContext, 'asker' | 'material'>,
): Label | CaseFault {
  let label = own;
  for (const { kind, ref } of (body.sources ?? []) as { kind: string; ref: string }[]) {
    if (kind !== 'material') continue;
    const quoted = material.get(ref);
    if (!quoted) return UNKNOWN;
    const decision = may(asker.subject, 'quote', quoted, Date.parse(asker.now));
    if (!decision.allowed) return forbiddenBy(decision.rule);
    if (quoted.originator !== asker.by) label = mergeLabels(label, quoted);
  }
  return label;
}

/** What the role and the label let the asker do. On one's own material the label is one's own. */
function actFault(
  kind: EventKind,
  { label, paragraph, asker }: { label: Label; paragraph: ParagraphView | null; asker: Asker },
): CaseFault | null {
  const { act } = EVENT_KINDS[kind];
  const { subject, now } = asker;
  const isAboutOthers =
    paragraph !== null && !OWNERS.has(kind) && kind !== 'release-decided' && kind !== 'request-sent';
  // Quoting merges others' labels into one's own: adding it is judged by role alone, the label by what was quoted.
  if (!isAboutOthers && act === 'write' && label.originator.includes('+'))
    return rolesMay(subject.roles, 'write') ? null : forbiddenBy('role-lacks-act');
  const decision = may(subject, act, isAboutOthers ? paragraph.label : label, Date.parse(now));
  if (decision.allowed) return null;
  return decision.rule === 'not-released' || decision.rule === 'label-expired' ? UNKNOWN : forbiddenBy(decision.rule);
}
