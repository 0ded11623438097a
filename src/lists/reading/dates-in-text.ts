import { type PartialDate, partialDate } from '../../kernel/partial-date.ts';
import { listDate } from './list-date.ts';

/** Dates found in one value of a list. */
export interface DatesInText {
  /** In the order they stand there; several are alternatives. */
  dates: PartialDate[];
  /** True when nothing but the dates and the words between them stood there. */
  whole: boolean;
}

/** The longest span of years that is written out as its years; a longer one says too little. */
const MOST_YEARS = 5;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const DATE = new RegExp(
  [
    '(?<iso>\\d{4}-\\d{1,2}-\\d{1,2})(?:T[\\d:.]+Z?)?',
    '(?<yearFirst>\\d{4}[./]\\d{1,2}[./]\\d{1,2})',
    '(?<numeric>\\d{1,2}[./-]\\d{1,2}[./-]\\d{4})',
    `(?<dayFirst>\\d{1,2}(?:st|nd|rd|th)?[. -]*${MONTH}[., -]*\\d{4})`,
    `(?<monthFirst>${MONTH}\\.? +\\d{1,2}(?:st|nd|rd|th)?,? +\\d{4})`,
    `(?<month>${MONTH}[., -]*\\d{4})`,
    '(?<from>\\d{4})(?: *(?:-|–|~|to|and|から|at) *)(?<to>\\d{4})(?! *-?\\d)',
    '(?<yearMonth>\\d{4}-\\d{2})(?!\\d)',
    '(?<year>\\d{4})',
  ]
    .map((form) => `(?:(?<![\\dA-Za-z])${form}(?![\\dA-Za-z]))`)
    .join('|'),
  'gi',
);
const JAPANESE = /(\d{4}) ?年(?: ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?)?/g;
const OTHER_CALENDAR = /^\s*[（(](?:[^)）]{0,20})?(?:hijri|ヒジュラ)[^)）]*[)）]/i;
const BETWEEN =
  /\(?[a-z]\)|\b(?:circa|approximately|approx|about|between|from|to|and|or|alt|alternative|dob|born|in|on|ca)\b|まで|から|または|又は|生年月日|生まれ|の間|の|頃|間|生|>>|[\s.,;:、；・~–-]/gi;

/**
 * The dates in a value that may hold several: `a) 7 Jan 1970 b) 1971`, `1963 or 1964`, `1967年から1969年までの間`.
 * A span of at most five years counts as each of its years, a longer one as none. Dates of another calendar are
 * left alone. Numbers are day before month unless `order` says otherwise.
 */
export function datesIn(text: string, order: 'day-first' | 'month-first' = 'day-first'): DatesInText {
  const plain = text.normalize('NFKC').replace(JAPANESE, westernDate);
  const dates: PartialDate[] = [];
  let rest = '';
  let end = 0;
  for (const match of plain.matchAll(DATE)) {
    const after = match.index + match[0].length;
    const foreign = OTHER_CALENDAR.test(plain.slice(after, after + 60));
    const found = foreign ? [] : datesOf(match, order);
    rest += plain.slice(end, match.index) + (found.length > 0 ? ' ' : match[0]);
    end = after;
    for (const date of found) if (!dates.includes(date)) dates.push(date);
  }
  rest += plain.slice(end);
  return { dates, whole: dates.length > 0 && rest.replace(BETWEEN, '') === '' };
}

function datesOf(match: RegExpMatchArray, order: 'day-first' | 'month-first'): PartialDate[] {
  const { from, to, iso, yearFirst } = match.groups ?? {};
  if (from && to) return yearsBetween(Number(from), Number(to));
  const [year, month, day] = (iso ?? yearFirst ?? '').split(/[-./]/).map(Number);
  const date = year
    ? partialDate(year, month, day)
    : listDate(match[0].replace(/([a-z])\./gi, '$1 ').replace(/(\d)\. /g, '$1 '), order);
  return date && Number(date.slice(0, 4)) >= 1700 ? [date] : [];
}

function yearsBetween(first: number, last: number): PartialDate[] {
  if (first < 1700 || last < first || last - first > MOST_YEARS) return [];
  return Array.from({ length: last - first + 1 }, (_, step) => partialDate(first + step)).filter(
    (date) => date !== null,
  );
}

/** `1941年8月20日` becomes `1941-08-20`; a year alone keeps a blank so that spans stay spans. */
function westernDate(_: string, year: string, month?: string, day?: string): string {
  return [year, month, day]
    .filter((part) => part !== undefined)
    .map((part) => part.padStart(2, '0'))
    .join('-');
}
