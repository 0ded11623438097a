import type { PartialDate } from '../../../kernel/partial-date.ts';
import { listDate } from '../../reading/list-date.ts';

/** Longest range of years that is written out year by year; a wider one says too little to match on. */
const MOST_YEARS = 5;

/**
 * What a date of OFAC's can mean: `22 Feb 1968` is one date, `1968 to 1970` three years, `Mar 1970 to Apr 1970` one
 * year; `1950 to 1970` is too wide and gives none. Null when the words are no date.
 */
export function dateAlternatives(words: string): PartialDate[] | null {
  const single = listDate(words);
  if (single) return [single];
  const range = /^(?:circa )?(.+?)(?: to |(?<=^(?:circa )?\d{4})-(?=\d{4}$))(.+)$/.exec(words.trim());
  const [from, to] = [listDate(range?.[1] ?? ''), listDate(range?.[2] ?? '')];
  if (!from || !to) return null;
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  if (last < first) return null;
  if (last - first > MOST_YEARS) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at) as PartialDate);
}
