import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitChanges, isEarlier, type KnownHits } from './hit-changes.ts';

const hits = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), facts: fc.constantFrom('x', 'y') }),
);
const same = (party: string): string => party;

describe('hitChanges()', () => {
  it('names what is new, changed and gone', () => {
    const before = { a: { score: 1, facts: 'x' }, b: { score: 0.8, facts: 'x' }, c: { score: 0.9, facts: 'x' } };
    const now = { a: { score: 0.9, facts: 'x' }, b: { score: 0.8, facts: 'y' }, d: { score: 0.7, facts: 'x' } };
    expect(hitChanges(before, now, same)).toEqual([
      { kind: 'changed', party: 'b' },
      { kind: 'new', party: 'd' },
      { kind: 'gone', party: 'c' },
    ]);
  });

  it('follows a party that was merged into another', () => {
    const before = { old: { score: 1, facts: 'x' } };
    expect(hitChanges(before, { a: { score: 1, facts: 'x' } }, () => 'a')).toEqual([]);
    expect(hitChanges(before, {}, () => undefined)).toEqual([{ kind: 'gone', party: 'old' }]);
  });

  it('says nothing twice: what it told makes the next time silent', () => {
    fc.assert(
      fc.property(hits, hits, (before: KnownHits, now: KnownHits) => {
        const told = hitChanges(before, now, same);
        return new Set(told.map(({ party }) => party)).size === told.length && hitChanges(now, now, same).length === 0;
      }),
    );
  });
});

describe('isEarlier()', () => {
  it('tells a server that has not read the newest lists yet', () => {
    expect(isEarlier({ un: 1, eu: 4 }, { un: 2, eu: 4 })).toBe(true);
    expect(isEarlier({ un: 1 }, { un: 1, eu: 4 })).toBe(true);
    for (const [one, other] of [
      [{ un: 2 }, { un: 2 }],
      [{ un: 3 }, { un: 2 }],
      [
        { un: 1, eu: 5 },
        { un: 2, eu: 4 },
      ],
    ] as const)
      expect(isEarlier(one, other)).toBe(false);
  });
});
