/** Invented lists in the shapes of OFAC's XML formats, as large as asked for, in pieces. */

const WORDS = ['DRILL', 'EXERCISE', 'PRACTICE', 'REHEARSAL', 'SAMPLE', 'TRAINING', 'SPECIMEN', 'MODEL'];
const word = (at: number): string => WORDS[at % WORDS.length] ?? '';
const name = (at: number): string => `${word(at)} ${word(at >> 3)} ${at}`;

/** A file in the shape of SDN.XML of about that many bytes. */
export function* sdnListXml(bytes: number): Generator<string> {
  yield '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="http://tempuri.org/sdnList.xsd">\n  <publshInformation>\n    <Publish_Date>03/28/2025</Publish_Date>\n  </publshInformation>\n';
  let written = 0;
  for (let at = 1; written < bytes; at += 1) {
    const entry = sdnEntry(at);
    written += entry.length;
    yield entry;
  }
  yield '</sdnList>\n';
}

function sdnEntry(at: number): string {
  return `  <sdnEntry>
    <uid>${at}</uid>
    <firstName>Sam ${word(at >> 2)}</firstName>
    <lastName>${name(at)}</lastName>
    <title>${word(at)} representative</title>
    <sdnType>Individual</sdnType>
    <remarks>(Linked To: ${name(at >> 1)})</remarks>
    <programList>
      <program>DPRK3</program>
      <program>NPWMD</program>
    </programList>
    <idList>
      <id>
        <uid>${at + 1}</uid>
        <idType>Secondary sanctions risk:</idType>
        <idNumber>North Korea Sanctions Regulations, sections 510.201 and 510.210</idNumber>
      </id>
      <id>
        <uid>${at + 2}</uid>
        <idType>Passport</idType>
        <idNumber>${at}654</idNumber>
        <idCountry>Korea, North</idCountry>
        <expirationDate>02 Mar 2017</expirationDate>
      </id>
      <id>
        <uid>${at + 3}</uid>
        <idType>Gender</idType>
        <idNumber>Male</idNumber>
      </id>
    </idList>
    <akaList>
${[1, 2, 3].map((alias) => sdnAlias(at * 7 + alias)).join('')}    </akaList>
    <addressList>
      <address>
        <uid>${at + 4}</uid>
        <address1>${at} ${word(at)} Street</address1>
        <city>Pyongyang</city>
        <country>Korea, North</country>
      </address>
    </addressList>
    <nationalityList>
      <nationality>
        <uid>${at + 5}</uid>
        <country>Korea, North</country>
        <mainEntry>true</mainEntry>
      </nationality>
    </nationalityList>
    <dateOfBirthList>
      <dateOfBirthItem>
        <uid>${at + 6}</uid>
        <dateOfBirth>20 May ${1940 + (at % 60)}</dateOfBirth>
        <mainEntry>true</mainEntry>
      </dateOfBirthItem>
    </dateOfBirthList>
    <placeOfBirthList>
      <placeOfBirthItem>
        <uid>${at + 7}</uid>
        <placeOfBirth>Pyongyang, Korea, North</placeOfBirth>
        <mainEntry>true</mainEntry>
      </placeOfBirthItem>
    </placeOfBirthList>
  </sdnEntry>
`;
}

function sdnAlias(at: number): string {
  return `      <aka>
        <uid>${at}</uid>
        <type>a.k.a.</type>
        <category>${at % 3 === 0 ? 'weak' : 'strong'}</category>
        <lastName>${name(at)}</lastName>
        <firstName>Lee</firstName>
      </aka>
`;
}

/** Bytes of one party with its location, document and entry, to know how many make the size. */
const ADVANCED_PARTY_BYTES = 6_160;

/** A file in the shape of SDN_ADVANCED.XML of about that many bytes. */
export function* advancedXml(bytes: number): Generator<string> {
  const count = Math.ceil(bytes / ADVANCED_PARTY_BYTES);
  yield ADVANCED_START;
  yield '  <Locations>\n';
  for (let at = 1; at <= count; at += 1) yield location(at);
  yield '  </Locations>\n  <IDRegDocuments>\n';
  for (let at = 1; at <= count; at += 1) yield document(at);
  yield '  </IDRegDocuments>\n  <DistinctParties>\n';
  for (let at = 1; at <= count; at += 1) yield distinctParty(at);
  yield '  </DistinctParties>\n  <ProfileRelationships>\n';
  for (let at = 2; at <= count; at += 3) {
    yield `    <ProfileRelationship ID="${at}" From-ProfileID="${at}" To-ProfileID="${at - 1}" RelationTypeID="15003" RelationQualityID="1" Former="false" SanctionsEntryID="${at}">\n      <Comment />\n    </ProfileRelationship>\n`;
  }
  yield '  </ProfileRelationships>\n  <SanctionsEntries>\n';
  for (let at = 1; at <= count; at += 1) yield sanctionsEntry(at);
  yield '  </SanctionsEntries>\n</Sanctions>\n';
}

const ADVANCED_START = `<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="1">
  <DateOfIssue CalendarTypeID="1"><Year>2026</Year><Month>3</Month><Day>23</Day></DateOfIssue>
  <ReferenceValueSets>
    <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
    <CountryValues><Country ID="11114" ISO2="KP">Korea, North</Country></CountryValues>
    <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
    <EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType></EntryEventTypeValues>
    <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
      <FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="25">Location</FeatureType>
      <FeatureType ID="224">Gender</FeatureType><FeatureType ID="504">Secondary sanctions risk:</FeatureType></FeatureTypeValues>
    <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
    <LegalBasisValues><LegalBasis ID="1">Executive Order</LegalBasis></LegalBasisValues>
    <ListValues><List ID="1550">SDN List</List></ListValues>
    <LocPartTypeValues><LocPartType ID="1451">ADDRESS1</LocPartType><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
    <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
    <PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
    <PartyTypeValues><PartyType ID="1">Individual</PartyType></PartyTypeValues>
    <RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType></RelationTypeValues>
    <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="1705">Block</SanctionsType></SanctionsTypeValues>
  </ReferenceValueSets>
`;

function location(at: number): string {
  const part = (type: number, value: string): string => `      <LocationPart LocPartTypeID="${type}">
        <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1">
          <Comment />
          <Value>${value}</Value>
        </LocationPartValue>
      </LocationPart>
`;
  return `    <Location ID="${at}">
      <LocationAreaCode AreaCodeID="11114" />
      <LocationCountry CountryID="11114" CountryRelevanceID="1413" />
${part(1451, `${at} ${word(at)} Street`)}${part(1454, 'Pyongyang')}      <FeatureVersionReference FeatureVersionID="${at}" />
    </Location>
`;
}

function document(at: number): string {
  return `    <IDRegDocument ID="${at}" IDRegDocTypeID="1571" IdentityID="${at}" IssuedBy-CountryID="11114" ValidityID="1">
      <Comment />
      <IDRegistrationNo>${at}654</IDRegistrationNo>
      <IssuingAuthority />
      <DocumentedNameReference DocumentedNameID="${at}" />
    </IDRegDocument>
`;
}

function distinctParty(at: number): string {
  const features = [
    feature(
      at,
      8,
      `<DatePeriod CalendarTypeID="1" YearFixed="false" MonthFixed="false" DayFixed="false">
              <Start Approximate="false" YearFixed="false" MonthFixed="false" DayFixed="false">
                <From>
                  <Year>${1940 + (at % 60)}</Year>
                  <Month>1</Month>
                  <Day>8</Day>
                </From>
              </Start>
            </DatePeriod>
            <VersionDetail DetailTypeID="1430" />`,
    ),
    feature(at, 9, '<VersionDetail DetailTypeID="1432">Pyongyang, Korea, North</VersionDetail>'),
    feature(at, 10, `<VersionDetail DetailTypeID="1433" />\n            <VersionLocation LocationID="${at}" />`),
    feature(at, 25, `<VersionLocation LocationID="${at}" />`),
    feature(at, 224, '<VersionDetail DetailTypeID="1431" DetailReferenceID="91526" />'),
  ];
  return `    <DistinctParty FixedRef="${at}">
      <Comment />
      <Profile ID="${at}" PartySubTypeID="4">
        <Identity ID="${at}" FixedRef="${at}" Primary="true" False="false">
${alias(at, 1403, true)}${alias(at * 7 + 1, 1400, false)}${alias(at * 7 + 2, 1400, false)}          <NamePartGroups>
            <MasterNamePartGroup>
              <NamePartGroup ID="a${at}" NamePartTypeID="1520" />
            </MasterNamePartGroup>
            <MasterNamePartGroup>
              <NamePartGroup ID="b${at}" NamePartTypeID="1521" />
            </MasterNamePartGroup>
          </NamePartGroups>
        </Identity>
${features.join('')}      </Profile>
    </DistinctParty>
`;
}

function alias(at: number, type: number, primary: boolean): string {
  const part = (group: string, text: string): string => `              <DocumentedNamePart>
                <NamePartValue NamePartGroupID="${group}${at}" ScriptID="215" ScriptStatusID="1" Acronym="false">${text}</NamePartValue>
              </DocumentedNamePart>
`;
  return `          <Alias FixedRef="${at}" AliasTypeID="${type}" Primary="${primary}" LowQuality="false">
            <DocumentedName ID="${at}" FixedRef="${at}" DocNameStatusID="1">
${part('a', name(at))}${part('b', 'Lee')}            </DocumentedName>
          </Alias>
`;
}

function feature(at: number, type: number, content: string): string {
  return `        <Feature ID="${at}" FeatureTypeID="${type}">
          <FeatureVersion ID="${at}" ReliabilityID="1">
            <Comment />
            ${content}
          </FeatureVersion>
          <IdentityReference IdentityID="${at}" IdentityFeatureLinkTypeID="1" />
        </Feature>
`;
}

function sanctionsEntry(at: number): string {
  return `    <SanctionsEntry ID="${at}" ProfileID="${at}" ListID="1550">
      <EntryEvent ID="${at}" EntryEventTypeID="1" LegalBasisID="1">
        <Comment />
        <Date CalendarTypeID="1">
          <Year>2016</Year>
          <Month>7</Month>
          <Day>6</Day>
        </Date>
      </EntryEvent>
      <SanctionsMeasure ID="${at}" SanctionsTypeID="1705">
        <Comment />
      </SanctionsMeasure>
      <SanctionsMeasure ID="${at}" SanctionsTypeID="1">
        <Comment>DPRK3</Comment>
        <DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true" />
      </SanctionsMeasure>
    </SanctionsEntry>
`;
}
