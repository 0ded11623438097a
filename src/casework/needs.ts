import { originatorsOf } from '../team/label.ts';
import type { CaseView, ParagraphView } from './case-view.ts';
import { isPast } from './request-clock.ts';

/** Something in a case that a state has to do, or may be sorry not to have done. */
export interface Need {
  what:
    | 'request-overdue'
    | 'reminder-due'
    | 'release-asked'
    | 'proposal-open'
    | 'task-due'
    | 'reply-to-offer'
    | 'answer-partial';
  /** The event that it is about. */
  about: string;
  /** The day by which, where there is one. */
  byOn: string | null;
  text: string;
}

/** What a case asks of a state on an instant, soonest first. */
export function needsOf(view: CaseView, by: string, now: string): Need[] {
  const needs = [...requestNeeds(view, by), ...paragraphNeeds(view, by, now), ...taskNeeds(view, by, now)];
  return needs.sort((a, b) => (a.byOn ?? '9999').localeCompare(b.byOn ?? '9999'));
}

function requestNeeds({ requests }: CaseView, by: string): Need[] {
  return requests
    .filter((request) => request.by === by)
    .flatMap(({ id, to, dueOn, standing, isReminderDue }): Need[] => {
      if (standing === 'silent') return [{ what: 'request-overdue', about: id, byOn: dueOn, text: to.name }];
      if (standing === 'partial') return [{ what: 'answer-partial', about: id, byOn: dueOn, text: to.name }];
      return isReminderDue ? [{ what: 'reminder-due', about: id, byOn: dueOn, text: to.name }] : [];
    });
}

function paragraphNeeds({ paragraphs, requests }: CaseView, by: string, now: string): Need[] {
  return paragraphs.flatMap((paragraph) =>
    paragraph.by === by ? ownNeeds(paragraph, requests) : releaseNeeds(paragraph, by, now),
  );
}

/** Proposals that wait for a word, and those who are named and were not yet offered a reply. */
function ownNeeds(paragraph: ParagraphView, requests: CaseView['requests']): Need[] {
  const open = paragraph.proposals.filter(({ answer }) => !answer);
  const isDone = paragraph.struck !== null || paragraph.publications.length > 0;
  const names = isDone ? [] : (paragraph.versions.at(-1)?.names ?? []);
  const isOffered = (name: string): boolean =>
    requests.some(({ paragraph: on, to }) => on === paragraph.id && to.name === name);
  return [
    ...open.map(({ id, text }): Need => ({ what: 'proposal-open', about: id, byOn: null, text })),
    ...names
      .filter((name) => !isOffered(name))
      .map((text): Need => ({ what: 'reply-to-offer', about: paragraph.id, byOn: null, text })),
  ];
}

/** Releases of a paragraph that holds the state's own material, and on which it has not decided. */
function releaseNeeds({ label, releases }: ParagraphView, by: string, now: string): Need[] {
  if (!originatorsOf(label.originator).includes(by)) return [];
  return releases
    .filter(({ byOn, decisions }) => !decisions.some((one) => one.by === by) && !(byOn !== null && isPast(byOn, now)))
    .map(({ id, reason, byOn }) => ({ what: 'release-asked', about: id, byOn, text: reason }));
}

function taskNeeds({ tasks }: CaseView, by: string, now: string): Need[] {
  const soon = new Date(Date.parse(now) + 7 * 86_400_000).toISOString().slice(0, 10);
  return tasks
    .filter((task) => task.by === by && !task.done && task.dueOn !== null && task.dueOn <= soon)
    .map(({ id, title, dueOn }) => ({ what: 'task-due', about: id, byOn: dueOn, text: title }));
}
