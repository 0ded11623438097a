import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../../fixtures/damage.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { euFsfXml } from './eu-fsf-xml.ts';

const xml = (...entities: string[]) =>
  fileOf(
    'fsf.xml',
    `<?xml version="1.0"?><export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-05-01T10:00:00.000+02:00" globalFileId="7">\n${entities.join('\n')}</export>`,
  );
const entity = (
  inside: string,
  attributes = 'euReferenceNumber="EU.9001.1" logicalId="9001" unitedNationId="KPi.901" designationDate="2017-06-02"',
) => `<sanctionEntity designationDetails="" ${attributes}>${inside}</sanctionEntity>`;
const REGULATION =
  '<regulation regulationType="amendment" publicationDate="2017-08-31" numberTitle="2017/1509 (OJ L224)" programme="PRK"><publicationUrl>x</publicationUrl></regulation>';

describe('euFsfXml', () => {
  it('reads a person; the strong name with the lowest number is the name, wherever it stands', async () => {
    const list = await collectList(
      euFsfXml,
      xml(
        entity(`<remark>Exercise\n remark</remark>${REGULATION}<subjectType code="person" classificationCode="P"/>
        <nameAlias wholeName="EXERCISE  Il-nam" nameLanguage="" strong="true" logicalId="30"/>
        <nameAlias firstName="Il Nam" middleName="" lastName="Exercise" wholeName="Il Nam Exercise" gender="M" function="Clerk" title="Col" strong="true" logicalId="12"><remark>first</remark></nameAlias>
        <nameAlias wholeName="The Clerk" strong="false" logicalId="11"/>
        <citizenship countryIso2Code="KP" countryDescription="KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF"/>
        <birthdate circa="false" calendarType="GREGORIAN" birthdate="1948-08-10" city="Pyongyang" countryIso2Code="KP" countryDescription="KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF"/>
        <birthdate circa="true" calendarType="GREGORIAN" year="1950" city="" countryIso2Code="00" countryDescription="UNKNOWN"/>
        <birthdate circa="false" calendarType="GREGORIAN" yearRangeFrom="1960" yearRangeTo="1962" countryIso2Code="00"/>
        <birthdate calendarType="ISLAMIC" year="1380" countryIso2Code="00"/>
        <identification identificationTypeCode="passport" identificationTypeDescription="National passport" number="290410999" latinNumber="" knownFalse="true" diplomatic="false" countryIso2Code="00" countryDescription="UNKNOWN"/>
        <address city="Pyongyang" street="Exercise Street 1" poBox="12" countryIso2Code="KP" countryDescription="KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF"><contactInfo key="EMAIL" value="a@example.org"/></address>`),
      ),
    );
    expect(list.headers).toEqual([{ publishedAt: '2026-05-01T10:00:00.000+02:00', notes: { globalFileId: '7' } }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('EU.9001.1')).toMatchObject({
      schema: 'Person',
      properties: {
        name: ['Il Nam Exercise'],
        firstName: ['Il Nam'],
        lastName: ['Exercise'],
        alias: ['EXERCISE Il-nam'],
        weakAlias: ['The Clerk'],
        gender: ['male'],
        position: ['Clerk'],
        title: ['Col'],
        citizenship: ['kp'],
        birthDate: ['1948-08-10', '1950', '1960', '1961', '1962'],
        birthPlace: ["Pyongyang, KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF"],
        birthCountry: ['kp'],
        passportNumber: ['290410999'],
        address: ["Exercise Street 1, PO Box 12, Pyongyang, KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF"],
        email: ['a@example.org'],
      },
    });
    expect(list.parties.get('EU.9001.1')?.properties.notes).toEqual(
      expect.arrayContaining(['date of birth: 1380 (ISLAMIC calendar)', 'National passport (290410999): known false']),
    );
    expect(list.designations).toMatchObject([
      {
        programmes: ['PRK'],
        listedOn: '2017-06-02',
        amendedOn: ['2017-08-31'],
        unscReference: 'KPi.901',
        legalBasis: ['2017/1509 (OJ L224)'],
      },
    ]);
  });

  it('reads the same party whatever the order of its names', async () => {
    const names = [12, 11, 40, 7, 23].map(
      (id) => `<nameAlias wholeName="EXERCISE ${id}" strong="${id !== 7}" logicalId="${id}"/>`,
    );
    const partyOf = async (order: string[]) => {
      const inside = `${REGULATION}<subjectType code="person"/>${order.join('')}`;
      return (await collectList(euFsfXml, xml(entity(inside)))).parties.get('EU.9001.1');
    };
    const expected = await partyOf(names);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), async (order) => {
        expect(await partyOf(order)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('reads an enterprise under two programmes, with IMO and SWIFT', async () => {
    const list = await collectList(
      euFsfXml,
      xml(
        entity(
          `<remark>Date of designation: 22.12.2009</remark>${REGULATION}<regulation programme="RUS" numberTitle="1" publicationDate="2009-01-01"/><subjectType code="enterprise"/>
          <nameAlias wholeName="EXERCISE Lines" strong="true"/><identification identificationTypeCode="imo" number="IMO 1790183"/>
          <identification identificationTypeCode="swiftbic" number="EXERKPPY"/><identification identificationTypeCode="other" identificationTypeDescription="Other" number="77"/>`,
          'euReferenceNumber="" logicalId="9002" unitedNationId=""',
        ),
      ),
    );
    expect(list.parties.get('logical-9002')).toMatchObject({
      schema: 'Organization',
      properties: {
        imoNumber: ['1790183'],
        swiftBic: ['EXERKPPY'],
        notes: ['Date of designation: 22.12.2009', 'Other: 77'],
      },
    });
    expect(list.designations.map((one) => [one.programmes, one.listedOn, one.amendedOn])).toEqual([
      [['PRK'], '2009-12-22', ['2017-08-31']],
      [['RUS'], '2009-12-22', []],
    ]);
  });

  it('rejects bad records and values and keeps the rest', async () => {
    const list = await collectList(
      euFsfXml,
      xml(
        entity(
          '<subjectType code="thing"/><nameAlias wholeName="EXERCISE A" strong="true"/><identification identificationTypeCode="imo" number="9161004"/>',
        ),
        entity(`${REGULATION}<subjectType code="person"/>`, 'euReferenceNumber="EU.2.2" logicalId="2"'),
        entity('', ''),
      ),
    );
    expect([...list.parties.keys()]).toEqual(['EU.9001.1']);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [2, 'value', 'subject type "thing" is not known'],
      [2, 'value', 'IMO number "9161004" fails its check digit'],
      [2, 'value', 'no regulation names a programme'],
      [3, 'record', 'the record has no name'],
      [4, 'record', 'the record has no reference'],
    ]);
  });

  it('refuses other lists and recognises its own only', async () => {
    await expect(collectList(euFsfXml, fileOf('a.xml', '<Sanctions/>'))).rejects.toThrow(/root element/);
    await expect(collectList(euFsfXml, xml())).rejects.toThrow('it holds no party');
    const recognises = (head: string) => euFsfXml.recognises({ name: 'a.xml', head });
    expect(recognises('<?xml version="1.0"?><x:export xmlns:x="http://eu.europa.ec/fpi/fsd/export">')).toBe('eu-fsf');
    expect(recognises('<export xmlns="urn:other"><row/>')).toBeNull();
    expect(recognises('<CONSOLIDATED_LIST/>')).toBeNull();
  });
});

const excerpt = sharedData('lists/eu/fsf-1.1-2021-01-15-excerpt.xml');
const prk = sharedData('lists/eu/fsf-1.1-prk-2026-05-01-reconstructed.xml');

describe.skipIf(excerpt === null || prk === null)('euFsfXml on real lists', () => {
  it('reads the cut whole', async () => {
    const list = await collectList(euFsfXml, fileAt(excerpt ?? ''));
    expect(list.rejections).toEqual([]);
    expect(list.parties.size).toBe(6);
    expect(list.designations.filter((one) => one.programmes.includes('PRK'))).toHaveLength(4);
    expect(list.designations.find((one) => one.unscReference === 'KPi.047')?.listedOn).toBe('2017-06-02');
  });

  it('reads every DPRK entry', async () => {
    const list = await collectList(euFsfXml, fileAt(prk ?? ''));
    expect(list.rejections).toEqual([]);
    expect(list.parties.size).toBe(255);
    expect([...list.parties.values()].filter((party) => party.schema === 'Person')).toHaveLength(159);
  });

  it('refuses cut files clearly', async () => {
    expect(await unclearErrorsOfCuts(euFsfXml, fileAt(prk ?? ''))).toEqual([]);
  });
});
