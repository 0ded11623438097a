import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { ofacAdvancedXml } from './ofac-advanced-xml.ts';

const TABLES = `<ReferenceValueSets>
  <AliasTypeValues><AliasType ID="11">A.K.A.</AliasType><AliasType ID="12">F.K.A.</AliasType>
    <AliasType ID="13">Name</AliasType></AliasTypeValues>
  <CountryValues><Country ID="21" ISO2="KP">Korea, North</Country><Country ID="22">Mongolia</Country></CountryValues>
  <DetailReferenceValues><DetailReference ID="31">Male</DetailReference></DetailReferenceValues>
  <EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType></EntryEventTypeValues>
  <FeatureTypeValues><FeatureType ID="41">Birthdate</FeatureType><FeatureType ID="42">Gender</FeatureType>
    <FeatureType ID="43">Location</FeatureType><FeatureType ID="44">Nationality Country</FeatureType>
    <FeatureType ID="45">Digital Currency Address - XBT</FeatureType><FeatureType ID="46">Place of Birth</FeatureType>
    <FeatureType ID="47">VESSEL TYPE</FeatureType><FeatureType ID="48">Former Vessel Flag</FeatureType>
    <FeatureType ID="49">Secondary sanctions risk:</FeatureType></FeatureTypeValues>
  <IDRegDocDateTypeValues><IDRegDocDateType ID="51">Expiration Date</IDRegDocDateType></IDRegDocDateTypeValues>
  <IDRegDocTypeValues><IDRegDocType ID="52">Passport</IDRegDocType>
    <IDRegDocType ID="53">Vessel Registration Identification</IDRegDocType></IDRegDocTypeValues>
  <LegalBasisValues><LegalBasis ID="61">Executive Order 00001</LegalBasis></LegalBasisValues>
  <ListValues><List ID="62">SDN List</List><List ID="63">Non-SDN List</List></ListValues>
  <LocPartTypeValues><LocPartType ID="64">CITY</LocPartType><LocPartType ID="65">ADDRESS1</LocPartType></LocPartTypeValues>
  <NamePartTypeValues><NamePartType ID="71">Last Name</NamePartType><NamePartType ID="72">First Name</NamePartType>
    <NamePartType ID="73">Entity Name</NamePartType></NamePartTypeValues>
  <PartySubTypeValues><PartySubType ID="81" PartyTypeID="2">Vessel</PartySubType>
    <PartySubType ID="84" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
  <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Transport</PartyType></PartyTypeValues>
  <RelationTypeValues><RelationType ID="91">Owned or Controlled By</RelationType></RelationTypeValues>
  <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType></SanctionsTypeValues>
</ReferenceValueSets>
<Locations>
  <Location ID="1"><LocationCountry CountryID="21"/>
    <LocationPart LocPartTypeID="64"><LocationPartValue Primary="true"><Value>Drilltown</Value></LocationPartValue>
      <LocationPartValue Primary="false"><Value>훈련시</Value></LocationPartValue></LocationPart>
    <LocationPart LocPartTypeID="65"><LocationPartValue Primary="true"><Value>1 Drill Street</Value></LocationPartValue></LocationPart>
  </Location>
  <Location ID="2"><LocationCountry CountryID="22"/></Location>
</Locations>`;
const DOCUMENTS = `<IDRegDocuments>
  <IDRegDocument ID="1" IDRegDocTypeID="52" IdentityID="1001" IssuedBy-CountryID="21"><IDRegistrationNo>654</IDRegistrationNo>
    <DocumentDate IDRegDocDateTypeID="51"><DatePeriod><Start><From><Year>2017</Year><Month>3</Month><Day>2</Day></From></Start></DatePeriod></DocumentDate></IDRegDocument>
  <IDRegDocument ID="2" IDRegDocTypeID="53" IdentityID="1002"><Comment>IMO 9074729</Comment><IDRegistrationNo>IMO 9074729</IDRegistrationNo></IDRegDocument>
</IDRegDocuments>`;

const part = (group: string, text: string): string =>
  `<DocumentedNamePart><NamePartValue NamePartGroupID="${group}">${text}</NamePartValue></DocumentedNamePart>`;
const day = (year: number, month: number, date: number): string =>
  `<Year>${year}</Year><Month>${month}</Month><Day>${date}</Day>`;
const groups = `<NamePartGroups><MasterNamePartGroup><NamePartGroup ID="a" NamePartTypeID="71"/></MasterNamePartGroup>
  <MasterNamePartGroup><NamePartGroup ID="b" NamePartTypeID="72"/></MasterNamePartGroup></NamePartGroups>`;

const PERSON = `<DistinctParty FixedRef="1"><Comment>A drill.</Comment><Profile ID="1" PartySubTypeID="84">
  <Identity ID="1001" Primary="true">
    <Alias AliasTypeID="11" Primary="false" LowQuality="true"><DocumentedName>${part('a', 'Sammy')}</DocumentedName></Alias>
    <Alias AliasTypeID="13" Primary="true" LowQuality="false">
      <DocumentedName>${part('a', 'PRACTICE')}${part('b', 'Sam')}</DocumentedName>
      <DocumentedName>${part('a', '연')}${part('b', '습')}</DocumentedName></Alias>${groups}</Identity>
  <Feature FeatureTypeID="41"><FeatureVersion><DatePeriod>
    <Start><From>${day(1962, 1, 1)}</From></Start><End><To>${day(1962, 12, 31)}</To></End></DatePeriod></FeatureVersion></Feature>
  <Feature FeatureTypeID="41"><FeatureVersion><DatePeriod>
    <Start><From><Year>1963</Year></From></Start><End><To>${day(1964, 5, 31)}</To></End></DatePeriod></FeatureVersion></Feature>
  <Feature FeatureTypeID="42"><FeatureVersion><VersionDetail DetailReferenceID="31"/></FeatureVersion></Feature>
  <Feature FeatureTypeID="43"><FeatureVersion><VersionLocation LocationID="1"/></FeatureVersion></Feature>
  <Feature FeatureTypeID="44"><FeatureVersion><VersionLocation LocationID="2"/></FeatureVersion></Feature>
  <Feature FeatureTypeID="45"><FeatureVersion><VersionDetail>1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa</VersionDetail></FeatureVersion></Feature>
  <Feature FeatureTypeID="46"><FeatureVersion><VersionDetail>Drilltown, Korea, North</VersionDetail></FeatureVersion></Feature>
  <Feature FeatureTypeID="49"><FeatureVersion><VersionDetail>some regulations</VersionDetail></FeatureVersion></Feature>
</Profile></DistinctParty>`;
const VESSEL = `<DistinctParty FixedRef="2"><Profile ID="2" PartySubTypeID="81"><Identity ID="1002" Primary="true">
  <Alias AliasTypeID="12" Primary="false"><DocumentedName>${part('c', 'OLD STAR')}</DocumentedName></Alias>
  <Alias AliasTypeID="13" Primary="true"><DocumentedName>${part('c', 'DRILL STAR')}</DocumentedName></Alias></Identity>
  <Feature FeatureTypeID="47"><FeatureVersion><VersionDetail>Tanker</VersionDetail></FeatureVersion></Feature>
  <Feature FeatureTypeID="48"><FeatureVersion><VersionLocation LocationID="2"/></FeatureVersion></Feature>
</Profile></DistinctParty>`;
const entry = (id: string, list: string, profile: string, year: number): string =>
  `<SanctionsEntry ID="${id}" ProfileID="${profile}" ListID="${list}">
  <EntryEvent EntryEventTypeID="1" LegalBasisID="61"><Date>${day(year, 4, 14)}</Date></EntryEvent>
  <SanctionsMeasure SanctionsTypeID="2"/><SanctionsMeasure SanctionsTypeID="1"><Comment>DPRK3</Comment></SanctionsMeasure>
</SanctionsEntry>`;
const RELATION = '<ProfileRelationship ID="1" From-ProfileID="2" To-ProfileID="1" RelationTypeID="91" Former="true"/>';

interface Body {
  before?: string;
  parties?: string;
  after?: string;
}
function advanced({ before = TABLES + DOCUMENTS, parties = PERSON + VESSEL, after = '' }: Body = {}): string {
  return `<?xml version="1.0"?><Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="9">
  <DateOfIssue>${day(2026, 3, 23)}</DateOfIssue>${before}<DistinctParties>${parties}</DistinctParties>${after}</Sanctions>`;
}
const read = (text: string) => collectList(ofacAdvancedXml, fileOf('sdn_advanced.xml', text));

describe('ofacAdvancedXml.recognises()', () => {
  it('knows both lists', () => {
    expect(ofacAdvancedXml.recognises({ name: 'sdn_advanced.xml', head: advanced() })).toBe('us-ofac-sdn');
    expect(ofacAdvancedXml.recognises({ name: 'CONS_ADVANCED.XML', head: advanced() })).toBe('us-ofac-cons');
  });

  it.each(['<sdnList/>', '<sanctionsData/>', '<SanctionsOther/>', ''])('leaves %s alone', (head) => {
    expect(ofacAdvancedXml.recognises({ name: 'sdn_advanced.xml', head })).toBeNull();
  });
});

describe('ofacAdvancedXml.read()', () => {
  it('joins names, features, places and documents of a person', async () => {
    const list = await read(advanced());
    expect(list.headers).toEqual([{ publishedAt: '2026-03-23', notes: { version: '9' } }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('1')).toMatchObject({ schema: 'Person' });
    expect(list.parties.get('1')?.properties).toEqual({
      name: ['PRACTICE, Sam'],
      lastName: ['PRACTICE'],
      firstName: ['Sam'],
      alias: ['연습'],
      weakAlias: ['Sammy'],
      birthDate: ['1962', '1963', '1964'],
      gender: ['male'],
      address: ['1 Drill Street, Drilltown, Korea, North', '1 Drill Street, 훈련시, Korea, North'],
      country: ['kp'],
      nationality: ['mn'],
      birthPlace: ['Drilltown, Korea, North'],
      birthCountry: ['kp'],
      passportNumber: ['654'],
      notes: [
        'Secondary sanctions risk: some regulations',
        'Passport: 654, Korea, North, expires 2017-03-02',
        'A drill.',
      ],
    });
  });

  it('reads vessels', async () => {
    expect((await read(advanced())).parties.get('2')).toMatchObject({
      schema: 'Vessel',
      properties: {
        name: ['DRILL STAR'],
        previousName: ['OLD STAR'],
        imoNumber: ['9074729'],
        type: ['Tanker'],
        pastFlags: ['mn'],
      },
    });
  });

  it('designates a party and its wallets once for each entry, SDN or not', async () => {
    const list = await read(advanced({ after: entry('7', '62', '1', 2022) + entry('8', '63', '1', 2014) }));
    const wallet = '1-wallet-1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
    const designations = list.designations.map((one) => [one.party, one.reference, one.listedOn]);
    expect(designations).toEqual([
      ['1', 'SDN List 7', '2022-04-14'],
      [wallet, 'SDN List 7', '2022-04-14'],
      ['1', 'Non-SDN List 8', '2014-04-14'],
      [wallet, 'Non-SDN List 8', '2014-04-14'],
    ]);
    const common = { programmes: ['DPRK3'], legalBasis: ['Executive Order 00001'], provisions: ['Block'] };
    expect(list.designations[0]).toMatchObject(common);
  });

  it('turns relationships into links, the owner first', async () => {
    const list = await read(advanced({ after: RELATION }));
    const role = 'Owned or Controlled By (former)';
    expect(list.links).toMatchObject([{ schema: 'Ownership', from: '1', to: '2', role }]);
  });

  it('rejects what it cannot join, and says so once for each reference', async () => {
    const after = `${entry('9', '62', '5', 2022)}${RELATION.replace('From-ProfileID="2"', 'From-ProfileID="5"')}`;
    const parties =
      `${VESSEL}${VESSEL}<DistinctParty FixedRef="3"><Profile ID="3" PartySubTypeID="81"/></DistinctParty>` +
      VESSEL.replaceAll('"2"', '"4"').replaceAll('"47"', '"99"').replace('"48"', '"99"').replace('LocationID="4"', '') +
      '<DistinctParty FixedRef="6"/>';
    const list = await read(advanced({ parties, after }));
    expect([...list.parties.keys()]).toEqual(['2', '4']);
    expect(list.rejections.map((one) => one.reason)).toEqual([
      'the number stands on an earlier party or profile as well',
      'the party has no name',
      "FeatureType 99 is not among the file's reference values",
      'the party has no profile',
      'the sanctions entry is for a profile that the file does not hold',
      'relationship "Owned or Controlled By" runs from 5 to 1, which are not both on this list',
      'documents of 1 identities belong to no party that was loaded',
    ]);
  });

  it('keeps a party whose kind the tables do not tell as a legal entity', async () => {
    const list = await read(advanced({ before: '' }));
    expect(list.parties.get('2')?.schema).toBe('LegalEntity');
    expect(list.rejections[0]?.reason).toMatch(/party subtype "84"/);
  });

  it.each([
    ['tables after the parties', advanced({ before: '', after: TABLES }), /after the first party/],
    ['a cut', advanced().slice(0, -200), /not well-formed/],
    ['another list', '<sdnList/>', /root element is <sdnList>/],
  ])('refuses a file with %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

const folder = sharedData('lists/us');
describe.skipIf(folder === null)('ofacAdvancedXml on the real files', () => {
  it('reads the excerpt of one party in the new namespace', async () => {
    const list = await collectList(ofacAdvancedXml, fileAt(`${folder}/sdn-advanced-one-party-excerpt.xml`));
    const names = { name: ['AEROCARIBBEAN AIRLINES'], alias: ['AERO-CARIBBEAN'] };
    expect(list.parties.get('36')?.properties).toEqual(names);
  });

  it('reads the file of another shape, wallets of several currencies included', async () => {
    const list = await collectList(ofacAdvancedXml, fileAt(`${folder}/sdn-advanced-synthetic.xml`));
    const kinds = [...list.parties.values()].map((party) => party.schema);
    expect(kinds.filter((kind) => kind !== 'CryptoWallet')).toHaveLength(6);
    const shared = list.parties.get('42001-wallet-0xd882cFc20F52f2599D84b8e8D58C7FB62cfE344b');
    expect(shared?.properties.currency).toEqual(['ETH', 'USDT']);
    const first = { party: '39498', programmes: ['CYBER2', 'DPRK3'], listedOn: '2022-04-14' };
    expect(list.designations[0]).toMatchObject(first);
  });
});
