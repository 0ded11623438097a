import { partialDate } from '../../kernel/partial-date.ts';
import { datesIn } from '../../lists/reading/dates-in-text.ts';
import { countryCode } from '../../parties/country.ts';
import { imoNumber } from '../../parties/imo-number.ts';
import { nationalityCode } from '../../parties/nationality.ts';
import { genderOfWord } from './column-words.ts';

/** Which number comes first in `03/02/1960`; null when the file does not tell. */
export type DateOrder = 'day-first' | 'month-first' | null;

/** What a cell says, or why it cannot be used. */
export type ReadValue = { values: string[] } | { reason: string };

const NUMERIC = /^\s*(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4})\s*(?:00?:00(?::00)?)?$/;
const COMPACT = /^\s*(\d{4})(\d{2})(\d{2})\s*$/;
const KOREAN = /(\d{4})\s*년(?:\s*(\d{1,2})\s*월(?:\s*(\d{1,2})\s*일)?)?/g;
const COUNTRIES = new Set(['country', 'nationality', 'flag']);

/** A cell of a column that holds the property, as screening takes it: dates as ISO 8601, countries as codes. */
export function readValue(property: string, text: string, order: DateOrder): ReadValue {
  if (property === 'birthDate') return readDate(text, order);
  if (COUNTRIES.has(property)) {
    const code = countryCode(text) ?? nationalityCode(text);
    return code === null ? { reason: 'names no known country' } : { values: [code] };
  }
  if (property === 'gender') {
    const gender = genderOfWord(text);
    return gender === null ? { reason: 'is no known gender' } : { values: [gender] };
  }
  if (property === 'imoNumber') {
    const number = imoNumber(text) ?? imoNumber(text, 'company');
    return number === null ? { reason: 'is no IMO number: its check digit is wrong' } : { values: [number] };
  }
  if (property === 'alias' || property === 'previousName')
    return { values: text.split(/[;|\n]/).flatMap((name) => name.trim() || []) };
  return { values: [text.replaceAll('\n', ' ')] };
}

/** Whether a numeric date can only be read one way round; null when it can be both or is none. */
export function orderOf(text: string): DateOrder {
  const [, first, second] = NUMERIC.exec(text) ?? [];
  if (!first || !second || Number(first) > 12 === Number(second) > 12) return null;
  return Number(first) > 12 ? 'day-first' : 'month-first';
}

/** A date that can be read two ways counts as its year: less is said, and nothing wrong. */
function readDate(text: string, order: DateOrder): ReadValue {
  const [, first, second, year] = NUMERIC.exec(text) ?? [];
  if (first && second && year) {
    const own = orderOf(text) ?? order ?? (first === second ? 'day-first' : null);
    const [month, day] = own === 'month-first' ? [first, second] : [second, first];
    const date = partialDate(Number(year), Number(month), Number(day));
    return dated(date && own === null ? partialDate(Number(year)) : date);
  }
  const [, ...compact] = COMPACT.exec(text) ?? [];
  if (compact.length === 3) {
    const [from = 0, month, day] = compact.map(Number);
    return dated(partialDate(from, month, day));
  }
  const { dates, whole } = datesIn(text.replace(KOREAN, westernDate), order ?? 'day-first');
  return whole ? { values: dates } : dated(null);
}

function dated(date: string | null): ReadValue {
  return date === null ? { reason: 'is no date' } : { values: [date] };
}

function westernDate(_: string, year: string, month?: string, day?: string): string {
  return [year, month, day].flatMap((part) => part?.padStart(2, '0') ?? []).join('-');
}
