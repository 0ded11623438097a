import { keyHash } from './key-index.ts';

/** What of a word its keys are made of. */
interface FiledWord {
  source: string;
  text: string;
  role: string;
  consonants: string;
  consonantal: boolean;
}

/** The keys of a word: itself, its consonants with voicing folded, and its ends. One typing error spares one of them. */
export function wordKeys(word: FiledWord): readonly number[] {
  return [...new Set(keyTexts(word))].map(keyHash);
}

/** The key of a word as it sounds: equal for spellings that waver in vowels and voicing. */
export function soundKey({ text, role, consonants }: FiledWord): number {
  return keyHash(`&${role === 'name' ? voiceless(consonants) || text : text}`);
}

function keyTexts({ source, text, role, consonants, consonantal }: FiledWord): string[] {
  if (role === 'stopword' || role === 'title' || role === 'particle') return [];
  if (role !== 'name') return [`=${source}`, `=${text}`];
  const words = consonantal && /^l..../.test(text) ? [text, text.slice(1)] : [text];
  const keys = words.flatMap((word) => {
    const end = word.length > 5 ? 4 : 3;
    return word.length > 3 ? [`=${word}`, `<${word.slice(0, end)}`, `>${word.slice(-end)}`] : [`=${word}`];
  });
  const sound = voiceless(consonants);
  if (sound.length > 1) keys.push(`%${sound}`);
  // An Arabic article is written as the first letter of its word.
  if (words.length > 1 && sound.length > 2) keys.push(`%${sound.slice(1)}`);
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
