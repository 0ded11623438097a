import { describe, expect, it } from 'vitest';
import { loadRegime } from '../../regime/load-regime.ts';
import { BanFinder, type WayOfGoods } from './ban-finder.ts';

const finder = new BanFinder(loadRegime());
const ban = (hs: string, way: WayOfGoods, period: number, state = 'cn') => finder.ban({ hs, way, period, state });

describe('BanFinder', () => {
  it('knows what is barred from the DPRK, since when and by which paragraph', () => {
    expect(ban('270112', 'from-dprk', 201903)).toMatchObject({
      kind: 'barred',
      measures: ['UN-2371-8'],
      basis: 'mapping',
    });
    expect(ban('27011210', 'from-dprk', 201903)?.id).toBe(ban('270112', 'from-dprk', 202201)?.id);
    expect(ban('620342', 'from-dprk', 201708)).toBeNull();
    expect(ban('620342', 'from-dprk', 201803)).toMatchObject({ kind: 'barred', measures: ['UN-2375-16'] });
    expect(ban('847130', 'from-dprk', 201903)).toMatchObject({
      measures: ['UN-2397-6-HS84'],
      basis: 'in-resolution',
      bothWays: true,
    });
  });

  it('goes by the direction', () => {
    expect(ban('847130', 'to-dprk', 201903)).toMatchObject({
      kind: 'barred',
      measures: ['UN-2397-7-MACH'],
      bothWays: true,
    });
    expect(ban('270112', 'to-dprk', 201903)).toBeNull();
    expect(ban('300490', 'to-dprk', 201903)).toBeNull();
  });

  it('marks a period in which the law changed, the whole year included', () => {
    expect(ban('847130', 'to-dprk', 201712)).toMatchObject({ kind: 'barred', changed: true });
    expect(ban('847130', 'to-dprk', 201700)?.changed).toBe(true);
    expect(ban('847130', 'to-dprk', 201711)).toBeNull();
    expect(ban('847130', 'to-dprk', 201801)?.changed).toBe(false);
  });

  it('tells codes that hold other goods, luxury goods and what a cap governs apart', () => {
    expect(ban('261690', 'from-dprk', 201903)).toMatchObject({ kind: 'partly', measures: ['UN-2270-30'] });
    expect(ban('910111', 'to-dprk', 201903)?.kind).toBe('luxury');
    expect(ban('271210', 'to-dprk', 201903)?.kind).toBe('capped');
    expect(ban('271019', 'to-dprk', 201903)).toMatchObject({ kind: 'partly', measures: ['UN-2270-31'] });
  });

  it("adds the state's own law", () => {
    expect(finder.regimeOf('jp')).toBe('jp-dprk');
    expect(finder.regimeOf('cn')).toBeNull();
    expect(ban('720851', 'to-dprk', 201903, 'au')?.measures).toContain('AU-UN');
    expect(ban('100630', 'to-dprk', 201903, 'jp')?.measures).toEqual(['JP-FEFA-EXPORT']);
    expect(ban('100630', 'to-dprk', 201903)).toBeNull();
  });

  it('asks codes that the law does not tell apart once', () => {
    expect(finder.keyOf('270112')).toBe(finder.keyOf('270119'));
    expect(finder.keyOf('270112')).not.toBe(finder.keyOf('270400'));
    expect(finder.keyOf('100630')).toBe('');
  });
});
