import { keyHash, pairHash } from './key-index.ts';
import { koreanKeys } from './korean-name.ts';
import type { NameForm } from './name-form.ts';
import type { Token } from './name-token.ts';

/** Names of up to this many words are filed under every pair of words, longer ones under pairs of near words. */
const EVERY_PAIR = 5;
const NEAR = 3;
const PAIRED: ReadonlySet<string> = new Set(['name', 'telling', 'place', 'generic', 'number']);

export interface NameKey {
  hash: number;
  /** How much more than its rarity it tells. */
  factor: number;
  /** The score that two names which share the key may have, whatever their words. */
  assured: number;
}

const WHOLE = { factor: 3, assured: 1 };
/** What is assured by Korean syllables in a coarse spelling, by how much the key tells: the whole name, the given one. */
const KOREAN_ASSURED = new Map([
  [4, 1],
  [2, 0.55],
]);

/** Keys under which a name is filed beside its words: pairs of words, the whole, Korean syllables. */
export function nameKeys(form: NameForm): NameKey[] {
  const keys: NameKey[] = [{ hash: keyHash(`=${form.joined}`), ...WHOLE }];
  addPairs(keys, form.tokens);
  for (const name of form.korean)
    for (const { key, factor } of koreanKeys(name))
      keys.push({ hash: keyHash(key), factor, assured: KOREAN_ASSURED.get(factor) ?? 0 });
  return keys;
}

/** The key of an identifier in its comparable form. */
export function identifierKey(identifier: string): number {
  return keyHash(`!${identifier}`);
}

/** Words that sound alike two by two, in any order: few other names share a pair. */
function addPairs(keys: NameKey[], tokens: readonly Token[]): void {
  const telling = tokens.filter(({ role }) => PAIRED.has(role));
  const reach = telling.length > EVERY_PAIR ? NEAR : EVERY_PAIR;
  for (let at = 0; at < telling.length; at += 1) {
    for (let other = at + 1; other < telling.length && other - at <= reach; other += 1) {
      const [one, two] = [telling[at], telling[other]];
      if (one && two) keys.push({ hash: pairHash(one.sound, two.sound), factor: 1, assured: 0 });
    }
  }
}
