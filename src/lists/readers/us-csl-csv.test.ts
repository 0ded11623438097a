import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../fixtures/collect-list.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { usCslCsv } from './us-csl-csv.ts';

const COLUMNS =
  '_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,license_requirement,license_policy,vessel_flag,gross_tonnage,remarks,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,ids';
const SDN = 'Specially Designated Nationals (SDN) - Treasury Department';

function row(values: Record<string, string>, columns = COLUMNS): string {
  return columns
    .split(',')
    .map((column) => `"${values[column] ?? ''}"`)
    .join(',');
}
const PERSON = {
  _id: '1',
  source: SDN,
  entity_number: '1',
  type: 'Individual',
  programs: 'DPRK3; NPWMD',
  name: 'PRACTICE, Sam',
  title: 'Drill Master',
  addresses: '1 Drill Street, Drilltown, KP; MN',
  alt_names: 'DRILL, Sam; and SAMMY',
  dates_of_birth: 'circa 1942; 1951-11-08',
  nationalities: 'KP; CN',
  places_of_birth: 'Drilltown, Korea, North',
  remarks: '(Linked To: DRILL CO)',
  ids: 'KP, 2018-03-20, 563, Passport; Male, Gender; 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, Digital Currency Address - XBT; Some Regulations, sections 1 and 2, Secondary sanctions risk:',
};
const COMPANY = {
  _id: 'deb7',
  source: 'Entity List (EL) - Bureau of Industry and Security',
  name: ' DRILL CO ',
  federal_register_notice: '87 FR 1',
  start_date: '2022-04-07',
  end_date: '2056-06-29',
  license_requirement: 'For all items',
  license_policy: 'Presumption of denial.',
};
const csl = (...rows: Record<string, string>[]): string =>
  `${COLUMNS}\n${rows.map((values) => row(values)).join('\n')}\n`;
const read = (text: string) => collectList(usCslCsv, fileOf('csl-2022-04.csv', text));

describe('usCslCsv.recognises()', () => {
  it('knows the list by its columns', () => {
    expect(usCslCsv.recognises({ name: 'a.csv', head: csl() })).toBe('us-csl');
    expect(usCslCsv.recognises({ name: 'a.csv', head: csl().replace('_id,', '') })).toBe('us-csl');
  });

  it.each(['36,"EXERCISE CO",-0- ,"CUBA"\n', 'source,name\n', '<list/>', ''])('leaves %s alone', (head) => {
    expect(usCslCsv.recognises({ name: 'csl.csv', head })).toBeNull();
  });
});

describe('usCslCsv.read()', () => {
  it('reads a person of the Treasury', async () => {
    const list = await read(csl(PERSON, COMPANY));
    expect(list.headers).toEqual([{ publishedAt: '2022-04' }]);
    expect(list.parties.get('1')?.properties).toEqual({
      name: ['PRACTICE, Sam'],
      lastName: ['PRACTICE'],
      firstName: ['Sam'],
      position: ['Drill Master'],
      alias: ['DRILL, Sam', 'SAMMY'],
      birthDate: ['1942', '1951-11-08'],
      birthPlace: ['Drilltown, Korea, North'],
      birthCountry: ['kp'],
      nationality: ['kp', 'cn'],
      address: ['1 Drill Street, Drilltown, KP'],
      country: ['kp', 'mn'],
      passportNumber: ['563'],
      gender: ['male'],
      notes: [
        'Passport: 563, KP, 2018-03-20',
        'Secondary sanctions risk: Some Regulations, sections 1 and 2',
        '(Linked To: DRILL CO)',
      ],
    });
    expect(list.links).toMatchObject([{ from: '1', to: 'deb7' }]);
    const wallet = list.parties.get('1-wallet-1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa');
    expect(wallet?.properties).toMatchObject({ currency: ['XBT'], holder: ['1'] });
  });

  it('lists a party of a list without programmes under that list', async () => {
    const list = await read(csl(COMPANY));
    expect(list.parties.get('deb7')).toMatchObject({
      schema: 'LegalEntity',
      properties: { name: ['DRILL CO'], notes: ['End date: 2056-06-29'] },
    });
    expect(list.designations).toMatchObject([
      {
        programmes: ['Entity List (EL) - Bureau of Industry and Security'],
        listedOn: '2022-04-07',
        provisions: ['For all items', 'Presumption of denial.'],
        legalBasis: ['87 FR 1'],
      },
    ]);
  });

  it('gives a party that stands on two lists two designations', async () => {
    const list = await read(csl(PERSON, { ...PERSON, source: 'Capta List (CAP) - Treasury Department' }));
    const references = list.designations.filter((one) => one.party === '1').map((one) => one.reference);
    expect(references).toEqual([`${SDN} 1`, 'Capta List (CAP) - Treasury Department 1']);
    expect(list.designations).toHaveLength(4);
  });

  it('makes a key that does not hang on the order where the file has none', async () => {
    const columns = COLUMNS.replace('_id,', '');
    const rows = [row(PERSON, columns), row(COMPANY, columns)];
    const keysOf = async (lines: string[]): Promise<string[]> =>
      [...(await read(`${columns}\n${lines.join('\n')}\n`)).parties.keys()].sort();
    const keys = await keysOf(rows);
    expect(keys).toContain('1');
    expect(await keysOf(rows.reverse())).toEqual(keys);
  });

  it('rejects bad rows with their line and goes on', async () => {
    const bad = [
      { ...PERSON, name: '' },
      { ...PERSON, name: 'OTHER, Sam' },
      { ...COMPANY, _id: '9', type: 'Robot' },
    ];
    const list = await read(`${csl(PERSON, ...bad)}short,row\n`);
    expect(list.rejections.map(({ place, reason }) => `${place.line} ${reason}`)).toEqual([
      '3 the party has no name',
      '4 the id stands on an earlier row for "PRACTICE, Sam"',
      '5 party type "Robot" is not known',
      '6 the row has 2 cells instead of 22',
    ]);
  });

  it.each([
    ['lacks a column', csl(PERSON).replace('alt_names', 'aliases'), /lacks the column "alt_names"/],
    ['holds no party', csl({ ...PERSON, name: '' }), /no party/],
    ['is another list', 'a,b\n1,2\n', /lacks the columns/],
  ])('refuses a file that %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

const real = sharedData('lists/us/csl-consolidated-2022-04.csv.gz');
describe.skipIf(real === null)('usCslCsv on the real file', () => {
  it('reads every row', async () => {
    const list = await collectList(usCslCsv, fileAt(real ?? ''));
    const designations = list.designations.filter((one) => !one.party.includes('-wallet-'));
    const dprk = designations.filter((one) => /DPRK/.test(one.programmes.join()));
    expect([designations.length, dprk.length]).toEqual([14_160, 428]);
    expect(list.rejections.filter((one) => one.severity === 'record')).toEqual([]);
    expect(list.parties.get('17069')?.properties).toMatchObject({ imoNumber: ['7937317'], flag: ['kp'] });
  });
});
