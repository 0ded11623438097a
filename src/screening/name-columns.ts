import { NameForm, type NamePart, nameForms } from './name-form.ts';
import { type NameKind, type Token, tokenOfSource } from './name-token.ts';
import type { Script } from './normalise.ts';
import { TextPool, type TextPoolArrays, TextPoolBuilder } from './text-pool.ts';

const SCRIPTS: readonly Script[] = ['latin', 'hangul', 'han', 'consonantal', 'other'];
const PARTS: readonly NamePart[] = ['whole', 'outside', 'inside'];
const KINDS: readonly NameKind[] = ['person', 'organisation', 'vessel'];
const WEAK = 1 << 7;

/** The names of many parties, taken apart once: words are numbers, everything is an array. */
export interface NameColumnArrays {
  /** Where each party's forms begin; one longer than there are parties. */
  forms: Uint32Array;
  /** Where each form's words begin in `words`; one longer than there are forms. */
  starts: Uint32Array;
  /** Numbers of words in `vocabulary`. */
  words: Uint32Array;
  /** Per form: script in bits 0 to 2, part in 3 and 4, kind in 5 and 6, weak alias in 7. */
  flags: Uint8Array;
  /** Per form, the name as it was written. */
  raw: TextPoolArrays;
  /** The words' sources, no word twice. */
  vocabulary: TextPoolArrays;
}

/** The names of one party: strong ones and weak aliases. */
export interface PartyNames {
  kind: NameKind;
  names: readonly string[];
  weak: readonly string[];
}

export class NameColumnsBuilder {
  readonly #forms: number[] = [0];
  readonly #starts: number[] = [0];
  readonly #words: number[] = [];
  readonly #flags: number[] = [];
  readonly #raw = new TextPoolBuilder();
  readonly #vocabulary = new TextPoolBuilder();
  readonly #numbers = new Map<string, number>();

  /** Adds the next party and returns its forms. */
  add({ kind, names, weak }: PartyNames): NameForm[] {
    const strong = distinct(names.flatMap((name) => nameForms(name, kind)));
    const others = distinct(weak.flatMap((name) => nameForms(name, kind)));
    for (const form of strong) this.#push(form, 0);
    for (const form of others) this.#push(form, WEAK);
    this.#forms.push(this.#flags.length);
    return strong.concat(others);
  }

  finish(): NameColumnArrays {
    return {
      forms: new Uint32Array(this.#forms),
      starts: new Uint32Array(this.#starts),
      words: new Uint32Array(this.#words),
      flags: new Uint8Array(this.#flags),
      raw: this.#raw.finish(),
      vocabulary: this.#vocabulary.finish(),
    };
  }

  #push({ script, part, kind, raw, tokens }: NameForm, weak: number): void {
    this.#flags.push(SCRIPTS.indexOf(script) | (PARTS.indexOf(part) << 3) | (KINDS.indexOf(kind) << 5) | weak);
    this.#raw.add(raw);
    for (const { source } of tokens) this.#words.push(this.#numberOf(source));
    this.#starts.push(this.#words.length);
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#vocabulary.add(word);
    this.#numbers.set(word, number);
    return number;
  }
}

/** Forms that compare alike but once: several lists write one name in several cases and with other commas. */
function distinct(forms: NameForm[]): NameForm[] {
  if (forms.length < 2) return forms;
  const seen = new Set<string>();
  return forms.filter(({ script, part, raw, tokens }) => {
    const words = tokens.map(({ source }) => source).join(' ');
    const key = `${script} ${part} ${words} ${script === 'latin' ? '' : raw}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Reads the names of a party back, as they were taken apart. */
export class NameColumns {
  readonly arrays: NameColumnArrays;
  readonly #raw: TextPool;
  readonly #vocabulary: TextPool;
  readonly #tokens: Partial<Record<NameKind, (Token | undefined)[]>> = {};

  constructor(arrays: NameColumnArrays) {
    this.arrays = arrays;
    this.#raw = new TextPool(arrays.raw);
    this.#vocabulary = new TextPool(arrays.vocabulary);
  }

  /** A party's names in the kind under which they were filed. */
  namesOf(party: number): { strong: NameForm[]; weak: NameForm[] } {
    const strong: NameForm[] = [];
    const weak: NameForm[] = [];
    const { forms, flags } = this.arrays;
    const end = forms[party + 1] ?? 0;
    for (let at = forms[party] ?? 0; at < end; at += 1)
      ((flags[at] ?? 0) & WEAK ? weak : strong).push(this.#form(at, flags[at] ?? 0));
    return { strong, weak };
  }

  #form(at: number, flags: number): NameForm {
    const kind = KINDS[(flags >> 5) & 3] ?? 'organisation';
    const { starts, words } = this.arrays;
    const tokens: Token[] = [];
    for (let word = starts[at] ?? 0; word < (starts[at + 1] ?? 0); word += 1)
      tokens.push(this.token(words[word] ?? 0, kind));
    return new NameForm({
      raw: this.#raw.at(at),
      part: PARTS[(flags >> 3) & 3] ?? 'whole',
      script: SCRIPTS[flags & 7] ?? 'other',
      kind,
      tokens,
    });
  }

  /** A word of the vocabulary as a word in names of a kind. */
  token(number: number, kind: NameKind): Token {
    // Of full length from the start: an array with holes is a slow table.
    this.#tokens[kind] ??= new Array<Token | undefined>(this.vocabularySize).fill(undefined);
    const tokens = this.#tokens[kind];
    const known = tokens[number];
    if (known) return known;
    const token = tokenOfSource(this.#vocabulary.at(number), kind);
    tokens[number] = token;
    return token;
  }

  /** A word of the vocabulary, as `tokenOfSource` takes it. */
  source(number: number): string {
    return this.#vocabulary.at(number);
  }

  get vocabularySize(): number {
    return this.#vocabulary.length;
  }
}
