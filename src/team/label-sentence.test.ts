import { describe, expect, it } from 'vitest';
import { type Label, normalLabel } from './label.ts';
import { labelSentence } from './label-sentence.ts';

const NAMES: Record<string, string> = { JP: 'Japan', FR: 'France', KR: 'Korea', US: 'the United States' };
const sentence = (more: Partial<Label>): string =>
  labelSentence(
    normalLabel({ originator: 'JP', relTo: [], caveats: [], expiresAt: null, ...more }),
    (code) => NAMES[code] ?? code,
  );

describe('labelSentence()', () => {
  it.each<[Partial<Label>, string]>([
    [{}, 'Made by Japan; may be seen by Japan only'],
    [{ relTo: 'public' }, 'Made by Japan; may be seen by everyone'],
    [{ relTo: ['FR', 'KR', 'US'] }, 'Made by Japan; may be seen by France, Korea and the United States'],
    [
      { relTo: ['FR', 'KR'], expiresAt: '2027-03-03T00:00:00Z' },
      'Made by Japan; may be seen by France and Korea; until 3 March 2027, then by Japan only',
    ],
    [
      { originator: 'JP+FR', relTo: [], expiresAt: '2027-03-03T14:05:00Z' },
      'Made of material of France and Japan; may be seen by nobody until its makers agree; until 3 March 2027, 14:05 UTC, then by nobody until its makers agree',
    ],
    [
      { caveats: ['ORCON'] },
      "Made by Japan; may be seen by Japan only; ORCON: passed on in others' material only when its originator agrees",
    ],
    [
      { caveats: ['ODD'] },
      'Made by Japan; may be seen by Japan only; ODD: a caveat that this node does not know; closed to all',
    ],
  ])('says %j', (more, words) => expect(sentence(more)).toBe(words));
});
