import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../../fixtures/damage.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { chSecoXml } from './ch-seco-xml.ts';

const list = (targets: string, type = 'whole-list') =>
  fileOf(
    'seco.xml',
    `<swiss-sanctions-list list-type="${type}" date="2024-01-17">
<sanctions-program ssid="1"><program-key lang="ger">UEBUNG</program-key><program-key lang="eng">EXERCISE</program-key>
<sanctions-set ssid="10" lang="eng">Exercise ordinance, annex 1</sanctions-set><sanctions-set ssid="10" lang="ger">x</sanctions-set>
<sanctions-set ssid="11" lang="eng">Exercise ordinance, annex 2</sanctions-set></sanctions-program>
<place ssid="5"><location>Pyongyang</location><area>Exercise district</area><country iso-code="KP">Korea DPR</country></place>
${targets}</swiss-sanctions-list>`,
  );
const name = (value: string, attributes = 'name-type="primary-name" quality="good"') =>
  `<name ${attributes}><name-part order="1" name-part-type="whole-name"><value>${value}</value></name-part></name>`;
const entity = (ssid: string, rest = '') =>
  `<target ssid="${ssid}"><sanctions-set-id>10</sanctions-set-id><entity><identity main="true">${name(`EXERCISE ${ssid}`)}</identity></entity>${rest}</target>`;

describe('chSecoXml', () => {
  it('reads a person: parts in natural order, variants without their product, places and documents joined', async () => {
    const read = await collectList(
      chSecoXml,
      list(`<target ssid="7"><sanctions-set-id>10</sanctions-set-id><sanctions-set-id>11</sanctions-set-id><foreign-identifier>KPi.999</foreign-identifier>
<individual sex="male"><identity main="true">
<name name-type="primary-name" quality="good"><name-part order="1" name-part-type="family-name"><value>EXERCISE</value><spelling-variant lang="kor" script="Hang">연습</spelling-variant><spelling-variant lang="eng" script="Latn">EKSERSAIJ</spelling-variant></name-part>
<name-part order="2" name-part-type="given-name"><value>Il</value><spelling-variant lang="kor" script="Hang">일</spelling-variant></name-part>
<name-part order="3" name-part-type="title"><value>General</value></name-part></name>
${name('Shadow', 'name-type="alias" quality="low"')}${name('Old Name', 'name-type="formerly-known-as" quality="good"')}
<nationality><country iso-code="KP">Korea DPR</country></nationality><day-month-year year="1938" calendar="Gregorian"/><day-month-year day="31" month="2" year="1938"/>
<place-of-birth place-id="5"/><address place-id="5"><p-o-box>12</p-o-box><address-details>Exercise street</address-details></address>
<identification-document document-type="passport"><number>900000001</number><issuer>Exercise state</issuer></identification-document></identity>
<other-information>IMO 9161003</other-information><justification>Exercise only.</justification></individual>
<modification modification-type="amended" effective-date="2020-05-01"/><modification modification-type="listed" effective-date="2016-05-18"/></target>`),
    );
    expect(read.headers).toEqual([{ publishedAt: '2024-01-17', notes: { listType: 'whole-list' } }]);
    expect(read.parties.get('7')?.properties).toEqual({
      gender: ['male'],
      name: ['Il EXERCISE'],
      alias: ['일 연습', 'Il EKSERSAIJ'],
      weakAlias: ['Shadow'],
      previousName: ['Old Name'],
      title: ['General'],
      firstName: ['Il'],
      lastName: ['EXERCISE'],
      nationality: ['kp'],
      birthDate: ['1938'],
      birthPlace: ['Pyongyang, Exercise district, Korea DPR'],
      birthCountry: ['kp'],
      address: ['Exercise street, P.O. Box 12, Pyongyang, Exercise district, Korea DPR'],
      country: ['kp'],
      passportNumber: ['900000001'],
      notes: ['date of birth: 31.2.1938', 'passport: 900000001: issuer Exercise state', 'IMO 9161003'],
    });
    expect(read.parties.get('7')?.extracted).toContainEqual(
      expect.objectContaining({ property: 'imoNumber', value: '9161003' }),
    );
    expect(read.rejections.map((one) => one.reason)).toEqual(['date of birth "31.2.1938" is not a date']);
    expect(read.designations).toEqual([
      {
        party: '7',
        place: { line: 6 },
        programmes: ['EXERCISE'],
        listedOn: '2016-05-18',
        amendedOn: ['2020-05-01'],
        legalBasis: ['Exercise ordinance, annex 1', 'Exercise ordinance, annex 2'],
        unscReference: 'KPi.999',
        reason: 'Exercise only.',
      },
    ]);
  });

  it('lets the latest modification decide, whatever the order', async () => {
    const history =
      '<modification modification-type="de-listed" effective-date="2021-02-03"/><modification modification-type="listed" effective-date="2016-05-18"/>';
    const whole = await collectList(chSecoXml, list(entity('7', history)));
    expect(whole.designations).toMatchObject([{ party: '7', listedOn: '2016-05-18', delistedOn: '2021-02-03' }]);
    const amendment = await collectList(chSecoXml, list(entity('7', history) + entity('8'), 'amendment'));
    expect(amendment.headers[0]?.delta).toBe(true);
    expect([amendment.removals, [...amendment.parties.keys()]]).toEqual([['7'], ['8']]);
    const relisted = `${history}<modification modification-type="listed" effective-date="2022-01-01"/>`;
    expect((await collectList(chSecoXml, list(entity('7', relisted)))).designations[0]).not.toHaveProperty(
      'delistedOn',
    );
  });

  it('links targets of the list and rejects relations that lead nowhere', async () => {
    const relation =
      '<relation target-id="8" relation-type="related-to"/><relation target-id="99" relation-type="related-to"/>';
    const read = await collectList(chSecoXml, list(entity('7', relation) + entity('8')));
    expect(read.links).toMatchObject([{ schema: 'UnknownLink', from: '7', to: '8', role: 'related-to' }]);
    expect(read.rejections).toMatchObject([{ reference: '7', severity: 'value' }]);
  });

  it('rejects bad targets and keeps the others', async () => {
    const bad = `<target ssid="5"><individual/></target><target ssid="6"/>${entity('')}${entity('7')}${entity('7')}`;
    const read = await collectList(chSecoXml, list(bad));
    expect([...read.parties.keys()]).toEqual(['7']);
    expect(read.rejections.map((one) => one.reason)).toEqual([
      'the record has no name',
      'the target is neither individual, entity nor object',
      'the target has no ssid',
      'target 7 stands twice',
    ]);
  });

  it('recognises its own root only', () => {
    expect(
      chSecoXml.recognises({ name: 'x.xml', head: '<?xml version="1.0"?>\n<swiss-sanctions-list date="2024-01-01">' }),
    ).toBe('ch-seco');
    expect(chSecoXml.recognises({ name: 'seco.xml', head: '<CONSOLIDATED_LIST>' })).toBeNull();
  });
});

const real = sharedData('lists/ch/seco-dprk-2026-02-18-reconstructed.xml');
const example = sharedData('lists/ch/seco-example-2024-01-17.xml');

describe.skipIf(!real || !example)('chSecoXml on real lists', () => {
  it('reads the North Korea set', async () => {
    const read = await collectList(chSecoXml, fileAt(real ?? ''));
    const schemata = [...read.parties.values()].map((party) => party.schema);
    expect([
      schemata.filter((one) => one === 'Person').length,
      schemata.filter((one) => one === 'Organization').length,
    ]).toEqual([80, 75]);
    expect(read.rejections).toEqual([]);
    expect(read.designations.every((one) => one.legalBasis?.[0]?.includes('946.231.127.6'))).toBe(true);
    expect(await unclearErrorsOfCuts(chSecoXml, fileAt(real ?? ''))).toEqual([]);
  });

  it('reads the example in the real layout', async () => {
    const read = await collectList(chSecoXml, fileAt(example ?? ''));
    expect([...read.parties.keys()]).toEqual(['64398', '64403', '64393']);
    expect(read.designations.at(-1)?.legalBasis).toEqual(['Financial measures, annex 2', 'Travel ban, annex 1']);
  });
});
