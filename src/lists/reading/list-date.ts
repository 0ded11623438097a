import { type PartialDate, parsePartialDate, partialDate } from '../../kernel/partial-date.ts';

const MONTHS = new Map(
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, at) => [
    name,
    at + 1,
  ]),
);
/** How most lists write most dates: `20 May 1954`, `20-May-1954`. */
const DAY_MONTH_YEAR = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/;
const CIRCA = /^(?:circa|approximately|approx\.?|about|c\.|c)\s+/i;

/** The month of an English name or its abbreviation, 1 to 12; null for any other word. */
export function monthOf(word: string): number | null {
  return MONTHS.get(word.slice(0, 3).toLowerCase()) ?? null;
}

/**
 * Reads a date as official lists write them: `20 May 1954`, `May 1954`, `May 20, 1954`, `20-May-1954`, `1954`,
 * `circa 1954`, `1954-05-20`, `2011-10-04-04:00`, `20/05/1954`, `05/1954`, `00/00/1954`, `dd/mm/1954`. Numbers with slashes or points are day
 * before month unless `order` says otherwise. Null when it is no date.
 */
export function listDate(text: string, order: 'day-first' | 'month-first' = 'day-first'): PartialDate | null {
  const [, day, word = '', year] = DAY_MONTH_YEAR.exec(text) ?? [];
  const month = monthOf(word);
  if (month !== null) return partialDate(Number(year), month, Number(day));
  const plain = text.trim().replace(CIRCA, '').replace(/[,]/g, ' ').replace(/\s+/g, ' ');
  const iso = parsePartialDate(plain.replace(/(?:T\d{2}:.*|Z|[+-]\d{2}:\d{2})$/, ''));
  if (iso) return iso;
  const monthAndYear = /^(\d{1,2})\/(\d{4})$/.exec(plain);
  if (monthAndYear) return partialDate(Number(monthAndYear[2]), Number(monthAndYear[1]));
  const numeric = /^(\d{1,2}|dd|mm)[/.-](\d{1,2}|mm|dd)[/.-](\d{4})(?: \d{1,2}:.*)?$/i.exec(plain);
  if (numeric) {
    const [first, second] = [part(numeric[1]), part(numeric[2])];
    const [day, month] = order === 'day-first' ? [first, second] : [second, first];
    return month === 0 && day !== 0 ? null : partialDate(Number(numeric[3]), month, day);
  }
  const words = plain.split(/[ -]/);
  if (words.length === 1 && /^\d{4}$/.test(plain)) return partialDate(Number(plain));
  return worded(words);
}

function part(text: string | undefined): number {
  return /^\d+$/.test(text ?? '') ? Number(text) : 0;
}

function worded(words: string[]): PartialDate | null {
  if (words.length < 2 || words.length > 3) return null;
  const month = words.map(monthOf).find((value) => value !== null);
  if (month === undefined || month === null) return null;
  const numbers = words.filter((word) => monthOf(word) === null);
  const year = numbers.find((word) => /^\d{4}$/.test(word));
  if (!year || words.length - numbers.length !== 1) return null;
  if (words.length === 2) return partialDate(Number(year), month);
  const day = numbers.find((word) => /^\d{1,2}(?:st|nd|rd|th)?$/.test(word));
  return day === undefined ? null : partialDate(Number(year), month, Number.parseInt(day, 10));
}
