import { describe, expect, it } from 'vitest';
import { makeCredential, openCredential } from './password.ts';

describe('a credential', () => {
  const seed = Buffer.from('12345678901234567890');

  it('opens with its password however that is written, and with no other', async () => {
    const kept = await makeCredential('sept lanternes fêlées', seed);
    expect(await openCredential('sept lanternes fêlées'.normalize('NFD'), kept)).toEqual(seed);
    for (const wrong of ['sept lanternes felees', 'sept lanternes fêlées ', ''])
      expect(await openCredential(wrong, kept)).toBeNull();
    expect(await openCredential('sept lanternes fêlées', null)).toBeNull();
  });

  it('opens no more when anything of it is altered, and is another each time', async () => {
    const [one, other] = [await makeCredential('the same words', seed), await makeCredential('the same words', seed)];
    expect(one.salt.equals(other.salt) || one.sealedSeed.equals(other.sealedSeed)).toBe(false);
    expect(await openCredential('the same words', { ...one, salt: other.salt })).toBeNull();
    for (const at of [0, 15, one.sealedSeed.length - 1]) {
      const altered = Buffer.from(one.sealedSeed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(await openCredential('the same words', { ...one, sealedSeed: altered })).toBeNull();
    }
  });
});
