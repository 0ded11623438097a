import { describe, expect, it } from 'vitest';
import { guessReading, queriesFor } from './guess-query.ts';

describe('guessReading()', () => {
  it('tells numbers and wallets from names', () => {
    expect(['IMO 1234567', 'imo no. 1234567', '１２３４５６７'].map(guessReading)).toEqual(['imo', 'imo', 'imo']);
    expect(['PS 472220113', '654210025', 'passport 654210025'].map(guessReading)).toEqual(Array(3).fill('passport'));
    expect(guessReading(`0x${'aB'.repeat(20)}`)).toBe('wallet');
    expect(guessReading('bc1qexampleexampleexampleexampleexample')).toBe('wallet');
  });

  it('takes all else as a name, in any script', () => {
    const names = ['Ri Chol', '리철', '平壌', 'M/V Blue Heron 7', 'Bureau 39', 'IMO 123', '0x12', ''];
    expect(names.map(guessReading)).toEqual(names.map(() => 'name'));
  });
});

describe('queriesFor()', () => {
  it('asks for the bare number, of ships and of companies', () => {
    const properties = { imoNumber: ['1234567'] };
    expect(queriesFor(' IMO 1234567 ', 'imo')).toEqual([
      { schema: 'Vessel', properties },
      { schema: 'Organization', properties },
    ]);
    expect(queriesFor('passport PS472220113', 'passport')[0]?.properties.passportNumber).toEqual(['PS472220113']);
  });

  it('leaves a name as it was written, and obeys a reading that was chosen', () => {
    expect(queriesFor('ＡＢ 商会', 'name')).toEqual([{ schema: 'Thing', properties: { name: ['ＡＢ 商会'] } }]);
    expect(queriesFor('1234567', 'name')[0]?.properties).toEqual({ name: ['1234567'] });
  });
});
