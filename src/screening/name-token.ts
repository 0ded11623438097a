import anyAscii from 'any-ascii';
import { readShippedJson } from '../kernel/shipped-data.ts';
import { hangulSyllables, latinReadings, type Syllable } from './korean-syllable.ts';
import { commonness } from './name-frequency.ts';
import { consonantsOf } from './normalise.ts';
import {
  type FoldedWord,
  meaningOf,
  organisationWord,
  type TokenRole,
  unspacedWord,
  vesselWords,
} from './organisation-lexicon.ts';
import { koreanSkeleton, soundKey, wordKeys } from './word-keys.ts';

/** What a name is compared as: words mean different things in the names of people, organisations and ships. */
export type NameKind = 'person' | 'organisation' | 'vessel';

/** Weights by role, from `docs/methods/screening.md`. */
const WEIGHTS: Record<TokenRole, number> = {
  name: 1,
  number: 0.9,
  telling: 0.7,
  place: 0.5,
  generic: 0.35,
  particle: 0.25,
  title: 0.12,
  form: 0.12,
  stopword: 0.06,
};
/** A name word of one or two letters. */
const SHORT_WEIGHT = 0.6;
/** What the commonest word of personal names loses of its weight. */
const COMMON_LOSS = 0.35;
const MOST_REMEMBERED = 200_000;

const person = readShippedJson<{ particles: Record<string, string[]>; titles: string[] }>(
  'screening/person-words.json',
);
const personWords: ReadonlyMap<string, FoldedWord> = new Map([
  ...Object.entries(person.particles).flatMap(([text, spellings]) =>
    spellings.map((word): [string, FoldedWord] => [word, { text, role: 'particle' }]),
  ),
  ...person.titles.map((text): [string, FoldedWord] => [text, { text, role: 'title' }]),
]);
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
  /** How common the word is in names of its kind, 0 to 1. */
  readonly common: number;
  /** Written in a script without vowels: only consonants compare. */
  readonly consonantal: boolean;
  /** Written in Hangul. */
  readonly isHangul: boolean;
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
    known: {
      weight?: number;
      common?: number;
      consonantal?: boolean;
      korean?: readonly (readonly Syllable[])[];
    } = {},
  ) {
    this.source = source;
    this.text = text;
    this.role = role;
    this.common = known.common ?? 0;
    const whole = role === 'name' && text.length < 3 ? SHORT_WEIGHT : WEIGHTS[role];
    this.weight = known.weight ?? whole * (1 - COMMON_LOSS * this.common);
    this.consonantal = known.consonantal ?? false;
    this.#korean = known.korean;
    this.isHangul = known.korean !== undefined;
  }

  /** What a name means where it is a word of another language too: `hyoksin` is `innovation`. */
  get meaning(): string | undefined {
    return this.role === 'name' ? meaningOf(this.text) : this.text;
  }

  /** The ways in which the word is Korean; empty when it is not. */
  get korean(): readonly (readonly Syllable[])[] {
    this.#korean ??= this.role === 'name' ? latinReadings(this.text) : [];
    return this.#korean;
  }

  /** As it sounds in Latin letters, even where the text says what it means. */
  get spelled(): string {
    return this.isHangul ? spelled(this.source) : this.text;
  }

  get consonants(): string {
    this.#consonants ??= consonantsOf(this.spelled);
    return this.#consonants;
  }

  /** Consonants that every spelling of the same Korean syllables shares. */
  get skeleton(): string {
    this.#skeleton ??= koreanSkeleton(this.spelled);
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
  if (kind === 'organisation') return organisationWord(word);
  const folded = (kind === 'person' ? personWords : vesselWords).get(word);
  return folded ?? { text: word, role: /^\d+$/.test(word) ? 'number' : 'name' };
}

/** The token of a plain word. */
export function tokenOf(word: string, kind: NameKind): Token {
  const known = remembered[kind].get(word);
  if (known) return known;
  if (remembered[kind].size >= MOST_REMEMBERED) remembered[kind].clear();
  const folded = roleOf(word, kind);
  const common = folded.role === 'name' ? commonness(word, kind) : 0;
  const token = new Token(word, folded, { common });
  remembered[kind].set(word, token);
  return token;
}

/** A word in Hangul, with its own syllables and what it means in an organisation's name; null for any other text. */
export function hangulToken(hangul: string): Token | null {
  const syllables = hangulSyllables(hangul);
  if (!syllables) return null;
  const [known, ...others] = unspacedWord(hangul) ?? [];
  const folded = known && others.length === 0 ? known : { text: spelled(hangul), role: 'name' as const };
  return new Token(hangul, folded, { korean: [syllables] });
}

function spelled(hangul: string): string {
  return anyAscii(hangul).toLowerCase();
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
  const hangul = run.map(({ source }) => source).join('');
  const syllables = hangulSyllables(hangul);
  if (syllables) return new Token(hangul, { text: spelled(hangul), role: 'name' }, { weight, korean: [syllables] });
  return new Token(text, { text, role: 'name' }, { weight });
}
