import { readShippedJson } from '../kernel/shipped-data.ts';
import { coarseKey, compareSyllables, hangulSyllables, latinReadings, type Syllable } from './korean-syllable.ts';

/** A personal name read as Korean. */
export interface KoreanName {
  surname: readonly Syllable[];
  given: readonly Syllable[];
}

const { surnames } = readShippedJson<{ surnames: Record<string, string[]> }>('screening/korean-surnames.json');
const hanja = readShippedJson<Record<string, [korean: string, ...pinyin: string[]]>>('screening/hanja.json');
const spelledSurnames = new Map<string, Syllable[][]>();
for (const [hangul, spellings] of Object.entries(surnames)) {
  const syllables = hangulSyllables(hangul) ?? [];
  for (const written of spellings) {
    const merged = latinReadings(written).filter((reading) => reading.length === syllables.length);
    spelledSurnames.set(
      written,
      merged.length > 0 ? [...merged] : [...(spelledSurnames.get(written) ?? []), syllables],
    );
  }
}

/** A Korean given name has one or two syllables, rarely three. */
const MOST_GIVEN = 3;
const MOST_NAMES = 8;

/** Score for a name whose family name agrees and one of whose given syllables is another, by the share that agrees. */
const OTHER_SYLLABLE = 0.62;
const OTHER_SURNAME = 0.55;

/** A Hangul personal name (2 to 5 syllables, spaces ignored); empty for anything else. */
export function koreanNamesOfHangul(text: string): KoreanName[] {
  const letters = text.replace(/[\s·-]+/g, '');
  const syllables = hangulSyllables(letters);
  if (!syllables || syllables.length < 2 || syllables.length > 5) return [];
  const names: KoreanName[] = [];
  if (letters.slice(0, 2) in surnames && syllables.length > 2)
    names.push({ surname: syllables.slice(0, 2), given: syllables.slice(2) });
  if (syllables.length <= 1 + MOST_GIVEN) names.push({ surname: syllables.slice(0, 1), given: syllables.slice(1) });
  return names;
}

/** A name in Han characters read as Korean; empty where a reading is not known or the first is no family name. */
export function koreanNamesOfHan(text: string): KoreanName[] {
  const characters = [...text.replace(/\s+/g, '')];
  if (characters.length < 2 || characters.length > 1 + MOST_GIVEN) return [];
  let texts = [''];
  for (const character of characters) {
    const readings = koreanReadings(character);
    if (readings.length === 0) return [];
    texts = texts.flatMap((start) => readings.map((reading) => start + reading)).slice(0, MOST_NAMES);
  }
  return texts.filter((name) => name.slice(0, 1) in surnames).flatMap(koreanNamesOfHangul);
}

/** The Korean readings of a Han character, the commonest first; empty where none is known. */
export function koreanReadings(character: string): string[] {
  return [...(hanja[character]?.[0] ?? '')];
}

/** The ways in which lower-case Latin words are a Korean name: family name first or last, the rest Korean syllables. */
export function koreanNamesOfLatin(words: readonly string[]): KoreanName[] {
  if (words.length < 2 || words.length > 1 + MOST_GIVEN) return [];
  const names: KoreanName[] = [];
  for (const at of [0, words.length - 1]) {
    const spelled = spelledSurnames.get(words[at] ?? '');
    if (!spelled) continue;
    for (const given of givenReadings(words.filter((_, index) => index !== at))) {
      for (const surname of spelled) if (names.length < MOST_NAMES) names.push({ surname, given });
    }
  }
  return names;
}

function givenReadings(words: readonly string[]): Syllable[][] {
  let readings: Syllable[][] = [[]];
  for (const word of words) {
    const next = latinReadings(word);
    readings = readings
      .flatMap((start) => next.map((reading) => [...start, ...reading]))
      .filter((reading) => reading.length <= MOST_GIVEN)
      .slice(0, MOST_NAMES);
  }
  return readings;
}

/** How far two names are one Korean name, 0 to 1. A given syllable that differs is another name, not a slip. */
export function compareKoreanNames(ones: readonly KoreanName[], others: readonly KoreanName[]): number {
  let best = 0;
  for (const one of ones) for (const other of others) best = Math.max(best, compare(one, other));
  return best;
}

/** A key under which spellings of one name meet, and how much it tells. */
export interface KoreanKey {
  key: string;
  factor: number;
}

/** The whole name, the given name, family name with each given syllable. */
export function koreanKeys({ surname, given }: KoreanName): KoreanKey[] {
  const family = coarseKey(surname);
  const keys = [
    { key: `~${family}.${coarseKey(given)}`, factor: 4 },
    { key: `~g${coarseKey(given)}`, factor: 2 },
  ];
  if (given.length > 1)
    for (const syllable of given) keys.push({ key: `~s${family}.${coarseKey([syllable])}`, factor: 1 });
  return keys;
}

function compare(one: KoreanName, other: KoreanName): number {
  const family = compareRuns(one.surname, other.surname, 'surname');
  const given = compareRuns(one.given, other.given, 'given-first');
  if (family.every && given.every) return 0.3 * family.mean + 0.7 * given.mean;
  if (family.every) return OTHER_SYLLABLE * (0.4 + 0.6 * given.share);
  return given.every && given.length > 1 ? OTHER_SURNAME * given.mean : 0.3 * given.share;
}

interface RunComparison {
  every: boolean;
  /** Mean likeness of the syllables that agree. */
  mean: number;
  /** Share of the longer run that agrees. */
  share: number;
  length: number;
}

function compareRuns(
  one: readonly Syllable[],
  other: readonly Syllable[],
  first: 'surname' | 'given-first',
): RunComparison {
  const length = Math.max(one.length, other.length);
  let sum = 0;
  let alike = 0;
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [one[at], other[at]];
    const likeness = left && right ? compareSyllables(left, right, at === 0 ? first : 'later') : 0;
    sum += likeness;
    if (likeness > 0) alike += 1;
  }
  return { every: alike === length, mean: alike === 0 ? 0 : sum / alike, share: alike / length, length };
}
