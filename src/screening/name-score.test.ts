import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameForms } from './name-form.ts';
import { bestNameScore } from './name-score.ts';
import type { NameKind } from './name-token.ts';

function score(one: string, other: string, kind: NameKind): number {
  return bestNameScore(nameForms(one, kind), nameForms(other, kind), kind).score;
}

describe('bestNameScore() of people', () => {
  it.each([
    ['Exercise, Sam Ple', 'Sam Ple Exercise'],
    ['Иван Тестов', 'Ivan Testov'],
    ['IvanTestov', 'Ivan Testov'],
    ['Iwan Testow', 'Ivan Testov'],
    ['Ivan Testof', 'Ivan Testov'],
    ['Dr. Ivan Testov', 'Ivan Testov'],
    ['محمد سعيد', 'Mohammed Said'],
    ['عبد الرحمن', 'Abdul Rahman'],
    ['O. Testov', 'Oleg Testov'],
    ['José Muñoz', 'JOSE MUNOZ'],
    ['이철수', 'RI Chol Su'],
  ])('finds %s in %s', (one, other) => {
    expect(score(one, other, 'person')).toBeGreaterThanOrEqual(0.7);
  });

  it('reads Han characters as a Japanese name too', () => {
    expect(score('田中花子', 'Tanaka Hanako', 'person')).toBeGreaterThanOrEqual(0.9);
    expect(score('田中花子', 'Tanaka Ichiro', 'person')).toBeLessThan(0.7);
  });

  it('reads a legal form in which one letter is wrong', () => {
    const name = 'JOINT STOCK COMPANY TESTOVSKY';
    for (const typed of [
      'JOINT STOK COMPANY TESTOVSKY',
      'JIONT STOCK COMPANY TESTOVSKY',
      'JOINT STOCK COPMANY TESTOVSKY',
    ])
      expect(score(typed, name, 'organisation')).toBeGreaterThanOrEqual(0.9);
  });

  it('ends for words that are equal as written and differ in what they are', () => {
    const words = ['islami', 'harakat', 'hyoksin', 'trading', 'korea', 'summit', 'as', 'pyongyang', '승리', 'سalam'];
    for (const one of words)
      for (const other of words)
        for (const kind of ['person', 'organisation', 'vessel'] as const)
          expect(score(`${one} test`, `${other} ${one}`, kind)).toBeLessThanOrEqual(1);
  });

  it('sees through letters of another script that look the same', () => {
    expect(score('Кіm Сhоl Su', 'Kim Chol Su', 'person')).toBeGreaterThanOrEqual(0.97);
  });

  it.each([
    ['Ivan Testov', 'Oleg Testov'],
    ['Ivan Testov', 'Ivan Petrenko'],
    ['Testov', 'Ivan Oleg Testov'],
    ['习近朋', '习近平'],
    ['Kim Chol Su', 'Kim Chol Ho'],
    ['Mr General', 'Mr President'],
  ])('does not take %s for %s', (one, other) => {
    expect(score(one, other, 'person')).toBeLessThan(0.7);
  });
});

describe('bestNameScore() of organisations and ships', () => {
  it.each([
    ['Drill Trading Co., Ltd.', 'DRILL TRADING COMPANY LIMITED', 'organisation'],
    ['A.B.C. Holdings', 'ABC Holding', 'organisation'],
    ['Tae Won Industries', 'DAEWON INDUSTRY COMPANY', 'organisation'],
    ['조선승리산무역회사', 'Korea Sungrisan Trading Corporation', 'organisation'],
    ['Daedong Drill Bank (DDB)', 'Taedong Drill Bank', 'organisation'],
    ['M/V Drill 2', 'DRILL 2', 'vessel'],
    ['TONG HUNG 1', 'DONG HEUNG 1', 'vessel'],
  ] as const)('finds %s in %s', (one, other, kind) => {
    expect(score(one, other, kind)).toBeGreaterThanOrEqual(0.7);
  });

  it.each([
    ['Korea Samjong Shipping', 'Korea Samma Shipping Co', 'organisation'],
    ['Korea General Trading Corporation', 'Korea Drill General Trading Corporation', 'organisation'],
    ['Drill Foundation (Kenya)', 'Drill Foundation (Tanzania)', 'organisation'],
    ['DRILL 2', 'DRILL 3', 'vessel'],
    ['DRILL', 'DRILL 3', 'vessel'],
  ] as const)('keeps %s from %s', (one, other, kind) => {
    expect(score(one, other, kind)).toBeLessThan(one.includes('(') ? 0.95 : 0.7);
  });
});

describe('bestNameScore()', () => {
  const kind = fc.constantFrom<NameKind>('person', 'organisation', 'vessel');
  const word = fc.constantFrom(
    'drill',
    'Test',
    'kim',
    'chol',
    'Co',
    'Ltd',
    'al',
    'Мария',
    '김',
    '정은',
    'محمد',
    '2',
    'x',
    '王',
    '(AB C)',
  );
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));

  it('stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.oneof(name, fc.string({ unit: 'grapheme', maxLength: 40 })), name, kind, (one, other, as) => {
        const found = score(one, other, as);
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is 1 for a name and itself, and only for names literally equal', () => {
    fc.assert(
      fc.property(name, name, kind, (one, other, as) => {
        expect(score(one, one, as)).toBe(1);
        const letters = (text: string): string =>
          text
            .toLowerCase()
            .replace(/[^\p{L}\p{N}]+/gu, ' ')
            .trim();
        if (score(one, other, as) === 1) expect(letters(one)).toBe(letters(other));
      }),
    );
  });
});
