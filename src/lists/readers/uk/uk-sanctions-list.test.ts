import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../../fixtures/damage.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { workbookOf } from '../../fixtures/workbook-of.ts';
import { UKSL_COLUMNS, ukSanctionsListCsv, ukSanctionsListXlsx } from './uk-sanctions-list-table.ts';
import { ukSanctionsListXml } from './uk-sanctions-list-xml.ts';

const REGIME = "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019";
const xml = (...designations: string[]) =>
  fileOf(
    'uksl.xml',
    `<?xml version="1.0"?>\n<Designations><DateGenerated>20/08/2026</DateGenerated>\n${designations.join('\n')}</Designations>`,
  );
const PERSON = `<Designation><LastUpdated>14/04/2026</LastUpdated><DateDesignated>25/01/2001</DateDesignated><UniqueID>DPR0901</UniqueID><OFSIGroupID>9001</OFSIGroupID><UNReferenceNumber>KPi.901</UNReferenceNumber><Names>
<Name><Name1>Il</Name1><Name2>Nam</Name2><Name6>EXERCISE</Name6><NameType>Primary Name</NameType></Name><Name><Name1>Il</Name1><Name6>Exercize</Name6><NameType>Primary name variation</NameType></Name><Name><Name6>The Clerk</Name6><NameType>ALias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>연습일남</NameNonLatinScript></NonLatinName></NonLatinNames><Titles><Title>Col</Title></Titles><RegimeName>${REGIME}</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><DesignationSource>UN</DesignationSource><SanctionsImposed>Asset freeze|Travel Ban|Asset freeze</SanctionsImposed><OtherInformation> Exercise &amp;amp; more</OtherInformation><UKStatementofReasons>Exercise reason.</UKStatementofReasons>
<Addresses><Address><AddressLine1>Exercise 1</AddressLine1><AddressLine6>Pyongyang</AddressLine6><AddressCountry>North Korea</AddressCountry></Address></Addresses><IndividualDetails><Individual><DOBs><DOB>dd/mm/1945</DOB><DOB>dd/mm/1946</DOB></DOBs><PassportDetails><Passport><PassportNumber>P04581999</PassportNumber><PassportAdditionalInformation>exercise passport</PassportAdditionalInformation></Passport><Passport><PassportNumber>P04581999</PassportNumber></Passport></PassportDetails><Nationalities><Nationality>North Korea</Nationality></Nationalities><Genders><Gender>Male</Gender></Genders><BirthDetails><Location><TownOfBirth>Exerciseville</TownOfBirth><CountryOfBirth>North Korea</CountryOfBirth></Location></BirthDetails></Individual></IndividualDetails></Designation>`;
const SHIP = `<Designation><UniqueID>DPR0902</UniqueID><Names><Name><Name6>EXERCISE STAR</Name6><NameType>Primary name</NameType></Name></Names><RegimeName>${REGIME}</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip><OtherInformation>Met EXERCISE MOON (IMO 9074729).</OtherInformation>
<ShipDetails><Ship><IMONumbers><IMONumber>IMO9161003</IMONumber></IMONumbers><CurrentOwnerOperators><CurrentOwnerOperator>Exercise Co</CurrentOwnerOperator></CurrentOwnerOperators><CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips><PreviousFlags><PreviousFlag>India</PreviousFlag></PreviousFlags><YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails></Designation>`;
const ROW = {
  'Unique ID': 'DPR0901',
  'Last Updated': '14/04/2026',
  'Date Designated': '25/01/2001',
  'OFSI Group ID': '9001',
  'UN Reference Number': 'KPi.901',
  'Regime Name': REGIME,
  'Designation Type': 'Individual',
  'Designation source': 'UN',
  'Sanctions Imposed': 'Asset freeze|Travel Ban|Asset freeze',
  'Other Information': ' Exercise &amp; more',
  'UK Statement of Reasons': 'Exercise reason.',
};
const NAME = { 'Name 6': 'EXERCISE', 'Name 1': 'Il', 'Name 2': 'Nam', 'Name type': 'Primary Name' };
const cellsOf = (values: Record<string, string>, columns = UKSL_COLUMNS) =>
  columns.map((column) => values[column] ?? '');
const rowOf = (values: Record<string, string>) =>
  cellsOf(values)
    .map((cell) => `"${cell}"`)
    .join(',');
const csv = (...rows: string[]) => ['Report Date: 20-Aug-2026', UKSL_COLUMNS.join(','), ...rows].join('\r\n');
const ROWS: Record<string, string>[] = [
  {
    ...ROW,
    ...NAME,
    Title: 'Col',
    'Name non-latin script': '연습일남',
    'D.O.B': 'dd/mm/1945',
    Gender: 'Male',
    'Nationality(/ies)': 'North Korea',
  },
  {
    ...ROW,
    'Name 6': 'Exercize',
    'Name 1': 'Il',
    'Name type': 'Primary name variation',
    'D.O.B': 'dd/mm/1946',
    'Town of birth': 'Exerciseville',
    'Country of birth': 'North Korea',
  },
  {
    ...ROW,
    'Unique ID': 'DPR0903',
    'Designation Type': 'Entity',
    'Name 6': 'EXERCISE WORKS',
    'Name type': 'Primary name',
    'Business registration number (s)': '1234567',
  },
  {
    ...ROW,
    'Name 6': 'The Clerk',
    'Name type': 'ALias',
    'Alias strength': 'Low quality a.k.a',
    'Passport number': 'P04581999',
    'Passport additional information': 'exercise passport',
  },
  { ...ROW, ...NAME, 'Address Line 1': 'Exercise 1', 'Address Line 6': 'Pyongyang', 'Address Country': 'North Korea' },
];
const EXPECTED = {
  schema: 'Person',
  properties: {
    name: ['Il Nam EXERCISE'],
    firstName: ['Il'],
    middleName: ['Nam'],
    lastName: ['EXERCISE'],
    alias: expect.arrayContaining(['Il Exercize', '연습일남']),
    weakAlias: ['The Clerk'],
    title: ['Col'],
    birthDate: ['1945', '1946'],
    birthPlace: ['Exerciseville, North Korea'],
    birthCountry: ['kp'],
    nationality: ['kp'],
    gender: ['male'],
    passportNumber: ['P04581999'],
    address: ['Exercise 1, Pyongyang, North Korea'],
    notes: expect.arrayContaining(['Exercise & more', 'Passport (P04581999): exercise passport']),
  },
};
const LISTING = {
  programmes: [REGIME],
  listedOn: '2001-01-25',
  amendedOn: ['2026-04-14'],
  provisions: ['Asset freeze', 'Travel Ban'],
  reference: '9001',
  unscReference: 'KPi.901',
  reason: 'Exercise reason.',
};

describe('ukSanctionsListXml', () => {
  it('reads a person whole', async () => {
    const list = await collectList(ukSanctionsListXml, xml(PERSON));
    expect(list.headers).toEqual([{ publishedAt: '2026-08-20' }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('DPR0901')).toMatchObject(EXPECTED);
    expect(list.designations).toMatchObject([LISTING]);
  });

  it('reads a ship and takes no other ship’s number from its remarks', async () => {
    const list = await collectList(ukSanctionsListXml, xml(SHIP));
    expect(list.parties.get('DPR0902')).toMatchObject({
      schema: 'Vessel',
      properties: { imoNumber: ['9161003'], flag: ['km'], pastFlags: ['in'], buildDate: ['2011'] },
      extracted: [{ property: 'imoNumber', value: '9074729' }],
    });
  });

  it('rejects bad records and values, refuses other lists, recognises its own', async () => {
    const list = await collectList(
      ukSanctionsListXml,
      xml(
        SHIP,
        SHIP,
        SHIP.replace('DPR0902', ''),
        SHIP.replace('DPR0902', 'X1').replace('>Ship<', '>Boat<').replace('IMO9161003', 'IMO9161004'),
      ),
    );
    expect(list.rejections.map((one) => [one.severity, one.reason])).toEqual([
      ['record', 'the reference DPR0902 stands on line 3 already'],
      ['record', 'the record has no reference'],
      ['value', 'type "Boat" is none of Individual, Entity and Ship'],
      ['value', 'IMO number "IMO9161004" fails its check digit'],
    ]);
    await expect(collectList(ukSanctionsListXml, fileOf('a.xml', '<export/>'))).rejects.toThrow(/root element/);
    await expect(collectList(ukSanctionsListXml, xml())).rejects.toThrow('it holds no party');
    expect(ukSanctionsListXml.recognises({ name: 'a.xml', head: '<?xml version="1.0"?><Designations>' })).toBe(
      'uk-sanctions-list',
    );
    expect(ukSanctionsListXml.recognises({ name: 'uksl.xml', head: '<CONSOLIDATED_LIST>' })).toBeNull();
  });
});

describe('ukSanctionsListCsv and ukSanctionsListXlsx', () => {
  it('join the rows of a party, wherever they stand, and read alike', async () => {
    const text = await collectList(ukSanctionsListCsv, fileOf('uksl.csv', `\ufeff${csv(...ROWS.map(rowOf))}`));
    const workbook = workbookOf('uksl.xlsx', {
      List: [['Report Date: 20-Aug-2026'], UKSL_COLUMNS, ...ROWS.map((row) => cellsOf(row))],
    });
    const sheet = await collectList(ukSanctionsListXlsx, workbook);
    expect(text.headers).toEqual([{ publishedAt: '2026-08-20' }]);
    expect(text.rejections).toEqual([]);
    expect(text.parties.get('DPR0901')).toMatchObject(EXPECTED);
    expect(text.parties.get('DPR0903')).toMatchObject({
      schema: 'Organization',
      properties: { registrationNumber: ['1234567'] },
    });
    expect(text.designations).toMatchObject([LISTING, { party: 'DPR0903' }]);
    expect([sheet.headers, sheet.parties, sheet.designations]).toEqual([text.headers, text.parties, text.designations]);
  });

  it('reject bad rows, refuse a missing column by name, recognise their own files', async () => {
    const list = await collectList(
      ukSanctionsListCsv,
      fileOf('uksl.csv', csv(rowOf({ ...ROW, ...NAME }), 'cut', rowOf({ ...NAME }))),
    );
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [4, 'record', `the row has 1 cells, not ${UKSL_COLUMNS.length}`],
      [5, 'record', 'the record has no reference'],
    ]);
    const renamed = csv(rowOf({ ...ROW, ...NAME })).replace('D.O.B', 'Date of birth');
    await expect(collectList(ukSanctionsListCsv, fileOf('uksl.csv', renamed))).rejects.toThrow(
      /lacks the column "D.O.B"/,
    );
    expect(ukSanctionsListCsv.recognises({ name: 'a.csv', head: renamed })).toBe('uk-sanctions-list');
    expect(
      ukSanctionsListCsv.recognises({ name: 'uksl.csv', head: 'Last Updated,10/04/2025\nName 6,Name 1,Group ID\n' }),
    ).toBeNull();
    expect(
      ukSanctionsListXlsx.recognises({
        name: 'a.xlsx',
        head: '',
        sheets: [{ name: 'a', rows: [['x'], UKSL_COLUMNS] }],
      }),
    ).toBe('uk-sanctions-list');
    expect(ukSanctionsListXlsx.recognises({ name: 'a.xlsx', head: '' })).toBeNull();
  });
});

const files = [
  'uksl-2026-08-fragments.xml',
  'uksl-dprk-2026-08-22-reconstructed.xml',
  'uksl-dprk-2026-08-22-reconstructed.csv',
  'uksl-2026-10-08-header-and-line.csv',
];
const [fragments, dprkXml, dprkCsv, line] = files.map((file) => sharedData(`lists/uk/${file}`));

describe.skipIf(!fragments || !dprkXml || !dprkCsv || !line)('the UK Sanctions List on real files', () => {
  it('reads the cuts', async () => {
    const cut = await collectList(ukSanctionsListXml, fileAt(fragments ?? ''));
    expect(cut.rejections).toEqual([]);
    expect(cut.parties.get('AFG0006')?.properties).toMatchObject({
      birthDate: ['1945', '1946', '1958-03-01'],
      passportNumber: ['P04581926'],
    });
    expect(cut.parties.get('AFG0001')?.properties.weakAlias).toEqual(['Haji Hakim Hawala']);
    expect(cut.parties.get('DPR0075')?.properties.imoNumber).toEqual(['9562233']);
    const one = await collectList(ukSanctionsListCsv, fileAt(line ?? ''));
    expect(one.headers).toEqual([{ publishedAt: '2026-10-08' }]);
    expect(one.parties.get('RUS2176')?.properties).toMatchObject({ imoNumber: ['9826902'], flag: ['ga'] });
    expect(one.designations[0]?.provisions).toEqual(["Shipping sanctions: (see 'Other information')"]);
  });

  it.each([
    ['XML', ukSanctionsListXml, dprkXml],
    ['CSV', ukSanctionsListCsv, dprkCsv],
  ])('reads the DPRK regime in %s', async (_, reader, path) => {
    const list = await collectList(reader, fileAt(path ?? ''));
    expect(list.rejections).toEqual([]);
    expect(list.parties.size).toBe(261);
    expect(
      [...list.parties.values()].filter(
        (party) => party.schema === 'Vessel' && party.properties.imoNumber?.length === 1,
      ),
    ).toHaveLength(36);
    expect(list.designations.filter((one) => one.unscReference)).toHaveLength(155);
    expect(await unclearErrorsOfCuts(reader, fileAt(path ?? ''))).toEqual([]);
  });
});
