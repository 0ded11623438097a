import { readShippedJson } from '../kernel/shipped-data.ts';

/**
 * The sounds that one written syllable may stand for: bit sets over the jamo. Hangul sets one bit each, romanised
 * spellings several, since `o` writes both ㅗ and ㅓ and `ch` both ㅈ and ㅊ.
 */
export interface Syllable {
  onset: number;
  vowel: number;
  coda: number;
  /** As written: `정`, `jong`. */
  written: string;
  hangul: boolean;
}

/** Where in a name a syllable stands: an initial ㄹ or ㄴ is written or dropped by the state's own rule. */
export type SyllablePlace = 'surname' | 'given-first' | 'later';

const ONSETS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const VOWELS = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const CODAS = ['', 'k', 'n', 't', 'l', 'm', 'p', 'ng'];
/** The sound at the end of a syllable of each of Unicode's 28 final consonants (Standard Pronunciation, articles 8 to 11). */
const FINAL_SOUNDS = ',k,k,k,n,n,n,t,l,k,m,l,l,l,p,l,m,p,p,t,t,ng,t,t,k,t,p,t'.split(',');
const FIRST_HANGUL = 0xac00;
const LAST_HANGUL = 0xd7a3;

const N = bit(ONSETS, 'ㄴ');
const R = bit(ONSETS, 'ㄹ');
const SILENT = bit(ONSETS, 'ㅇ');
/** Vowels before which the ROK drops an initial ㄹ or ㄴ; before the others ㄹ becomes ㄴ (Hangul Orthography, articles 10 to 12). */
const PALATAL = bits(VOWELS, 'ㅑㅒㅕㅖㅛㅠㅣ');
/** Vowels that spellings confuse share a letter in the coarse key. */
const COARSE_VOWELS = ['ㅏ', 'ㅐㅔㅖㅒ', 'ㅑ', 'ㅗㅓㅜㅡㅝ', 'ㅕㅛㅠ', 'ㅘ', 'ㅙㅚㅞ', 'ㅣㅢㅟ'].map((group) =>
  bits(VOWELS, group),
);
const COARSE_ONSETS = ['ㄱㄲㅋ', 'ㄷㄸㅌ', 'ㅂㅃㅍ', 'ㅅㅆ', 'ㅈㅉㅊ', 'ㅎ', 'ㅁ', 'ㄴㄹㅇ'].map((group) =>
  bits(ONSETS, group),
);

const LONGEST_WORD = 18;
const MOST_READINGS = 6;
const MOST_REMEMBERED = 100_000;

const spelled = spelledSyllables();
const longestSpelling = Math.max(...[...spelled.keys()].map((key) => key.length));
const remembered = new Map<string, readonly Syllable[][]>();

/** The syllables of a text that is Hangul throughout (NFC), or null. */
export function hangulSyllables(text: string): Syllable[] | null {
  const syllables: Syllable[] = [];
  for (const character of text) {
    const code = character.charCodeAt(0);
    if (character.length > 1 || code < FIRST_HANGUL || code > LAST_HANGUL) return null;
    const offset = code - FIRST_HANGUL;
    syllables.push({
      onset: 1 << Math.floor(offset / 588),
      vowel: 1 << Math.floor((offset % 588) / 28),
      coda: 1 << CODAS.indexOf(FINAL_SOUNDS[offset % 28] ?? ''),
      written: character,
      hangul: true,
    });
  }
  return syllables.length > 0 ? syllables : null;
}

/**
 * The ways in which a lower-case Latin word can be read as Korean syllables, the fewest syllables first; empty when it
 * cannot. `songil` is song-il and son-gil. A vowel typed twice is read once.
 */
export function latinReadings(word: string): readonly Syllable[][] {
  const known = remembered.get(word);
  if (known) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const readings = readWord(word);
  remembered.set(word, readings);
  return readings;
}

/**
 * How far two written syllables can be the same Korean syllable, 0 to 1: 1 for the same writing, 0.93 and more where
 * the spellings can stand for one sound, 0.97 or 0.8 where only the rule on initial ㄹ and ㄴ parts them (in a family
 * name, in a given name with Hangul on one side), 0 for different syllables.
 */
export function compareSyllables(one: Syllable, other: Syllable, place: SyllablePlace): number {
  if (one.written === other.written) return 1;
  if ((one.vowel & other.vowel) === 0 || (one.coda & other.coda) === 0) return 0;
  if ((one.onset & other.onset) !== 0) {
    const shared = overlap(one.onset, other.onset) + overlap(one.vowel, other.vowel) + overlap(one.coda, other.coda);
    return 0.93 + 0.02 * shared;
  }
  if (place === 'later' || !sameByInitialRule(one, other)) return 0;
  if (place === 'surname') return 0.97;
  return one.hangul || other.hangul ? 0.8 : 0;
}

/** A key under which every spelling of the same syllables falls, and some others: for finding, not for judging. */
export function coarseKey(syllables: readonly Syllable[]): string {
  return syllables.map(coarse).join('');
}

function coarse({ onset, vowel, coda }: Syllable): string {
  const first = COARSE_ONSETS.findIndex((group) => (group & onset) !== 0);
  const middle = COARSE_VOWELS.findIndex((group) => (group & vowel) !== 0);
  const last = CODAS.findIndex((_, at) => (coda & (1 << at)) !== 0);
  return `${first}${middle}${last}`;
}

function sameByInitialRule(one: Syllable, other: Syllable): boolean {
  const pair = one.onset | other.onset;
  const palatal = (one.vowel & other.vowel & PALATAL) !== 0;
  const plain = (one.vowel & other.vowel & ~PALATAL) !== 0;
  const between = (first: number, second: number): boolean => (pair & first) !== 0 && (pair & second) !== 0;
  return (palatal && (between(R, SILENT) || between(N, SILENT))) || (plain && between(R, N));
}

function overlap(one: number, other: number): number {
  return count(one & other) / count(one | other);
}

function count(set: number): number {
  let left = set;
  let n = 0;
  for (; left !== 0; n += 1) left &= left - 1;
  return n;
}

function bit(all: string, jamo: string): number {
  return 1 << [...all].indexOf(jamo);
}

function bits(all: string, jamo: string): number {
  return [...jamo].reduce((set, one) => set | bit(all, one), 0);
}

function spelledSyllables(): Map<string, Syllable> {
  const data = readShippedJson<Record<'onsets' | 'vowels' | 'codas', Record<string, string>>>(
    'screening/korean-spelling.json',
  );
  const table = new Map<string, Syllable>();
  for (const [onsetText, onsetJamo] of Object.entries(data.onsets)) {
    for (const [vowelText, vowelJamo] of Object.entries(data.vowels)) {
      for (const [codaText, codaSound] of Object.entries(data.codas)) {
        const written = onsetText + vowelText + codaText;
        const known = table.get(written);
        table.set(written, {
          onset: bits(ONSETS, onsetJamo) | (known?.onset ?? 0),
          vowel: bits(VOWELS, vowelJamo) | (known?.vowel ?? 0),
          coda: (1 << CODAS.indexOf(codaSound)) | (known?.coda ?? 0),
          written,
          hangul: false,
        });
      }
    }
  }
  return table;
}

function readWord(word: string): Syllable[][] {
  if (word.length > LONGEST_WORD || !/^[a-z]+$/.test(word)) return [];
  const plain = word.replace(/([aiu])\1+/g, '$1');
  const readings: Syllable[][] = [];
  const extend = (at: number, so: Syllable[]): void => {
    if (at === plain.length) readings.push(so);
    for (let size = Math.min(longestSpelling, plain.length - at); size > 0 && readings.length < 40; size -= 1) {
      const next = spelled.get(plain.slice(at, at + size));
      if (next) extend(at + size, [...so, next]);
    }
  };
  extend(0, []);
  const fewest = Math.min(...readings.map((reading) => reading.length));
  return readings
    .filter((reading) => reading.length <= fewest + 1)
    .sort((one, other) => one.length - other.length)
    .slice(0, MOST_READINGS);
}
