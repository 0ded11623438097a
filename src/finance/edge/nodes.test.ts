import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { askPath, askRpc } from './ask-node.ts';
import { fetchBitcoinCore, fetchEsplora, fetchEvm } from './fetch-movements.ts';

type Answer = (method: string, params: unknown[]) => unknown;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(handle);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A node that speaks JSON-RPC. */
function rpcNode(answer: Answer): Promise<string> {
  return serve(async (request, response) => {
    const { id, method, params } = JSON.parse(await text(request)) as { id: number; method: string; params: unknown[] };
    response.end(JSON.stringify({ jsonrpc: '2.0', id, result: answer(method, params) }));
  });
}

const hash = (seed: number): string => `0x${seed.toString(16).padStart(64, '0')}`;
const account = (seed: number): string => `0x${seed.toString(16).padStart(40, '0')}`;
const TOKEN = account(0xdac);
const CHAIN = { chain: 'ethereum', chainId: 1, coin: 'ETH', tokens: [{ contract: TOKEN, asset: 'USDT' }] };

/** A chain of two blocks: a payment of 5 wei, a failed one, and a token transfer. */
function evmAnswer(change: (answer: Record<string, unknown>, method: string) => void = () => {}): Answer {
  return (method, [first]) => {
    if (method === 'eth_chainId') return '0x1';
    const height = Number(first);
    const sent = [
      { hash: hash(height * 10 + 1), from: account(1), to: account(2), value: '0x5', gasPrice: '0x2' },
      { hash: hash(height * 10 + 2), from: account(3), to: account(4), value: '0xff', gasPrice: '0x2' },
    ];
    if (method === 'eth_getBlockByNumber') {
      const block = {
        number: first,
        hash: hash(height),
        parentHash: hash(height - 1),
        timestamp: '0x64',
        transactions: sent,
      };
      change(block, method);
      return block;
    }
    const log = {
      address: TOKEN,
      topics: ['0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef', hash(1), hash(2)],
      data: hash(1000),
    };
    const receipts = sent.map(({ hash: transactionHash }, at) => ({
      ...{ transactionHash, blockHash: hash(height), status: at === 0 ? '0x1' : '0x0', gasUsed: '0x3' },
      ...{ effectiveGasPrice: '0x2', logs: at === 0 ? [log] : [] },
    }));
    const answer = { receipts };
    change(answer, method);
    return answer.receipts;
  };
}

function inBlock(lie: object): Parameters<typeof evmAnswer>[0] {
  return (answer, method) => {
    if (method === 'eth_getBlockByNumber') Object.assign(answer, lie);
  };
}

function inTransaction(lie: object): Parameters<typeof evmAnswer>[0] {
  return (answer) => {
    const [first] = (answer.transactions as object[] | undefined) ?? [];
    if (first) Object.assign(first, lie);
  };
}

describe('an Ethereum node', () => {
  it('gives coins, fees and tokens; of a failed transaction the fee alone', async () => {
    const url = await rpcNode(evmAnswer());
    const { movements, mark } = await fetchEvm({ url }, CHAIN, { from: 7, to: 8 });
    expect(mark).toEqual({ height: 8, hash: hash(8), at: 100 });
    expect(movements.slice(0, 3)).toMatchObject([
      { asset: 'ETH', inputs: [{ amount: 11n }], outputs: [{ address: account(2), amount: 5n }], block: 7 },
      { asset: 'USDT', inputs: [{ address: account(1), amount: 1000n }], outputs: [{ amount: 1000n }] },
      { asset: 'ETH', inputs: [{ address: account(3), amount: 6n }], outputs: [] },
    ]);
    expect(movements).toHaveLength(6);
  });

  it.each<[string, Parameters<typeof evmAnswer>[0], RegExp]>([
    ['another block', inBlock({ number: '0x63' }), /block 7 was asked for and 99 came/],
    ['a fork between two blocks', inBlock({ parentHash: hash(66) }), /does not follow/],
    [
      'fewer receipts',
      (answer) => void (answer.receipts as unknown[] | undefined)?.pop(),
      /2 transactions and 1 receipts/,
    ],
    ['a negative value', inTransaction({ value: '-0x5' }), /is no number in hex/],
    ['an absurd value', inTransaction({ value: `0x${'f'.repeat(64)}` }), /beyond any sum/],
    ['no list', inBlock({ transactions: 'many' }), /is no list/],
  ])('is refused when it lies: %s', async (_, change, message) => {
    const url = await rpcNode(evmAnswer(change));
    await expect(fetchEvm({ url }, CHAIN, { from: 7, to: 8 })).rejects.toThrow(message);
  });

  it('is refused when it is of another chain', async () => {
    const url = await rpcNode(() => '0x38');
    await expect(fetchEvm({ url }, CHAIN, { from: 1, to: 1 })).rejects.toThrow('it is a node of chain 56, not 1');
  });
});

const id = (seed: number): string => seed.toString(16).padStart(64, '0');

function coreAnswer(change: (block: Record<string, unknown>) => void = () => {}): Answer {
  return (method, [first]) => {
    if (method === 'getblockhash') return id(Number(first));
    const height = Number.parseInt(String(first), 16);
    const block = {
      ...{ height, hash: id(height), previousblockhash: id(height - 1), time: 1000 + height },
      tx: [
        {
          txid: id(height * 100),
          vin: [{ coinbase: '00' }],
          vout: [{ n: 0, value: 3.125, scriptPubKey: { address: 'miner' } }],
        },
        {
          txid: id(height * 100 + 1),
          vin: [{ txid: id(1), vout: 1, prevout: { value: 0.3, scriptPubKey: { address: 'payer' } } }],
          vout: [
            { n: 0, value: 0.1, scriptPubKey: { address: 'payee' } },
            { n: 1, value: 0.19999, scriptPubKey: {} },
          ],
        },
      ],
    };
    change(block);
    return block;
  };
}

describe('a Bitcoin Core node', () => {
  it('gives every transaction with what it spends, in whole satoshi', async () => {
    const url = await rpcNode(coreAnswer());
    const { movements, mark } = await fetchBitcoinCore({ url }, { from: 5, to: 6 });
    expect(mark?.height).toBe(6);
    expect(movements[1]).toMatchObject({
      inputs: [{ address: 'payer', amount: 30_000_000n, outpoint: `${id(1)}:1` }],
      outputs: [
        { address: 'payee', amount: 10_000_000n, outpoint: `${id(501)}:0` },
        { address: `script:${id(501)}:1`, amount: 19_999_000n },
      ],
    });
    expect(movements[0]?.inputs).toEqual([]);
  });

  it.each<[string, (block: Record<string, unknown>) => void, RegExp]>([
    [
      'pays out more than it takes in',
      (b) => Object.assign((b.tx as { vout: object[] }[])[1]?.vout[0] ?? {}, { value: 5 }),
      /pays out/,
    ],
    [
      'has more coins than there are',
      (b) => Object.assign((b.tx as { vout: object[] }[])[0]?.vout[0] ?? {}, { value: 3e7 }),
      /more than there are/,
    ],
    [
      'comes without what is spent',
      (b) => Object.assign((b.tx as { vin: object[] }[])[1]?.vin[0] ?? {}, { prevout: undefined }),
      /verbosity 3/,
    ],
    ['is another block', (b) => Object.assign(b, { hash: id(999) }), /was asked for/],
  ])('is refused when a block %s', async (_, change, message) => {
    const url = await rpcNode(coreAnswer(change));
    await expect(fetchBitcoinCore({ url }, { from: 5, to: 5 })).rejects.toThrow(message);
  });

  it('is asked with name and password, which no message shows', async () => {
    let seen = '';
    const url = await serve((request, response) => {
      seen = request.headers.authorization ?? '';
      response.statusCode = 403;
      response.end('no');
    });
    const secret = url.replace('http://', 'http://operator:swordfish@');
    await expect(askRpc({ url: secret }, 'getblockhash', [1])).rejects.toThrow(/it answers 403/);
    await expect(askRpc({ url: secret }, 'getblockhash', [1])).rejects.not.toThrow(/swordfish/);
    expect(Buffer.from(seen.replace('Basic ', ''), 'base64').toString()).toBe('operator:swordfish');
  });
});

function esploraNode(page: (path: string) => unknown): Promise<string> {
  return serve((request, response) => {
    const path = request.url ?? '';
    if (path === '/blocks/tip/height') response.end('900');
    else if (path === '/blocks/900') response.end(JSON.stringify([{ id: id(900), height: 900, timestamp: 5000 }]));
    else response.end(JSON.stringify(page(path)));
  });
}

function esploraTransaction(seed: number, more: object = {}): object {
  return {
    txid: id(seed),
    vin: [{ txid: id(seed + 1000), vout: 0, prevout: { scriptpubkey_address: 'thief', value: 100 } }],
    vout: [
      { scriptpubkey_address: 'next', value: 90 },
      { scriptpubkey_address: undefined, value: 0 },
    ],
    fee: 10,
    status: { confirmed: true, block_height: 800 + seed, block_time: 4000 + seed },
    ...more,
  };
}

describe('an Esplora server', () => {
  it('gives the transactions of an address page by page, oldest first, and leaves out what is in no block', async () => {
    const url = await esploraNode((path) => {
      if (path.endsWith('/txs'))
        return [esploraTransaction(9, { status: { confirmed: false } }), esploraTransaction(3), esploraTransaction(2)];
      return path.endsWith(id(2)) ? [esploraTransaction(1)] : [];
    });
    const { movements, waiting, mark } = await fetchEsplora({ url }, 'thief', 10);
    expect([movements.map(({ block }) => block), waiting, mark?.height]).toEqual([[801, 802, 803], 1, 900]);
  });

  it.each<[string, object[], RegExp]>([
    ['sums that do not meet', [esploraTransaction(1, { fee: 11 })], /the fee of/],
    ['another address', [esploraTransaction(1, { vin: [], fee: 0, vout: [] })], /does not concern|fee/],
    [
      'a block beyond its tip',
      [esploraTransaction(1, { status: { confirmed: true, block_height: 999, block_time: 1 } })],
      /beyond the tip/,
    ],
    ['the same page for ever', [esploraTransaction(1)], /would go on for ever/],
  ])('is refused for %s', async (_, transactions, message) => {
    const url = await esploraNode(() => transactions);
    await expect(fetchEsplora({ url }, 'thief', 10)).rejects.toThrow(message);
  });
});

describe('any node', () => {
  it('is left when it stalls', async () => {
    const silent = await serve(() => {});
    await expect(askPath({ url: silent, patience: 150 }, '/')).rejects.toThrow(/has not answered in 0.15 s/);
    const halting = await serve((_, response) => void response.write('{"begins":'));
    await expect(askPath({ url: halting, patience: 150 }, '/')).rejects.toThrow(/has not answered/);
  });

  it('is left when it sends too much, announced or not', async () => {
    const announced = await serve((_, response) => {
      response.setHeader('content-length', 2 * 1024 ** 3);
      response.write('x');
    });
    await expect(askPath({ url: announced }, '/')).rejects.toThrow(/announces 2147483648 bytes/);
    const endless = await serve((_, response) => {
      const more = (): void => {
        if (!response.destroyed && response.write(Buffer.alloc(65_536, 32))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    await expect(askPath({ url: endless, mostBytes: 1_000_000 }, '/')).rejects.toThrow(/sends more than 1000000 bytes/);
  });

  it('is refused for what is no answer to the question', async () => {
    const page = await serve((_, response) => void response.end('<html>'));
    await expect(askRpc({ url: page }, 'x', [])).rejects.toThrow(/its answer is no JSON/);
    const other = await serve((_, response) => void response.end('{"jsonrpc":"2.0","id":-1,"result":1}'));
    await expect(askRpc({ url: other }, 'x', [])).rejects.toThrow(/to another question/);
    const elsewhere = await serve(
      (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    await expect(askPath({ url: elsewhere }, '/')).rejects.toThrow(/Cannot read from the node/);
    await expect(askPath({ url: 'file:///etc/passwd' }, '')).rejects.toThrow(/neither http nor https/);
    await expect(askPath({ url: 'http://127.0.0.1:1' }, '/')).rejects.toThrow(/ECONNREFUSED|bad port/);
  });
});
