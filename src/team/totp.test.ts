import { describe, expect, it } from 'vitest';
import { codeAt, newSeed, seedAddress, seedOfText, seedText, stepAt, stepOfCode } from './totp.ts';

describe('one-time codes', () => {
  // RFC 6238, appendix B, the rows for SHA-1.
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('are those of RFC 6238 at second %i', (second, code) => {
    expect(codeAt(Buffer.from('12345678901234567890'), stepAt(second * 1000), 8)).toBe(code);
  });

  it('hold for the half minute before and after, and no longer', () => {
    const [seed, now] = [newSeed(), 1_800_000_000_000];
    for (const apart of [-1, 0, 1])
      expect(stepOfCode(seed, codeAt(seed, stepAt(now) + apart), now)).toBe(stepAt(now) + apart);
    for (const apart of [-3, 3]) {
      const code = codeAt(seed, stepAt(now) + apart);
      const near = [-1, 0, 1].some((step) => codeAt(seed, stepAt(now) + step) === code);
      expect(stepOfCode(seed, code, now) === null).toBe(!near);
    }
    expect(stepOfCode(seed, '', now)).toBeNull();
  });

  it('come of a seed that can be typed', () => {
    const seed = Buffer.from('Hello!\xde\xad\xbe\xef0123456789', 'latin1');
    expect(seedText(seed)).toMatch(/^JBSWY3DPEHPK3PXP/);
    expect(seedOfText(seedText(seed))).toEqual(seed);
    for (const wrong of ['', 'JBSWY3DP', `${seedText(seed)}A`, seedText(seed).toLowerCase()])
      expect(seedOfText(wrong)).toBeNull();
    expect(seedAddress(seed, 'a b')).toBe(
      `otpauth://totp/Watchkeeper:a%20b?secret=${seedText(seed)}&issuer=Watchkeeper`,
    );
  });
});
