import { givenNameSets } from './given-names.ts';
import { hashWithout, keyHash } from './key-index.ts';

/** What of a word its keys are made of. */
interface FiledWord {
  text: string;
  role: string;
  consonants: string;
  consonantal: boolean;
}

/** Of words with fewer letters none may be missing. */
const SHORTEST_MISTYPED = 4;
/** From this length on a word is found by either of its ends, so that two errors at the other end do no harm. */
const LONG = 8;
const END = 5;
/** Letters of a word in which a missing one is looked for. */
const LONGEST_MISTYPED = 24;

/**
 * Hashes under which a word is filed and looked up: two words that a listener or a typist could take for each other
 * share one. Words of other roles than a name's are found by what they are folded to.
 */
export function wordKeys({ text, role, consonants, consonantal }: FiledWord): number[] {
  if (role !== 'name') return [keyHash(`~${text}`), ...(role === 'number' ? [] : mistypedKeys(text))];
  const keys = mistypedKeys(text);
  for (const set of givenNameSets(text)) keys.push(keyHash(`@${set}`));
  const sound = voiceless(consonants);
  keys.push(...soundKeys(text, sound));
  if (text.length >= LONG) keys.push(keyHash(`<${text.slice(0, END)}`), keyHash(`>${text.slice(-END)}`));
  if (consonantal) keys.push(...consonantalKeys(text, sound));
  return keys;
}

/** Consonants with those folded that only voicing parts, and whose spelling wavers. */
export function voiceless(consonants: string): string {
  return consonants
    .replace(/g/g, 'k')
    .replace(/d/g, 't')
    .replace(/[bfv]/g, 'p')
    .replace(/[jCz]/g, 'c')
    .replace(/S/g, 's')
    .replace(/r/g, 'l')
    .replace(/(.)\1+/g, '$1');
}

/** Consonants of a romanised Korean word that every spelling of it shares, the first left out where it is ㄹ or ㄴ. */
export function koreanSkeleton(word: string): string {
  return word
    .replace(/^[lnr]/, '')
    .replace(/[aeiouyw]/g, '')
    .replace(/ch/g, 'c')
    .replace(/sh/g, 's')
    .replace(/[gq]/g, 'k')
    .replace(/d/g, 't')
    .replace(/[bfv]/g, 'p')
    .replace(/[jz]/g, 'c')
    .replace(/r/g, 'l')
    .replace(/(.)\1+/g, '$1');
}

/** A hash that is equal for spellings that waver in vowels and voicing. */
export function soundKey({ text, role, consonants }: FiledWord): number {
  return keyHash(`&${role === 'name' ? voiceless(consonants) || text : text}`);
}

/** The word, and the word without each of its letters: words one error apart share one of them. */
function mistypedKeys(text: string): number[] {
  const keys = [keyHash(text)];
  if (text.length < SHORTEST_MISTYPED) return keys;
  for (let at = 0; at < Math.min(text.length, LONGEST_MISTYPED); at += 1) keys.push(hashWithout(text, at));
  return keys;
}

/** Words of two consonants are many: those of about one length only are told to be alike. */
function soundKeys(text: string, sound: string): number[] {
  if (sound.length < 2) return [];
  if (sound.length > 2) return [keyHash(`%${sound}`)];
  const half = text.length / 2;
  return [...new Set([Math.floor(half), Math.ceil(half)])].map((size) => keyHash(`%${sound}${size}`));
}

/** An Arabic article is written as the first letter of its word, and one consonant may be unheard. */
function consonantalKeys(text: string, sound: string): number[] {
  const keys: number[] = [];
  if (/^l..../.test(text)) keys.push(keyHash(`%${sound.slice(1)}`));
  if (sound.length > 3)
    for (let at = 0; at < sound.length; at += 1) keys.push(keyHash(`%${sound.slice(0, at)}${sound.slice(at + 1)}`));
  return keys;
}
