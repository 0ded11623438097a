import { describe, expect, it } from 'vitest';
import { areaOf, comtradeNumberOf } from './area-code.ts';

describe('areaOf()', () => {
  it("reads Comtrade's own numbers, which are not ISO's throughout", () => {
    expect(['757', '842', '251', '408', '410', '156', '004', '0', '899', '490'].map(areaOf)).toEqual([
      ...['ch', 'us', 'fr', 'kp', 'kr', 'cn', 'af', 'world', 'area-899', 'tw'],
    ]);
    expect(areaOf('777')).toBeNull();
    expect(['ch', 'us', 'kp', 'cn', 'xx'].map(comtradeNumberOf)).toEqual(['757', '842', '408', '156', null]);
  });

  it('tells the two Koreas apart however they are written', () => {
    const north = [
      'KP',
      'PRK',
      '408',
      "Dem. People's Rep. of Korea",
      "Korea, Dem. People's Rep.",
      'North Korea',
      'DPRK',
      'Korea, North',
      '朝鲜',
      '북한',
      'N. Korea',
      'Korea DPR',
      "Democratic People's Republic of Korea",
    ];
    expect(north.map(areaOf)).toEqual(north.map(() => 'kp'));
    const south = [
      'KR',
      'KOR',
      '410',
      'Rep. of Korea',
      'Korea, Rep.',
      'South Korea',
      'Republic of Korea',
      '韩国',
      '대한민국',
      'Korea (South)',
      'Korea, Rep. of',
    ];
    expect(south.map(areaOf)).toEqual(south.map(() => 'kr'));
  });

  it('leaves a bare Korea open', () => {
    expect(['Korea', 'Corea', 'KOREA', 'Atlantis', ''].map(areaOf)).toEqual([null, null, null, null, null]);
  });
});
