import { keyHash, pairHash } from './key-index.ts';
import { koreanKeys } from './korean-name.ts';
import type { NameForm } from './name-form.ts';
import type { Token } from './name-token.ts';

/** Names of up to this many words are filed under every pair of words, longer ones under pairs of near words. */
const EVERY_PAIR = 5;
const NEAR = 3;

/** Every key under which a name is filed and looked up, as hashes: its words, pairs of words, the whole, Korean syllables. */
export function nameKeys(form: NameForm): number[] {
  const keys: number[] = [];
  const { tokens } = form;
  for (const token of tokens) for (const key of token.keys) keys.push(key);
  addPairs(keys, tokens);
  if (tokens.length > 1) keys.push(keyHash(`=${form.joined}`));
  for (const name of form.korean) for (const key of koreanKeys(name)) keys.push(keyHash(key));
  return keys;
}

/** The key of a word as written. */
export function wordKey(word: string): number {
  return keyHash(`=${word}`);
}

/** The key of an identifier in its comparable form. */
export function identifierKey(identifier: string): number {
  return keyHash(`!${identifier}`);
}

/** Words that sound alike two by two, in any order: few other names share a pair. */
function addPairs(keys: number[], tokens: readonly Token[]): void {
  const telling = tokens.filter(({ role }) => role === 'name' || role === 'generic' || role === 'number');
  const reach = telling.length > EVERY_PAIR ? NEAR : EVERY_PAIR;
  for (let at = 0; at < telling.length; at += 1) {
    for (let other = at + 1; other < telling.length && other - at <= reach; other += 1) {
      const [one, two] = [telling[at], telling[other]];
      if (one && two) keys.push(pairHash(one.sound, two.sound));
    }
  }
}
