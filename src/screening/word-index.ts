import type { Sliced } from '../kernel/slices.ts';
import { KeyIndex, type KeyIndexArrays, KeyIndexBuilder } from './key-index.ts';
import type { NameColumns } from './name-columns.ts';
import { type NameKind, type Token, tokenOfSource } from './name-token.ts';
import { tokenLikeness } from './token-likeness.ts';
import { wordKeys } from './word-keys.ts';

/** Words of a collection's names, and the parties in whose names each stands. */
export interface WordIndexArrays {
  /** From the hashes of `wordKeys` to numbers of words. */
  keys: KeyIndexArrays;
  /** Where each word's parties begin in `parties`; one longer than there are words. */
  starts: Uint32Array;
  parties: Uint32Array;
  /** What each word weighs in names of a kind, in 255ths; nothing where it is none by which parties are found. */
  weights: Record<NameKind, Uint8Array>;
}

/** A word of the collection that may be the asker's. */
export interface LikeWord {
  word: number;
  likeness: number;
  /** How many parties bear it. */
  count: number;
}

/** Least likeness of a word that makes a party a candidate. */
const LEAST_LIKENESS = 0.6;
/** Words looked at for one of the asker's, and kept, the likeliest first. */
const MOST_LOOKED_AT = 6_000;
const MOST_KEPT = 120;

/** Files the words that `columns` hold. */
export function* indexWords(columns: NameColumns): Sliced<WordIndexArrays> {
  const keys = new KeyIndexBuilder();
  const words = columns.vocabularySize;
  const weights = { person: new Uint8Array(words), organisation: new Uint8Array(words), vessel: new Uint8Array(words) };
  for (let word = 0; word < words; word += 1) {
    const source = columns.source(word);
    const [person, organisation] = [tokenOfSource(source, 'person'), tokenOfSource(source, 'organisation')];
    for (const key of wordKeys(person)) keys.add(key, word);
    if (organisation.role !== person.role) for (const key of wordKeys(organisation)) keys.add(key, word);
    weights.person[word] = weightOf(person);
    weights.organisation[word] = weightOf(organisation);
    weights.vessel[word] = weightOf(tokenOfSource(source, 'vessel'));
    yield;
  }
  const keyed = yield* keys.finish();
  yield;
  return { keys: keyed, ...partiesOfWords(columns, words), weights };
}

/** False for words that stand in so many names that no party is looked for by them. */
export function findsParties({ role }: Token): boolean {
  return role !== 'stopword' && role !== 'title' && role !== 'particle';
}

function weightOf(token: Token): number {
  return findsParties(token) ? Math.round(token.weight * 255) : 0;
}

export class WordIndex {
  readonly arrays: WordIndexArrays;
  readonly #columns: NameColumns;
  readonly #keys: KeyIndex;
  /** Per word, the last round in which it was looked at. */
  readonly #seen: Uint8Array;
  #round = 0;

  constructor(arrays: WordIndexArrays, columns: NameColumns) {
    this.arrays = arrays;
    this.#columns = columns;
    this.#keys = new KeyIndex(arrays.keys);
    this.#seen = new Uint8Array(columns.vocabularySize);
  }

  /** The words that are the asker's or like it, likeliest first. */
  like(asked: Token, kind: NameKind): LikeWord[] {
    if (!findsParties(asked)) return [];
    const found: LikeWord[] = [];
    const seen = this.#seen;
    const round = this.#nextRound();
    let looked = 0;
    const { documents } = this.#keys.arrays;
    for (const key of asked.keys) {
      const { from, to } = this.#keys.find(key) ?? { from: 0, to: 0 };
      for (let at = from; at < to && looked < MOST_LOOKED_AT; at += 1) {
        const word = documents[at] ?? 0;
        if (seen[word] === round) continue;
        seen[word] = round;
        looked += 1;
        const likeness = tokenLikeness(asked, this.#columns.token(word, kind), kind);
        if (likeness >= LEAST_LIKENESS) found.push({ word, likeness, count: this.#count(word) });
      }
    }
    return found.sort((one, other) => other.likeness - one.likeness || other.count - one.count).slice(0, MOST_KEPT);
  }

  /** Parties in whose names a word stands as written, ascending. */
  bearing(source: string): Uint32Array {
    const { documents } = this.#keys.arrays;
    for (const kind of ['person', 'organisation'] as const) {
      const [key = 0] = wordKeys(tokenOfSource(source, kind));
      const { from, to } = this.#keys.find(key) ?? { from: 0, to: 0 };
      for (let at = from; at < to; at += 1) {
        const word = documents[at] ?? 0;
        if (this.#columns.source(word) === source)
          return this.arrays.parties.subarray(this.arrays.starts[word] ?? 0, this.arrays.starts[word + 1] ?? 0);
      }
    }
    return new Uint32Array(0);
  }

  #nextRound(): number {
    this.#round = (this.#round + 1) & 0xff;
    if (this.#round === 0) {
      this.#seen.fill(0);
      this.#round = 1;
    }
    return this.#round;
  }

  #count(word: number): number {
    return (this.arrays.starts[word + 1] ?? 0) - (this.arrays.starts[word] ?? 0);
  }
}

/** Turns the names' words about: from words to parties. A party in which a word stands twice counts once. */
function partiesOfWords({ arrays }: NameColumns, words: number): Pick<WordIndexArrays, 'starts' | 'parties'> {
  const { forms, starts: formStarts, words: borne } = arrays;
  const lastParty = new Int32Array(words).fill(-1);
  const starts = new Uint32Array(words + 1);
  const each = (take: (word: number, party: number) => void): void => {
    lastParty.fill(-1);
    for (let party = 0; party + 1 < forms.length; party += 1) {
      const end = formStarts[forms[party + 1] ?? 0] ?? 0;
      for (let at = formStarts[forms[party] ?? 0] ?? 0; at < end; at += 1) {
        const word = borne[at] ?? 0;
        if (lastParty[word] === party) continue;
        lastParty[word] = party;
        take(word, party);
      }
    }
  };
  each((word) => {
    starts[word + 1] = (starts[word + 1] ?? 0) + 1;
  });
  for (let word = 0; word < words; word += 1) starts[word + 1] = (starts[word + 1] ?? 0) + (starts[word] ?? 0);
  const places = starts.slice(0, words);
  const parties = new Uint32Array(starts[words] ?? 0);
  each((word, party) => {
    const place = places[word] ?? 0;
    parties[place] = party;
    places[word] = place + 1;
  });
  return { starts, parties };
}
