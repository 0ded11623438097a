import { describe, expect, it } from 'vitest';
import { numberedParts } from './numbered-parts.ts';

describe('numberedParts()', () => {
  it.each([
    ['(1) Iran (2) Iraq', ['Iran', 'Iraq']],
    ['1) Saudi Arabia 2) Qatar', ['Saudi Arabia', 'Qatar']],
    ['a) General b)Major General', ['General', 'Major General']],
    ['(1) 472120203. (2) 836110035', ['472120203', '836110035']],
    ['(1)-(2) Iran (3) Iraq', ['Iran', 'Iraq']],
    ['(1-2) Iran (3) Iraq', ['Iran', 'Iraq']],
    ['(1) to (6) Iran (7) -', ['Iran']],
    ['Iran (since 2009)', ['Iran (since 2009)']],
    ['n/a', []],
    ['', []],
  ])('parts %j', (text, parts) => {
    expect(numberedParts(text)).toEqual(parts);
  });
});
