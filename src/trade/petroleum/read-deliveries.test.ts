import { describe, expect, it } from 'vitest';
import { readPetroleum } from './read-deliveries.ts';

function read(text: string) {
  const [header = '', ...rows] = text.trim().split('\n');
  return readPetroleum({
    name: 'deliveries.csv',
    sha256: 'a'.repeat(64),
    header: header.split(','),
    rows: rows.map((row, at) => ({ line: at + 2, cells: row.split(',') })),
    exercise: false,
  });
}

describe('readPetroleum()', () => {
  it('reads deliveries by the heading, in any order of the columns', () => {
    const { deliveries, rejected } = read(
      'period,supplier,quantity_bbl,product,quantity_t\n2021-08,China,11745,,1410\n2018-01/2018-04,Russia,,Gas diesel,4148\n2018,China+Russia,,,48430',
    );
    expect(rejected).toEqual([]);
    expect(
      deliveries.map(({ suppliers, period, product, barrels, tonnes }) => [
        suppliers,
        period,
        product,
        barrels,
        tonnes,
      ]),
    ).toEqual([
      [['cn'], { from: '2021-08-01', to: '2021-08-31' }, 'refined', 11745, 1410],
      [['ru'], { from: '2018-01-01', to: '2018-04-30' }, 'gas-diesel', null, 4148],
      [['cn', 'ru'], { from: '2018-01-01', to: '2018-12-31' }, 'refined', null, 48430],
    ]);
  });

  it('rejects rows that cannot be, each with its line and why', () => {
    const { deliveries, rejected } = read(
      [
        'supplier,period,product,quantity_bbl',
        'Atlantis,2021,refined,1',
        'North Korea,2021,refined,1',
        'China,2021-13,refined,1',
        'China,2021/2020,refined,1',
        'China,2021,whale oil,1',
        'China,2021,refined,-5',
        'China,2021,refined,283000000000',
        'China,2021,refined,$283 billion',
        'China,2021,refined,',
        'China,2021,refined,91909',
      ].join('\n'),
    );
    expect(deliveries).toHaveLength(1);
    expect(rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rejected.map(({ reason }) => reason).join('\n')).toMatchInlineSnapshot(`
      "supplier "Atlantis" is no country that is known
      supplier is the DPRK itself: perhaps the Republic of Korea is meant
      period "2021-13" is no year, month or range
      period "2021/2020" is no year, month or range
      product "whale oil" is not in the register of factors
      quantity_bbl -5 is below zero
      quantity_bbl 283000000000 is more than can be: is the unit right?
      quantity_bbl "$283 billion" is no number
      neither quantity_bbl nor quantity_t is given"
    `);
  });

  it('reads calls of tankers', () => {
    const { calls, rejected } = read(
      'vessel,imo,deadweight_t,kind,at,place\nEXERCISE ONE,9000001,2500,transfer,2024-03-07,\nEXERCISE TWO,12,2500,,2024-03-07,Nampo\n,9000001,1,,2024-03-07,Nampo',
    );
    expect(calls.map(({ vessel, kind, on, deadweight }) => [vessel, kind, on, deadweight])).toEqual([
      ['EXERCISE ONE', 'transfer', '2024-03-07', 2500],
    ]);
    expect(rejected).toHaveLength(2);
  });

  it('refuses a table that is neither', () => {
    expect(() => read('name,place\nx,y')).toThrow('Cannot read "deliveries.csv"');
  });
});
