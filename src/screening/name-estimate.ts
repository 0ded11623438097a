import type { NameColumnArrays } from './name-columns.ts';
import type { NameForm } from './name-form.ts';
import type { NameKind } from './name-token.ts';
import { findsParties, type LikeWord, type WordIndexArrays } from './word-index.ts';

/** A word of the collection that is like one of the asker's; more of them where it is like several. */
interface LikePlace {
  /** Place of the asker's word among all of them. */
  asked: number;
  likeness: number;
  next: LikePlace | undefined;
}

/** The names of a question, and the words of the collection that are like each of theirs, by its text. */
export interface AskedNames {
  forms: readonly NameForm[];
  kind: NameKind;
  like: ReadonlyMap<string, readonly LikeWord[]>;
}

interface AskedForm {
  /** Places of its words. */
  words: number[];
  weight: number;
}

/** As in `name-score.ts`, where what is missing costs least. */
const MISSING_IN_CANDIDATE = 0.8;
const MISSING_IN_QUERY = 0.45;
const CONTRADICTION = 1.2;

/**
 * How like a party's names may be to a question's, judged by which of its words are like the asker's: what the full
 * comparison would say if it found the same words alike and nothing else spoke against it.
 */
export class NameEstimate {
  readonly #names: NameColumnArrays;
  readonly #weightsOf: Record<NameKind, Uint8Array>;
  /** Per word of the vocabulary, from 1, what it is like; between questions all zero. */
  readonly #places: Uint32Array;
  readonly #likePlaces: LikePlace[] = [];
  readonly #marked: number[] = [];
  readonly #forms: AskedForm[] = [];
  /** Of each of the asker's words: its weight, and the likeness and weight of what was found for it. */
  readonly #weights: number[] = [];
  readonly #likeness: number[] = [];
  readonly #found: number[] = [];
  #kind: NameKind = 'organisation';

  constructor(names: NameColumnArrays, words: WordIndexArrays) {
    this.#names = names;
    this.#weightsOf = words.weights;
    this.#places = new Uint32Array(words.weights.person.length);
  }

  prepare({ forms, kind, like }: AskedNames): void {
    this.#clear();
    this.#kind = kind;
    const places = new Map([...like.keys()].map((text, place) => [text, place]));
    for (const [text, words] of like) for (const found of words) this.#mark(found, places.get(text) ?? 0);
    for (const list of [this.#weights, this.#likeness, this.#found]) for (const _ of places) list.push(0);
    for (const { tokens } of forms) {
      const telling = tokens.filter(findsParties);
      const words = telling.flatMap(({ text, weight }) => {
        const place = places.get(text);
        if (place !== undefined) this.#weights[place] = weight;
        return place ?? [];
      });
      this.#forms.push({ words, weight: telling.reduce((sum, { weight }) => sum + weight, 0) });
    }
  }

  /** The likeness that the likest name of a party may have, 0 to 1. */
  of(party: number): number {
    const { forms, starts } = this.#names;
    let best = 0;
    const end = forms[party + 1] ?? 0;
    for (let form = forms[party] ?? 0; form < end; form += 1)
      best = Math.max(best, this.#ofName(starts[form] ?? 0, starts[form + 1] ?? 0));
    return best;
  }

  #ofName(from: number, to: number): number {
    const { words } = this.#names;
    const [likeness, found, candidateWeights] = [this.#likeness, this.#found, this.#weightsOf[this.#kind]];
    likeness.fill(0);
    let [left, met] = [0, false];
    for (let at = from; at < to; at += 1) {
      const word = words[at] ?? 0;
      const weight = (candidateWeights[word] ?? 0) / 255;
      let place = this.#likePlaces[(this.#places[word] ?? 0) - 1];
      if (!place) left += weight;
      for (; place; place = place.next) {
        met = true;
        if (place.likeness <= (likeness[place.asked] ?? 0)) continue;
        likeness[place.asked] = place.likeness;
        found[place.asked] = weight;
      }
    }
    if (!met) return 0;
    let best = 0;
    for (const form of this.#forms) best = Math.max(best, this.#weigh(form, left));
    return best;
  }

  /** See `weigh()` in `name-score.ts`. */
  #weigh({ words, weight }: AskedForm, right: number): number {
    let [shared, whole, left] = [0, 0, weight];
    for (const place of words) {
      const likeness = this.#likeness[place] ?? 0;
      if (likeness === 0) continue;
      const own = this.#weights[place] ?? 0;
      const both = own + (this.#found[place] ?? 0);
      shared += both * likeness;
      whole += both;
      left -= own;
    }
    if (whole === 0) return 0;
    const against = Math.min(left, right);
    const rest =
      2 * CONTRADICTION * against + MISSING_IN_CANDIDATE * (left - against) + MISSING_IN_QUERY * (right - against);
    return shared / (whole + rest);
  }

  #mark({ word, likeness }: LikeWord, asked: number): void {
    const next = this.#likePlaces[(this.#places[word] ?? 0) - 1];
    if (!next) this.#marked.push(word);
    this.#places[word] = this.#likePlaces.push({ asked, likeness, next });
  }

  #clear(): void {
    for (const word of this.#marked) this.#places[word] = 0;
    for (const list of [this.#marked, this.#likePlaces, this.#forms, this.#weights, this.#likeness, this.#found])
      list.length = 0;
  }
}
