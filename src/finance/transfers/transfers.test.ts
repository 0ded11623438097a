import { describe, expect, it } from 'vitest';
import { ExposureMap } from './exposure.ts';
import { amountText, type Movement, readAmount } from './movement.ts';
import { readHops } from './read-hops.ts';
import { movementLine, readTransfers, type TransferDefaults, type TransferFileFacts } from './read-transfers.ts';
import { TransferBookBuilder } from './transfer-book.ts';

async function read(text: string, defaults: TransferDefaults = { chain: 'ethereum', asset: 'ETH' }) {
  const facts: TransferFileFacts = { format: 'csv', rows: 0, rejected: 0, rejections: [] };
  async function* lines(): AsyncGenerator<string> {
    yield* text.split('\n');
  }
  const movements: Movement[] = [];
  for await (const one of readTransfers(lines(), facts, defaults)) movements.push(one);
  return { movements, facts };
}

describe('readAmount()', () => {
  it('reads coins and smallest units exactly, beyond what floating point holds', () => {
    expect(readAmount('173600.000000000000000001', 18)).toBe(173600000000000000000001n);
    expect(readAmount('340282366920938463463374607431768211455', null)).toBe(2n ** 128n - 1n);
    expect(amountText(173600000000000000000001n, 'ETH')).toBe('173600.000000000000000001 ETH');
    expect(amountText(5n, 'UNKNOWN')).toBe('5 UNKNOWN');
  });

  it.each(['-5', '1e18', '0x5', '', '1.2.3', '1,000', '340282366920938463463374607431768211456'])(
    'refuses %j',
    (text) => {
      expect(readAmount(text, null)).toBeNull();
    },
  );

  it('refuses more digits than the asset has', () => expect(readAmount('0.000000001', 8)).toBeNull());
});

describe('readTransfers()', () => {
  it('reads rows in the smallest unit, of several headings and times', async () => {
    const { movements } = await read(
      'Txhash,UnixTimestamp,From,To,Value,Blockno\nh1,1648000000,a,b,173600000000000000000000,14442840\nh2,2022-03-23T00:00:00Z,b,c,5,\nh3,2022-03-23,b,c,5,',
    );
    expect(movements.map(({ at, block, outputs }) => [at, block, outputs[0]?.amount])).toEqual([
      [1648000000, 14442840, 173600n * 10n ** 18n],
      [1647993600, null, 5n],
      [1647993600, null, 5n],
    ]);
  });

  it('takes no amount for another by a point: a file counts in coins or it does not', async () => {
    const rows = 'tx,time,from,to,amount\nh,1648000000,a,b,1.5\nh,1648000000,a,b,2';
    expect((await read(rows)).facts).toMatchObject({ rejected: 1, rejections: [{ line: 2 }] });
    const { movements } = await read(rows, { chain: 'ethereum', asset: 'ETH', coins: true });
    expect(movements.map(({ inputs }) => inputs[0]?.amount)).toEqual([15n * 10n ** 17n, 2n * 10n ** 18n]);
    expect((await read(rows, { chain: 'x', asset: 'STRANGE', coins: true })).facts.rejected).toBe(2);
  });

  it('leaves bad rows out by their line and keeps the others', async () => {
    const { movements, facts } = await read(
      'tx,time,from,to,amount\nh,1648000000,a,b,1\n,1648000000,a,b,1\nh,never,a,b,1\nh,1648000000,,b,1\nh,1648000000,a,b,-1\nh,1648000000,a,b,1',
    );
    expect(movements).toHaveLength(2);
    expect(facts.rejections.map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  });

  it('refuses a file without the columns', async () => {
    await expect(read('name,city\na,b')).rejects.toThrow(/no column for tx, at, from, to, amount/);
  });

  it('reads back what it writes, unspent outputs included', async () => {
    const movement: Movement = {
      ...{ chain: 'bitcoin', asset: 'BTC', tx: 't', index: 3, at: 5, block: 7 },
      inputs: [{ address: 'a', amount: 2n ** 70n, outpoint: 'x:0' }],
      outputs: [{ address: 'b', amount: 1n }],
    };
    const { movements } = await read(movementLine(movement));
    expect(movements).toEqual([movement]);
    const { facts } = await read(`{"chain":"x"}\n${movementLine(movement).replace('1180591620717411303424', '-1')}\n{`);
    expect(facts.rejected).toBe(3);
  });
});

describe('the book of transfers', () => {
  it('lays movements out by time, and takes one that several files hold once', () => {
    const builder = new TransferBookBuilder({ mayRepeat: true });
    const pay = (tx: string, at: number): Movement => ({
      ...{ chain: 'c', asset: 'X', tx, index: 0, at, block: null },
      inputs: [{ address: 'a', amount: 1n }],
      outputs: [{ address: 'b', amount: 1n }],
    });
    for (const one of [pay('late', 9), pay('early', 1), pay('late', 9)]) builder.add(one);
    const book = builder.book();
    expect([book.count, ...book.tx]).toEqual([2, 'early', 'late']);
  });
});

describe('ExposureMap', () => {
  const builder = new TransferBookBuilder({ mayRepeat: false });
  for (const [at, [from, to]] of ['la', 'ab', 'bc', 'zl', 'xx'].map((pair) => [...pair]).entries())
    builder.add({
      ...{ chain: 'c', asset: 'X', tx: `t${at}`, index: 0, at, block: null },
      inputs: [{ address: from ?? '', amount: 1n }],
      outputs: [{ address: to ?? '', amount: 1n }],
    });
  const map = new ExposureMap(builder.book(), ['l'], 2);

  it('finds the shortest way from and to a listed address, up to the number of hops', () => {
    expect(map.receivedFrom('b')).toEqual({ hops: 2, path: ['l', 'a', 'b'] });
    expect(map.sentTo('z')).toEqual({ hops: 1, path: ['z', 'l'] });
    expect([map.receivedFrom('c'), map.sentTo('b'), map.receivedFrom('l'), map.receivedFrom('nobody')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('readHops()', () => {
  const side = { chain: 'c', asset: 'X', address: 'a', amount: '5' };
  const hop = { id: 'h', at: '2025-02-21T00:00:00Z', from: side, to: side, declaredBy: 'EXERCISE', source: 'EXERCISE' };

  it('reads all of a file or nothing', () => {
    expect(readHops(JSON.stringify([hop]), 'f')[0]).toMatchObject({ at: 1740096000, from: { amount: 5n } });
    for (const bad of [
      { ...hop, at: 'then' },
      { ...hop, from: { ...side, amount: '0' } },
      { ...hop, to: { ...side, amount: 5 } },
    ])
      expect(() => readHops(JSON.stringify([hop, bad]), 'f')).toThrow(/Cannot read the hops of "f": 1\./);
    expect(() => readHops('{', 'f')).toThrow(/no well-formed JSON/);
  });
});
