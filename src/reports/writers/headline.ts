import type { UpdateBody, UpdatePart } from '../update-body.ts';

/** What lists of updates and feeds show of one. */
export interface Summary {
  headline: string;
  real: UpdatePart['counts'];
  exercise: UpdatePart['counts'] | null;
  lists: number;
}

export function summaryOf(body: UpdateBody): Summary {
  const { real, exercise, lists } = body;
  return { headline: headlineOf(body), real: real.counts, exercise: exercise?.counts ?? null, lists: lists.length };
}

/** The update in two sentences: real data first, the exercise's apart and marked. */
function headlineOf({ real, exercise, lists }: UpdateBody): string {
  const compared = lists.filter(({ isCompared }) => isCompared).length;
  const fresh = lists.length - compared;
  const anew = fresh > 0 ? `, ${fresh} loaded for the first time` : '';
  const own = `${sentence(real)}; ${several(compared, 'list', 'lists')} with another version${anew}.`;
  return exercise ? `${own} EXERCISE: ${sentence(exercise)}.` : own;
}

function sentence({ counts }: UpdatePart): string {
  return [
    `${several(counts.new, 'new finding', 'new findings')}`,
    `${counts.changed} changed`,
    `${counts.closed} closed`,
    `${several(counts.published, 'paragraph', 'paragraphs')} published`,
    `${several(counts.unanswered, 'request', 'requests')} without a full answer`,
    `${several(counts.corrections, 'correction', 'corrections')}`,
  ].join(', ');
}

function several(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The days of the period, for titles. */
export function periodText({ period: { since, until } }: UpdateBody): string {
  return since === null ? `All until ${minute(until)}` : `${minute(since)} to ${minute(until)}`;
}

export function minute(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}
