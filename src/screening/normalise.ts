import anyAscii from 'any-ascii';
import { readShippedJson } from '../kernel/shipped-data.ts';

export type Script = 'latin' | 'hangul' | 'han' | 'consonantal' | 'other';

const APOSTROPHES = /['’‘`´ʼʻʽʹʾʿ′"“”„«»]/g;
const ASCII = /^[\u0020-\u007e]*$/;
const HANGUL = /\p{Script=Hangul}/u;
const HAN = /\p{Script=Han}/u;
const KANA = /\p{Script=Hiragana}|\p{Script=Katakana}/u;
/** Scripts that mostly leave vowels out, so that only consonants can be compared with Latin spellings. */
const CONSONANTAL = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}/u;

const LATIN = /\p{Script=Latin}/u;
const lookalikes = readShippedJson<{ letters: Record<string, string> }>('screening/lookalikes.json').letters;
const LOOKALIKES = new RegExp(`[${Object.keys(lookalikes).join('')}]`, 'g');
const LOOKALIKE = new RegExp(LOOKALIKES.source);

/** Names beyond this are cut: the longest on any official list is under 400 characters. */
const LONGEST = 500;

/**
 * A name folded to lower-case ASCII words: compatibility forms and accents folded, other scripts transliterated
 * letter by letter, apostrophes (which romanisations of Korean and Arabic use as letters) dropped, other punctuation
 * made space.
 */
export function plainText(text: string): string {
  let plain = comparedPart(text);
  if (!ASCII.test(plain)) {
    plain = withoutLookalikes(plain.normalize('NFKC').replace(APOSTROPHES, ''));
    if (HAN.test(plain)) plain = plain.replace(/\p{Script=Han}/gu, (character) => `${anyAscii(character)} `);
    plain = anyAscii(plain);
  }
  return plain
    .toLowerCase()
    .replace(APOSTROPHES, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/** Words that mix Latin with Cyrillic or Greek letters are Latin ones in disguise: their lookalikes are made Latin. */
function withoutLookalikes(text: string): string {
  if (!LATIN.test(text) || !LOOKALIKE.test(text)) return text;
  return text.replace(/[\p{L}\p{M}]+/gu, (word) =>
    LATIN.test(word) ? word.replace(LOOKALIKES, (letter) => lookalikes[letter] ?? letter) : word,
  );
}

/** A name cut to the length that is compared. */
export function comparedPart(text: string): string {
  return text.length > LONGEST ? text.slice(0, LONGEST) : text;
}

/** The script that tells how a name must be compared; mixed names count by the script that needs most care. */
export function scriptOf(text: string): Script {
  if (ASCII.test(text)) return 'latin';
  if (CONSONANTAL.test(text)) return 'consonantal';
  if (HANGUL.test(text)) return 'hangul';
  if (KANA.test(text)) return 'other';
  if (HAN.test(text)) return 'han';
  return /\p{Script=Latin}/u.test(text) ? 'latin' : 'other';
}

const DIGRAPHS: readonly [RegExp, string][] = [
  [/sch|sh/g, 'S'],
  [/tch|ch/g, 'C'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/zh|dj/g, 'j'],
  [/ts|tz/g, 'z'],
  [/ck|q|c/g, 'k'],
  [/x/g, 'ks'],
];

/** The consonants of a plain word, sounds that spellings exchange folded; a vowel at the start is kept as `a`. */
export function consonantsOf(word: string): string {
  let folded = word;
  for (const [letters, sound] of DIGRAPHS) folded = folded.replace(letters, sound);
  const start = /^[aeiou]/.test(folded) ? 'a' : folded.startsWith('w') ? 'v' : '';
  return start + folded.replace(/[aeiouyw]/g, '').replace(/(.)\1+/g, '$1');
}
