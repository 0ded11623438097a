import { readShippedJson } from '../kernel/shipped-data.ts';
import { commonness } from './name-frequency.ts';
import { plainText } from './normalise.ts';

/** What a word of an organisation's name is: every word of one concept is folded to one spelling, whatever its language. */
export interface FoldedWord {
  text: string;
  role: TokenRole;
}

/**
 * `name` tells who it is; `telling` names a trade, `place` a country or town, `generic` stands in the names of many,
 * `form` says what kind of body it is.
 */
export type TokenRole =
  | 'name'
  | 'telling'
  | 'place'
  | 'number'
  | 'form'
  | 'generic'
  | 'stopword'
  | 'particle'
  | 'title';

interface Phrase {
  words: string[];
  folded: readonly FoldedWord[];
}

interface ConceptRow {
  id: string;
  weight: 'form' | 'generic' | 'telling' | 'place';
  en?: string[];
  [language: string]: string | string[] | undefined;
}

const base = readShippedJson<{
  forms: Record<string, string[]>;
  generic: Record<string, string[]>;
  stopwords: string[];
  vesselPrefixes: string[];
  numbers: Record<string, string>;
}>('screening/organisation-words.json');
const concepts = readShippedJson<ConceptRow[]>('screening/company-words.json');
const legalForms = readShippedJson<Record<string, string[]>>('screening/legal-forms.json');
const { words: koreanCompounds } = readShippedJson<{ words: Record<string, string> }>('screening/korean-words.json');

/** Languages whose words are written without spaces, so that they are looked for inside a name. */
const UNSPACED = ['ko', 'zh', 'ja'];
/** What each class of legal form is folded to. */
const FORM_TEXTS: Record<string, string> = {
  llc: 'limited',
  ltd: 'limited',
  jsc: 'joint-stock',
  corp: 'corporation',
};
/** Shorter legal forms are words of names as well: `as`, `sa`, `pt`. They count at the ends of a name only. */
const SHORTEST_FORM = 4;

const words = new Map<string, FoldedWord>();
const phrases = new Map<string, Phrase[]>();
/** Words of other languages in Latin letters, which are names as often, with what they mean. */
const meanings = new Map<string, string>();
const arabic = new Map<string, readonly FoldedWord[]>();
const endForms = new Map<string, FoldedWord>();
const unspaced = new Map<string, readonly FoldedWord[]>();

for (const [text, spellings] of Object.entries(base.generic)) foldAll(spellings, [{ text, role: 'generic' }]);
for (const [text, spellings] of Object.entries(base.forms)) foldAll(spellings, [{ text, role: 'form' }]);
for (const text of base.stopwords) words.set(text, { text, role: 'stopword' });
for (const [word, text] of Object.entries(base.numbers)) words.set(word, { text, role: 'number' });
for (const row of concepts) addConcept(row);
for (const [name, spellings] of Object.entries(legalForms)) addLegalForms(name, spellings);
for (const [word, english] of Object.entries(koreanCompounds))
  unspaced.set(word, english.split(' ').map(organisationWord));
// A folding can be looked up by its own text.
for (const folded of [
  ...words.values(),
  ...endForms.values(),
  ...[...phrases.values()].flat().flatMap((phrase) => phrase.folded),
  ...[...unspaced.values(), ...arabic.values()].flat(),
])
  if (!words.has(folded.text)) words.set(folded.text, folded);
const longestUnspaced = Math.max(...[...unspaced.keys()].map((word) => word.length));
for (const list of phrases.values()) list.sort((one, other) => other.words.length - one.words.length);
/** For a phrase whose first word may be mistyped. */
const bySecondWord = new Map<string, Phrase[]>();
for (const phrase of [...phrases.values()].flat()) {
  const second = phrase.words[1] ?? '';
  bySecondWord.set(second, [...(bySecondWord.get(second) ?? []), phrase]);
}
for (const list of bySecondWord.values()) list.sort((one, other) => other.words.length - one.words.length);

/** Words of ships' names: prefixes tell nothing, numbers are numbers. */
export const vesselWords: ReadonlyMap<string, FoldedWord> = new Map([
  ...base.vesselPrefixes.map((text): [string, FoldedWord] => [text, { text, role: 'stopword' }]),
  ...Object.entries(base.numbers).map(([word, text]): [string, FoldedWord] => [word, { text, role: 'number' }]),
]);

/** What a plain word is in an organisation's name. */
export function organisationWord(word: string): FoldedWord {
  return words.get(word) ?? { text: word, role: /^\d+$/.test(word) ? 'number' : 'name' };
}

/** What a plain word is at the beginning or the end of an organisation's name, where it is a legal form there. */
export function formAtEnd(word: string): FoldedWord | undefined {
  return endForms.get(word);
}

/** What a word that is treated as a name means, folded: `hyoksin` is `innovation`. */
export function meaningOf(word: string): string | undefined {
  return meanings.get(word);
}

/** What an Arabic word is, its article left out, or undefined for one that is not known. */
export function arabicWord(word: string): readonly FoldedWord[] | undefined {
  return arabic.get(bareArabic(word));
}

/** What a word in Hangul, Han or kana is, or undefined. */
export function unspacedWord(word: string): readonly FoldedWord[] | undefined {
  return unspaced.get(word);
}

/** The longest known phrase that begins at a place: `sp zoo`, `limited liability company`. */
export function phraseAt(
  plainWords: readonly string[],
  at: number,
): { length: number; folded: readonly FoldedWord[] } | null {
  const [first = '', second = ''] = plainWords.slice(at, at + 2);
  const begun = phrases.get(first) ?? [];
  const exact = begun.find(({ words: parts }) => parts.every((part, index) => plainWords[at + index] === part));
  const near = [...begun, ...(bySecondWord.get(second) ?? [])].find(({ words: parts }) =>
    mistypedOnce(parts, plainWords, at),
  );
  const found = near && near.words.length > (exact?.words.length ?? 0) ? near : exact;
  return found ? { length: found.words.length, folded: found.folded } : null;
}

/** True when exactly one word of a phrase has one error, and is no known word itself. */
function mistypedOnce(parts: readonly string[], plainWords: readonly string[], at: number): boolean {
  let errors = 0;
  for (const [index, part] of parts.entries()) {
    const word = plainWords[at + index] ?? '';
    if (word === part) continue;
    if (words.has(word) || part.length < SHORTEST_FORM || !oneErrorApart(word, part)) return false;
    errors += 1;
  }
  return errors === 1;
}

/** One letter more, less or other, or two neighbours exchanged. */
function oneErrorApart(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let [start, end] = [0, 0];
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].reverse().join(''));
}

/** Words of a text, letters that stand alone joined: `s.a.r.l.` is one word. */
export function spacedWords(text: string): string[] {
  return plainText(text)
    .replace(/\b([a-z]) (?=[a-z]\b)/g, '$1')
    .split(' ')
    .filter(Boolean);
}

/** A piece of an unspaced name: known words, or characters that are no known word. */
export interface UnspacedPiece {
  text: string;
  folded: readonly FoldedWord[] | null;
}

const KNOWN_COST = 0.2;
/** One character is a word by itself only at the end of a name: 局, 부. */
const SINGLE_COST = 0.9;
const UNKNOWN_COST = 1;
const BREAK_COST = 0.5;

/** Parts a name in Hangul, Han or kana into known words and what lies between, so that least is left over. */
export function unspacedPieces(text: string): UnspacedPiece[] {
  const best: { cost: number; from: number; known: boolean }[] = [{ cost: 0, from: 0, known: true }];
  for (let to = 1; to <= text.length; to += 1) {
    const before = best[to - 1] ?? { cost: 0, from: 0, known: true };
    let chosen = {
      cost: before.cost + UNKNOWN_COST + (before.known ? BREAK_COST : 0),
      from: before.known ? to - 1 : before.from,
      known: false,
    };
    for (let size = 1; size <= Math.min(longestUnspaced, to); size += 1) {
      if (!unspaced.has(text.slice(to - size, to)) || (size === 1 && to < text.length)) continue;
      const cost = (best[to - size]?.cost ?? 0) + (size === 1 ? SINGLE_COST : KNOWN_COST);
      if (cost < chosen.cost) chosen = { cost, from: to - size, known: true };
    }
    best.push(chosen);
  }
  const pieces: UnspacedPiece[] = [];
  for (let to = text.length; to > 0; ) {
    const { from, known } = best[to] ?? { from: 0, known: false };
    const piece = text.slice(from, to);
    pieces.unshift({ text: piece, folded: known ? (unspaced.get(piece) ?? null) : null });
    to = from;
  }
  return pieces;
}

function addConcept(row: ConceptRow): void {
  const folded = foldingsOf(row);
  for (const [language, spellings] of Object.entries(row)) {
    if (!Array.isArray(spellings)) continue;
    if (UNSPACED.includes(language)) for (const word of spellings) unspaced.set(word, folded);
    else if (language === 'ar') for (const word of spellings) arabic.set(bareArabic(word), folded);
    else if (language === 'rom' && folded.length === 1) addMeanings(spellings, folded[0]?.text ?? '');
    else if (language !== 'rom' && !(language === 'en' && folded.length > 1)) foldAll(spellings, folded);
  }
}

/** A concept that English writes in several words is those words. */
function foldingsOf(row: ConceptRow): readonly FoldedWord[] {
  const known = (row.en ?? []).flatMap((word) => words.get(plainText(word)) ?? [])[0];
  if (known && known.role !== 'stopword' && known.role !== 'number') return [known];
  const role = row.weight === 'generic' ? 'telling' : row.weight;
  const parts = spacedWords(row.en?.[0] ?? row.id);
  if (parts.length > 1 && role !== 'place') return parts.map((text) => words.get(text) ?? { text, role });
  return [{ text: parts.join(''), role }];
}

/** Short ones are too often names of their own. */
function addMeanings(spellings: readonly string[], meaning: string): void {
  for (const spelling of spellings) {
    const [only = '', ...others] = spacedWords(spelling);
    if (others.length === 0 && only.length > 3 && !words.has(only) && !meanings.has(only)) meanings.set(only, meaning);
  }
}

function bareArabic(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}|\u0640/gu, '')
    .replace(/^و?ال/, '')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك');
}

function addLegalForms(name: string, spellings: readonly string[]): void {
  const folded: FoldedWord = { text: FORM_TEXTS[name] ?? name, role: 'form' };
  for (const spelling of spellings) {
    if (/[\p{Script=Hangul}\p{Script=Han}\p{Script=Katakana}]/u.test(spelling)) {
      const bare = spelling.replace(/[\s()（）]/g, '');
      if (bare.length > 1 && !unspaced.has(bare)) unspaced.set(bare, [folded]);
      continue;
    }
    const parts = spacedWords(spelling);
    const [only = ''] = parts;
    if (parts.length === 1 && (only.length < SHORTEST_FORM || commonness(only, 'organisation') > 0)) {
      if (!words.has(only)) endForms.set(only, folded);
    } else foldAll([spelling], [folded]);
  }
}

/** The first meaning of a word stays: the files' order is the order of commonness. */
function foldAll(spellings: readonly string[], folded: readonly FoldedWord[]): void {
  for (const spelling of spellings) {
    const parts = spacedWords(spelling);
    const [first] = parts;
    if (first === undefined) continue;
    if (parts.length === 1) {
      const [only, ...others] = folded;
      // What many firms are called is a name there, whatever it means: Summit, Harbour.
      const brand = only?.role !== 'form' && only?.role !== 'place' && commonness(first, 'organisation') > 0;
      if (only && others.length === 0 && !brand && !words.has(first)) words.set(first, only);
    } else phrases.set(first, [...(phrases.get(first) ?? []), { words: parts, folded }]);
  }
}
