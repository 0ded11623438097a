import { readShippedJson } from '../kernel/shipped-data.ts';
import { plainText } from './normalise.ts';

const data = readShippedJson<{ strong: string[][]; across: string[][]; nick: string[][] }>(
  'screening/given-names.json',
);
const strong = numbersOf(data.strong);
const across = numbersOf(data.across);
const nick = numbersOf(data.nick);

/** Spellings of one name, the same name in another language, and what its bearers are called. */
const LIKENESS = { strong: 0.95, across: 0.35, nick: 0.6 };

/** How far two plain words are known to be one given name, 0 to 1: `Mohd` and `Muhammad`, `Ivan` and `John`. */
export function givenNameLikeness(one: string, other: string): number {
  if (meet(strong, one, other)) return LIKENESS.strong;
  if (meet(nick, one, other)) return LIKENESS.nick;
  return meet(across, one, other) ? LIKENESS.across : 0;
}

function meet(sets: ReadonlyMap<string, readonly number[]>, one: string, other: string): boolean {
  const left = sets.get(one);
  return left !== undefined && (sets.get(other)?.some((number) => left.includes(number)) ?? false);
}

/** Every set that a given name is in, as hashable texts: names that may be one share a text. */
export function givenNameSets(word: string): string[] {
  return [
    ...(strong.get(word) ?? []).map((number) => `strong ${number}`),
    ...(nick.get(word) ?? []).map((number) => `nick ${number}`),
    ...(across.get(word) ?? []).map((number) => `across ${number}`),
  ];
}

function numbersOf(sets: readonly string[][]): Map<string, number[]> {
  const numbers = new Map<string, number[]>();
  for (const [number, spellings] of sets.entries()) {
    for (const spelling of new Set(spellings.map(plainText))) {
      const held = numbers.get(spelling);
      if (held) held.push(number);
      else numbers.set(spelling, [number]);
    }
  }
  return numbers;
}
