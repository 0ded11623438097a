import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareKoreanNames,
  koreanKeys,
  koreanNamesOfHan,
  koreanNamesOfHangul,
  koreanNamesOfLatin,
} from './korean-name.ts';
import { plainText } from './normalise.ts';

const latin = (name: string) => koreanNamesOfLatin(plainText(name).split(' '));
const likeness = (one: string, other: string) => compareKoreanNames(read(one), read(other));
function read(name: string) {
  if (/\p{Script=Hangul}/u.test(name)) return koreanNamesOfHangul(name);
  return /\p{Script=Han}/u.test(name) ? koreanNamesOfHan(name) : latin(name);
}

describe('compareKoreanNames()', () => {
  it.each([
    ['Kim Chol Nam', 'KIM, Chol-nam'],
    ['Kim Cholnam', 'Kim Cheol-Nam'],
    ["Ch'oe So'ng-il", 'Choe Song Il'],
    ['Pak Yong Sik', 'Park Young-sik'],
    ['Ri Un Song', 'Lee Eun Seong'],
    ['Yun Ho-jin', 'Yun Ho-chin'],
    ['Jang Chang Ha', 'Chang Chang-ha'],
    ['Phil Hun KANG', "P'il-Hun KANG"],
    ['Mun Kyong Hwaan', 'Mun Kyong Hwan'],
    ['리용무', 'Ri Yong Mu'],
    ['이은성', 'RI Un Song'],
    ['김정은', 'Kim Jong Un'],
    ['金铁三', 'Kim Chol Sam'],
    ['렴철성', '염철성'],
    ['Ryom Chol Song', '염철성'],
  ])('holds %s and %s for one name', (one, other) => {
    expect(likeness(one, other)).toBeGreaterThan(0.9);
    expect(likeness(one, other)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['김종은', '김정은'],
    ['Kim Yong Chol', 'Kim Tong Chol'],
    ['Kim Kwang Il', 'Kim Kyong Il'],
    ['Choe Song Il', 'Choe Song Chol'],
    ['장철', 'Jang Song Chol'],
    ['Kim Ryong Chol', 'Kim Yong Chol'],
    ['Kim Jong Un', 'Ri Jong Un'],
  ])('holds %s and %s apart', (one, other) => {
    expect(likeness(one, other)).toBeLessThan(0.7);
  });

  it('is the same from either side, and whole for the same writing', () => {
    const part = fc.constantFrom('kim', 'ri', 'pak', 'jong', 'chol', 'un', 'song', 'ryong', 'hui', 'kwang');
    const name = fc.tuple(fc.constantFrom('Kim', 'Ri', 'Pak', 'Choe'), part, part).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(likeness(one, other)).toBeCloseTo(likeness(other, one), 12);
        expect(likeness(one, one)).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('koreanNamesOfLatin()', () => {
  it('reads no Korean name into others', () => {
    expect(latin('Sergei Lavrov')).toEqual([]);
    expect(latin('Kim Kardashian')).toEqual([]);
  });
});

describe('koreanKeys()', () => {
  it('meet for the spellings of one name', () => {
    const keys = (name: string) =>
      new Set(
        read(name)
          .flatMap(koreanKeys)
          .map(({ key }) => key),
      );
    for (const spelling of ['Kim Jong-un', 'KIM Jeong Eun', 'Jong Un Kim', '김정은']) {
      expect([...keys(spelling)].some((key) => keys('Kim Jongun').has(key))).toBe(true);
    }
  });
});
