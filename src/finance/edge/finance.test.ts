import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFindings } from '../../findings/edge/store.ts';
import { keepOwnershipFile } from '../../parties/edge/store-ownership.ts';
import { emptyRecords } from '../../parties/ownership/holding.ts';
import { composeServer } from '../../server/compose.ts';
import type { Subject } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { readTagPack } from '../tagpacks/tagpack.ts';
import { isUnchanged } from '../taint/trace-graph.ts';
import type { Movement } from '../transfers/movement.ts';
import { FinanceDesk } from './finance-desk.ts';
import { financeRoutes, type TraceAnswerBody, type WalletAnswerBody } from './routes.ts';
import { watchOwners, watchWallets } from './run-watches.ts';
import { keepBundle } from './store-bundles.ts';
import { keepTagPack } from './store-tags.ts';

const [LISTED, GONE, MIDDLE, EXCHANGE] = [1, 2, 3, 4].map((n) => `0x${n.toString(16).padStart(40, 'a')}`) as [
  string,
  string,
  string,
  string,
];

function pay(tx: string, from: string, to: string, amount: bigint, day: string): Movement {
  const at = Date.parse(`${day}T12:00:00Z`) / 1000;
  const sides = { inputs: [{ address: from, amount }], outputs: [{ address: to, amount }] };
  return { chain: 'ethereum', asset: 'ETH', tx, index: 0, at, block: 5, ...sides };
}

describe('wallets from lists and transfers to findings', () => {
  let test: TestDatabase;
  let desk: FinanceDesk;
  beforeAll(async () => {
    test = await testDatabase();
    desk = new FinanceDesk(test.database, test.home);
    await version('2024-01-01', [LISTED, GONE]);
    await version('2025-03-21', [LISTED]);
  });
  afterAll(() => test.close());

  /** A version of a list that names wallets. */
  async function version(day: string, addresses: readonly string[]): Promise<void> {
    const ids: number[] = [];
    for (const address of addresses) {
      const [row] = await test.database<{ id: number }[]>`
        insert into list_entry (list, key, entity, hash, schema, caption, properties, designations, links, extracted)
        values ('us-ofac-wallets', ${address}, ${`us-ofac-wallets-${address}`}, decode(md5(${address}), 'hex'), 'CryptoWallet',
          ${address}, ${test.database.json({ publicKey: [address], currency: ['ETH'] })},
          ${test.database.json([{ programmes: ['DPRK3'], listedOn: '2022-04-14' }])}, '[]', '[]')
        on conflict (list, key, hash) do update set caption = excluded.caption returning id`;
      ids.push(row?.id ?? 0);
    }
    await test.database`
      insert into list_version (list, format, published_at, published_on, digest, entry_ids, designation_count, origin)
      values ('us-ofac-wallets', 'EXERCISE', ${day}, ${day}, decode(md5(${day}), 'hex'), ${ids}, ${ids.length}, '{}')`;
  }

  const parts = () => ({ database: test.database, home: test.home });
  const origin = (name: string, exercise = true) => ({
    name,
    source: name,
    kind: 'file' as const,
    exercise,
    mark: null,
  });
  const faults = { rejected: 0, rejections: [] };
  const movements = [
    pay('t1', 'victim', LISTED, 100n, '2022-03-23'),
    pay('t2', LISTED, MIDDLE, 100n, '2022-05-01'),
    pay('t3', MIDDLE, EXCHANGE, 60n, '2022-05-02'),
    pay('t4', 'x', GONE, 5n, '2025-06-01'),
  ];

  async function ask<Body>(path: string, kind: Subject['kind'] = 'operator', body?: unknown) {
    const server = composeServer({
      routes: financeRoutes({ desk, database: test.database }),
      version: '0',
      subjectOf: () => ({ kind, name: kind }),
      log: () => undefined,
      page: async () => null,
    });
    const request =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await server.request(path, request);
    return { status: response.status, body: (await response.json()) as Body };
  }

  it('keeps delistings with the day of the first version without the address', async () => {
    const wallets = await desk.wallets();
    expect(wallets.check(LISTED.toUpperCase().replace('0X', '0x'))).toMatchObject({
      isListed: true,
      listings: [{ listedOn: '2022-04-14' }],
    });
    expect(wallets.check(GONE)).toMatchObject({ isListed: false, listings: [{ delistedOn: '2025-03-21' }] });
  });

  it('keeps a bundle once, by what it holds and not by its name', async () => {
    const bundle = await keepBundle(parts(), { origin: origin('one.csv'), faults }, movements);
    expect(bundle).toMatchObject({ movements: 4, chains: ['ethereum'], blocks: { ethereum: { first: 5, last: 5 } } });
    expect(await keepBundle(parts(), { origin: origin('two.csv'), faults }, movements)).toBeNull();
    await expect(keepBundle(parts(), { origin: origin('none.csv'), faults }, [])).rejects.toThrow(/no transfer in it/);
  });

  it('leaves nothing of a source that breaks off', async () => {
    async function* breaking(): AsyncGenerator<Movement> {
      yield pay('t9', 'a', 'b', 1n, '2024-01-01');
      throw new Error('EXERCISE break');
    }
    await expect(keepBundle(parts(), { origin: origin('broken'), faults }, breaking())).rejects.toThrow(
      'EXERCISE break',
    );
    expect((await desk.data(true)).bundles).toHaveLength(1);
  });

  it('says what is loaded of an address to the operator alone', async () => {
    const text = `title: EXERCISE\ncreator: EXERCISE\ntags:\n- address: '${EXCHANGE}'\n  label: EXERCISE exchange\n  category: exchange\n`;
    expect(await keepTagPack(test.database, text, readTagPack(text, 'f'))).toBe(true);
    expect(await keepTagPack(test.database, text, readTagPack(text, 'f'))).toBe(false);
    const mine = await ask<WalletAnswerBody>(`/api/v1/wallets/${EXCHANGE}`);
    expect(mine.body.own).toMatchObject({
      tags: [{ label: 'EXERCISE exchange' }],
      receivedFrom: { hops: 2 },
      exercise: true,
    });
    const theirs = await ask<WalletAnswerBody>(`/api/v1/wallets/${EXCHANGE}`, 'public');
    expect([theirs.status, theirs.body.own, theirs.body.isListed]).toEqual([200, null, false]);
    expect((await ask(`/api/v1/wallets/trace?address=${LISTED}`, 'public')).status).toBe(403);
  });

  it('finds among many the addresses near a listed one, with their place', async () => {
    expect(await desk.near(['nobody', LISTED, ` ${MIDDLE}`, 'victim'])).toEqual({
      exercise: true,
      rows: [
        { at: 2, address: MIDDLE, received: 1, sent: null },
        { at: 3, address: 'victim', received: null, sent: 1 },
      ],
    });
  });

  it('checks many addresses at once', async () => {
    const { body } = await ask<{ checked: number; hits: { at: number; isListed: boolean }[] }>(
      '/api/v1/wallets/check',
      'public',
      {
        addresses: ['x', GONE, LISTED],
      },
    );
    expect([body.checked, body.hits.map(({ at, isListed }) => [at, isListed])]).toEqual([
      3,
      [
        [1, false],
        [2, true],
      ],
    ]);
  });

  it('traces to a tagged exchange and keeps the same hash for the same question', async () => {
    const path = `/api/v1/wallets/trace?address=${LISTED}&exercise=true`;
    const { body } = await ask<TraceAnswerBody>(path);
    const fifo = body.totals.find(({ model }) => model === 'fifo');
    expect(fifo).toMatchObject({ stolen: '100', held: '40', ends: { exchange: '60' } });
    expect(body.series.at(-1)).toMatchObject({ day: '2022-05-02', traceablePercent: '40.00' });
    expect((await ask<TraceAnswerBody>(path)).body.sha256).toBe(body.sha256);
    expect(isUnchanged(body as never)).toBe(true);
    expect(isUnchanged({ ...body, exercise: false } as never)).toBe(false);
    expect((await ask('/api/v1/wallets/trace?address=nobody&exercise=true')).status).toBe(404);
    expect((await ask(`/api/v1/wallets/trace?address=${LISTED}`)).body).toMatchObject({ code: 'NO_TRANSFERS' });
  });

  it('raises payments after the listing, and stolen value at the exchange, and withdraws what is gone', async () => {
    const outcomes = await watchWallets(test.database, desk);
    expect(outcomes.map(({ watch, raised }) => [watch, raised])).toEqual([
      ['listed-wallet-payments', 1],
      ['stolen-at-service', 1],
    ]);
    const { findings } = await findFindings(test.database, { watch: 'listed-wallet-payments', limit: 9, offset: 0 });
    expect(findings[0]).toMatchObject({
      exercise: true,
      startAt: '2022-05-01T12:00:00.000Z',
      subjects: [{ id: LISTED }, { id: MIDDLE }],
    });
    expect(findings[0]?.measures).toContain('US-EO13722');
    expect((await watchWallets(test.database, desk)).map(({ raised, amended }) => [raised, amended])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    await version('2025-06-01', [GONE]);
    expect((await watchWallets(test.database, desk)).map(({ withdrawn }) => withdrawn)).toEqual([0, 1]);
  });

  it('refuses to trace through a bundle that was changed or is gone', async () => {
    const [bundle] = (await desk.data(true)).bundles;
    const path = join(test.home, 'finance', 'bundles', `${bundle?.sha256}.jsonl.gz`);
    writeFileSync(path, 'changed');
    await expect(new FinanceDesk(test.database, test.home).data(true)).rejects.toThrow();
    rmSync(path);
    await expect(new FinanceDesk(test.database, test.home).data(true)).rejects.toThrow(/its file is gone/);
  });

  it('raises firms that their owners block, and asks for the share that is missing', async () => {
    const holding = (owner: string, owned: string, min: number, max: number) => ({
      ...{ owner, owned, share: { min, max }, kind: 'ownership' as const, path: 'direct' as const, declared: null },
      ...{ from: null, to: null, joint: null, source: { record: 'EXERCISE', saidOn: null } },
    });
    const records = {
      ...emptyRecords('csv'),
      nodes: ['F1', 'F2', 'F3'].map((id) => ({ id, name: `EXERCISE ${id}`, kind: 'entity' as const, identifiers: [] })),
      holdings: [holding('P', 'F1', 60e6, 60e6), holding('F1', 'F2', 30e6, 70e6), holding('P', 'F3', 10e6, 10e6)],
    };
    await keepOwnershipFile(test.database, { sha256: 'a'.repeat(64), name: 'owners.csv', exercise: true }, records);
    const side = {
      owners: [
        { id: 'P', name: 'EXERCISE P', aliases: [], listings: [{ list: 'us-ofac-sdn', from: '2018-01-01', to: null }] },
      ],
      records: emptyRecords('lists'),
      measuresOf: () => ['US-EO13810'],
    };
    const { findings } = await watchOwners(test.database, side, '2026-11-01');
    expect(findings.map(({ subjects, confidence }) => [subjects[0]?.id, confidence])).toEqual([
      ['F1', 0.9],
      ['F2', 0.4],
    ]);
    expect(findings[1]?.missing[0]).toMatch(/What is the share of EXERCISE F1 in EXERCISE F2/);
    expect(findings[0]?.measures).toEqual(['US-EO13810']);
    expect((await watchOwners(test.database, { ...side, owners: [] }, '2026-11-01')).withdrawn).toBe(2);
  });
});
