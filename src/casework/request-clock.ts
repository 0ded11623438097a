import type { EventOf } from './case-event.ts';
import { CHARTER } from './charter.ts';

/** Where a request stands on a day. Silence is a state like any other, and is printed. */
export type RequestStanding = 'waiting' | 'answered' | 'partial' | 'refused' | 'silent';

export interface RequestView {
  id: string;
  by: string;
  sentAt: string;
  to: EventOf<'request-sent'>['body']['to'];
  question: string;
  dueOn: string;
  /** The paragraph on which a reply is offered; null for a question. */
  paragraph: string | null;
  standing: RequestStanding;
  /** Days until the term ends; negative once it has. */
  daysLeft: number;
  /** True when a reminder should go out: a share of the term has passed with no answer and no reminder since. */
  isReminderDue: boolean;
  answers: { outcome: 'answered' | 'partial' | 'refused'; text: string; receivedOn: string; at: string }[];
  reminders: string[];
}

const DAY = 86_400_000;

/** A request with all that came of it, on an instant (ISO). */
export function requestView(
  sent: EventOf<'request-sent'>,
  later: readonly (EventOf<'request-answered'> | EventOf<'request-reminded'>)[],
  now: string,
): RequestView {
  const { to, question, dueOn, paragraph } = sent.body;
  const answers = later.flatMap((event) =>
    event.kind === 'request-answered' ? [{ ...event.body, at: event.at }] : [],
  );
  const reminders = later.flatMap((event) => (event.kind === 'request-reminded' ? [event.at] : []));
  const daysLeft = Math.ceil((endOf(dueOn) - Date.parse(now)) / DAY) - 1;
  const last = answers.at(-1)?.outcome;
  const standing: RequestStanding = last ?? (isPast(dueOn, now) ? 'silent' : 'waiting');
  return {
    id: sent.id,
    by: sent.by,
    sentAt: sent.at,
    to,
    question,
    dueOn,
    paragraph: paragraph ?? null,
    standing,
    daysLeft,
    isReminderDue: standing === 'waiting' && isReminderDue(sent, reminders, now),
    answers,
    reminders,
  };
}

/** True once the whole of the day has passed in UTC. */
export function isPast(day: string, now: string): boolean {
  return Date.parse(now) >= endOf(day);
}

function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + DAY;
}

function isReminderDue(sent: EventOf<'request-sent'>, reminders: readonly string[], now: string): boolean {
  const begin = Date.parse(sent.at);
  const share = (Date.parse(now) - begin) / Math.max(DAY, endOf(sent.body.dueOn) - begin);
  const due = CHARTER.request.remindAtShares.filter((at) => share >= at).length;
  return reminders.length < due;
}
