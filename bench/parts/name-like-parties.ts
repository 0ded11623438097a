import type { StoredEntry } from '../../src/lists/entry.ts';
import { namesOf } from '../../src/screening/score-pair.ts';

/** A fixed sequence of numbers from 0 to below 1: benchmarks ask the same questions every time. */
export function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface InventedParty {
  id: string;
  schema: string;
  properties: Record<string, string[]>;
}

const VOWELS = 'aeiou';

/**
 * Parties that nobody is, with the words of real lists as often as they stand there and in the places where they
 * stand; one word in four is changed by a letter, so that the vocabulary grows with the number of parties as a real
 * one does.
 */
export function* nameLikeParties(count: number, entries: readonly StoredEntry[]): Generator<InventedParty> {
  const next = sequence(count);
  const pick = <Item>(from: readonly Item[]): Item => from[Math.floor(next() * from.length)] as Item;
  const models = entries.filter(({ schema }) => schema !== 'CryptoWallet' && schema !== 'Airplane');
  const words = new Map<string, string[]>();
  const place = (schema: string, at: number, length: number): string =>
    `${schema} ${at === length - 1 ? 'last' : Math.min(at, 3)}`;
  for (const { schema, properties } of models) {
    for (const name of namesOf(properties).slice(0, 8)) {
      const parts = name.split(/\s+/);
      for (const [at, part] of parts.entries()) {
        const key = place(schema, at, parts.length);
        const held = words.get(key);
        if (held) held.push(part);
        else words.set(key, [part]);
      }
    }
  }
  const changed = (word: string): string => {
    const at = 1 + Math.floor(next() * Math.max(1, word.length - 1));
    const letter = pick([...VOWELS, 'n', 'r', 'l', 's', 't', 'k', 'm']);
    return next() < 0.5 ? word.slice(0, at) + letter + word.slice(at) : word.slice(0, at) + letter + word.slice(at + 1);
  };
  for (let number = 0; number < count; number += 1) {
    const model = pick(models);
    const named = (name: string): string => {
      const parts = name.split(/\s+/);
      return parts
        .map((_, at) => {
          const word = pick(words.get(place(model.schema, at, parts.length)) ?? ['Nemo']);
          return next() < 0.25 && word.length > 3 ? changed(word) : word;
        })
        .join(' ');
    };
    const [first = 'Nemo', ...others] = namesOf(model.properties);
    const name = named(first);
    const aliases = others.slice(0, 2).map((other) => (next() < 0.5 ? named(other) : changed(name)));
    const { birthDate, country, nationality } = model.properties;
    const year = 1930 + Math.floor(next() * 75);
    yield {
      id: `invented-${number}`,
      schema: model.schema,
      properties: {
        name: [name],
        ...(aliases.length > 0 ? { alias: aliases } : {}),
        ...(birthDate ? { birthDate: [`${year}-${two(1 + next() * 12)}-${two(1 + next() * 28)}`] } : {}),
        ...(country ? { country } : {}),
        ...(nationality ? { nationality } : {}),
      },
    };
  }
}

function two(number: number): string {
  return String(Math.floor(number)).padStart(2, '0');
}
