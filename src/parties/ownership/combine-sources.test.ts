import { describe, expect, it } from 'vitest';
import { combineSources } from './combine-sources.ts';
import type { Holding } from './holding.ts';
import { PER_CENT, UNKNOWN_SHARE } from './share.ts';

function held(file: string, min: number, max = min, more: Partial<Holding> = {}): Holding {
  const share = { min: min * PER_CENT, max: max * PER_CENT };
  return {
    ...{
      owner: 'X',
      owned: 'A',
      share,
      kind: 'ownership',
      path: 'direct',
      declared: null,
      from: null,
      to: null,
      joint: null,
    },
    source: { record: `${file} ${min}`, saidOn: null, file },
    ...more,
  } as Holding;
}

const shares = (holdings: Holding[]) =>
  combineSources(holdings).map(({ share }) => [share.min / PER_CENT, share.max / PER_CENT]);

describe('combineSources()', () => {
  it('takes what two files say alike once: 30 and 30 are not 60', () => {
    expect(shares([held('one', 30), held('two', 30)])).toEqual([[30, 30]]);
  });

  it('lets the share lie between two files that differ, and keeps both records', () => {
    const [one] = combineSources([held('one', 30), held('two', 60)]);
    expect([one?.share, one?.source.record]).toEqual([{ min: 30 * PER_CENT, max: 60 * PER_CENT }, 'one 30; two 60']);
  });

  it("adds one file's classes of shares, and keeps shares and votes apart", () => {
    expect(shares([held('one', 30), held('one', 25)])).toEqual([
      [30, 30],
      [25, 25],
    ]);
    expect(shares([held('one', 30), held('one', 25), held('two', 55)])).toEqual([[55, 55]]);
    expect(shares([held('one', 30), held('two', 40, 40, { kind: 'votes' })])).toHaveLength(2);
  });

  it('gives a file that knows the share the word over one that knows only of consolidation', () => {
    expect(shares([held('gleif', 0, 100, { share: UNKNOWN_SHARE, path: 'untraced' }), held('register', 20)])).toEqual([
      [20, 20],
    ]);
  });
});
