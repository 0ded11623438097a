import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { ofacCsv } from './ofac-csv.ts';
import { ofacSdnXml } from './ofac-sdn-xml.ts';

const PERSON = `<sdnEntry><uid>1</uid><firstName>Sam  Lee</firstName><lastName>PRACTICE</lastName>
  <title>Drill Master</title><sdnType>Individual</sdnType><remarks>(Linked To: DRILL STAR)</remarks>
  <programList><program>DPRK2</program><program>NPWMD</program></programList>
  <idList>
    <id><uid>5</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
    <id><uid>6</uid><idType>Passport</idType><idNumber>654</idNumber><idCountry>Korea, North</idCountry>
      <expirationDate>02 Mar 2017</expirationDate></id>
    <id><uid>7</uid><idType>Digital Currency Address - ETH</idType>
      <idNumber>0x1234567890abcdef1234567890abcdef12345678</idNumber></id>
    <id><uid>8</uid><idType>Digital Currency Address - USDT</idType>
      <idNumber>0x1234567890ABCDEF1234567890abcdef12345678</idNumber></id>
    <id><uid>9</uid><idType>Secondary sanctions risk:</idType><idNumber>some regulations</idNumber></id>
  </idList>
  <akaList>
    <aka><uid>2</uid><type>a.k.a.</type><category>strong</category><lastName>DRILL</lastName><firstName>S.</firstName></aka>
    <aka><uid>3</uid><type>a.k.a.</type><category>weak</category><lastName>Sammy</lastName></aka>
  </akaList>
  <dateOfBirthList>
    <dateOfBirthItem><uid>4</uid><dateOfBirth>20 May 1954</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
    <dateOfBirthItem><uid>4</uid><dateOfBirth>circa 1955</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
    <dateOfBirthItem><uid>4</uid><dateOfBirth>some day</dateOfBirth></dateOfBirthItem>
  </dateOfBirthList>
</sdnEntry>`;
const VESSEL = `<sdnEntry><uid>2</uid><lastName>DRILL STAR</lastName><sdnType>Vessel</sdnType>
  <programList><program>DPRK</program></programList>
  <idList><id><idType>Vessel Registration Identification</idType><idNumber>IMO 9074720</idNumber></id></idList>
  <akaList><aka><type>f.k.a.</type><category>strong</category><lastName>OLD STAR</lastName></aka></akaList>
  <vesselInfo><callSign>HMAB</callSign><vesselType>Tanker</vesselType><vesselFlag>Atlantis</vesselFlag>
    <tonnage>7,067</tonnage></vesselInfo></sdnEntry>`;

function sdnXml(entries: string, count = 2, namespace = 'http://tempuri.org/sdnList.xsd'): string {
  return `<?xml version="1.0"?><sdnList xmlns="${namespace}"><publshInformation>
    <Publish_Date>03/28/2025</Publish_Date><Record_Count>${count}</Record_Count></publshInformation>${entries}</sdnList>`;
}
const read = (text: string) => collectList(ofacSdnXml, fileOf('sdn.xml', text));

describe('ofacSdnXml.recognises()', () => {
  it('knows both namespaces, and both lists', () => {
    const now = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML';
    expect(ofacSdnXml.recognises({ name: 'a.xml', head: sdnXml('') })).toBe('us-ofac-sdn');
    expect(ofacSdnXml.recognises({ name: 'CONSOLIDATED.XML', head: sdnXml('', 0, now) })).toBe('us-ofac-cons');
    const head = sdnXml('<sdnEntry><program>NS-PLC</program></sdnEntry>');
    expect(ofacSdnXml.recognises({ name: 'a.xml', head })).toBe('us-ofac-cons');
  });

  it.each(['<Sanctions/>', '<sanctionsData/>', '<sdnListOther/>', ''])('leaves %s alone', (head) => {
    expect(ofacSdnXml.recognises({ name: 'sdn.xml', head })).toBeNull();
  });
});

describe('ofacSdnXml.read()', () => {
  it('reads persons with every alternative date, and weak names apart', async () => {
    const list = await read(sdnXml(PERSON + VESSEL));
    expect(list.headers).toEqual([{ publishedAt: '2025-03-28', declaredCount: 2 }]);
    expect(list.parties.get('1')?.properties).toEqual({
      name: ['PRACTICE, Sam Lee'],
      lastName: ['PRACTICE'],
      firstName: ['Sam Lee'],
      position: ['Drill Master'],
      alias: ['DRILL, S.'],
      weakAlias: ['Sammy'],
      birthDate: ['1954-05-20', '1955'],
      gender: ['male'],
      passportNumber: ['654'],
      country: ['kp'],
      notes: [
        'Date of birth: some day',
        'Passport: 654, Korea, North, expires 02 Mar 2017',
        'Secondary sanctions risk: some regulations',
        '(Linked To: DRILL STAR)',
      ],
    });
    expect(list.links).toMatchObject([{ from: '1', to: '2' }]);
    expect(list.designations[0]).toMatchObject({ party: '1', programmes: ['DPRK2', 'NPWMD'] });
  });

  it('joins one address of two currencies into one wallet', async () => {
    const list = await read(sdnXml(PERSON));
    const wallets = [...list.parties.values()].filter((party) => party.schema === 'CryptoWallet');
    expect(wallets.map((wallet) => wallet.properties.currency)).toEqual([['ETH', 'USDT']]);
    expect(list.designations.map((one) => one.party)).toEqual(['1', wallets[0]?.key]);
  });

  it('reads vessels, and reports a flag that is no country and an IMO number that cannot be', async () => {
    const list = await read(sdnXml(PERSON + VESSEL));
    expect(list.parties.get('2')?.properties).toEqual({
      name: ['DRILL STAR'],
      previousName: ['OLD STAR'],
      registrationNumber: ['IMO 9074720'],
      callSign: ['HMAB'],
      type: ['Tanker'],
      tonnage: ['7067'],
      notes: ['flag: Atlantis'],
    });
    expect(list.rejections.map((one) => [one.reference, one.severity, one.reason])).toEqual([
      ['1', 'value', 'birthDate "some day" is not a date'],
      ['2', 'value', 'IMO number "9074720" fails its check digit'],
      ['2', 'value', 'country "Atlantis" is not known'],
    ]);
  });

  it('rejects entries that cannot be a party, and a count that is not true', async () => {
    const bad =
      '<sdnEntry><lastName>NO UID</lastName><sdnType>Entity</sdnType></sdnEntry>' +
      '<sdnEntry><uid>3</uid><sdnType>Entity</sdnType></sdnEntry>' +
      '<sdnEntry><uid>4</uid><lastName>WHAT</lastName><sdnType>Robot</sdnType></sdnEntry>';
    const list = await read(sdnXml(VESSEL + VESSEL + bad, 9));
    expect([...list.parties.keys()]).toEqual(['2']);
    expect(list.rejections.slice(2).map((one) => one.reason)).toEqual([
      'the uid stands on an earlier entry as well',
      'the entry has no uid',
      'the party has no name',
      'party type "Robot" is not known',
      'the file declares 9 records and holds 5; it may be a cut',
    ]);
  });

  it('pushes a header even where the file says nothing of itself', async () => {
    const list = await read(`<sdnList>${VESSEL}</sdnList>`);
    expect(list.headers).toEqual([{ publishedAt: null }]);
  });

  it.each([
    ['cut off', sdnXml(PERSON).slice(0, 900), /not well-formed/],
    ['another list', '<CONSOLIDATED_LIST/>', /root element is <CONSOLIDATED_LIST>/],
    ['a web page', '<!DOCTYPE html><html/>', /web page/],
  ])('refuses a file that is %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

const folder = sharedData('lists/us');
describe.skipIf(folder === null)('ofacSdnXml on the real files', () => {
  it('reads the consolidated list as its CSV files do', async () => {
    const list = await collectList(ofacSdnXml, fileAt(`${folder}/cons-sdnlist-format-2025-03-28.xml`));
    expect([list.parties.size, list.rejections.length]).toEqual([443, 0]);
    const csv = await collectList(ofacCsv, fileAt(`${folder}/cons/cons_prim.csv`));
    const alike = [...csv.parties.values()].filter(
      ({ key, schema, properties }) =>
        list.parties.get(key)?.schema === schema &&
        list.parties.get(key)?.properties.name?.[0] === properties.name?.[0],
    );
    // One refinery was renamed between the two dates.
    expect(alike.length).toBe(441);
  });

  it('reads the old namespace, and says that the excerpt is one', async () => {
    const list = await collectList(ofacSdnXml, fileAt(`${folder}/sdn-xml-2014-07-16-excerpt.xml`));
    expect(list.parties.get('11043')?.properties).toMatchObject({ imoNumber: ['9051648'], flag: ['ir'] });
    expect(list.rejections.map((one) => one.reason)).toEqual([expect.stringMatching(/declares 5704 .* holds 4/)]);
  });
});
