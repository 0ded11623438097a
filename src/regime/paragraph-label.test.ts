import { describe, expect, it } from 'vitest';
import { loadRegime } from './load-regime.ts';
import type { Measure } from './measure.ts';
import { paragraphLabel, publishableParagraph } from './paragraph-label.ts';

function measure(id: string): Measure {
  const found = loadRegime().measures.get(id);
  if (!found) throw new Error(`no measure ${id}`);
  return found;
}

describe('paragraphLabel()', () => {
  it.each([
    ['UN-2397-5', 'UNSCR 2397 (2017) para 5'],
    ['UN-2397-7-MACH', 'UNSCR 2397 (2017) para 7 (number not yet checked against the text)'],
    ['US-EO13810', 'Executive Order 13810 (not yet checked against the text)'],
  ])('cites %s as %s', (id, label) => {
    expect(paragraphLabel(measure(id))).toBe(label);
  });

  it('never prints a number in dispute', () => {
    const label = paragraphLabel(measure('UN-2397-MISSIONS-EX'));
    expect(label).toBe('UNSCR 2397 (2017) (paragraph number in dispute, not printed)');
    const { inForceFrom, ...rest } = measure('UN-2397-MISSIONS-EX');
    expect(JSON.stringify(rest)).not.toMatch(/\b2[24]\b/);
  });
});

describe('publishableParagraph()', () => {
  it('gives the plain citation of a checked number', () => {
    expect(publishableParagraph(measure('UN-1718-8d'))).toBe('UNSCR 1718 (2006) para 8(d)');
  });

  it('refuses every measure that carries the mark, and no other', () => {
    for (const row of loadRegime().measures.values()) {
      if (row.check.printParagraph) expect(publishableParagraph(row)).toBe(paragraphLabel(row));
      else
        expect(() => publishableParagraph(row)).toThrow(
          expect.objectContaining({ kind: 'refused', code: 'PARAGRAPH_UNCHECKED' }),
        );
    }
  });
});
