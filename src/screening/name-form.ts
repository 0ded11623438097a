import { japaneseReadings } from './japanese-name.ts';
import { type KoreanName, koreanNamesOfHan, koreanNamesOfHangul, koreanNamesOfLatin } from './korean-name.ts';
import { asConsonantal, type NameKind, type Token, tokenOf } from './name-token.ts';
import { plainText, type Script, scriptOf } from './normalise.ts';
import { spacedWords } from './organisation-lexicon.ts';
import { organisationTokens } from './organisation-tokens.ts';
import { MOST_WORDS } from './word-alignment.ts';

const HAN = /\p{Script=Han}/u;

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
  const forms = formsOf(raw, raw, 'whole', kind);
  if (brackets)
    forms.push(...formsOf(raw, brackets.outside, 'outside', kind), ...formsOf(raw, brackets.inside, 'inside', kind));
  return forms.filter((form) => form.tokens.length > 0);
}

function bracketed(raw: string): { outside: string; inside: string } | null {
  if (!/[)）]\s*$/.test(raw)) return null;
  const [, outside, inside] = /^([^()（）]+)[(（]([^()（）]{3,})[)）]\s*$/.exec(raw) ?? [];
  return outside && inside ? { outside, inside } : null;
}

function formsOf(raw: string, text: string, part: NamePart, kind: NameKind): NameForm[] {
  const script = scriptOf(text);
  const form = (tokens: Token[]): NameForm =>
    new NameForm({ raw, part, script, kind, tokens: tokens.slice(0, MOST_WORDS) });
  if (kind === 'person' && script === 'han')
    return [
      form(tokensOf(text, script, kind)),
      ...japaneseReadings(text).map((words) => form(words.map((word) => tokenOf(word, kind)))),
    ];
  if (kind !== 'organisation') return [form(tokensOf(text, script, kind))];
  const mandarin = organisationTokens(text, 'mandarin');
  return HAN.test(text) ? [form(mandarin), form(organisationTokens(text, 'korean'))] : [form(mandarin)];
}

function koreanNames({ text, script, tokens }: NameForm): KoreanName[] {
  if (script === 'hangul') return koreanNamesOfHangul(text.normalize('NFC').trim());
  if (script === 'han') return koreanNamesOfHan(text.normalize('NFKC').trim());
  if (script !== 'latin') return [];
  return koreanNamesOfLatin(tokens.filter(({ role }) => role !== 'title').map(({ source }) => source));
}

function tokensOf(text: string, script: Script, kind: NameKind): Token[] {
  const words = kind === 'person' ? plainText(text).split(' ').filter(Boolean) : spacedWords(text);
  const tokens = words.map((word) => tokenOf(word, kind));
  return script === 'consonantal' ? tokens.map(asConsonantal) : tokens;
}
