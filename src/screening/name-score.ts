import { distance } from 'fastest-levenshtein';
import { givenNameLikeness } from './given-names.ts';
import { joinWordsAs } from './joined-words.ts';
import { compareKoreanNames } from './korean-name.ts';
import { type NameForm, samePlain } from './name-form.ts';
import type { NameKind, Token } from './name-token.ts';
import { WordAlignment } from './word-alignment.ts';

export interface NameScore {
  /** 0 to 1; exactly 1 only for names that are literally equal once case, accents and punctuation are folded. */
  score: number;
  /** How the two were found alike, in words. */
  how: string;
}

/** Weights of words that the other name lacks: the asker's words should be on the list; a list's may be more. */
const MISSING_IN_CANDIDATE = 0.8;
const MISSING_IN_QUERY = 0.45;
const MISSING_IN_QUERY_PERSON = 0.5;
/** How much more of what is missing counts where the words that agree are the commonest. */
const COMMON_DOUBT: Record<NameKind, number> = { person: 1.2, organisation: 0.6, vessel: 0.6 };
/** A word against another word in its place tells more than a word that is missing. */
const CONTRADICTION = 1.2;
/** Nothing but literal equality reaches 1. */
const MOST_UNEQUAL = 0.99;
const OTHER_ORDER = 0.985;
const OTHER_SPACES = 0.98;
/** A different number is another ship or another plant. */
const OTHER_NUMBER = 0.6;
/** Names of fewer words do not tell a father from a son. */
const LEAST_KIN = 3;
const LEAST_FATHER = 4;
const OTHER_OWN_NAME = 0.85;
const FATHER = 0.72;
const OTHER_INITIAL = 0.9;
const ONE_OF_MANY = 0.9;
const COMMON_WORD = 0.3;
/** Stands before the names of many and is left out as often. */
const COMMONEST_PREFIX = 'muhammad';
/** A branch in another country is another branch. */
const OTHER_PLACE = 0.85;
/** Highest score of names that share only words that every such name has. */
const ONLY_COMMON_WORDS = 0.5;
/** Least likeness of whole names whose words are divided differently. */
const LEAST_JOINED = 0.9;
/** Names of which only a part was compared: what stands outside or inside brackets. */
const MOST_OF_A_PART = 0.95;
/** Vowels would tell more. */
const ONLY_CONSONANTS = 0.92;
/** Least likeness of the consonants of whole names, where a script leaves vowels out. */
const LEAST_CONSONANTS = 0.75;
/** The same where both are divided into as many words: then the words tell more. */
const LEAST_CONSONANTS_OF_AS_MANY = 0.85;
const NONE: NameScore = { score: 0, how: '' };

/** How far two names are of one party, 0 to 1. The first is the asker's. */
export function scoreNames(query: NameForm, candidate: NameForm, kind: NameKind): NameScore {
  if (query.part === 'whole' && candidate.part === 'whole') return scoreWholes(query, candidate, kind);
  // Two branches of one house differ in their brackets alone: `(Kenya)` against `(Tanzania)`.
  if (query.part === 'outside' && candidate.part === 'outside') return NONE;
  const { score, how } = scoreWholes(query, candidate, kind);
  return { score: Math.min(score, MOST_OF_A_PART), how: `${how}, brackets apart` };
}

function scoreWholes(query: NameForm, candidate: NameForm, kind: NameKind): NameScore {
  if (samePlain(query, candidate)) return sameText(query, candidate);
  if (query.script === 'han' && candidate.script === 'han') return scoreHan(query.raw, candidate.raw);
  if (query.korean.length > 0 && candidate.korean.length > 0) {
    const korean = { score: cap(compareKoreanNames(query.korean, candidate.korean)), how: 'as Korean names' };
    // Han characters are Chinese names as well: those are compared by their Mandarin reading too.
    if (query.script !== 'han' && candidate.script !== 'han') return korean;
    return better(korean, scoreWords(query, candidate, kind));
  }
  return scoreWords(query, candidate, kind);
}

/** The best of every pair of names. */
export function bestNameScore(
  queries: readonly NameForm[],
  candidates: readonly NameForm[],
  kind: NameKind,
): NameScore & { query: string; candidate: string } {
  let best = { ...NONE, query: '', candidate: '' };
  for (const query of queries) {
    for (const candidate of candidates) {
      const next = scoreNames(query, candidate, kind);
      if (next.score > best.score) best = { ...next, query: query.raw, candidate: candidate.raw };
      if (best.score === 1) return best;
    }
  }
  return best;
}

/** Transliteration can make two different names of one script equal; those are only nearly so. */
function sameText(query: NameForm, candidate: NameForm): NameScore {
  if (query.script === candidate.script && query.script !== 'latin' && query.raw !== candidate.raw)
    return { score: MOST_UNEQUAL, how: 'same letters' };
  if (query.script !== candidate.script) return { score: 0.97, how: 'same letters after transliteration' };
  return { score: 1, how: 'same name' };
}

/** Names in Han characters: one character more or less makes another name. */
function scoreHan(one: string, other: string): NameScore {
  const [left, right] = [[...one.replace(/\s/g, '')], [...other.replace(/\s/g, '')]];
  const longest = Math.max(left.length, right.length);
  const alike = left.filter((character, at) => character === right[at]).length;
  return { score: longest >= 6 ? cap(alike / longest) : (0.85 * alike) / longest, how: 'by their characters' };
}

const alignment = new WordAlignment();

function scoreWords(query: NameForm, candidate: NameForm, kind: NameKind): NameScore {
  const left = joinWordsAs(query.tokens, candidate.tokens, kind);
  const right = joinWordsAs(candidate.tokens, query.tokens, kind);
  alignment.align(left, right, kind);
  const words = { score: weigh(left, right, kind), how: alignment.exact ? 'same words' : 'by their words' };
  const consonantal = query.script === 'consonantal' || candidate.script === 'consonantal';
  return better(words, consonantal ? scoreConsonants(query.tokens, candidate.tokens) : scoreJoined(query, candidate));
}

/** The consonants of whole names, articles left out: scripts without vowels divide names into words as they like. */
function scoreConsonants(query: readonly Token[], candidate: readonly Token[]): NameScore {
  const [left, right] = [consonantsOfAll(query), consonantsOfAll(candidate)];
  const longest = Math.max(left.length, right.length);
  if (Math.min(left.length, right.length) < 5) return NONE;
  const likeness = 1 - distance(left, right) / longest;
  const least = namesIn(query) === namesIn(candidate) ? LEAST_CONSONANTS_OF_AS_MANY : LEAST_CONSONANTS;
  return likeness < least ? NONE : { score: likeness * ONLY_CONSONANTS, how: 'by their consonants' };
}

function namesIn(tokens: readonly Token[]): number {
  return tokens.filter(({ role, text }) => role !== 'title' && text !== 'al').length;
}

/** An Arabic article is a word of its own in Latin spelling and the first letter of its word in Arabic. */
function consonantsOfAll(tokens: readonly Token[]): string {
  const parts = tokens
    .filter(({ role, text }) => role !== 'title' && text !== 'al')
    .map(({ consonants, consonantal }) => {
      const bare = consonants.replace(/^a/, '');
      return consonantal && bare.length > 2 ? bare.replace(/^l/, '') : bare;
    });
  return parts.join('').replace(/dl(?=.)/g, 'd');
}

/** The score of the names that `alignment` holds. */
function weigh(query: readonly Token[], candidate: readonly Token[], kind: NameKind): number {
  if (alignment.exact) return OTHER_ORDER;
  let shared = 0;
  let whole = 0;
  let told = 0;
  let common = 0;
  for (let pair = 0; pair < alignment.pairs; pair += 1) {
    const [one, other] = [query[alignment.left[pair] ?? 0], candidate[alignment.right[pair] ?? 0]];
    if (!one || !other) continue;
    const weight = one.weight + other.weight;
    shared += weight * (alignment.likeness[pair] ?? 0);
    whole += weight;
    common += weight * Math.max(one.common, other.common);
    told += tells(one, other, kind);
  }
  if (whole === 0) return 0;
  const left = restOf(query, alignment.leftPaired);
  const right = restOf(candidate, alignment.rightPaired);
  const against = Math.min(left.weight, right.weight);
  const missing = kind === 'person' ? MISSING_IN_QUERY_PERSON : MISSING_IN_QUERY;
  const rest =
    2 * CONTRADICTION * against + MISSING_IN_CANDIDATE * (left.weight - against) + missing * (right.weight - against);
  const numbers = numbersDiffer(left.number, right.number, kind) ? OTHER_NUMBER : 1;
  const kin = kind === 'person' ? kinship(query, candidate) : 1;
  const places = kind === 'organisation' && left.place && right.place ? OTHER_PLACE : 1;
  const onlyCommon = told < TELLS_ENOUGH && (left.name || right.name);
  return Math.min(
    cap(weakened(shared / (whole + rest), (COMMON_DOUBT[kind] * common) / whole)) * numbers * places * kin,
    onlyCommon ? ONLY_COMMON_WORDS : 1,
  );
}

/** What a name of common words lacks weighs more: many bear a part of it. */
function weakened(score: number, doubt: number): number {
  return Math.max(0, 1 - (1 - score) * (1 + doubt));
}

/**
 * What is left of the score of names that relatives bear: names of three words and more that differ in the first, in
 * which a person's own name stands before the father's; or another initial. `Sabawi Ibrahim Hasan` is the father of
 * `Ayman Sabawi Ibrahim Hasan`.
 */
function kinship(query: readonly Token[], candidate: readonly Token[]): number {
  const [left, right] = [ownName(query, alignment.leftPaired), ownName(candidate, alignment.rightPaired)];
  if (left.initialAlone && right.initialAlone) return OTHER_INITIAL;
  if (oneOfMany(left, right)) return ONE_OF_MANY;
  if (left.words < LEAST_KIN || right.words < LEAST_KIN) return 1;
  if (left.firstAlone && right.firstAlone) return OTHER_OWN_NAME;
  return isFather(left, right) || isFather(right, left) ? FATHER : 1;
}

/** One word of three agrees, or a common one of two. */
function oneOfMany(left: OwnName, right: OwnName): boolean {
  const most = Math.max(left.words, right.words);
  if (left.words - left.alone !== 1 || right.words - right.alone !== 1 || most === 1) return false;
  return most > 2 || left.common > COMMON_WORD;
}

/** The longer name is the shorter one with another in front. */
function isFather(longer: OwnName, shorter: OwnName): boolean {
  return (
    longer.firstAlone && shorter.words >= LEAST_FATHER && longer.words === shorter.words + 1 && shorter.alone === 0
  );
}

interface OwnName {
  /** Words that are names, initials left out. */
  words: number;
  /** Those without a partner. */
  alone: number;
  /** How common the commonest word with a partner is. */
  common: number;
  firstAlone: boolean;
  initialAlone: boolean;
}

function ownName(tokens: readonly Token[], paired: number): OwnName {
  const own = { words: 0, alone: 0, common: 0, firstAlone: false, initialAlone: false };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.role !== 'name') continue;
    const alone = (paired & (1 << at)) === 0;
    if (token.text.length === 1) {
      own.initialAlone ||= alone;
      continue;
    }
    own.words += 1;
    if (!alone) {
      own.common = Math.max(own.common, token.common);
      continue;
    }
    own.alone += 1;
    if (own.words === 1) own.firstAlone = givenNameLikeness(token.text, COMMONEST_PREFIX) === 0;
  }
  return own;
}

interface Rest {
  weight: number;
  number: boolean;
  name: boolean;
  place: boolean;
}

/** What the words without a partner weigh, and what is among them. */
function restOf(tokens: readonly Token[], paired: number): Rest {
  const rest = { weight: 0, number: false, name: false, place: false };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token || paired & (1 << at)) continue;
    rest.weight += token.weight;
    if (token.role === 'number') rest.number = true;
    else if (token.role === 'name') rest.name = true;
    else if (token.role === 'place') rest.place = true;
  }
  return rest;
}

/** True when a number stands without its equal: on either side for ships, on both for others. */
function numbersDiffer(query: boolean, candidate: boolean, kind: NameKind): boolean {
  return kind === 'vessel' ? query || candidate : query && candidate;
}

const TELLS_ENOUGH = 2;

/** How much a pair of words tells of who it is: a name enough, a trade half, what every such name has nothing. */
function tells(one: Token, other: Token, kind: NameKind): number {
  // A plant or office may be known by its number alone.
  if (one.role === 'number') return kind === 'organisation' ? TELLS_ENOUGH : 0;
  if (one.text.length < 2 || other.text.length < 2) return 0;
  if (one.role === 'name') return TELLS_ENOUGH;
  return one.role === 'telling' ? 1 : 0;
}

/** Whole names without spaces, for words joined or divided by mistake: `RamiMakhlouf`. */
function scoreJoined(query: NameForm, candidate: NameForm): NameScore {
  const longest = Math.max(query.joined.length, candidate.joined.length);
  if (longest - Math.min(query.joined.length, candidate.joined.length) > longest * (1 - LEAST_JOINED)) return NONE;
  if (query.joined === candidate.joined) return { score: OTHER_SPACES, how: 'same letters, other spaces' };
  if (longest < 8 || query.tokens.length === candidate.tokens.length) return NONE;
  if (/\d/.test(query.joined) || /\d/.test(candidate.joined)) return NONE;
  const likeness = 1 - distance(query.joined, candidate.joined) / longest;
  return likeness < LEAST_JOINED
    ? NONE
    : { score: likeness * OTHER_SPACES, how: 'nearly the same letters, other spaces' };
}

function better(one: NameScore, other: NameScore): NameScore {
  return other.score > one.score ? other : one;
}

function cap(score: number): number {
  return Math.min(score, MOST_UNEQUAL);
}
