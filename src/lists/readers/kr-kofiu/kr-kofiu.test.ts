import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { annexParagraphs } from './annex-paragraphs.ts';
import { krKofiuRowsJson } from './kr-kofiu-rows-json.ts';
import { krKofiuXml } from './kr-kofiu-xml.ts';

const NAME = '금융거래등제한대상자 지정 및 지정 취소에 관한 규정';
const law = (annex: string, name = NAME) =>
  fileOf(
    'kofiu.xml',
    `<?xml version="1.0" encoding="UTF-8"?>\n<AdmRulService><행정규칙기본정보><행정규칙명><![CDATA[${name}]]></행정규칙명><발령일자>20260114</발령일자><발령번호>2026-1</발령번호></행정규칙기본정보>\n<별표><별표단위><별표내용>\n${annex}\n</별표내용></별표단위></별표></AdmRulService>`,
  );
const ANNEX = `<![CDATA[금융거래등제한대상자 (4명)
1. EXERCISE, Il Ho (a.k.a. EXERCISE, Il-
ho; a.k.a. "PRACTICE, Il"; 연습일), Pyongyang, Korea, North; DOB 20 Feb 1956; alt. DOB 1957;
POB Exercise city; nationality Korea, North; Passport 900000001 (Korea, North); Gender Male (individual) [DPRK2]
[E.O.13687]
2. EXERCISE SHIPPING CO., LTD., Pyongyang, Korea, North (f.k.a. OLD EXERCISE CO; "연습해운"); Identification
Number IMO 5878561 [DPRK4]
3. EXERCISE STAR General Cargo Korea, North flag; Vessel Registration Identification IMO 9161003 (vessel) [DPRK4]
4. EXERCISE BANK
]]><![CDATA[◇ 참고
5. not a paragraph]]>`;

describe('krKofiuXml', () => {
  it('reads the paragraphs of the annex', async () => {
    const list = await collectList(krKofiuXml, law(ANNEX));
    expect(list.rejections).toEqual([]);
    expect(list.headers).toEqual([{ publishedAt: '2026-01-14', declaredCount: 4, notes: { 발령번호: '2026-1' } }]);
    expect(list.parties.get('KF-1')).toMatchObject({
      schema: 'Person',
      place: { line: 5 },
      properties: {
        name: ['EXERCISE, Il Ho'],
        firstName: ['Il Ho'],
        lastName: ['EXERCISE'],
        alias: ['EXERCISE, Il-ho', 'PRACTICE, Il', '연습일'],
        birthDate: ['1956-02-20', '1957'],
        birthPlace: ['Exercise city'],
        nationality: ['kp'],
        passportNumber: ['900000001'],
        gender: ['male'],
      },
    });
    expect(list.parties.get('KF-2')).toMatchObject({
      schema: 'Organization',
      place: { line: 9 },
      properties: {
        name: ['EXERCISE SHIPPING CO., LTD.'],
        alias: ['연습해운'],
        previousName: ['OLD EXERCISE CO'],
        address: ['Pyongyang, Korea, North'],
        imoNumber: ['5878561'],
      },
    });
    expect(list.parties.get('KF-3')).toMatchObject({ schema: 'Vessel', properties: { imoNumber: ['9161003'] } });
    expect(list.designations.map((one) => one.programmes)).toEqual([['DPRK2', 'E.O.13687'], ['DPRK4'], ['DPRK4'], []]);
    expect(list.designations[0]?.legalBasis).toEqual([`${NAME} 2026-1`]);
  });

  it('says when the annex holds fewer paragraphs than it states', async () => {
    const list = await collectList(krKofiuXml, law('<![CDATA[(3명)\n1. EXERCISE A\n3. EXERCISE C]]>'));
    expect([...list.parties.keys()]).toEqual(['KF-1', 'KF-3']);
    expect(list.rejections.map((one) => one.reason)).toEqual(['the annex states 3 and holds 2 paragraphs']);
  });

  it('refuses another rule, an annex without paragraphs, and other files', async () => {
    await expect(collectList(krKofiuXml, law(ANNEX, '다른 규정'))).rejects.toThrow(/the rule "다른 규정"/);
    await expect(collectList(krKofiuXml, law('<![CDATA[없음]]>'))).rejects.toThrow(/no numbered paragraphs/);
    await expect(collectList(krKofiuXml, fileOf('a.xml', '<Law>none</Law>'))).rejects.toThrow(/root element/);
    const head = `<AdmRulService><행정규칙명>${NAME}`;
    expect(krKofiuXml.recognises({ name: 'a.xml', head })).toBe('kr-kofiu');
    expect(krKofiuXml.recognises({ name: 'a.xml', head: '<AdmRulService><행정규칙명>x' })).toBeNull();
  });
});

describe('annexParagraphs()', () => {
  it('does not take a number in wrapped text for a paragraph', () => {
    const { paragraphs } = annexParagraphs('1. EXERCISE, room\n12. Exercise street\n2. EXERCISE TWO');
    expect(paragraphs.map((one) => [one.number, one.linesBefore, one.text])).toEqual([
      [1, 0, 'EXERCISE, room 12. Exercise street'],
      [2, 2, 'EXERCISE TWO'],
    ]);
  });
});

const rows = (...values: unknown[]) => fileOf('kofiu-2026-01-14.json', JSON.stringify({ rows: values }));

describe('krKofiuRowsJson', () => {
  it('joins the names of one number and keeps equal names of two numbers apart', async () => {
    const list = await collectList(
      krKofiuRowsJson,
      rows(
        ['KoFIU', 'KF-1', 'EXERCISE, Il', 'Korea, North', '개인'],
        ['KoFIU', 'KF-1', '연습일', 'Korea, North', '개인'],
        ['KoFIU', 'KF-2', 'EXERCISE, Il-il', 'E.O.13687', '개인'],
        ['KoFIU', 'KF-2', '연습일', 'E.O.13687', '개인'],
        ['KoFIU', 'KF-3', 'EXERCISE STAR', '', '선박'],
      ),
    );
    expect(list.rejections).toEqual([]);
    expect(list.headers).toEqual([{ publishedAt: '2026-01-14' }]);
    expect([...list.parties.values()].map((party) => [party.key, party.schema, party.properties.alias])).toEqual([
      ['KF-1', 'Person', ['연습일']],
      ['KF-2', 'Person', ['연습일']],
      ['KF-3', 'Vessel', undefined],
    ]);
    expect(list.parties.get('KF-1')?.properties).toMatchObject({
      nationality: ['kp'],
      lastName: ['EXERCISE'],
      firstName: ['Il'],
    });
    expect(list.designations.map((one) => one.programmes)).toEqual([['KoFIU'], ['E.O.13687'], ['KoFIU']]);
  });

  it('rejects what it cannot read and keeps the rest', async () => {
    const list = await collectList(
      krKofiuRowsJson,
      rows(
        'x',
        ['KoFIU', '7', 'EXERCISE'],
        ['KoFIU', 'KF-8', ''],
        ['KoFIU', 'KF-9', 'EXERCISE', '', '?'],
        ['KoFIU', 'KF-9', 'EXER (CISE', '', '?'],
      ),
    );
    expect([...list.parties.values()].map((party) => party.properties)).toEqual([
      { name: ['EXERCISE'], weakAlias: ['EXER (CISE'] },
    ]);
    expect(list.rejections.map((one) => one.reason)).toEqual([
      'row 1 is not a list of values',
      'row 2 has no KF-number: "7"',
      'row 3 has no name for KF-8',
      'type "?" is none of 개인, 단체, 선박',
      'row 5 holds half a name: "EXER (CISE"',
    ]);
  });

  it('refuses other files and recognises its own only', async () => {
    await expect(collectList(krKofiuRowsJson, fileOf('a.json', '{"rows": ['))).rejects.toThrow(/not JSON/);
    await expect(collectList(krKofiuRowsJson, fileOf('a.json', '{}'))).rejects.toThrow(/has no rows/);
    await expect(collectList(krKofiuRowsJson, fileOf('a.json', 'null'))).rejects.toThrow(/has no rows/);
    expect(krKofiuRowsJson.recognises({ name: 'a.json', head: '{"rows":[["KoFIU","KF-1"' })).toBe('kr-kofiu');
    expect(krKofiuRowsJson.recognises({ name: 'kofiu.json', head: '{"rows":[["x"]]}' })).toBeNull();
  });
});

const real = sharedData('lists/kr/kofiu-excerpt-2026-01-14.json');

describe.skipIf(!real)('krKofiuRowsJson on the excerpt of January 2026', () => {
  it('keeps the two men named 김동철 apart and finds the bank', async () => {
    const list = await collectList(krKofiuRowsJson, fileAt(real ?? ''));
    const named = (name: string) =>
      [...list.parties.values()].filter((party) => party.properties.alias?.includes(name)).map((party) => party.key);
    expect(named('김동철')).toEqual(['KF-645', 'KF-679']);
    expect(named('하나은행')).toEqual(['KF-656']);
    expect(list.parties.get('KF-669')?.properties.weakAlias).toEqual(['NAM-NAM (SOUTH-SOUTH']);
    expect(list.rejections).toHaveLength(1);
  });
});
