import type { Publication } from './case-event.ts';
import type { CaseView, ParagraphView } from './case-view.ts';
import { isPast } from './request-clock.ts';

/**
 * What is published of a paragraph: its last version, with every standing dissent and every reply as they were given,
 * and the names of those who were offered a reply and gave none. Whoever attaches a dissent or files a reply gives it
 * to be printed beside the paragraph, when and where that is.
 */
export function publicationOf(paragraph: ParagraphView, { requests }: CaseView, now: string): Publication {
  const version = paragraph.versions.at(-1);
  if (!version) throw new Error('a paragraph has a first version');
  const replies = paragraph.replies.map(({ party, text, receivedOn }) => ({ party, text, receivedOn }));
  const replied = new Set(replies.map(({ party }) => party));
  return {
    text: version.text,
    version: paragraph.versions.length,
    measures: version.measures,
    names: version.names,
    dissents: paragraph.dissents.filter(({ ended }) => ended === null).map(({ by, text }) => ({ state: by, text })),
    replies,
    silent: requests
      .filter(({ paragraph: on, to, dueOn }) => on === paragraph.id && !replied.has(to.name) && isPast(dueOn, now))
      .map(({ to, dueOn }) => ({ party: to.name, dueOn })),
  };
}
