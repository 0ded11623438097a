import { describe, expect, it } from 'vitest';
import { splitLabel } from './split-label.ts';

describe('splitLabel()', () => {
  it('takes the reason off', () => {
    expect(splitLabel('UNSCR 2270 (2016) para 5 (number not yet checked against the text)')).toEqual({
      citation: 'UNSCR 2270 (2016) para 5',
      reason: 'number not yet checked against the text',
    });
    expect(splitLabel('UNSCR 2094 (2013) (paragraph number in dispute, not printed)').citation).toBe(
      'UNSCR 2094 (2013)',
    );
  });

  it('leaves years and sub-paragraphs where they are', () => {
    for (const label of ['UNSCR 1718 (2006)', 'UNSCR 1718 (2006) para 8(a)(ii)', 'Act (notes)'])
      expect(splitLabel(label)).toEqual({ citation: label, reason: null });
  });
});
