import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuck } from '../../../store/analytic-engine.ts';
import { type TestDatabase, testDatabase } from '../../../store/fixtures/test-database.ts';
import { type LoadTradeParts, loadTrade, tradeFolder } from './load-trade.ts';

describe('loadTrade()', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.close());

  function load(name: string, content: string | Buffer, more: Partial<LoadTradeParts> = {}) {
    const path = join(test.home, name);
    writeFileSync(path, content);
    return loadTrade({
      database: test.database,
      home: test.home,
      path,
      today: '2026-11-25',
      exercise: false,
      given: {},
      ...more,
    });
  }
  async function rows(sha256: string, columns: string) {
    const duck = await openDuck(test.home);
    try {
      const read = await duck.connection.runAndReadAll(
        `select ${columns} from '${tradeFolder(test.home)}/${sha256}.parquet' where reason is null order by row`,
      );
      return read.getRows();
    } finally {
      duck.close();
    }
  }
  const HEADING = 'reporter,partner,flow,period,hs,value,quantity,unit';

  it('reads a table by its headings, with countries however they are written', async () => {
    const { file } = await load(
      'plain.csv',
      [
        HEADING,
        'CN,KP,import,2019-03,2701.12,"1,234.50",10,吨',
        'China,"Korea, Dem. People\'s Rep.",M,201904,70310,5,,',
        '757,408,X,2019,TOTAL,7,3,no.',
        'CHE,PRK,export,2019/5,8471,7,3,u',
      ].join('\n'),
    );
    expect(file).toMatchObject({
      kind: 'table',
      rows: 4,
      parts: 1,
      fromPeriod: 201900,
      toPeriod: 201905,
      rejected: {},
      vintage: '2026-11-25',
    });
    expect(await rows(file.sha256, 'reporter, partner, flow, period, hs, value, kg, unit')).toEqual([
      ['cn', 'kp', 'import', 201903, '270112', 1234.5, 10_000, 'kg'],
      ['cn', 'kp', 'import', 201904, '070310', 5, null, null],
      ['ch', 'kp', 'export', 201900, 'TOTAL', 7, null, 'items'],
      ['ch', 'kp', 'export', 201905, '8471', 7, null, 'items'],
    ]);
  });

  it('rejects rows that cannot be, each with its line and why, and keeps the others', async () => {
    const { file } = await load(
      'bad.csv',
      [
        HEADING,
        'CN,KP,import,201903,270112,1,1,kg',
        'CN,Korea,import,201903,270112,1,1,kg',
        'CN,KP,sideways,201903,270112,1,1,kg',
        'CN,KP,import,201913,270112,1,1,kg',
        'CN,KP,import,201903,coal,1,1,kg',
        'CN,KP,import,201903,270112,$283 billion,1,kg',
        'CN,KP,import,201903,270112,-1,1,kg',
        'CN,KP,import,201903,270112,9e12,1,kg',
        'CN,KP,import,201903,270112',
        'CN,KP,import,201903,270112,1,-4,kg',
        'CN,KP,import,201903,270112,1,many,kg',
        'KP,KP,import,201903,270112,1,1,kg',
        '97,KP,import,201904,270112,1,1,kg',
        'CN,KP,import,201904,270112,1,1,kg',
      ].join('\n'),
    );
    expect(file.rows).toBe(2);
    expect(file.rejections).toEqual([
      { line: 3, reason: 'partner "Korea" is not known' },
      { line: 4, reason: 'flow "sideways" is none' },
      { line: 5, reason: 'period "201913" is no month or year' },
      { line: 6, reason: 'HS code "coal" is none' },
      { line: 7, reason: 'value "$283 billion" is no number' },
      { line: 8, reason: 'value is below zero' },
      { line: 9, reason: 'value is more than can be' },
      { line: 10, reason: 'has another number of cells than the heading' },
      { line: 11, reason: 'quantity is below zero' },
      { line: 12, reason: 'quantity "many" is no number' },
      { line: 13, reason: 'reporter and partner are the same' },
      { line: 14, reason: 'reporter is no single state' },
    ]);
    expect(Object.values(file.rejected).reduce((all, one) => all + one, 0)).toBe(12);
  });

  it("reads China's customs in their own encoding and words", async () => {
    // GB 18030 of: 数据年月,商品编码,贸易伙伴名称,第一数量,第一计量单位,美元, a row of 朝鲜 and one of 韩国.
    const hex =
      'cafdbeddc4ead4c22cc9ccc6b7b1e0c2eb2cc3b3d2d7bbefb0e9c3fbb3c62cb5dad2bbcafdc1bf2cb5dad2bbbcc6c1bfb5a5cebb2cc3c0d4aa0a3230313930332c32373031313231302cb3afcfca2c2231302c303030222cc7a7bfcb2c22312c323334220a3230313930332c38353432333131302cbaabb9fa2c352cb8f62c39390a';
    await expect(load('gacc.csv', Buffer.from(hex, 'hex'))).rejects.toMatchObject({
      code: 'TRADE_COLUMNS',
      message: expect.stringContaining('no column holds flow'),
    });
    const { file } = await load('gacc.csv', Buffer.from(hex, 'hex'), { given: { flow: 'import' } });
    expect(file.kind).toBe('gacc');
    expect(await rows(file.sha256, 'reporter, partner, flow, period, hs, value, quantity, unit')).toEqual([
      ['cn', 'kp', 'import', 201903, '27011210', 1234, 10_000, 'kg'],
      ['cn', 'kr', 'import', 201903, '85423110', 99, 5, 'items'],
    ]);
  });

  const comtradeRow = {
    ...{
      reporterCode: 757,
      partnerCode: 408,
      partner2Code: 0,
      flowCode: 'X',
      period: '201903',
      cmdCode: '847130',
      classificationCode: 'H5',
    },
    ...{
      customsCode: 'C00',
      motCode: 0,
      mosCode: '0',
      qtyUnitAbbr: 'u',
      qty: 5,
      isQtyEstimated: true,
      netWgt: null,
      isNetWgtEstimated: false,
    },
    ...{ primaryValue: 500, cifvalue: null, fobvalue: 500, legacyEstimationFlag: 2 },
  };

  it('reads answers of UN Comtrade: codes of its own, the flags of estimates, and a flow of many rows once', async () => {
    const parts = [
      { motCode: 1000 },
      { motCode: 2100 },
      { customsCode: 'C01' },
      { partner2Code: 156 },
      { mosCode: '1' },
    ];
    const data = [
      comtradeRow,
      ...parts.map((part) => ({ ...comtradeRow, ...part })),
      { ...comtradeRow, primaryValue: '500' },
      7,
    ];
    const { file } = await load(
      'answer.json',
      JSON.stringify({ elapsedTime: '0.1 secs', count: data.length, data, error: '' }),
    );
    expect(file).toMatchObject({ kind: 'comtrade', rows: 6, parts: 5 });
    expect(file.rejections).toEqual([
      { line: 7, reason: 'primaryValue is no number' },
      { line: 8, reason: 'is no row' },
    ]);
    expect(
      await rows(file.sha256, 'reporter, partner, value, quantity_estimated, estimated, part').then(([first]) => first),
    ).toEqual(['ch', 'kp', 500, true, true, false]);
  });

  it('sums a heading once where chapters stand beside it', async () => {
    const { file } = await load(
      'levels.csv',
      `${HEADING}\nCN,KP,M,201903,27,10,,\nCN,KP,M,201903,270112,4,,\nCN,KP,M,201903,270119,6,,\nCN,KP,M,201903,25,3,,\n`,
    );
    expect(file).toMatchObject({ rows: 4, parts: 1 });
    expect(await rows(file.sha256, 'hs, part')).toEqual([
      ['27', true],
      ['270112', false],
      ['270119', false],
      ['25', false],
    ]);
  });

  it('takes the same bytes in once, and packed files as well', async () => {
    const packed = gzipSync(`# EXERCISE\n${HEADING}\nRU,KP,export,2024-03,271019,100,1,t\n`);
    const { file } = await load('one.csv.gz', packed);
    expect(file).toMatchObject({ rows: 1, exercise: true });
    expect((await load('again.csv.gz', packed)).outcome).toBe('unchanged');
  });

  it.each([
    ['empty.csv', '', 'is empty'],
    ['page.csv', '<html>', 'is a web page'],
    ['cut.json', '{"count":1,"data":[{"rep', 'not well-formed JSON'],
    ['refused.json', '{"statusCode":401,"message":"Access denied"}', 'holds no "data"'],
    ['error.json', '{"data":[],"error":"Invalid period"}', 'Comtrade says: Invalid period'],
    ['other.csv', 'name,place,colour\nx,y,z\n', 'no column holds'],
    [
      'nothing.csv',
      `${HEADING}\nCN,Korea,import,201903,270112,1,1,kg\n`,
      'no row of it can be used; line 2: partner "Korea"',
    ],
    ['book.xlsx', 'PK\u0003\u0004', 'is a workbook'],
  ])('refuses %s', async (name, content, why) => {
    await expect(load(name, content)).rejects.toMatchObject({
      name: 'AppError',
      message: expect.stringContaining(why),
    });
  });
});
