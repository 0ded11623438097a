import type { CaseView } from './case-view.ts';
import { CHARTER } from './charter.ts';
import type { RequestView } from './request-clock.ts';

/**
 * A request as a letter in plain text, to be sent by whatever way the receiver is reached. Of the case it tells no
 * more than the question itself and, where a reply is offered, the paragraph that it is offered on.
 */
export function requestLetter(request: RequestView, view: CaseView, nameOf: (code: string) => string): string {
  const { to, by, sentAt, question, dueOn, paragraph, id } = request;
  const text = view.paragraphs.find((one) => one.id === paragraph)?.versions.at(-1)?.text;
  const isOffer = paragraph !== null;
  const lines = [
    ...(view.exercise ? ['EXERCISE. EXERCISE. EXERCISE. This letter is part of an exercise.', ''] : []),
    `To: ${to.name}`,
    `From: ${nameOf(by)}`,
    `Date: ${sentAt.slice(0, 10)}`,
    `Reference: ${id}`,
    '',
    isOffer ? 'Offer of a reply before publication' : 'Request for information',
    '',
    question,
    ...(text ? ['', 'The text on which you may reply:', '', ...text.split('\n').map((line) => `> ${line}`)] : []),
    '',
    `Please answer by ${dueOn}, and name the reference.`,
    '',
    isOffer
      ? `Your reply will be published verbatim beside the text, in the language in which you give it. If none has come by ${dueOn}, that will be published too. ${CHARTER.reply.sentence}`
      : `Your answer, or that none came by ${dueOn}, may be published.`,
  ];
  return `${lines.join('\n')}\n`;
}
