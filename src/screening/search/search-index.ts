import { type Sliced, slicedMap } from '../../kernel/slices.ts';
import { findSchema } from '../../parties/schema.ts';
import { plainText } from '../normalise.ts';
import type { Party } from '../party.ts';
import { letterMask, mayBeWithin, wordTest } from './word-test.ts';

/** Told of a party that holds a word, whether one of its names does, and how rare the word is. */
export type OnHit = (party: number, inName: boolean, rarity: number) => void;

/** A word longer than this is no word: data in a text. */
const LONGEST_WORD = 80;
/** Texts are folded in pieces of this length, since longer ones are cut when folded. */
const PIECE = 400;
const NOBODY = new Uint32Array(0);

/** Which parties hold a word anywhere: words are folded as names are, so that `Chŏl`, `chol` and `CHOL` are one. */
interface SearchArrays {
  /** Every word, in order. */
  words: readonly string[];
  /** For each word, which letters are in it. */
  masks: Uint32Array;
  /** For each word, twice the numbers of its parties, and one more where a name holds it. */
  postings: readonly Uint32Array[];
}

export class SearchIndex {
  readonly size: number;
  readonly #words: readonly string[];
  readonly #masks: Uint32Array;
  readonly #postings: readonly Uint32Array[];

  constructor(size: number, { words, masks, postings }: SearchArrays) {
    this.size = size;
    this.#words = words;
    this.#masks = masks;
    this.#postings = postings;
  }

  /** Indexes every word of the parties, with pauses. */
  static *of(parties: readonly Party[]): Sliced<SearchIndex> {
    const held = new Map<string, number[]>();
    for (const [number, party] of parties.entries()) {
      eachWord(party, (word, inName) => post(held, word, number * 2 + (inName ? 1 : 0)));
      yield;
    }
    const words = yield* sorted(held.keys());
    const masks = Uint32Array.from(yield* slicedMap(words, letterMask));
    const postings = yield* slicedMap(words, (word) => Uint32Array.from(held.get(word) ?? []));
    return new SearchIndex(parties.length, { words, masks, postings });
  }

  /** Calls `each` with the parties that hold a word like this: `*` and `?` stand for letters, `edits` letters may differ. */
  eachHolding(word: string, edits: number, each: OnHit): void {
    for (const at of this.#like(word, edits)) {
      const postings = this.#postings[at] ?? NOBODY;
      const rarity = Math.log(1 + this.size / postings.length);
      for (const posting of postings) each(posting >>> 1, (posting & 1) === 1, rarity);
    }
  }

  #like(word: string, edits: number): number[] {
    const wild = word.search(/[*?]/);
    if (wild < 0 && edits === 0) {
      const at = this.#from(word);
      return this.#words[at] === word ? [at] : [];
    }
    const like = wordTest(word, edits);
    const mask = letterMask(word);
    const start = wild > 0 ? word.slice(0, wild) : '';
    const found: number[] = [];
    for (let at = this.#from(start); at < this.#words.length; at += 1) {
      const known = this.#words[at] ?? '';
      if (!known.startsWith(start)) break;
      if (wild < 0 && !mayBeWithin(edits, mask, this.#masks[at] ?? 0)) continue;
      if (like(known)) found.push(at);
    }
    return found;
  }

  /** The place of the first word that is not before this one. */
  #from(word: string): number {
    let [low, high] = [0, this.#words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#words[middle] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The words in order: sorted by their first letters, then each letter's by itself, with pauses. */
function* sorted(words: Iterable<string>): Sliced<string[]> {
  const byLetter = new Map<string, string[]>();
  for (const word of words) {
    const [letter = ''] = word;
    const held = byLetter.get(letter);
    if (held) held.push(word);
    else byLetter.set(letter, [word]);
    yield;
  }
  const inOrder = yield* slicedMap([...byLetter.keys()].sort(), (letter) => byLetter.get(letter)?.sort() ?? []);
  return inOrder.flat();
}

/** The words of a value, folded as the index folds them. */
export function wordsOfValue(value: string): string[] {
  const words: string[] = [];
  for (let rest = value; rest !== ''; ) {
    const cut = rest.length > PIECE ? Math.max(rest.lastIndexOf(' ', PIECE), 0) || PIECE : rest.length;
    const plain = plainText(rest.slice(0, cut));
    if (plain !== '') words.push(...plain.split(' '));
    rest = rest.slice(cut);
  }
  return words;
}

function eachWord({ subject, members }: Party, each: (word: string, inName: boolean) => void): void {
  const types = findSchema(subject.schema)?.properties;
  for (const [property, values] of Object.entries(subject.properties)) {
    const inName = types?.get(property) === 'name';
    for (const value of values)
      for (const word of wordsOfValue(value)) if (word.length <= LONGEST_WORD) each(word, inName);
  }
  for (const { id } of members) for (const word of wordsOfValue(id)) each(word, false);
}

/** Files a posting once a party; a name among the places makes it a name's. */
function post(postings: Map<string, number[]>, word: string, posting: number): void {
  const held = postings.get(word);
  if (!held) {
    postings.set(word, [posting]);
    return;
  }
  const last = held[held.length - 1] ?? 0;
  if (last >>> 1 !== posting >>> 1) held.push(posting);
  else if (posting > last) held[held.length - 1] = posting;
}
