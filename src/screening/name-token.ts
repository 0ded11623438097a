import anyAscii from 'any-ascii';
import { readShippedJson } from '../kernel/shipped-data.ts';
import { hangulSyllables, latinReadings, type Syllable } from './korean-syllable.ts';
import { consonantsOf } from './normalise.ts';
import { soundKey, voiceless, wordKeys } from './word-keys.ts';

/** What a name is compared as: words mean different things in the names of people, organisations and ships. */
export type NameKind = 'person' | 'organisation' | 'vessel';

export type TokenRole = 'name' | 'number' | 'form' | 'generic' | 'stopword' | 'particle' | 'title';

/** A word with what it is: legal forms, generic words, particles and numbers are folded to one spelling each. */
export interface FoldedWord {
  text: string;
  role: TokenRole;
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

let lastSerial = 0;

function nextSerial(): number {
  lastSerial = (lastSerial + 1) & 0x7fffffff;
  return lastSerial;
}

/** Stands before the source of a word that was written without vowels. */
const CONSONANTAL_MARK = '*';

/** A word of a name, ready for comparison. What takes work is done when first asked for. */
export class Token implements FoldedWord {
  /** What `tokenOfSource` makes this token of again. */
  readonly source: string;
  readonly text: string;
  readonly role: TokenRole;
  /** How much the word says of who it is, 0 to 1. */
  readonly weight: number;
  /** Written in a script without vowels: only consonants compare. */
  readonly consonantal: boolean;
  #korean: readonly (readonly Syllable[])[] | undefined;
  /** Tells tokens apart, for remembering what was found about two of them. */
  readonly serial: number = nextSerial();
  #consonants: string | undefined;
  #skeleton: string | undefined;
  #keys: readonly number[] | undefined;
  #sound: number | undefined;

  constructor(
    source: string,
    { text, role }: FoldedWord,
    known: { weight?: number; consonantal?: boolean; korean?: readonly (readonly Syllable[])[] } = {},
  ) {
    this.source = source;
    this.text = text;
    this.role = role;
    this.weight = known.weight ?? (role === 'name' && text.length < 3 ? SHORT_WEIGHT : WEIGHTS[role]);
    this.consonantal = known.consonantal ?? false;
    this.#korean = known.korean;
  }

  /** The ways in which the word is Korean; empty when it is not. */
  get korean(): readonly (readonly Syllable[])[] {
    this.#korean ??= this.role === 'name' ? latinReadings(this.text) : [];
    return this.#korean;
  }

  get consonants(): string {
    this.#consonants ??= consonantsOf(this.text);
    return this.#consonants;
  }

  /** Consonants that every spelling of the same Korean syllables shares. */
  get skeleton(): string {
    this.#skeleton ??= voiceless(this.consonants).replace(/^[aln]/, '');
    return this.#skeleton;
  }

  /** Hashes under which names that hold the word are filed. */
  get keys(): readonly number[] {
    this.#keys ??= wordKeys(this);
    return this.#keys;
  }

  /** A hash that is equal for spellings that waver in vowels and voicing. */
  get sound(): number {
    this.#sound ??= soundKey(this);
    return this.#sound;
  }
}

/** What a plain word is in names of a kind. */
export function roleOf(word: string, kind: NameKind): FoldedWord {
  return foldings[kind].get(word) ?? { text: word, role: /^\d+$/.test(word) ? 'number' : 'name' };
}

/** The token of a plain word. */
export function tokenOf(word: string, kind: NameKind): Token {
  const known = remembered[kind].get(word);
  if (known) return known;
  if (remembered[kind].size >= MOST_REMEMBERED) remembered[kind].clear();
  const token = new Token(word, roleOf(word, kind));
  remembered[kind].set(word, token);
  return token;
}

/** A word in Hangul, with its own syllables, or null for any other text. */
export function hangulToken(hangul: string): Token | null {
  const syllables = hangulSyllables(hangul);
  return (
    syllables && new Token(hangul, { text: anyAscii(hangul).toLowerCase(), role: 'name' }, { korean: [syllables] })
  );
}

/** The same word, known to be written without vowels. */
export function asConsonantal({ source, text, role }: Token): Token {
  return new Token(CONSONANTAL_MARK + source, { text, role }, { consonantal: role === 'name' });
}

/** The token of a `source`. */
export function tokenOfSource(source: string, kind: NameKind): Token {
  if (source.startsWith(CONSONANTAL_MARK)) return asConsonantal(tokenOf(source.slice(1), kind));
  return hangulToken(source) ?? tokenOf(source, kind);
}

/** Neighbouring words as one. */
export function joinTokens(run: readonly Token[]): Token {
  const weight = Math.max(...run.map((token) => token.weight));
  const text = run.map((token) => token.text).join('');
  return new Token(text, { text, role: 'name' }, { weight });
}

function fold(groups: Record<string, readonly string[]>, role: TokenRole): [string, FoldedWord][] {
  return Object.entries(groups).flatMap(([text, words]) =>
    words.map((word): [string, FoldedWord] => [word, { text, role }]),
  );
}

function unfolded(words: readonly string[], role: TokenRole): [string, FoldedWord][] {
  return words.map((word) => [word, { text: word, role }]);
}
