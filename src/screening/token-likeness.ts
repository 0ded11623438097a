import { distance } from 'fastest-levenshtein';
import { givenNameLikeness } from './given-names.ts';
import { compareSyllables, type Syllable } from './korean-syllable.ts';
import type { NameKind, Token } from './name-token.ts';
import { consonantsOf } from './normalise.ts';

/** An initial that fits a name. */
const INITIAL = 0.8;
/** Words of other spelling with the same consonants, by how many there are. */
const SAME_CONSONANTS = { many: 0.92, few: 0.84 };
/** Share of the letters that may differ at no cost, and the most that may differ beside two consonants. */
const FREE_VOWELS = 0.25;
const MOST_VOWELS = 0.4;
/** A wrong first letter is rarer than a wrong later one. */
const OTHER_FIRST_LETTER = 0.1;

/** Shorter words are other words as often. */
const LEAST_MISTYPED = 5;
/** Roles whose words may be mistyped. */
const MISTYPED: ReadonlySet<string> = new Set(['generic', 'form', 'telling', 'place']);
/** Answers given before, by the two tokens' serials: a table with one place for each pair, the latest staying. */
const REMEMBERED = 1 << 17;
const rememberedPairs = new Uint32Array(2 * REMEMBERED);
const rememberedLikeness = new Float64Array(REMEMBERED);

/** How far two words of names of a kind are the same, 0 to 1; 0 for words that are merely similar. */
export function tokenLikeness(one: Token, other: Token, kind: NameKind): number {
  if (one === other || one.text === other.text) return 1;
  const place = (Math.imul(one.serial, 0x9e3779b1) + Math.imul(other.serial, 0x85ebca6b)) >>> 15;
  if (rememberedPairs[2 * place] === one.serial && rememberedPairs[2 * place + 1] === other.serial)
    return rememberedLikeness[place] ?? 0;
  const likeness = likenessOf(one, other, kind);
  rememberedPairs[2 * place] = one.serial;
  rememberedPairs[2 * place + 1] = other.serial;
  rememberedLikeness[place] = likeness;
  return likeness;
}

function likenessOf(one: Token, other: Token, kind: NameKind): number {
  if (one.role !== 'name' || other.role !== 'name') return commonWordLikeness(one, other);
  if (one.consonantal || other.consonantal) return consonantLikeness(one, other);
  const [short, long] = one.text.length <= other.text.length ? [one.text, other.text] : [other.text, one.text];
  if (short.length === 1) return kind === 'person' && long.startsWith(short) ? INITIAL : 0;
  if (kind !== 'person') {
    const korean = koreanLikeness(one, other);
    if (korean > 0) return korean;
  }
  if (kind === 'organisation' && one.meaning !== undefined && one.meaning === other.meaning) return SAME_MEANING;
  const known = kind === 'person' ? givenNameLikeness(one.text, other.text) : 0;
  return Math.max(known, spellingLikeness(short, long), soundLikeness(one, other, kind));
}

/** A word of known meaning that the other name writes as it sounds in another language. */
const SAME_MEANING = 0.95;

/** A generic word or legal form that is mistyped, or of another language, is a name to the other side. */
function commonWordLikeness(one: Token, other: Token): number {
  if (one.role !== 'number' && one.meaning !== undefined && one.meaning === other.meaning) return SAME_MEANING;
  const korean = one.isHangul || other.isHangul ? koreanLikeness(one, other) : 0;
  if (korean > 0) return korean;
  const [name, common] = one.role === 'name' ? [one, other] : [other, one];
  if (name.role !== 'name' || !MISTYPED.has(common.role)) return 0;
  return Math.max(mistyped(name.text, common.text), mistyped(name.text, common.source));
}

/** A known word mistyped or without its vowels: `maritme`, `srvces`. */
function mistyped(word: string, known: string): number {
  const [short, long] = word.length <= known.length ? [word, known] : [known, word];
  if (short === long) return 1;
  if (short.length < LEAST_MISTYPED) return 0;
  const likeness = spellingLikeness(short, long);
  if (likeness > 0) return likeness;
  const consonants = consonantsOf(word);
  return consonants.length > 2 && consonants === consonantsOf(known) ? SAME_CONSONANTS.few : 0;
}

/**
 * By edit distance: one edit from 4 letters, two from 7, three from 12; letters exchanged with their neighbours are
 * one edit. A number inside a word must be the same.
 */
function spellingLikeness(short: string, long: string): number {
  const allowed = long.length < 4 || short.length < 3 ? 0 : long.length < 7 ? 1 : long.length < 12 ? 2 : 3;
  if (long.length - short.length > allowed || /\d/.test(short + long)) return 0;
  const edits = exchanged(short, long) ? 1 : distance(short, long);
  if (edits > allowed) return 0;
  return 1 - edits / long.length - (short[0] === long[0] ? 0 : OTHER_FIRST_LETTER);
}

/** True when two neighbouring letters stand the other way round, and all else is the same. */
function exchanged(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

/** Words with the same consonants, by how much of the rest differs. Two consonants say little. */
function soundLikeness(one: Token, other: Token, kind: NameKind): number {
  const { length } = one.consonants;
  if (one.consonants !== other.consonants || length < 2 || kind === 'vessel') return 0;
  const apart = distance(one.text, other.text) / Math.max(one.text.length, other.text.length);
  if (length > 2) return SAME_CONSONANTS.many - Math.max(0, apart - FREE_VOWELS);
  return kind === 'person' && apart <= MOST_VOWELS ? SAME_CONSONANTS.few - Math.max(0, apart - FREE_VOWELS) : 0;
}

/** Words of which one is written without vowels. A long vowel written as a letter may be missing on one side. */
function consonantLikeness(one: Token, other: Token): number {
  const [left, right] = [one.consonants.replace(/^a/, ''), other.consonants.replace(/^a/, '')];
  if (left === '' || right === '') return 0;
  if (left === right) return left.length >= 3 ? SAME_CONSONANTS.many : SAME_CONSONANTS.few;
  return Math.min(left.length, right.length) >= 4 && distance(left, right) === 1 ? 0.75 : 0;
}

/** Spellings of one Korean word differ in half their letters at most; other words read so by chance. */
const MOST_APART = 0.5;

/** Words that are the same Korean syllables in two spellings: `taewon`, `daewon`. One syllable alone proves nothing. */
export function koreanLikeness(token: Token, other: Token): number {
  if (token.skeleton !== other.skeleton) return 0;
  const longest = Math.max(token.spelled.length, other.spelled.length);
  if (distance(token.spelled, other.spelled) > longest * MOST_APART) return 0;
  let best = 0;
  for (const one of token.korean) {
    for (const reading of other.korean)
      if (one.length === reading.length) best = Math.max(best, sameSyllables(one, reading));
  }
  return best;
}

function sameSyllables(one: readonly Syllable[], other: readonly Syllable[]): number {
  if (one.length < 2 && !(one[0]?.hangul || other[0]?.hangul)) return 0;
  let least = 1;
  for (const [at, syllable] of one.entries()) {
    const counterpart = other[at];
    const likeness = counterpart ? compareSyllables(syllable, counterpart, at === 0 ? 'given-first' : 'later') : 0;
    if (likeness === 0) return 0;
    least = Math.min(least, likeness);
  }
  return least;
}
