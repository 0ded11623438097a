import { describe, expect, it } from 'vitest';
import { findMeasures } from '../../../src/regime/find-measures.ts';
import { loadRegime } from '../../../src/regime/load-regime.ts';
import { nameAmong, titleOf } from './name-among.ts';

const measures = findMeasures({}, loadRegime());

describe('nameAmong()', () => {
  it('names rows of one paragraph by their goods, and others by number alone', () => {
    const own = measures.filter(({ label }) => titleOf({ label }) === 'UNSCR 2397 (2017)');
    const names = new Map(own.map((measure) => [measure.id, nameAmong(own, measure)]));
    expect(names.get('UN-2397-6-HS12')).toBe('6 HS 12');
    expect(names.get('UN-2397-6-FISH')).toBe('6 fish');
    expect(names.get('UN-2397-7-TRANS')).toBe('7 HS 86 87 +2');
    expect(names.get('UN-2397-4')).toBe('4');
  });

  it('gives no two paragraphs of an instrument that come into force on one day the same name', () => {
    const groupOf = (measure: (typeof measures)[number]): string => `${titleOf(measure)} ${measure.inForceFrom}`;
    for (const group of new Set(measures.map(groupOf))) {
      const own = measures.filter((measure) => groupOf(measure) === group);
      const names = own.map((measure) => nameAmong(own, measure)).filter((name) => name !== '§');
      expect([group, names.length - new Set(names).size]).toEqual([group, 0]);
    }
  });
});
