import { koreanReadings } from './korean-name.ts';
import { asConsonantal, hangulToken, type Token, tokenOf } from './name-token.ts';
import { comparedPart, plainText } from './normalise.ts';
import {
  arabicWord,
  type FoldedWord,
  formAtEnd,
  phraseAt,
  spacedWords,
  unspacedPieces,
} from './organisation-lexicon.ts';

/** How Han characters that are no known word are read: each list writes them as its own language does. */
export type HanReading = 'mandarin' | 'korean';

const UNSPACED = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu;
const ARABIC = /\p{Script=Arabic}/u;
const HAN = /^\p{Script=Han}+$/u;

/** The words of an organisation's name, those of one meaning folded to one spelling in whatever language they are. */
export function organisationTokens(text: string, reading: HanReading): Token[] {
  const composed = comparedPart(text).normalize('NFKC');
  const tokens: Token[] = [];
  let done = 0;
  for (const { 0: run, index } of composed.matchAll(UNSPACED)) {
    tokens.push(...spacedTokens(composed.slice(done, index)));
    for (const { text: piece, folded } of unspacedPieces(run)) tokens.push(...pieceTokens(piece, folded, reading));
    done = index + run.length;
  }
  return tokens.concat(spacedTokens(composed.slice(done)));
}

function spacedTokens(text: string): Token[] {
  if (ARABIC.test(text)) return text.split(/[^\p{L}\p{M}\p{N}]+/u).flatMap(arabicTokens);
  const words = spacedWords(text);
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const phrase = phraseAt(words, at);
    if (phrase) {
      tokens.push(...phrase.folded.map(tokenOfFolded));
      at += phrase.length;
      continue;
    }
    const word = words[at] ?? '';
    const atEnd = words.length > 1 && (at === 0 || at === words.length - 1);
    const form = atEnd ? formAtEnd(word) : undefined;
    tokens.push(form ? tokenOfFolded(form) : tokenOf(word, 'organisation'));
    at += 1;
  }
  return tokens;
}

/** A known word in Hangul keeps its syllables: in Latin letters it may be written as it sounds. */
function pieceTokens(piece: string, folded: readonly FoldedWord[] | null, reading: HanReading): Token[] {
  if (!folded) return unknownTokens(piece, reading);
  const hangul = folded.length === 1 ? hangulToken(piece) : null;
  return hangul ? [hangul] : folded.map(tokenOfFolded);
}

function unknownTokens(piece: string, reading: HanReading): Token[] {
  const korean = reading === 'korean' && HAN.test(piece) ? inHangul(piece) : piece;
  const token = korean && hangulToken(korean);
  if (token) return [token];
  const plain = plainText(piece).replaceAll(' ', '');
  return plain === '' ? [] : [tokenOf(plain, 'organisation')];
}

/** The characters by their commonest Korean readings, or null where one has none. */
function inHangul(piece: string): string | null {
  const readings = [...piece].map((character) => koreanReadings(character)[0]);
  return readings.every((one) => one !== undefined) ? readings.join('') : null;
}

function arabicTokens(word: string): Token[] {
  const folded = arabicWord(word);
  if (folded) return folded.map(tokenOfFolded);
  return spacedWords(word).map((plain) => asConsonantal(tokenOf(plain, 'organisation')));
}

function tokenOfFolded({ text }: FoldedWord): Token {
  return tokenOf(text, 'organisation');
}
