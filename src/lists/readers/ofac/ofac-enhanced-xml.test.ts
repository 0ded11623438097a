import { describe, expect, it } from 'vitest';
import { collectList, fileOf } from '../../fixtures/collect-list.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { zipMember } from '../../fixtures/zip-member.ts';
import { ofacEnhancedXml } from './ofac-enhanced-xml.ts';

const NAMESPACE = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML';

const form = (full: string, parts = '', primary = true): string =>
  `<translation><isPrimary>${primary}</isPrimary>${parts}<formattedFullName>${full}</formattedFullName></translation>`;
const PERSON = `<entity id="1"><generalInfo><entityType>Individual</entityType><title>Drill Master</title>
    <remarks>A drill.</remarks></generalInfo>
  <sanctionsLists><sanctionsList id="7" datePublished="2022-04-14">SDN List</sanctionsList>
    <sanctionsList id="8" datePublished="2014-10-10">Consolidated List</sanctionsList></sanctionsLists>
  <sanctionsPrograms><sanctionsProgram>DPRK3</sanctionsProgram></sanctionsPrograms>
  <sanctionsTypes><sanctionsType>Block</sanctionsType></sanctionsTypes>
  <legalAuthorities><legalAuthority>Executive Order 00001</legalAuthority></legalAuthorities>
  <names>
    <name><isPrimary>false</isPrimary><aliasType>A.K.A.</aliasType><isLowQuality>true</isLowQuality>
      <translations>${form('Sammy')}</translations></name>
    <name><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>${form('연습', '', false)}
      ${form('PRACTICE, Sam', '<formattedFirstName>Sam</formattedFirstName><formattedLastName>PRACTICE</formattedLastName>')}
    </translations></name></names>
  <addresses><address><country>Korea, North</country><translations><translation><addressParts>
    <addressPart><type>CITY</type><value>Drilltown</value></addressPart></addressParts></translation></translations></address></addresses>
  <features><feature><type>Birthdate</type><value>1962</value></feature>
    <feature><type>Digital Currency Address - XBT</type><value>1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</value></feature>
    <feature><type>Website</type><value>exercise.example</value><comments>in Korean</comments></feature></features>
  <identityDocuments><identityDocument><type>Passport</type><documentNumber>654</documentNumber>
    <issuingCountry>Mongolia</issuingCountry><isValid>false</isValid></identityDocument></identityDocuments>
  <relationships>
    <relationship><type>Leader or official of</type><relatedEntity entityId="2">DRILL CO</relatedEntity></relationship>
    <relationship><type>Acting for or on behalf of</type><relatedEntity entityId="99">ELSEWHERE CO</relatedEntity></relationship>
  </relationships></entity>`;
const COMPANY = `<entity id="2"><generalInfo><entityType>Entity</entityType></generalInfo>
  <names><name><translations>${form('DRILL CO')}</translations></name></names></entity>`;
const enhanced = (entities: string, filter = 'SDN List', namespace = NAMESPACE): string =>
  `<?xml version="1.0"?><sanctionsData xmlns="${namespace}"><publicationInfo><dataAsOf>2025-01-10T00:00:00</dataAsOf>
  <filters><sanctionsLists><sanctionsList>${filter}</sanctionsList></sanctionsLists></filters></publicationInfo>
  <entities>${entities}</entities></sanctionsData>`;
const read = (text: string) => collectList(ofacEnhancedXml, fileOf('enhanced.xml', text));

describe('ofacEnhancedXml.recognises()', () => {
  it('tells the list by its filter', () => {
    expect(ofacEnhancedXml.recognises({ name: 'a.xml', head: enhanced('') })).toBe('us-ofac-sdn');
    expect(ofacEnhancedXml.recognises({ name: 'a.xml', head: enhanced('', 'Consolidated List') })).toBe('us-ofac-cons');
  });

  it('leaves delta files and other lists alone', () => {
    const delta = enhanced('', '', 'https://www.treasury.gov/ofac/DeltaFile/1.0');
    expect(ofacEnhancedXml.recognises({ name: 'a.xml', head: delta })).toBeNull();
    expect(ofacEnhancedXml.recognises({ name: 'a.xml', head: '<sdnList/>' })).toBeNull();
  });
});

describe('ofacEnhancedXml.read()', () => {
  it('reads a person', async () => {
    const list = await read(enhanced(PERSON + COMPANY));
    expect(list.headers).toEqual([{ publishedAt: '2025-01-10' }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('1')?.properties).toEqual({
      name: ['PRACTICE, Sam'],
      lastName: ['PRACTICE'],
      firstName: ['Sam'],
      alias: ['연습'],
      weakAlias: ['Sammy'],
      position: ['Drill Master'],
      address: ['Drilltown, Korea, North'],
      country: ['kp', 'mn'],
      birthDate: ['1962'],
      website: ['exercise.example'],
      passportNumber: ['654'],
      notes: [
        'Website: exercise.example, in Korean',
        'Passport: 654, Mongolia, not valid',
        'Leader or official of: DRILL CO',
        'Acting for or on behalf of: ELSEWHERE CO',
        'A drill.',
      ],
    });
  });

  it('designates parties and wallets on each list but the umbrella', async () => {
    const { designations } = await read(enhanced(PERSON));
    const [first, second, ...more] = designations;
    const shared = {
      programmes: ['DPRK3'],
      provisions: ['Block'],
      legalBasis: ['Executive Order 00001'],
      reference: 'SDN List 7',
      listedOn: '2022-04-14',
    };
    expect([first, second]).toMatchObject([{ party: '1', ...shared }, shared]);
    expect([second?.party, more]).toEqual(['1-wallet-1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', []]);
  });

  it('links parties of this list only', async () => {
    const { links } = await read(enhanced(PERSON + COMPANY));
    expect(links).toMatchObject([{ schema: 'Directorship', from: '1', to: '2', role: 'Leader or official of' }]);
  });

  it('rejects entities that cannot be a party', async () => {
    const nameless = '<entity id="3"><generalInfo><entityType>Entity</entityType></generalInfo></entity>';
    const list = await read(enhanced(COMPANY + COMPANY + nameless + COMPANY.replace('id="2"', '')));
    expect(list.parties.size).toBe(1);
    const reasons = ['the id stands on an earlier entity as well', 'the party has no name', 'the entity has no id'];
    expect(list.rejections.map((one) => one.reason)).toEqual(reasons);
  });

  it.each([
    ['a delta file', enhanced('', '', 'https://www.treasury.gov/ofac/DeltaFile/1.0'), /is a delta file/],
    ['a cut', enhanced(PERSON).slice(0, -40), /not well-formed/],
    ['another list', '<sdnList/>', /root element is <sdnList>/],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

const zip = sharedData('lists/us/cons-enhanced-2025-01-10.zip');
describe.skipIf(zip === null)('ofacEnhancedXml on the real file', () => {
  it('reads the consolidated list with its dates and owners', async () => {
    const list = await collectList(ofacEnhancedXml, fileOf('CONS_ENHANCED.XML', zipMember(zip ?? ''), 1 << 16));
    expect([list.parties.size, list.rejections.length]).toEqual([443, 0]);
    expect(list.designations.every((one) => one.listedOn !== null)).toBe(true);
    expect(list.links.filter((link) => link.schema === 'Ownership').length).toBeGreaterThan(200);
  });
});
