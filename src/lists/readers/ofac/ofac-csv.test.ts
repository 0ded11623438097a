import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../../fixtures/collect-list.ts';
import { sharedData } from '../../fixtures/shared-data.ts';
import { ofacCsv } from './ofac-csv.ts';

const NONE = '-0- ';
const END = '\r\n\u001a';

function mainRow(parts: { number: string; name: string; type?: string; programmes?: string; remark?: string }): string {
  const { number, name, type = NONE, programmes = 'DPRK', remark } = parts;
  return [number, `"${name}"`, type, `"${programmes}"`, ...Array(7).fill(NONE), remark ? `"${remark}"` : NONE].join(
    ',',
  );
}

const MAIN = [
  mainRow({ number: '1', name: 'EXERCISE TRADING CO', programmes: 'NPWMD] [DPRK2', remark: "a.k.a. 'ETC'." }),
  mainRow({
    number: '2',
    name: 'PRACTICE, Sam',
    type: '"individual"',
    remark:
      'DOB 20 Apr 1970; alt. DOB 1972 to 1973; POB Drilltown, Korea, North; nationality Korea, North; Gender Male; ' +
      'Passport 654 (Korea, North) issued 02 Mar 2012 expires 02 Mar 2017; Tax ID No. 77 (Russia); ' +
      'Digital Currency Address - XBT 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa; Linked To: EXERCISE TRADING CO.',
  }),
  mainRow({
    number: '3',
    name: 'DRILL STAR',
    type: '"vessel"',
    remark: 'Former Vessel Flag Mongolia; Vessel Registration Identification IMO 9074729; MMSI 123456789.',
  }),
].join('\r\n');

const companions = new Map([
  ['alt.csv', fileOf('alt.csv', `1,11,"fka","OLD EXERCISE CO",${NONE}\r\n1,12,"aka","EXERCISE CO",${NONE}${END}`)],
  ['add.csv', fileOf('add.csv', `1,21,"1 Drill Street","Pyongyang","Korea, North",${NONE}${END}`)],
  ['sdn_comments.csv', fileOf('sdn_comments.csv', `9,"; a.k.a. 'GONE'."${END}`)],
]);
const read = (main: string, files = companions) => collectList(ofacCsv, fileOf('sdn.csv', main), files);

describe('ofacCsv.recognises()', () => {
  it('tells the SDN list from the consolidated one', () => {
    expect(ofacCsv.recognises({ name: 'sdn.csv', head: `${MAIN}${END}` })).toBe('us-ofac-sdn');
    expect(ofacCsv.recognises({ name: 'cons_prim.csv', head: `${MAIN}${END}` })).toBe('us-ofac-cons');
  });

  it.each([
    ['aliases', `1,11,"aka","EXERCISE CO",${NONE}\r\n`],
    ['XML', '<sdnList/>\n'],
    ['another CSV', 'a,b,c,d,e,f,g,h,i,j,k,l\n'],
    ['nothing', ''],
  ])('leaves %s alone', (_, head) => expect(ofacCsv.recognises({ name: 'sdn.csv', head })).toBeNull());
});

describe('ofacCsv.read()', () => {
  it('joins names, addresses and programmes', async () => {
    const list = await read(`${MAIN}${END}`);
    expect(list.headers).toEqual([{ publishedAt: null }]);
    expect(list.parties.get('1')?.properties).toEqual({
      name: ['EXERCISE TRADING CO'],
      previousName: ['OLD EXERCISE CO'],
      alias: ['EXERCISE CO'],
      weakAlias: ['ETC'],
      address: ['1 Drill Street, Pyongyang, Korea, North'],
      country: ['kp'],
      notes: ["a.k.a. 'ETC'."],
    });
    expect(list.designations[0]).toMatchObject({ party: '1', programmes: ['NPWMD', 'DPRK2'], listedOn: null });
  });

  it('reads the grammar of remarks', async () => {
    const list = await read(`${MAIN}${END}`);
    expect(list.parties.get('2')?.properties).toMatchObject({
      lastName: ['PRACTICE'],
      firstName: ['Sam'],
      birthDate: ['1970-04-20', '1972', '1973'],
      birthPlace: ['Drilltown, Korea, North'],
      birthCountry: ['kp'],
      nationality: ['kp'],
      gender: ['male'],
      passportNumber: ['654'],
      taxNumber: ['77'],
      country: ['kp', 'ru'],
    });
    expect(list.parties.get('3')?.properties).toMatchObject({
      pastFlags: ['mn'],
      imoNumber: ['9074729'],
      mmsi: ['123456789'],
    });
    expect(list.links).toMatchObject([{ schema: 'UnknownLink', from: '2', to: '1', role: 'Linked To' }]);
  });

  it('makes a party of each wallet, designated like its holder', async () => {
    const list = await read(`${MAIN}${END}`);
    const key = '2-wallet-1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa';
    expect(list.parties.get(key)).toMatchObject({
      schema: 'CryptoWallet',
      properties: { publicKey: ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'], currency: ['XBT'], holder: ['2'] },
    });
    expect(list.designations.find((one) => one.party === key)?.programmes).toEqual(['DPRK']);
    const { properties, extracted } = list.parties.get('2') ?? {};
    const [found] = extracted ?? [];
    expect(properties?.notes?.[0]?.slice(found?.offset).startsWith(found?.text ?? '-')).toBe(true);
  });

  it('goes on with a remark that OFAC cut, and takes no half value where the rest is missing', async () => {
    const start = `${'x'.repeat(960)}; Digital Currency Address - ETH `;
    const address = '0x1234567890abcdef1234567890abcdef12345678';
    const remark = (start + address).slice(0, 1000);
    const main = `${mainRow({ number: '1', name: 'EXERCISE CO', remark })}${END}`;
    const rest = `1,"${(start + address).slice(1000)}."${END}`;
    const whole = await read(main, new Map([['sdn_comments.csv', fileOf('sdn_comments.csv', rest)]]));
    expect([...whole.parties.keys()]).toEqual(['1', `1-wallet-${address}`]);
    const cut = await read(main, new Map());
    expect([...cut.parties.keys()]).toEqual(['1']);
    expect(cut.rejections).toMatchObject([{ reference: '1', severity: 'value' }]);
    expect(cut.headers[0]?.lacks).toEqual(['aliases', 'addresses', 'ends of long remarks']);
  });

  it('rejects bad rows with their line and goes on', async () => {
    const bad = [
      mainRow({ number: 'x', name: 'NO NUMBER' }),
      '4,"SHORT"',
      mainRow({ number: '1', name: 'TWICE' }),
      mainRow({ number: '5', name: '' }),
      mainRow({ number: '6', name: 'WHAT', type: 'robot' }),
    ].join('\r\n');
    const list = await read(`${MAIN}\r\n${bad}${END}`);
    const rejected = list.rejections.map(({ place, reason }) => `${place.file ?? ''}:${place.line} ${reason}`);
    expect(rejected).toEqual([
      'sdn.csv:4 "x" is not a party\'s number',
      'sdn.csv:5 the row has 2 cells instead of 12',
      ':6 the number stands on an earlier row as well',
      ':7 the party has no name',
      ':8 party type "robot" is not known',
      'sdn_comments.csv:1 party 9 is not in the main file; the files may be of different days',
    ]);
  });

  it('refuses a file that is cut within a row, and warns of one that lost its end mark', async () => {
    await expect(read(`${MAIN}\r\n4,"CUT OFF",-0-`)).rejects.toThrow(/cut off/);
    expect((await read(MAIN)).rejections.map((one) => one.reason)).toContainEqual(expect.stringMatching(/0x1A/));
  });

  it.each([
    ['another CSV', 'a,b\n1,2\n', /not the main CSV file/],
    ['a file without a column', MAIN.replaceAll(/,[^,]*\r\n/g, '\r\n'), /no row has 12 cells/],
    ['a web page', '<!DOCTYPE html><html>', /web page/],
    ['an empty file', '', /is empty/],
  ])('refuses %s', async (_, text, message) => {
    await expect(read(text, new Map())).rejects.toThrow(message);
  });
});

const folder = sharedData('lists/us');
describe.skipIf(folder === null)('ofacCsv on the real files', () => {
  const set = (path: string, main: string) => {
    const names = ofacCsv.companions?.(main) ?? [];
    return new Map(names.map((name) => [name, fileAt(`${folder}/${path}/${name}`)]));
  };
  const dprk = (designations: { party: string; programmes: string[] }[]): number =>
    designations.filter(({ party, programmes }) => !party.includes('-wallet-') && /DPRK/.test(programmes.join()))
      .length;

  it('reads the whole SDN list of 2023', async () => {
    const list = await collectList(
      ofacCsv,
      fileAt(`${folder}/sdn-2023-12-28/sdn.csv`),
      set('sdn-2023-12-28', 'sdn.csv'),
    );
    const parties = [...list.parties.values()].filter((party) => party.schema !== 'CryptoWallet');
    expect([parties.length, dprk(list.designations)]).toEqual([13_821, 479]);
    expect(list.rejections.filter((one) => one.severity === 'record')).toHaveLength(3);
    expect(list.parties.get('20157')?.properties.name).toEqual(['KIM, Jong Un']);
    expect(list.parties.get('17069')?.properties).toMatchObject({ imoNumber: ['7937317'], flag: ['kp'] });
  });

  it('reads the SDN list of 2024 without its companions', async () => {
    const list = await collectList(ofacCsv, fileAt(`${folder}/sdn-2024-05-03.csv`));
    expect(list.headers).toMatchObject([{ publishedAt: '2024-05-03', lacks: expect.arrayContaining(['aliases']) }]);
    expect(dprk(list.designations)).toBe(484);
    const npwmd = list.designations.filter(({ programmes }) => programmes.includes('NPWMD'));
    expect(new Set(npwmd.map(({ party }) => party.replace(/-wallet-.*/, ''))).size).toBe(943);
  });

  it('reads the consolidated list', async () => {
    const list = await collectList(ofacCsv, fileAt(`${folder}/cons/cons_prim.csv`), set('cons', 'cons_prim.csv'));
    expect([list.parties.size, list.rejections.length]).toEqual([442, 0]);
  });
});
