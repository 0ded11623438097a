import { describe, expect, it } from 'vitest';
import type { Properties } from '../parties/entity.ts';
import { judgePair, PreparedSubject, scorePair } from './score-pair.ts';

function pair(schema: string, query: Properties, candidate: Properties, other = schema) {
  return scorePair(
    new PreparedSubject({ schema, properties: query }),
    new PreparedSubject({ schema: other, properties: candidate }),
  );
}
const score = (...parts: Parameters<typeof pair>): number => pair(...parts).score;

describe('scorePair()', () => {
  it('lets birth dates earn and cost', () => {
    const near = (query: string[], candidate: string[]) =>
      score('Person', { name: ['Ivan Testof'], birthDate: query }, { name: ['Ivan Testov'], birthDate: candidate });
    const alone = near([], []);
    expect(near(['1960-02-03'], ['1960-02-03'])).toBeGreaterThan(alone);
    expect(near(['1960'], ['1960-02-03'])).toBeGreaterThan(alone);
    expect(near(['1960-03-02'], ['1960-02-03'])).toBeGreaterThan(alone);
    expect(near(['1961'], ['1960-02-03'])).toBeLessThan(alone);
    expect(near(['1970'], ['1960-02-03'])).toBeLessThan(near(['1961'], ['1960-02-03']));
    expect(near(['1970', '1960-02-03'], ['1960-02-03'])).toBeGreaterThan(alone);
  });

  it('lets agreement lift nothing that is not nearly a hit', () => {
    const facts = { birthDate: ['1960-02-03'], nationality: ['kp'] };
    expect(score('Person', { name: ['Kim Chol Su'], ...facts }, { name: ['Pak Mun Il'], ...facts })).toBeLessThan(0.3);
    expect(score('Person', facts, facts)).toBe(0);
  });

  it('costs other countries and genders', () => {
    const one = { name: ['Ivan Testov'], nationality: ['Russia'], gender: ['male'] };
    const parts = pair('Person', one, { name: ['Ivan Testov'], nationality: ['kp'], gender: ['female'] });
    expect(parts.score).toBeCloseTo(0.7, 5);
    expect(Object.keys(parts.explanations).sort()).toEqual(['country_mismatch', 'gender_mismatch', 'name_match']);
    expect(parts.sentence).toContain('no country in common: ru against kp');
  });

  it('tells ships by IMO number before name', () => {
    expect(
      score('Vessel', { name: ['OLD'], imoNumber: ['IMO 9161003'] }, { name: ['NEW'], imoNumber: ['9161003'] }),
    ).toBeGreaterThan(0.95);
    expect(
      score('Vessel', { name: ['SAME'], imoNumber: ['9161003'] }, { name: ['SAME'], imoNumber: ['8660313'] }),
    ).toBeLessThan(0.7);
    expect(score('Vessel', { imoNumber: ['9161004'] }, { imoNumber: ['9161004'] })).toBe(0);
  });

  it('compares wallets by the rules of their chain', () => {
    const bitcoin = '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
    const ether = '0x098B716B8Aaf21512996dC57EB0615e2383E2f96';
    const wallet = (one: string, other: string) => score('CryptoWallet', { publicKey: [one] }, { publicKey: [other] });
    expect(wallet(` ${bitcoin} `, bitcoin)).toBe(1);
    expect(wallet(bitcoin.toLowerCase(), bitcoin)).toBe(0);
    expect(wallet(ether.toLowerCase(), ether)).toBe(1);
    expect(wallet(`${ether.slice(0, -1)}7`, ether)).toBe(0);
  });

  it('takes an identifier under another property for less', () => {
    expect(score('Organization', { swiftBic: ['COBADEFFXXX'] }, { registrationNumber: ['COBADEFF'] })).toBe(0.85);
    expect(score('Person', { passportNumber: ['PS 654-321'] }, { passportNumber: ['ps654321'] })).toBe(0.95);
    expect(score('Person', { passportNumber: ['123'] }, { passportNumber: ['123'] })).toBe(0);
  });

  it('counts a weak alias only when it is literally the name', () => {
    expect(score('Person', { name: ['Drill'] }, { name: ['Ivan Testov'], weakAlias: ['DRILL'] })).toBe(0.8);
    expect(score('Person', { name: ['Drills'] }, { name: ['Ivan Testov'], weakAlias: ['DRILL'] })).toBeLessThan(0.5);
  });

  it('compares nothing across kinds', () => {
    expect(score('Person', { name: ['Drill'] }, { name: ['Drill'] }, 'Vessel')).toBe(0);
    expect(score('Company', { name: ['Drill'] }, { name: ['Drill'] }, 'PublicBody')).toBe(1);
    expect(score('Thing', { name: ['Drill'] }, { name: ['Drill'] }, 'Vessel')).toBe(1);
  });

  it('makes a name of its parts', () => {
    expect(score('Person', { firstName: ['Ivan'], lastName: ['Testov'] }, { name: ['TESTOV, Ivan'] })).toBeGreaterThan(
      0.95,
    );
  });

  it('weighs its parts as asked', () => {
    const prepared = (properties: Properties) => new PreparedSubject({ schema: 'Person', properties });
    const one = prepared({ name: ['Ivan Testov'], passportNumber: ['AB 123456'], birthDate: ['1960'] });
    const other = prepared({ name: ['Ivan Testov'], passportNumber: ['AB123456'], birthDate: ['1985'] });
    const scored = (weights: Record<string, number>) => judgePair(one, other, 0, weights)?.score ?? 0;
    expect(scored({ birth_date_mismatch: 0 })).toBe(1);
    expect(scored({ birth_date_mismatch: 2 })).toBeLessThan(scored({}));
    expect(scored({ name_match: 0, birth_date_mismatch: 0 })).toBeCloseTo(0.95, 2);
    expect(scored({ name_match: 0, passport_number_match: 0 })).toBe(0);
  });
});
