import { originatorsOf } from '../team/label.ts';
import type { CaseView, ParagraphView } from './case-view.ts';
import { isPast, type RequestView } from './request-clock.ts';

/** One thing that must be so before a paragraph can be public, and who can make it so. */
export interface Rung {
  what: 'not-struck' | 'own-material' | 'reply-offered' | 'reply-term-over';
  done: boolean;
  /** Codes of those who can do it; none where only time can. */
  who: string[];
  /** The day by which, where there is one. */
  byOn: string | null;
  sentence: string;
}

/**
 * What stands between a paragraph and the public, on an instant. No rung waits for a state that has no material in the
 * paragraph, and none for a party beyond its term.
 */
export function releaseLadder(paragraph: ParagraphView, view: Pick<CaseView, 'requests'>, now: string): Rung[] {
  return [notStruck(paragraph), ownMaterial(paragraph), ...replyRungs(paragraph, view.requests, now)];
}

export function mayBePublished(rungs: readonly Rung[]): boolean {
  return rungs.every(({ done }) => done);
}

function notStruck({ by, struck }: ParagraphView): Rung {
  return {
    what: 'not-struck',
    done: struck === null,
    who: struck ? [by] : [],
    byOn: null,
    sentence: struck ? `${by} has struck it: ${struck.reason}` : 'It is not struck.',
  };
}

/** Each originator decides on its own material, and on nothing else. */
function ownMaterial({ label, by, releases }: ParagraphView): Rung {
  const others = originatorsOf(label.originator).filter((code) => code !== by);
  const agreed = new Set(
    releases.flatMap(({ decisions }) => decisions.filter(({ decision }) => decision === 'agreed').map((one) => one.by)),
  );
  const missing = others.filter((code) => !agreed.has(code));
  const byOn = releases.findLast((one) => one.byOn !== null)?.byOn ?? null;
  return {
    what: 'own-material',
    done: missing.length === 0,
    who: missing,
    byOn: missing.length === 0 ? null : byOn,
    sentence:
      missing.length === 0
        ? 'All who have material in it agree, or it is its own state’s alone.'
        : `It holds material of ${missing.join(', ')}, who must agree to release their own; or ${by} writes a tear line without it.`,
  };
}

function replyRungs(paragraph: ParagraphView, requests: readonly RequestView[], now: string): Rung[] {
  const names = paragraph.versions.at(-1)?.names ?? [];
  return names.flatMap((name) => {
    const offer = requests.find(
      ({ paragraph: on, to, by }) => on === paragraph.id && to.name === name && by === paragraph.by,
    );
    const hasReplied = paragraph.replies.some(({ party }) => party === name);
    const offered: Rung = {
      what: 'reply-offered',
      done: offer !== undefined,
      who: offer ? [] : [paragraph.by],
      byOn: null,
      sentence: offer ? `${name} was offered a reply.` : `${name} is named and must be offered a reply.`,
    };
    if (!offer) return [offered];
    const isOver =
      hasReplied || offer.standing === 'answered' || offer.standing === 'refused' || isPast(offer.dueOn, now);
    const term: Rung = {
      what: 'reply-term-over',
      done: isOver,
      who: [],
      byOn: isOver ? null : offer.dueOn,
      sentence: hasReplied
        ? `${name} has replied.`
        : isOver
          ? `The term of ${name} ended on ${offer.dueOn}.`
          : `${name} has until ${offer.dueOn} to reply.`,
    };
    return [offered, term];
  });
}
