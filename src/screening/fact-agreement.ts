import { countryCode } from '../parties/country.ts';
import type { Properties } from '../parties/entity.ts';
import { imoNumber } from '../parties/imo-number.ts';

/** A fact beside the name: `effect` is added to the score when negative, and fills that share of what is missing to 1 when positive. */
export interface FactAgreement {
  feature: string;
  effect: number;
  query: string;
  candidate: string;
  detail: string;
}

/** Effects, from `docs/methods/screening.md`. */
const SAME_DAY = 0.35;
const SAME_YEAR = 0.12;
const OTHER_DAY = -0.1;
const NEXT_YEAR = -0.06;
/** Years apart up to which a slip of the pen explains it, and what more costs. */
const NEAR_YEARS = 3;
const NEAR_YEAR = -0.12;
const OTHER_YEAR = -0.25;
const FAR_YEARS = 10;
const FAR_YEAR = -0.35;
const SAME_COUNTRY = 0.08;
const OTHER_COUNTRY = -0.1;
const OTHER_GENDER = -0.2;
const OTHER_IMO = -0.4;
const OTHER_LEI = -0.2;

const PERSON_COUNTRIES = ['nationality', 'citizenship', 'country', 'birthCountry'];
const OTHER_COUNTRIES = ['country', 'jurisdiction', 'mainCountry'];

/** What dates of birth, countries, gender and ships' numbers say for and against two parties being one. */
export function factAgreements(query: Properties, candidate: Properties, person: boolean): FactAgreement[] {
  return [
    person ? birthDates(query, candidate) : null,
    countries(query, candidate, person),
    person ? genders(query, candidate) : null,
    imoNumbers(query, candidate),
    leiCodes(query, candidate),
  ].filter((fact) => fact !== null);
}

function birthDates(query: Properties, candidate: Properties): FactAgreement | null {
  let best: FactAgreement | null = null;
  for (const one of query.birthDate ?? []) {
    for (const other of candidate.birthDate ?? []) {
      const [effect, detail] = compareDates(one.trim(), other.trim());
      if (best === null || effect > best.effect)
        best = {
          feature: effect > 0 ? 'birth_date_match' : 'birth_date_mismatch',
          effect,
          query: one,
          candidate: other,
          detail,
        };
    }
  }
  return best;
}

/** Compares what both dates know. Day and month exchanged count as a slip. */
function compareDates(one: string, other: string): [number, string] {
  const years = [Number(one.slice(0, 4)), Number(other.slice(0, 4))] as const;
  const apart = Math.abs(years[0] - years[1]);
  if (Number.isNaN(apart)) return [0, 'a birth date cannot be read'];
  if (apart === 1) return [NEXT_YEAR, 'birth years one apart'];
  if (apart > 0) {
    const effect = apart <= NEAR_YEARS ? NEAR_YEAR : apart < FAR_YEARS ? OTHER_YEAR : FAR_YEAR;
    return [effect, 'other birth year'];
  }
  const known = Math.min(one.length, other.length);
  if (known < 10)
    return one.slice(0, known) === other.slice(0, known)
      ? [SAME_YEAR, 'same birth year']
      : [OTHER_DAY, 'other birth month'];
  if (one === other) return [SAME_DAY, 'same birth date'];
  const swapped = `${other.slice(0, 4)}-${other.slice(8, 10)}-${other.slice(5, 7)}`;
  return one === swapped ? [SAME_YEAR, 'same birth date, day and month exchanged'] : [OTHER_DAY, 'other birth day'];
}

function countries(query: Properties, candidate: Properties, person: boolean): FactAgreement | null {
  const names = person ? PERSON_COUNTRIES : OTHER_COUNTRIES;
  const [left, right] = [codesOf(query, names), codesOf(candidate, names)];
  if (left.length === 0 || right.length === 0) return null;
  const shared = left.find((code) => right.includes(code));
  return shared
    ? { feature: 'country_match', effect: SAME_COUNTRY, query: shared, candidate: shared, detail: 'same country' }
    : {
        feature: 'country_mismatch',
        effect: OTHER_COUNTRY,
        query: left.join(', '),
        candidate: right.join(', '),
        detail: 'no country in common',
      };
}

function codesOf(properties: Properties, names: readonly string[]): string[] {
  return [...new Set(names.flatMap((name) => properties[name] ?? []).flatMap((value) => countryCode(value) ?? []))];
}

function imoNumbers(query: Properties, candidate: Properties): FactAgreement | null {
  const valid = ({ imoNumber: numbers = [] }: Properties): string[] =>
    numbers.flatMap((text) => imoNumber(text) ?? imoNumber(text, 'company') ?? []);
  const fact = { feature: 'imo_mismatch', effect: OTHER_IMO, detail: 'other IMO number' };
  return disjoint(fact, valid(query), valid(candidate));
}

function genders(query: Properties, candidate: Properties): FactAgreement | null {
  const fact = { feature: 'gender_mismatch', effect: OTHER_GENDER, detail: 'other gender' };
  return disjoint(fact, folded(query.gender), folded(candidate.gender));
}

function leiCodes(query: Properties, candidate: Properties): FactAgreement | null {
  const fact = { feature: 'lei_mismatch', effect: OTHER_LEI, detail: 'other LEI' };
  return disjoint(fact, folded(query.leiCode), folded(candidate.leiCode));
}

function folded(values: readonly string[] = []): string[] {
  return values.map((value) => value.trim().toLowerCase());
}

function disjoint(
  fact: Pick<FactAgreement, 'feature' | 'effect' | 'detail'>,
  query: readonly string[],
  candidate: readonly string[],
): FactAgreement | null {
  if (query.length === 0 || candidate.length === 0 || query.some((value) => candidate.includes(value))) return null;
  return { ...fact, query: query.join(', '), candidate: candidate.join(', ') };
}
