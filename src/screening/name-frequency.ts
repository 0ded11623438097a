import { readShippedJson } from '../kernel/shipped-data.ts';
import { givenNameSets } from './given-names.ts';

const data = readShippedJson<{ latin: Record<string, number> }>('screening/token-frequency.json');
const shares = new Map<string, number>();
for (const [word, share] of Object.entries(data.latin)) {
  for (const key of [word, ...givenNameSets(word).filter((set) => set.startsWith('strong'))])
    shares.set(key, Math.max(shares.get(key) ?? 0, share));
}

const { company, vessel } = readShippedJson<{ company: string[]; vessel: string[] }>(
  'screening/common-name-words.json',
);
const companyWords = new Set(company);
const vesselWords = new Set(vessel);

/** How common a word is that very many companies or ships bear as their name. */
const COMMON_NAME_WORD = 0.6;

/** A word that fewer people bear is as rare as can be told. */
const RARE = 2e-4;
const COMMONEST = 0.2;

/** How common a word is in the names of a kind, 0 (rare or not known) to 1. */
export function commonness(word: string, kind: 'person' | 'organisation' | 'vessel'): number {
  if (kind === 'person') return commonnessInPeople(word);
  return (kind === 'organisation' ? companyWords : vesselWords).has(word) ? COMMON_NAME_WORD : 0;
}

/**
 * How common a word of personal names is, 0 (rare or not known) to 1 (Kim in Korea): the logarithm of the share of
 * people who bear it where its language is spoken, other spellings of one name counted with it.
 */
function commonnessInPeople(word: string): number {
  const known = [word, ...givenNameSets(word)].map((key) => shares.get(key) ?? 0);
  const share = Math.max(...known);
  if (share <= RARE) return 0;
  return Math.min(1, Math.log(share / RARE) / Math.log(COMMONEST / RARE));
}
