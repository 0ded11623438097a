import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../fixtures/damage.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { unConsolidatedXml } from './un-consolidated-xml.ts';

const xml = (individuals: string, entities = '') =>
  fileOf(
    'consolidated.xml',
    `<?xml version='1.0'?><CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:09.554Z'><INDIVIDUALS>${individuals}</INDIVIDUALS>\n<ENTITIES>${entities}</ENTITIES></CONSOLIDATED_LIST>`,
  );
const person = (inside: string, reference = 'KPi.901') =>
  `<INDIVIDUAL><FIRST_NAME> EXERCISE </FIRST_NAME><SECOND_NAME>IL  NAM</SECOND_NAME><THIRD_NAME/><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>${reference} </REFERENCE_NUMBER>${inside}</INDIVIDUAL>`;

describe('unConsolidatedXml', () => {
  it('reads a person whole', async () => {
    const list = await collectList(
      unConsolidatedXml,
      xml(
        person(`<LISTED_ON>2017-12-22-05:00</LISTED_ON><COMMENTS1>Gender: male. Master of IMO 9161003.</COMMENTS1>
          <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
          <DESIGNATION><VALUE>Exercise official</VALUE></DESIGNATION><NAME_ORIGINAL_SCRIPT>연습일남</NAME_ORIGINAL_SCRIPT>
          <LAST_DAY_UPDATED><VALUE>2020-02-02</VALUE><VALUE>2018-01-01</VALUE><VALUE/></LAST_DAY_UPDATED>
          <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Exercise Il-nam</ALIAS_NAME></INDIVIDUAL_ALIAS>
          <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Clerk</ALIAS_NAME></INDIVIDUAL_ALIAS>
          <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
          <INDIVIDUAL_ADDRESS><COUNTRY>Libya</COUNTRY></INDIVIDUAL_ADDRESS>
          <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1979-08-01</DATE></INDIVIDUAL_DATE_OF_BIRTH>
          <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
          <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1970</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
          <INDIVIDUAL_PLACE_OF_BIRTH/><INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> 836210999</NUMBER><ISSUING_COUNTRY>Libya</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>`),
      ),
    );
    expect(list.headers).toEqual([{ publishedAt: '2026-02-27T00:00:09.554Z' }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('KPi.901')).toMatchObject({
      schema: 'Person',
      properties: {
        name: ['EXERCISE IL NAM'],
        firstName: ['EXERCISE'],
        secondName: ['IL NAM'],
        alias: ['연습일남', 'Exercise Il-nam'],
        weakAlias: ['The Clerk'],
        nationality: ['kp'],
        country: ['ly'],
        gender: ['male'],
        position: ['Exercise official'],
        birthDate: ['1979-08-01', '1973', '1974'],
        passportNumber: ['836210999'],
      },
      extracted: [{ property: 'imoNumber', value: '9161003' }, { property: 'gender' }],
    });
    expect(list.parties.get('KPi.901')?.properties).not.toHaveProperty('imoNumber');
    expect(list.parties.get('KPi.901')?.properties.notes).toContain('date of birth: between 1960 and 1970');
    expect(list.designations).toMatchObject([
      { party: 'KPi.901', programmes: ['DPRK'], listedOn: '2017-12-22', amendedOn: ['2018-01-01', '2020-02-02'] },
    ]);
  });

  it('reads an entity, its former names, its IMO number and its wallets', async () => {
    const wallet = '0x098B716B8Aaf21512996dC57EB0615e2383E2f96';
    const list = await collectList(
      unConsolidatedXml,
      xml(
        '',
        `<ENTITY><FIRST_NAME>EXERCISE SHIPPING</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER><LISTED_ON>2014-07-28</LISTED_ON>
        <COMMENTS1>International Maritime Organization (IMO) Number: 1790183. Uses ${wallet}</COMMENTS1>
        <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>EXERCISE LINES</ALIAS_NAME></ENTITY_ALIAS>
        <ENTITY_ADDRESS><CITY>Pyongyang</CITY><COUNTRY>Democratic People's Republic of Korea</COUNTRY></ENTITY_ADDRESS></ENTITY>`,
      ),
    );
    expect(list.parties.get('KPe.901')?.properties).toMatchObject({
      previousName: ['EXERCISE LINES'],
      imoNumber: ['1790183'],
      address: ["Pyongyang, Democratic People's Republic of Korea"],
    });
    expect(list.parties.get(`KPe.901-wallet-${wallet}`)).toMatchObject({
      schema: 'CryptoWallet',
      properties: { publicKey: [wallet], holder: ['KPe.901'] },
    });
    expect(list.designations.map((one) => one.party)).toEqual(['KPe.901', `KPe.901-wallet-${wallet}`]);
  });

  it('rejects bad records and values and keeps the rest', async () => {
    const list = await collectList(
      unConsolidatedXml,
      xml(
        [
          person('<LISTED_ON>31/02/2020</LISTED_ON><NATIONALITY><VALUE>Atlantis</VALUE></NATIONALITY>'),
          person('', 'KPi.901'),
          person('', ''),
          '<INDIVIDUAL><REFERENCE_NUMBER>KPi.902</REFERENCE_NUMBER></INDIVIDUAL>',
        ].join('\n'),
      ),
    );
    expect([...list.parties.keys()]).toEqual(['KPi.901']);
    expect(list.designations).toMatchObject([{ listedOn: null }]);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [1, 'value', 'nationality "Atlantis" is not a known country'],
      [1, 'value', 'date of listing "31/02/2020" is not a date'],
      [2, 'record', 'the reference KPi.901 stands on line 1 already'],
      [3, 'record', 'the record has no reference'],
      [4, 'record', 'the record has no name'],
    ]);
  });

  it('refuses an empty list, a list without references and another list', async () => {
    await expect(collectList(unConsolidatedXml, xml(''))).rejects.toThrow('it holds no party');
    await expect(collectList(unConsolidatedXml, xml(person('', '')))).rejects.toThrow(/record has no reference/);
    await expect(collectList(unConsolidatedXml, fileOf('a.xml', '<Designations/>'))).rejects.toThrow(/root element/);
  });

  it('recognises its own files only', () => {
    const recognises = (head: string) => unConsolidatedXml.recognises({ name: 'consolidated.xml', head });
    expect(recognises('\ufeff<?xml version="1.0"?>\n<!-- a --><CONSOLIDATED_LIST xmlns:xsi="x">')).toBe('un-sc');
    expect(recognises('<Designations>')).toBeNull();
    expect(recognises('CONSOLIDATED_LIST')).toBeNull();
    expect(recognises('')).toBeNull();
  });
});

const real = (date: string) => sharedData(`lists/un/consolidated-${date}.xml`);

describe.skipIf(real('2026-02-27') === null)('unConsolidatedXml on real lists', () => {
  it.each([
    ['2026-02-27', 730, 273],
    ['2025-11-18', 727, 273],
    ['2018-08-24', 701, 397],
  ])('reads the list of %s whole', async (date, people, entities) => {
    const list = await collectList(unConsolidatedXml, fileAt(real(date) ?? ''));
    const keys = [...list.parties.keys()];
    const schemata = [...list.parties.values()].map((party) => party.schema);
    expect(schemata.filter((schema) => schema === 'Person')).toHaveLength(people);
    expect(schemata.filter((schema) => schema === 'Organization')).toHaveLength(entities);
    expect(keys.filter((key) => key.startsWith('KPi.'))).toHaveLength(80);
    expect(keys.filter((key) => key.startsWith('KPe.'))).toHaveLength(75);
    expect(list.headers[0]?.publishedAt).toMatch(date);
    expect(list.designations.every((one) => one.listedOn !== null)).toBe(true);
    expect(list.rejections.filter((one) => one.severity === 'record')).toEqual([]);
    expect(list.rejections.length).toBeLessThan(10);
  });

  it('refuses the file that is not well-formed', async () => {
    const path = real('2025-08-16-not-well-formed') ?? '';
    await expect(collectList(unConsolidatedXml, fileAt(path))).rejects.toThrow(/not utf-8|not well-formed/);
  });

  it('refuses cut files clearly', async () => {
    expect(await unclearErrorsOfCuts(unConsolidatedXml, fileAt(real('2026-02-27') ?? ''))).toEqual([]);
  });
});
