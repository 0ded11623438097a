import { addValues } from '../../parties/entity.ts';
import { imoNumber } from '../../parties/imo-number.ts';
import { cleanLine } from './clean-text.ts';
import { listDate } from './list-date.ts';
import type { PartyDraft } from './party-draft.ts';

/** Widest span of years of birth that is written as single years; a wider one stays in words. */
const WIDEST_YEARS = 5;
/** A document number at the start of a text, the words that name it aside. */
const NUMBER =
  /^(?:(?:national |diplomatic )?passport\s*)?(?:no|number|num|nr)?[\s.:#]*((?=[A-Z/-]*\d)[A-Z]{0,4}[ -]?[0-9][0-9A-Z/-]{2,24})(?=$|[\s.,;(])/i;

/** Clean parts joined by commas; a part that repeats the one before is left out. */
export function joined(parts: readonly string[]): string {
  const clean = parts.map((part) => cleanLine(part).replace(/[\s,;]+$/, '')).filter((part) => part !== '');
  return clean.filter((part, at) => part !== clean[at - 1]).join(', ');
}

/** One address in one line, and its country. A bare country is no address. */
export function addAddress(draft: PartyDraft, parts: readonly string[], country: string): void {
  const lines = joined(parts);
  if (lines) draft.add('address', joined([lines, country]));
  draft.countries('country', country, 'country');
}

export function addBirthPlace(draft: PartyDraft, parts: readonly string[], country: string): void {
  draft.add('birthPlace', joined([...parts, country]));
  draft.countries('birthCountry', country, 'country of birth');
}

/** A birth date in one of the ways that lists write them, several included; what is none stays in the notes. */
export function addBirthDate(draft: PartyDraft, text: string): void {
  const date = listDate(cleanLine(text));
  if (date) draft.add('birthDate', date);
  else draft.dates('birthDate', text, 'date of birth');
}

/** Born in one of these years; a span of more than five years stays in words. */
export function addBirthYears(draft: PartyDraft, from: number, to: number): void {
  if (to >= from && to - from <= WIDEST_YEARS) {
    for (let year = from; year <= to; year += 1) addValues(draft.properties, 'birthDate', String(year));
  } else draft.note(`between ${from} and ${to}`, 'date of birth');
}

/** The date in a field that holds one; reported and null when it holds something else. */
export function dateOf(draft: PartyDraft, text: string, label: string): string | null {
  const line = cleanLine(text);
  if (line === '') return null;
  const date = listDate(line);
  if (!date) draft.reject(`${label} "${line}" is not a date`);
  return date;
}

/** A document's number, where the text begins with a clear one; words that go with it are kept in the notes. */
export function addNumber(draft: PartyDraft, property: string, text: string, label: string): void {
  const line = cleanLine(text);
  if (line === '') return;
  const number = NUMBER.exec(line)?.[1] ?? (/^[\w/.-]+$/.test(line) && /\d/.test(line) ? line : '');
  draft.add(property, number);
  if (number !== line) draft.note(line, label);
}

/** IMO numbers in a field of their own, ship or company; one whose check digit fails is reported. */
export function addImoNumbers(draft: PartyDraft, text: string): void {
  const line = cleanLine(text);
  const written = line.normalize('NFKC').match(/(?<!\d)\d{7}(?!\d)/g) ?? [];
  const sound = written.filter((digits) => imoNumber(digits) ?? imoNumber(digits, 'company'));
  draft.add('imoNumber', ...sound);
  if (line === '' || (sound.length > 0 && sound.length === written.length)) return;
  draft.note(line, 'IMO number');
  draft.reject(`IMO number "${line}" ${written.length > 0 ? 'fails its check digit' : 'is none'}`);
}

/** Distinct dates in order, the unknown ones left out. */
export function ascending(dates: readonly (string | null)[]): string[] {
  return [...new Set(dates.filter((date) => date !== null))].sort();
}
