import { readShippedJson } from '../kernel/shipped-data.ts';
import { latinReadings, type Syllable } from './korean-syllable.ts';
import { consonantsOf } from './normalise.ts';

/** What a name is compared as: words mean different things in the names of people, organisations and ships. */
export type NameKind = 'person' | 'organisation' | 'vessel';

export type TokenRole = 'name' | 'number' | 'form' | 'generic' | 'stopword' | 'particle' | 'title';

/** A word with what it is: legal forms, generic words, particles and numbers are folded to one spelling each. */
export interface FoldedWord {
  text: string;
  role: TokenRole;
}

/** A word of a name. */
export interface Token extends FoldedWord {
  /** How much the word says of who it is, 0 to 1. */
  weight: number;
  consonants: string;
  /** The ways in which the word is Korean; empty when it is not. */
  korean: readonly (readonly Syllable[])[];
  /** Written in a script without vowels: only consonants compare. */
  consonantal: boolean;
}

/** Weights by role, from `docs/methods/screening.md`. */
const WEIGHTS: Record<TokenRole, number> = {
  name: 1,
  number: 0.9,
  generic: 0.35,
  particle: 0.25,
  title: 0.12,
  form: 0.12,
  stopword: 0.06,
};
/** A name word of one or two letters. */
const SHORT_WEIGHT = 0.6;
const MOST_REMEMBERED = 200_000;

const organisation = readShippedJson<{
  forms: Record<string, string[]>;
  generic: Record<string, string[]>;
  stopwords: string[];
  vesselPrefixes: string[];
  numbers: Record<string, string>;
}>('screening/organisation-words.json');
const person = readShippedJson<{ particles: Record<string, string[]>; titles: string[] }>(
  'screening/person-words.json',
);

type Folding = ReadonlyMap<string, FoldedWord>;

const numbers = Object.entries(organisation.numbers).flatMap(([word, digits]) => fold({ [digits]: [word] }, 'number'));
const organisationWords: Folding = new Map([
  ...fold(organisation.generic, 'generic'),
  ...fold(organisation.forms, 'form'),
  ...unfolded(organisation.stopwords, 'stopword'),
  ...numbers,
]);
const vesselWords: Folding = new Map([...unfolded(organisation.vesselPrefixes, 'stopword'), ...numbers]);
const personWords: Folding = new Map([...fold(person.particles, 'particle'), ...unfolded(person.titles, 'title')]);
const foldings: Record<NameKind, Folding> = {
  person: personWords,
  organisation: organisationWords,
  vessel: vesselWords,
};
const remembered: Record<NameKind, Map<string, Token>> = {
  person: new Map(),
  organisation: new Map(),
  vessel: new Map(),
};

/** What a plain word is in names of a kind. */
export function roleOf(word: string, kind: NameKind): FoldedWord {
  return foldings[kind].get(word) ?? { text: word, role: /^\d+$/.test(word) ? 'number' : 'name' };
}

/** The token of a plain word. */
export function tokenOf(word: string, kind: NameKind): Token {
  const known = remembered[kind].get(word);
  if (known) return known;
  if (remembered[kind].size >= MOST_REMEMBERED) remembered[kind].clear();
  const folded = roleOf(word, kind);
  const token = makeToken(folded.text, folded.role, folded.role === 'name' ? latinReadings(folded.text) : []);
  remembered[kind].set(word, token);
  return token;
}

/** A token of a word that came from Hangul, with its own syllables. */
export function hangulToken(text: string, syllables: readonly Syllable[]): Token {
  return makeToken(text, 'name', [syllables]);
}

/** The same word, known to be written without vowels. */
export function asConsonantal(token: Token): Token {
  return token.role === 'name' ? { ...token, consonantal: true } : token;
}

/** Neighbouring words as one. */
export function joinTokens(run: readonly Token[]): Token {
  const text = run.map((token) => token.text).join('');
  return { ...makeToken(text, 'name', latinReadings(text)), weight: Math.max(...run.map(({ weight }) => weight)) };
}

function makeToken(text: string, role: TokenRole, korean: Token['korean']): Token {
  const weight = role === 'name' && text.length < 3 ? SHORT_WEIGHT : WEIGHTS[role];
  return { text, role, weight, consonants: consonantsOf(text), korean, consonantal: false };
}

function fold(groups: Record<string, readonly string[]>, role: TokenRole): [string, FoldedWord][] {
  return Object.entries(groups).flatMap(([text, words]) =>
    words.map((word): [string, FoldedWord] => [word, { text, role }]),
  );
}

function unfolded(words: readonly string[], role: TokenRole): [string, FoldedWord][] {
  return words.map((word) => [word, { text: word, role }]);
}
