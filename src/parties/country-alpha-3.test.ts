import { describe, expect, it } from 'vitest';
import { readShippedJson } from '../kernel/shipped-data.ts';
import { countryCode } from './country.ts';
import { countryOfAlpha3 } from './country-alpha-3.ts';

describe('countryOfAlpha3()', () => {
  it('knows codes in any case and nothing else', () => {
    expect(['PRK', 'irq', ' CHN ', 'SUN'].map(countryOfAlpha3)).toEqual(['kp', 'iq', 'cn', 'suhh']);
    expect(['', 'KP', 'XXX', 'Iraq', 'constructor'].map(countryOfAlpha3)).toEqual([null, null, null, null, null]);
  });

  it('names each country in use once, and none that is not', () => {
    const codes = Object.values(
      readShippedJson<{ codes: Record<string, string> }>('parties/country-alpha-3.json').codes,
    );
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => code.length === 2 && countryCode(code) !== code)).toEqual([]);
    expect(codes.filter((code) => code.length === 2)).toHaveLength(249);
  });
});
