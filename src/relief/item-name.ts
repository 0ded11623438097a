import { distance } from 'fastest-levenshtein';

/** A name of goods taken apart for comparing: whatever script, case, width or plural it was written in. */
export interface ItemName {
  /** Latin and other spaced words, plurals cut. */
  words: readonly string[];
  /** Han, kana and Hangul, without blanks: they are compared as they run. */
  run: string;
}

const RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]+/gu;
const LEAST_FUZZY = 5;
/** British and American words for one thing. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/ilizer$/, 'iliser'],
  [/nized$/, 'nised'],
  [/plow$/, 'plough'],
];

export function itemName(text: string): ItemName {
  const folded = text.normalize('NFKC').toLowerCase();
  const run = (folded.match(RUN) ?? []).join('');
  const words = (folded.replace(RUN, ' ').match(/[\p{L}\p{M}]+/gu) ?? []).map(singular);
  return { words, run };
}

/** True for two words that are one, or one misspelt: one letter off in five, two in nine. */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  const shorter = Math.min(one.length, other.length);
  if (shorter < LEAST_FUZZY || one[0] !== other[0]) return false;
  const most = shorter >= 9 ? 2 : 1;
  return Math.abs(one.length - other.length) <= most && distance(one, other) <= most;
}

/** The share of two names that they have in common, 0 to 1: words by meaning of their letters, runs by pairs of signs. */
export function nameLikeness(one: ItemName, other: ItemName): number {
  const words = dice(one.words, other.words, isSameWord);
  const runs = dice(pairs(one.run), pairs(other.run), Object.is);
  const hasWords = one.words.length > 0 && other.words.length > 0;
  const hasRuns = one.run !== '' && other.run !== '';
  if (hasWords && hasRuns) return Math.max(words, runs);
  return hasRuns ? runs : words;
}

function dice<Part>(one: readonly Part[], other: readonly Part[], isSame: (a: Part, b: Part) => boolean): number {
  if (one.length === 0 || other.length === 0) return 0;
  const left = [...other];
  let common = 0;
  for (const part of one) {
    const at = left.findIndex((candidate) => isSame(part, candidate));
    if (at < 0) continue;
    left.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (one.length + other.length);
}

function pairs(run: string): string[] {
  const signs = [...run];
  return signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}

function singular(word: string): string {
  let stem = word;
  if (/ies$/.test(word) && word.length > 4) stem = `${word.slice(0, -3)}y`;
  else if (/(ch|sh|ss|x)es$/.test(word)) stem = word.slice(0, -2);
  else if (/[^s]s$/.test(word) && word.length > 3) stem = word.slice(0, -1);
  for (const [pattern, replacement] of SPELLINGS) stem = stem.replace(pattern, replacement);
  return stem;
}
