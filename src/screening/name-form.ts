import { readShippedJson } from '../kernel/shipped-data.ts';
import { type KoreanName, koreanNamesOfHan, koreanNamesOfHangul, koreanNamesOfLatin } from './korean-name.ts';
import { asConsonantal, hangulToken, type NameKind, type Token, tokenOf } from './name-token.ts';
import { plainText, type Script, scriptOf } from './normalise.ts';
import { MOST_WORDS } from './word-alignment.ts';

export type NamePart = 'whole' | 'outside' | 'inside';

/** What of a name is known without taking it apart. */
export interface NameFormParts {
  /** As the list or the asker wrote it. */
  raw: string;
  /** The whole name, or what stands outside or inside its brackets. */
  part: NamePart;
  script: Script;
  kind: NameKind;
  tokens: readonly Token[];
}

/** One name as it is compared. What takes work is done when first asked for. */
export class NameForm implements NameFormParts {
  readonly raw: string;
  readonly part: NamePart;
  readonly script: Script;
  readonly kind: NameKind;
  readonly tokens: readonly Token[];
  #plain: string | undefined;
  #joined: string | undefined;
  #korean: readonly KoreanName[] | undefined;

  constructor({ raw, part, script, kind, tokens }: NameFormParts) {
    this.raw = raw;
    this.part = part;
    this.script = script;
    this.kind = kind;
    this.tokens = tokens;
  }

  /** The part's text, as written. */
  get text(): string {
    return this.part === 'whole' ? this.raw : (bracketed(this.raw)?.[this.part] ?? this.raw);
  }

  /** Lower-case ASCII words. */
  get plain(): string {
    this.#plain ??= plainText(this.text);
    return this.#plain;
  }

  /** The words without spaces. */
  get joined(): string {
    this.#joined ??= this.tokens.map(({ source, text, consonantal }) => (consonantal ? text : source)).join('');
    return this.#joined;
  }

  /** The ways in which it is a Korean personal name. */
  get korean(): readonly KoreanName[] {
    this.#korean ??= this.kind === 'person' ? koreanNames(this) : [];
    return this.#korean;
  }
}

const { words } = readShippedJson<{ words: Record<string, string> }>('screening/korean-words.json');
const longestWord = Math.max(...Object.keys(words).map((word) => word.length));

/** True when two names are literally equal once case, accents and punctuation are folded. */
export function samePlain(one: NameForm, other: NameForm): boolean {
  const { tokens } = one;
  if (tokens.length !== other.tokens.length) return false;
  for (let at = 0; at < tokens.length; at += 1)
    if (tokens[at] !== other.tokens[at] && tokens[at]?.source !== other.tokens[at]?.source) return false;
  return one.plain === other.plain;
}

/**
 * A name as it is compared, and what stands in brackets in it as a name of its own: `Daedong Credit Bank (DCB)`.
 * Empty when nothing but punctuation is left.
 */
export function nameForms(raw: string, kind: NameKind): NameForm[] {
  const brackets = bracketed(raw);
  const forms = [formOf(raw, raw, 'whole', kind)];
  if (brackets)
    forms.push(formOf(raw, brackets.outside, 'outside', kind), formOf(raw, brackets.inside, 'inside', kind));
  return forms.filter((form) => form.tokens.length > 0);
}

function bracketed(raw: string): { outside: string; inside: string } | null {
  if (!/[)）]\s*$/.test(raw)) return null;
  const [, outside, inside] = /^([^()（）]+)[(（]([^()（）]{3,})[)）]\s*$/.exec(raw) ?? [];
  return outside && inside ? { outside, inside } : null;
}

function formOf(raw: string, text: string, part: NamePart, kind: NameKind): NameForm {
  const script = scriptOf(text);
  return new NameForm({ raw, part, script, kind, tokens: tokensOf(text, script, kind).slice(0, MOST_WORDS) });
}

function koreanNames({ text, script, tokens }: NameForm): KoreanName[] {
  if (script === 'hangul') return koreanNamesOfHangul(text.normalize('NFC').trim());
  if (script === 'han') return koreanNamesOfHan(text.normalize('NFKC').trim());
  if (script !== 'latin') return [];
  return koreanNamesOfLatin(tokens.filter(({ role }) => role !== 'title').map(({ source }) => source));
}

function tokensOf(text: string, script: Script, kind: NameKind): Token[] {
  if (script === 'hangul' && kind !== 'person') return koreanWords(text.normalize('NFC'), kind);
  const plain = plainText(text);
  const spaced = kind === 'person' ? plain : plain.replace(/\b([a-z]) (?=[a-z]\b)/g, '$1');
  const tokens = spaced.split(' ').flatMap((word) => (word === '' ? [] : tokenOf(word, kind)));
  return script === 'consonantal' ? tokens.map(asConsonantal) : tokens;
}

/** Parts a Korean organisation's name into words with an English equivalent and the syllables between them. */
function koreanWords(text: string, kind: NameKind): Token[] {
  const tokens: Token[] = [];
  let unknown = '';
  const flush = (): void => {
    const token = hangulToken(unknown);
    if (token) tokens.push(token);
    else
      tokens.push(
        ...plainText(unknown)
          .split(' ')
          .filter(Boolean)
          .map((word) => tokenOf(word, kind)),
      );
    unknown = '';
  };
  for (let at = 0; at < text.length; ) {
    const known = longestKnown(text, at);
    if (known === '' && !/[\s(),.·-]/.test(text[at] ?? '')) {
      unknown += text[at];
      at += 1;
      continue;
    }
    if (unknown !== '') flush();
    tokens.push(
      ...(words[known] ?? '')
        .split(' ')
        .filter(Boolean)
        .map((word) => tokenOf(word, kind)),
    );
    at += Math.max(known.length, 1);
  }
  if (unknown !== '') flush();
  return tokens;
}

/** The longest known word at a place. One syllable counts only at the end of the name: 국, 부, 성. */
function longestKnown(text: string, at: number): string {
  for (let size = Math.min(longestWord, text.length - at); size > 0; size -= 1) {
    const word = text.slice(at, at + size);
    if (word in words && (size > 1 || at + size === text.length)) return word;
  }
  return '';
}
