import { describe, expect, it } from 'vitest';
import { savedParties } from './saved-parties.ts';

describe('savedParties()', () => {
  it('reads names, ids with names, and JSON, a line each', () => {
    const json = { id: 'C-3', schema: 'Vessel', properties: { imoNumber: ['7303803'] } };
    expect(savedParties(`Kim Chol\n\nC-2 | Blue Heron\r\n${JSON.stringify(json)}`, 'Company')).toEqual({
      parties: [
        { id: 'Kim Chol', schema: 'Company', properties: { name: ['Kim Chol'] } },
        { id: 'C-2', schema: 'Company', properties: { name: ['Blue Heron'] } },
        json,
      ],
      faults: [],
    });
  });

  it('takes a wallet’s line for its address', () => {
    expect(savedParties('0xabc', 'CryptoWallet').parties[0]?.properties).toEqual({ publicKey: ['0xabc'] });
  });

  it('tells lines that are no party, or whose id came before', () => {
    expect(savedParties('A\n{"id": 1}\n{broken\nA', 'Thing').faults).toEqual([
      { line: 2, fault: 'json' },
      { line: 3, fault: 'json' },
      { line: 4, fault: 'twice' },
    ]);
  });
});
