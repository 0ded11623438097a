import { describe, expect, it } from 'vitest';
import { readShippedJson } from '../kernel/shipped-data.ts';

const SCRIPTS: Record<string, RegExp> = {
  ko: /^[\uac00-\ud7a30-9 ]+$/,
  zh: /^[\p{Script=Han}0-9]+$/u,
  ja: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー0-9]+$/u,
  ru: /^[а-яё0-9 .-]+$/,
  ar: /^[\p{Script=Arabic} ]+$/u,
};
const LATIN = /^[\p{Script=Latin}\p{M}0-9&'’ .-]+$/u;

describe('company-words.json', () => {
  const concepts = readShippedJson<Record<string, string | string[]>[]>('screening/company-words.json');
  const words = concepts.flatMap(({ id, ...languages }) =>
    Object.entries(languages).flatMap(([language, of]) =>
      Array.isArray(of) ? of.map((word) => ({ id: String(id), language, word })) : [],
    ),
  );

  it('covers at least 450 concepts, each with an id and a weight of its own kind', () => {
    expect(concepts.length).toBeGreaterThanOrEqual(450);
    expect(twice(concepts.map(({ id }) => String(id)))).toEqual([]);
    const weights = new Set(concepts.map(({ weight }) => weight));
    expect([...weights].sort()).toEqual(['form', 'generic', 'place', 'telling']);
  });

  it('writes every word in lower case, in NFC and in the script of its language', () => {
    const wrong = words.filter(({ language, word }) => !isFolded(word) || !(SCRIPTS[language] ?? LATIN).test(word));
    expect(wrong).toEqual([]);
  });

  it('gives no word of one language two meanings', () => {
    expect(twice(words.map(({ language, word }) => `${language} ${word}`))).toEqual([]);
  });

  it('gives a Latin word one meaning, whatever its language: a name does not say which it is in', () => {
    const latin = words.filter(({ language }) => !(language in SCRIPTS));
    expect(twice(latin.map(({ word }) => bare(word)))).toEqual([]);
  });

  it.each([
    ['trading', ['무역', '贸易', '貿易', 'торговая', 'muyok', 'maoyi']],
    ['mining', ['광업', '矿业', 'kwangop']],
    ['place-kp', ['조선', '朝鲜', 'choson']],
  ])('knows %s in other languages', (id, expected) => {
    const known = words.filter((one) => one.id === id).map(({ word }) => word);
    expect(known).toEqual(expect.arrayContaining(expected));
  });
});

describe('hanja.json', () => {
  const hanja = readShippedJson<Record<string, [string, ...string[]]>>('screening/hanja.json');

  it('gives at least 3,000 characters their Korean readings in Hangul and one or more in toneless pinyin', () => {
    expect(Object.keys(hanja).length).toBeGreaterThanOrEqual(3_000);
    const wrong = Object.entries(hanja).filter(
      ([character, [korean, ...pinyin]]) =>
        !/^\p{Script=Han}$/u.test(character) ||
        !/^[\uac00-\ud7a3]+$/.test(korean) ||
        pinyin.length === 0 ||
        pinyin.some((reading) => !/^[a-z]{1,6}$/.test(reading)),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['traditional, simplified and Japanese forms alike', '龍龙竜', '용'],
    ['both sides of the rule on an initial ㄹ', '李', '리이'],
    ['both sides of the rule on an initial ㄴ', '女', '녀여'],
    ['the reading as a family name beside the usual one', '金', '금김'],
  ])('reads %s', (_, characters, readings) => {
    for (const character of characters) {
      expect([...(hanja[character]?.[0] ?? '')]).toEqual(expect.arrayContaining([...readings]));
    }
  });

  it.each([
    ['朴', 'piao'],
    ['单', 'shan'],
    ['浜', 'bin'],
    ['吕', 'lu'],
  ])('reads %s in Mandarin as %s too', (character, reading) => {
    expect(hanja[character]?.slice(1)).toContain(reading);
  });
});

describe('legal-forms.json', () => {
  const forms = readShippedJson<Record<string, string[]>>('screening/legal-forms.json');
  const spellings = Object.values(forms).flat();

  it('gives at least 400 spellings one class each, in lower case and NFC', () => {
    expect(spellings.length).toBeGreaterThanOrEqual(400);
    expect(twice(spellings)).toEqual([]);
    expect(spellings.filter((spelling) => !isFolded(spelling))).toEqual([]);
  });

  it('never mixes Latin letters with others that look alike', () => {
    expect(spellings.filter(isMixed)).toEqual([]);
  });

  it.each([
    ['jsc', ['оао', 'oao', '株式会社', '주식회사', 'a.ş.', 'ag', 's.p.a.', 'tbk pt']],
    ['llc', ['ооо', '有限责任公司', 'sp. z o.o.', 'd.o.o.', 'w.l.l.', 'kft', 'ذ.م.م']],
    ['ltd', ['pte ltd', 'sdn bhd', '有限公司']],
    ['gencorp', ['총회사', '总公司', 'chonghoesa']],
    ['soe', ['фгуп', 'fgup', '기업소']],
    ['freezone', ['fze', 'dmcc']],
  ])('knows spellings of %s', (kind, expected) => {
    expect(forms[kind]).toEqual(expect.arrayContaining(expected));
  });
});

describe('given-names.json', () => {
  const { strong, across, nick, surnameEndings, compoundSurnames } = readShippedJson<{
    strong: string[][];
    across: string[][];
    nick: string[][];
    surnameEndings: string[][];
    compoundSurnames: Record<string, string[]>;
  }>('screening/given-names.json');

  it('holds at least 500 sets of spellings, each of two or more, in lower case and NFC', () => {
    expect(strong.length).toBeGreaterThanOrEqual(500);
    const sets = [...strong, ...across, ...nick, ...surnameEndings];
    expect(sets.filter((set) => set.length < 2)).toEqual([]);
    expect([...sets.flat(), ...Object.values(compoundSurnames).flat()].filter((name) => !isFolded(name))).toEqual([]);
  });

  it('puts a spelling into one set only, so that sets do not run together', () => {
    for (const sets of [strong, across, surnameEndings]) expect(twice(sets.flat())).toEqual([]);
    expect(twice(nick.map(([name]) => name ?? ''))).toEqual([]);
  });

  it('never mixes the scripts of one spelling', () => {
    expect(strong.flat().filter(isMixed)).toEqual([]);
  });

  it.each([
    ['strong', strong, ['muhammad', 'mohamed', 'محمد', 'мухаммед']],
    ['strong', strong, ['sergei', 'serhii', 'сергей']],
    ['across', across, ['ivan', 'john', 'juan', 'giovanni']],
    ['nick', nick, ['aleksandr', 'sasha']],
    ['nick', nick, ['robert', 'bob']],
  ])('keeps together in %s', (_, sets, names) => {
    expect(sets.some((set) => names.every((name) => set.includes(name)))).toBe(true);
  });

  it('keeps names apart that only look alike', () => {
    for (const pair of [
      ['salah', 'saleh'],
      ['hasan', 'husayn'],
      ['ivan', 'john'],
      ['daniil', 'denis'],
    ]) {
      expect(strong.some((set) => pair.every((name) => set.includes(name)))).toBe(false);
    }
  });
});

describe('name-words.json', () => {
  const { particles, ...lists } = readShippedJson<{
    particles: Record<string, string[]>;
    titles: string[];
    vesselPrefixes: string[];
    personWords: string[];
  }>('screening/name-words.json');

  it('names each word once in its list, in lower case and NFC', () => {
    for (const list of [Object.values(particles).flat(), ...Object.values(lists)]) {
      expect(twice(list)).toEqual([]);
      expect(list.filter((word) => !isFolded(word))).toEqual([]);
    }
  });

  it('takes no word for a particle and a title at once', () => {
    expect(twice([...Object.values(particles).flat(), ...lists.titles])).toEqual([]);
  });

  it.each([
    ['titles', ['gen.', 'haji', '대장', '동지', '同志', 'тов.', 'sayyid']],
    ['vesselPrefixes', ['m/v', 'mt', 'lpg/c', 'т/х', '号']],
  ] as const)('knows %s', (list, words) => {
    expect(lists[list]).toEqual(expect.arrayContaining([...words]));
  });
});

describe('token-frequency.json', () => {
  const { surnames, givenSyllables, latin } = readShippedJson<{
    surnames: Record<string, Record<string, number>>;
    givenSyllables: Record<string, Record<string, number>>;
    latin: Record<string, number>;
  }>('screening/token-frequency.json');
  const tables = [...Object.values(surnames), ...Object.values(givenSyllables), latin];

  it('gives every token a share of people above none and below two in five', () => {
    const rows = tables.flatMap((table) => Object.entries(table));
    expect(rows.filter(([token, share]) => !isFolded(token) || !(share > 0 && share < 0.4))).toEqual([]);
  });

  it('knows the share of every Korean family name the engine reads, and of its spellings', () => {
    const { surnames: spelled } = readShippedJson<{ surnames: Record<string, string[]> }>(
      'screening/korean-surnames.json',
    );
    const unknown = Object.entries(spelled).filter(
      ([hangul, spellings]) => !surnames.ko?.[hangul] || spellings.some((spelling) => !latin[spelling]),
    );
    expect(unknown).toEqual([]);
  });

  it.each([
    ['ko', ['김', '이', '박', '최', '정'], 0.54],
    ['zh', ['李', '王', '张', '刘', '陈'], 0.32],
    ['vi', ['nguyễn', 'trần'], 0.49],
  ])('ranks the commonest family names of %s, which a large part of the people bear', (language, names, together) => {
    const shares = names.map((name) => surnames[language]?.[name] ?? 0);
    expect(shares).toEqual([...shares].sort((one, other) => other - one));
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(together, 1);
  });

  it('holds a rare name rarer than a common one', () => {
    const share = (name: string): number => latin[name] ?? 0;
    expect(share('muhammad')).toBeGreaterThan(share('suhayl'));
    expect(share('kim')).toBeGreaterThan(share('tokko'));
  });
});

describe('common-name-words.json', () => {
  const common = readShippedJson<{ company: string[]; vessel: string[] }>('screening/common-name-words.json');

  it.each([
    ['company', 1_200],
    ['vessel', 400],
  ] as const)(
    'holds words for a %s, each once and as the engine reads it: plain letters of the Latin alphabet',
    (kind, least) => {
      expect(common[kind].length).toBeGreaterThanOrEqual(least);
      expect(twice(common[kind])).toEqual([]);
      expect(common[kind].filter((word) => !/^[a-z]{2,}$/.test(word))).toEqual([]);
    },
  );

  it.each([
    ['company', ['alpha', 'huaxia', 'salam', 'pishgam', 'yildiz', 'estrella', 'etoile', 'adler', 'vostok', 'smith']],
    ['vessel', ['star', 'pearl', 'queen', 'spirit', 'hope', 'lucky', 'haiyang', 'deniz', 'maru']],
  ] as const)('knows names of a %s in many languages', (kind, words) => {
    expect(common[kind]).toEqual(expect.arrayContaining([...words]));
  });

  it('leaves out what tells one company of the DPRK from another', () => {
    const telling = [
      'daesong',
      'ryonbong',
      'tangun',
      'namchongang',
      'chilsong',
      'mirae',
      'hana',
      'korea',
      'pine',
      'kwangson',
    ];
    expect(common.company.filter((word) => telling.includes(word))).toEqual([]);
  });
});

describe('japanese-names.json', () => {
  const { surnames, given } = readShippedJson<Record<'surnames' | 'given', Record<string, string[]>>>(
    'screening/japanese-names.json',
  );
  const HAN_NAME = /^[\p{Script=Han}々ヶノ]+$/u;

  it.each([
    ['family names', surnames, 700],
    ['given names', given, 900],
  ] as const)('gives %s in Han characters one to three readings each, as passports write them', (_, names, least) => {
    expect(Object.keys(names).length).toBeGreaterThanOrEqual(least);
    const wrong = Object.entries(names).filter(
      ([name, readings]) =>
        !isFolded(name) ||
        !HAN_NAME.test(name) ||
        readings.length < 1 ||
        readings.length > 3 ||
        twice(readings).length > 0 ||
        readings.some((reading) => !/^[a-z]+$/.test(reading) || /ou(?!e|chi|ra)|uu(?!ra|chi)|n[bmp]/.test(reading)),
    );
    expect(wrong).toEqual([]);
  });

  it.each([
    ['田中', ['tanaka']],
    ['佐々木', ['sasaki']],
    ['齋藤', ['saito']],
    ['本間', ['homma']],
    ['中田', ['nakata', 'nakada']],
    ['髙橋', ['takahashi']],
  ])('reads the family name %s, the usual reading first', (name, readings) => {
    expect(surnames[name]).toEqual(readings);
  });

  it.each([
    ['花子', ['hanako']],
    ['太郎', ['taro']],
    ['裕子', ['yuko', 'hiroko']],
    ['淳平', ['jumpei']],
    ['陽翔', ['haruto']],
  ])('reads the given name %s, the usual reading first', (name, readings) => {
    expect(given[name]).toEqual(readings);
  });
});

/** Latin letters beside others that look like them: a slip of the keyboard that would never match. */
function isMixed(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}|\p{Script=Greek}|\p{Script=Arabic}/u.test(word);
}

function isFolded(word: string): boolean {
  return word !== '' && word === word.trim() && word === word.toLowerCase() && word === word.normalize('NFC');
}

/** A Latin word without accents and marks, as a reader types it. */
function bare(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}|['’.]/gu, '')
    .replaceAll('-', ' ')
    .trim();
}

function twice(all: readonly string[]): string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.size === seen.add(one).size);
}
