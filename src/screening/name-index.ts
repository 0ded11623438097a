import { isSurname, koreanKeys, koreanNamesOfHan, koreanNamesOfHangul, koreanNamesOfLatin } from './korean-name.ts';
import { nameForms } from './name-form.ts';
import { type NameKind, roleOf } from './name-token.ts';
import { consonantsOf, plainText, scriptOf } from './normalise.ts';

/** What is found by: a party's names and the comparable forms of its identifiers. */
export interface IndexedNames {
  kind: NameKind;
  names: readonly string[];
  identifiers: readonly string[];
}

/** Keys of a query that are looked up rarest first, until this many postings have been read. */
const MOST_POSTINGS = 40_000;
/** An equal identifier outweighs any name. */
const IDENTIFIER_WEIGHT = 100;
/** Documents under this share of the best are not candidates. */
const LEAST_SHARE = 0.12;

/**
 * An inverted index over the words, sounds and identifiers of parties, in memory. Finds who may be meant; whether it
 * is so is the score's business. Documents are numbered in the order given.
 */
export class NameIndex {
  readonly size: number;
  readonly #postings: number[][] = [];
  readonly #keys = new Map<string, number>();
  readonly #wordKeys = new Map<string, readonly number[]>();
  readonly #weights: Float64Array;

  constructor(documents: readonly IndexedNames[]) {
    this.size = documents.length;
    for (const [at, { kind, names, identifiers }] of documents.entries()) {
      for (const name of names) this.#addName(at, name, kind);
      for (const identifier of identifiers) this.#post(this.#keyId(`!${identifier}`), at);
    }
    this.#weights = new Float64Array(this.size);
  }

  /** Documents that may be meant, best first, at most `most`, those that `accept` takes. */
  candidates(query: IndexedNames, most: number, accept: (document: number) => boolean): number[] {
    const weights = this.#weights;
    const touched: number[] = [];
    let read = 0;
    for (const { weight, postings } of this.#lookUp(query)) {
      if (read > MOST_POSTINGS) break;
      read += postings.length;
      for (const document of postings) {
        const so = weights[document] ?? 0;
        if (so === 0) touched.push(document);
        weights[document] = so + weight;
      }
    }
    const best = touched.reduce((top, document) => Math.max(top, weights[document] ?? 0), 0);
    const likely = touched.filter((document) => (weights[document] ?? 0) >= best * LEAST_SHARE);
    likely.sort((one, other) => (weights[other] ?? 0) - (weights[one] ?? 0) || one - other);
    const chosen: number[] = [];
    for (const document of likely) {
      if (chosen.length >= most) break;
      if (accept(document)) chosen.push(document);
    }
    for (const document of touched) weights[document] = 0;
    return chosen;
  }

  /** Documents that hold every one of the words; null when there is no word to look for. */
  holdingAll(words: readonly string[]): number[] | null {
    const lists = words.map((word) => this.#postings[this.#keys.get(`=${word}`) ?? -1] ?? []);
    const [shortest, ...others] = lists.sort((one, other) => one.length - other.length);
    if (!shortest) return null;
    const sets = others.map((list) => new Set(list));
    return shortest.filter((document) => sets.every((set) => set.has(document)));
  }

  #lookUp({ kind, names, identifiers }: IndexedNames): { weight: number; postings: readonly number[] }[] {
    const found = new Map<number, number>();
    for (const identifier of identifiers) {
      const id = this.#keys.get(`!${identifier}`);
      if (id !== undefined) found.set(id, IDENTIFIER_WEIGHT);
    }
    for (const name of names) {
      for (const key of nameKeys(name, kind)) {
        const id = this.#keys.get(key);
        if (id !== undefined && !found.has(id)) found.set(id, 1);
      }
    }
    return [...found]
      .map(([id, factor]) => {
        const postings = this.#postings[id] ?? [];
        return { postings, weight: factor * Math.log(1 + this.size / Math.max(postings.length, 1)) };
      })
      .sort((one, other) => one.postings.length - other.postings.length);
  }

  #addName(document: number, name: string, kind: NameKind): void {
    const script = scriptOf(name);
    if (script !== 'latin' && script !== 'other') {
      for (const key of nameKeys(name, kind)) this.#post(this.#keyId(key), document);
      return;
    }
    const words = plainText(name).split(' ');
    for (const word of words) for (const id of this.#keysOfWord(word, kind)) this.#post(id, document);
    for (const key of wholeKeys(words, kind)) this.#post(this.#keyId(key), document);
  }

  #keysOfWord(word: string, kind: NameKind): readonly number[] {
    const memory = `${kind[0]}${word}`;
    const known = this.#wordKeys.get(memory);
    if (known) return known;
    const ids = wordKeys(word, kind).map((key) => this.#keyId(key));
    this.#wordKeys.set(memory, ids);
    return ids;
  }

  #keyId(key: string): number {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    this.#keys.set(key, this.#postings.length);
    return this.#postings.push([]) - 1;
  }

  #post(id: number, document: number): void {
    const postings = this.#postings[id];
    if (postings && postings[postings.length - 1] !== document) postings.push(document);
  }
}

/** Every key under which a name is filed. */
function nameKeys(name: string, kind: NameKind): string[] {
  const script = scriptOf(name);
  if (script === 'hangul' && kind === 'person') {
    const korean = koreanNamesOfHangul(name.normalize('NFC').trim()).flatMap(koreanKeys);
    if (korean.length > 0) return [...korean, `=${plainText(name).replaceAll(' ', '')}`];
  }
  if (script === 'hangul') return hangulOrganisationKeys(name, kind);
  const words = plainText(name).split(' ');
  const keys = [...words.flatMap((word) => wordKeys(word, kind)), ...wholeKeys(words, kind)];
  if (script === 'han' && kind === 'person')
    keys.push(...koreanNamesOfHan(name.normalize('NFKC').trim()).flatMap(koreanKeys));
  // An Arabic article is written as the first letter of its word.
  if (script === 'consonantal')
    keys.push(...words.filter((word) => /^l..../.test(word)).flatMap((word) => wordKeys(word.slice(1), kind)));
  return keys;
}

function hangulOrganisationKeys(name: string, kind: NameKind): string[] {
  const words = nameForms(name, kind).flatMap((form) => form.tokens.map(({ text }) => text));
  return [...new Set(words)].flatMap((word) => wordKeys(word, kind));
}

/** The word itself, its consonants with voicing folded, and its ends: one typing error spares one of them. */
function wordKeys(word: string, kind: NameKind): string[] {
  if (word === '') return [];
  const { text, role } = roleOf(word, kind);
  if (role === 'stopword' || role === 'title' || role === 'particle') return [];
  if (role !== 'name') return text === word ? [`=${text}`] : [`=${word}`, `=${text}`];
  const keys = [`=${word}`];
  const consonants = voiceless(consonantsOf(word));
  if (consonants.length > 1) keys.push(`%${consonants}`);
  const end = word.length > 5 ? 4 : 3;
  if (word.length > 3) keys.push(`<${word.slice(0, end)}`, `>${word.slice(-end)}`);
  return keys;
}

/** Keys of the name as a whole: its letters without spaces, and its syllables where it is a Korean person's. */
function wholeKeys(words: readonly string[], kind: NameKind): string[] {
  if (words.length < 2) return [];
  const keys = [`=${words.join('')}`];
  const korean = kind === 'person' && (isSurname(words[0] ?? '') || isSurname(words[words.length - 1] ?? ''));
  return korean ? keys.concat(koreanNamesOfLatin(words).flatMap(koreanKeys)) : keys;
}

function voiceless(consonants: string): string {
  return consonants
    .replace(/g/g, 'k')
    .replace(/d/g, 't')
    .replace(/[bv]/g, 'p')
    .replace(/[jCz]/g, 'c')
    .replace(/S/g, 's')
    .replace(/r/g, 'l')
    .replace(/(.)\1+/g, '$1');
}
