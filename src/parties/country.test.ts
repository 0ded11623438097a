import { describe, expect, it } from 'vitest';
import { countryCode } from './country.ts';

describe('countryCode()', () => {
  it.each([
    ['Germany', 'de'],
    ['Qatar', 'qa'],
    ['Serbia', 'rs'],
    ['Vanuatu', 'vu'],
    ['Yemen', 'ye'],
    ['Zimbabwe', 'zw'],
    ['Kosovo', 'xk'],
    ['Korea, North', 'kp'],
    ['조선민주주의인민공화국', 'kp'],
    ['Soviet Union', 'suhh'],
    ['UK', 'gb'],
    ['kp', 'kp'],
  ])('understands %s', (name, code) => expect(countryCode(name)).toBe(code));

  it.each(['', 'Atlantis', 'ZZ', 'EU', 'DD', 'x'.repeat(200)])('does not know "%s"', (name) => {
    expect(countryCode(name)).toBeNull();
  });
});
