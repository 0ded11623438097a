import { type CaseFault, conflict, forbidden } from './case-fault.ts';
import type { CaseView, ParagraphView } from './case-view.ts';
import { CHARTER } from './charter.ts';
import { mayBePublished, releaseLadder } from './release-ladder.ts';

const DAY = 86_400_000;

/** Why a request cannot be sent as it is; null when it can. A reply is offered once, for a term within the charter's. */
export function offerFault(
  body: Record<string, unknown>,
  { view, paragraph, by, now }: { view: CaseView; paragraph: ParagraphView | null; by: string; now: string },
): CaseFault | null {
  const dueOn = String(body.dueOn);
  const days = Math.round((Date.parse(`${dueOn}T00:00:00Z`) - Date.parse(`${now.slice(0, 10)}T00:00:00Z`)) / DAY);
  if (!paragraph) {
    const { mostDays } = CHARTER.request;
    return days >= 1 && days <= mostDays
      ? null
      : conflict(`The answer is due on a day after today, at most ${mostDays} days on.`);
  }
  if (paragraph.by !== by) return forbidden(`The reply is offered by ${paragraph.by}, whose paragraph it is.`);
  const { name } = body.to as { name: string };
  if (!paragraph.versions.some(({ names }) => names.includes(name)))
    return conflict(`The paragraph does not name "${name}".`);
  // A second offer would begin the term anew, and could so hold back publication for ever.
  if (view.requests.some((one) => one.paragraph === paragraph.id && one.to.name === name && one.by === by))
    return conflict(`${name} was offered a reply already.`);
  const { leastDays, mostDays } = CHARTER.reply;
  return days >= leastDays && days <= mostDays
    ? null
    : conflict(`The term for a reply is ${leastDays} to ${mostDays} days; ${dueOn} is ${days} days on.`);
}

/** Why a paragraph cannot be published now; null when it can. */
export function publicationFault(paragraph: ParagraphView, view: CaseView, now: string): CaseFault | null {
  if (paragraph.publications.some(({ version }) => version === paragraph.versions.length))
    return conflict('This version is published already.');
  const rungs = releaseLadder(paragraph, view, now);
  if (mayBePublished(rungs)) return null;
  return conflict(
    rungs
      .filter(({ done }) => !done)
      .map(({ sentence }) => sentence)
      .join(' '),
  );
}
