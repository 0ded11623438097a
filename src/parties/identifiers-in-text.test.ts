import { describe, expect, it } from 'vitest';
import { identifiersIn } from './identifiers-in-text.ts';
import { imoNumber } from './imo-number.ts';
import { chainOf, comparableAddress } from './wallet-address.ts';

describe('imoNumber()', () => {
  it('takes ships and companies by their own check digits', () => {
    expect(imoNumber('IMO 9161003')).toBe('9161003');
    expect(imoNumber('ＩＭＯ９１６１００３')).toBe('9161003');
    expect(imoNumber('9161004')).toBeNull();
    expect(imoNumber('5878561', 'company')).toBe('5878561');
    expect(imoNumber('5878562', 'company')).toBeNull();
  });
});

describe('chainOf()', () => {
  it('tells chains by their checksums and refuses typing errors', () => {
    expect(chainOf('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')).toBe('bitcoin');
    expect(chainOf('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb')).toBeNull();
    expect(chainOf('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4')).toBe('bitcoin');
    expect(chainOf('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5')).toBeNull();
    expect(chainOf('0x098B716B8Aaf21512996dC57EB0615e2383E2f96')).toBe('ethereum');
    expect(chainOf('Kim Jong Un')).toBeNull();
  });

  it('folds case only where the chain does', () => {
    expect(comparableAddress('0xAB00000000000000000000000000000000000000')).toBe(
      '0xab00000000000000000000000000000000000000',
    );
    expect(comparableAddress('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')).toBe('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa');
  });
});

describe('identifiersIn()', () => {
  it('keeps where in the remark each stood', () => {
    const remark =
      'Vessel Registration Identification IMO 8660313; Digital Currency Address - XBT 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa; DOB 1950';
    const found = identifiersIn(remark);
    expect(found.map((one) => [one.property, one.value, one.currency])).toEqual([
      ['imoNumber', '8660313', undefined],
      ['publicKey', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'XBT'],
    ]);
    for (const one of found) expect(remark.slice(one.offset)).toMatch(new RegExp(`^${one.text}`));
  });

  it('finds none where a number only looks like one', () => {
    expect(identifiersIn('Tel. 1234567; IMO 1234568; account 8660313')).toEqual([]);
  });
});
