import anyAscii from 'any-ascii';
import { readShippedJson } from '../kernel/shipped-data.ts';
import { type KoreanName, koreanNamesOfHan, koreanNamesOfHangul, koreanNamesOfLatin } from './korean-name.ts';
import { hangulSyllables } from './korean-syllable.ts';
import { asConsonantal, hangulToken, type NameKind, type Token, tokenOf } from './name-token.ts';
import { plainText, type Script, scriptOf } from './normalise.ts';

/** A name made ready for comparison. */
export interface NameForm {
  /** As the list or the asker wrote it. */
  raw: string;
  /** The whole name, or what stands outside or inside its brackets. */
  part: 'whole' | 'outside' | 'inside';
  plain: string;
  /** The plain text without spaces. */
  joined: string;
  script: Script;
  tokens: readonly Token[];
  /** The ways in which it is a Korean personal name. */
  korean: readonly KoreanName[];
}

const { words } = readShippedJson<{ words: Record<string, string> }>('screening/korean-words.json');
const longestWord = Math.max(...Object.keys(words).map((word) => word.length));
const MOST_TOKENS = 20;

/**
 * A name as it is compared, and what stands in brackets in it as a name of its own: `Daedong Credit Bank (DCB)`.
 * Empty when nothing but punctuation is left.
 */
export function nameForms(raw: string, kind: NameKind): NameForm[] {
  const brackets = /^([^()（）]+)[(（]([^()（）]{3,})[)）]\s*$/.exec(raw);
  const forms = [formOf(raw, raw, 'whole', kind)];
  if (brackets)
    forms.push(formOf(raw, brackets[1] ?? '', 'outside', kind), formOf(raw, brackets[2] ?? '', 'inside', kind));
  return forms.filter((form) => form.joined !== '');
}

function formOf(raw: string, text: string, part: NameForm['part'], kind: NameKind): NameForm {
  const script = scriptOf(text);
  const plain = plainText(text);
  return {
    raw,
    part,
    plain,
    joined: plain.replaceAll(' ', ''),
    script,
    tokens: tokensOf(text, plain, script, kind).slice(0, MOST_TOKENS),
    korean: kind === 'person' ? koreanNames(text, plain, script) : [],
  };
}

function koreanNames(text: string, plain: string, script: Script): KoreanName[] {
  if (script === 'hangul') return koreanNamesOfHangul(text.normalize('NFC').trim());
  if (script === 'han') return koreanNamesOfHan(text.normalize('NFKC').trim());
  if (script !== 'latin') return [];
  return koreanNamesOfLatin(plain.split(' ').filter((word) => tokenOf(word, 'person').role !== 'title'));
}

function tokensOf(text: string, plain: string, script: Script, kind: NameKind): Token[] {
  if (script === 'hangul' && kind !== 'person') return koreanWords(text.normalize('NFC'), kind);
  const spaced = kind === 'person' ? plain : plain.replace(/\b([a-z]) (?=[a-z]\b)/g, '$1');
  const tokens = spaced.split(' ').flatMap((word) => (word === '' ? [] : tokenOf(word, kind)));
  return script === 'consonantal' ? tokens.map(asConsonantal) : tokens;
}

/** Parts a Korean organisation's name into words with an English equivalent and the syllables between them. */
function koreanWords(text: string, kind: NameKind): Token[] {
  const tokens: Token[] = [];
  let unknown = '';
  const flush = (): void => {
    const syllables = hangulSyllables(unknown);
    if (syllables) tokens.push(hangulToken(anyAscii(unknown).toLowerCase(), syllables));
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
