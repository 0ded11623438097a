import { firstDay, lastDay, type PartialDate, parsePartialDate } from '../../kernel/partial-date.ts';
import type { SearchClause } from './search-clause.ts';
import { wordsOfValue } from './search-index.ts';
import { wordTest } from './word-test.ts';

/** A folded word and the errors of spelling that are forgiven in it. */
export interface AskedWord {
  word: string;
  edits: number;
}

/** Tells whether a value, such as an id or the name of a list, is the words and nothing else. */
export function wholeTest(asked: readonly AskedWord[]): (value: string) => boolean {
  const test = wordTest(asked.map(({ word }) => word).join(' '), asked[0]?.edits ?? 0);
  return (value) => test(wordsOfValue(value).join(' '));
}

/** Tells whether a value holds every word. */
export function valueTest(asked: readonly AskedWord[]): (value: string) => boolean {
  const tests = asked.map(({ word, edits }) => wordTest(word, edits));
  return (value) => {
    const words = wordsOfValue(value);
    return tests.every((test) => words.some(test));
  };
}

/** A date that is known to the year or month only lies in a range when it may. */
export function rangeTest({ from, to }: Extract<SearchClause, { kind: 'range' }>): (value: string) => boolean {
  const [least, most] = [from && { ...from, ...daysOf(from.value) }, to && { ...to, ...daysOf(to.value) }];
  return (value) => {
    const { first, last } = daysOf(value);
    const begins = !least || (least.inclusive ? order(last, least.first) >= 0 : order(last, least.last) > 0);
    return begins && (!most || (most.inclusive ? order(first, most.last) <= 0 : order(first, most.first) < 0));
  };
}

function daysOf(value: string): { first: string; last: string } {
  const date: PartialDate | null = parsePartialDate(value.slice(0, 10));
  return date ? { first: firstDay(date), last: lastDay(date) } : { first: value, last: value };
}

/** Numbers by size, anything else as text. */
function order(one: string, other: string): number {
  const [left, right] = [Number(one), Number(other)];
  if (!Number.isNaN(left - right)) return left - right;
  return one.toLowerCase() < other.toLowerCase() ? -1 : Number(one.toLowerCase() > other.toLowerCase());
}

/** The words in this order with at most `slop` others between the first and the last. */
export function holdsPhrase(words: readonly string[], phrase: readonly string[], slop: number): boolean {
  return words.some((word, start) => {
    if (word !== phrase[0]) return false;
    let at = start;
    for (const next of phrase.slice(1)) {
      at = words.indexOf(next, at + 1);
      if (at < 0 || at - start + 1 > phrase.length + slop) return false;
    }
    return true;
  });
}
