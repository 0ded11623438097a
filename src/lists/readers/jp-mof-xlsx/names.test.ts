import { describe, expect, it } from 'vitest';
import { nameAndScript, packedNames } from './names.ts';

describe('packedNames()', () => {
  it.each([
    [
      'ヨンスプ・イチ；ヨンスプ・ニ\r\nYonsup One; Yonsup Two',
      ['ヨンスプ・イチ', 'ヨンスプ・ニ', 'Yonsup One', 'Yonsup Two'],
      [],
    ],
    [
      'ヨンスプ、ヨンスプ・サン\nYonsup Trading, Yonsup Co., Ltd.',
      ['ヨンスプ', 'ヨンスプ・サン', 'Yonsup Trading', 'Yonsup Co., Ltd.'],
      [],
    ],
    [
      '（別称）ア社\r\nA Corporation\r\n（旧称）イ社\r\nI Corporation',
      ['ア社', 'A Corporation'],
      ['イ社', 'I Corporation'],
    ],
    ['（別称）ア銀行\n（旧称）イ銀行\nA Bank\nf.k.a. I Bank', ['ア銀行', 'A Bank'], ['イ銀行', 'I Bank']],
    [
      'ア省、旧称：イ省（アイ）\nA MINISTRY, f.k.a. I MINISTRY (AI)',
      ['ア省', 'A MINISTRY'],
      ['イ省(アイ)', 'I MINISTRY (AI)'],
    ],
    [
      '(a)アリ・イチ(b)アリ・ニ\r\n (a.k.a.: (a)Ali One (b)Ali Two)',
      ['アリ・イチ', 'アリ・ニ', 'Ali One', 'Ali Two'],
      [],
    ],
    ['(a)マン・レ （Man Le）、(b)レ・マン （Le Man）', ['マン・レ', 'Man Le', 'レ・マン', 'Le Man'], []],
    ['（別称、ア社、イ社）\n（a.k.a. A LLC; a.k.a. I LLC）', ['ア社', 'イ社', 'A LLC', 'I LLC'], []],
    ['ア科学院（（18）に指定した団体）\nA Academy', ['ア科学院', 'A Academy'], []],
    ['アリ、1979年12月31日に出生\nAli X, born 31 Dec. 1979 in Exercise', ['アリ', 'Ali X'], []],
    ['演習\nOsaka Kafka Trading', ['演習', 'Osaka Kafka Trading'], []],
    ['不明', [], []],
  ])('parts %j', (cell, alias, previousName) => {
    expect(packedNames(cell, false)).toEqual({ alias, previousName, remarks: [] });
  });

  it('keeps the commas of persons and the sentences of anybody', () => {
    expect(packedNames('EXERCISE, Ivan', true).alias).toEqual(['EXERCISE, Ivan']);
    expect(packedNames('Ivan Exercise, Ivan Practice', true).alias).toEqual(['Ivan Exercise', 'Ivan Practice']);
    expect(packedNames('演習のために使用している別名。', false)).toMatchObject({
      alias: [],
      remarks: ['演習のために使用している別名。'],
    });
  });
});

describe('nameAndScript()', () => {
  it('takes the original form out of the name', () => {
    expect(nameAndScript('EXERCISE NAME\r\n（original script：تمرين）')).toEqual(['EXERCISE NAME', 'تمرين']);
    expect(nameAndScript('EXERCISE (original script：不明)')).toEqual(['EXERCISE']);
  });
});
