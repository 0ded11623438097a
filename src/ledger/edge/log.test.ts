import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { temporaryHome } from '../../store/fixtures/temporary-home.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { verifyConsistency } from '../verify/merkle.ts';
import { attest } from '../verify/policy.ts';
import { checkOpenedProof, readProofFile } from '../verify/proof-file.ts';
import { type Log, openLog } from './log.ts';
import { commitRecords, eraseRecord, indexOfCommitment, recordState } from './store.ts';
import { allHeads, headAt, latestHead } from './store-heads.ts';

let store: TestDatabase;
let log: Log;
beforeAll(async () => {
  store = await testDatabase();
  log = await openLog({ database: store.database, home: store.home, origin: 'test.example/ledger' });
});
afterAll(() => store.close());

const commit = (...records: unknown[]): Promise<string[]> => commitRecords(store.database, records);

async function opened(commitment: string) {
  const file = readProofFile(await log.proofOfRecord(commitment, true));
  if ('fault' in file) throw new Error(file.fault);
  return checkOpenedProof(nodePrimitives, file);
}

describe('the log', () => {
  it('begins with a signed head of nothing', async () => {
    const head = await headAt(store.database, 0);
    expect(head?.text).toMatch(/^test\.example\/ledger\n0\n47DEQpj8HBSa\+\/TImW\+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— test/);
  });

  it('proves what it took, by a file that holds the record and needs nothing else', async () => {
    const [commitment = ''] = await commit({ kind: 'case-opened', text: '북한' });
    expect(await recordState(store.database, commitment)).toMatchObject({ index: null });
    await expect(log.proofOfRecord(commitment, true)).rejects.toMatchObject({ code: 'RECORD_WAITS' });
    await log.integrateAll();
    const checked = await opened(commitment);
    if ('fault' in checked) throw new Error(checked.fault);
    expect(JSON.parse(checked.opening.record)).toEqual({ kind: 'case-opened', text: '북한' });
    const policy = { logs: [log.signer.key], witnesses: [], quorum: 0 };
    expect(attest(nodePrimitives, checked.checkpoint, policy).holds).toBe(true);
  });

  it('grows over full tiles, after a restart too, and every head begins with all before', async () => {
    for (const count of [1, 254, 1, 300, 66_000]) {
      const reopened = await openLog({ database: store.database, home: store.home });
      await commit(...Array.from({ length: count }, (_, at) => ({ count, at })));
      await reopened.integrateAll();
    }
    const head = await latestHead(store.database);
    if (!head) throw new Error('no head');
    const [row] = await store.database<{ n: number }[]>`select count(*)::int as n from ledger_entry`;
    expect(head.size).toBe(row?.n);
    for await (const { size, root } of allHeads(store.database)) {
      const proof = await log.consistency(size, head.size);
      const claim = { oldSize: size, oldRoot: root, newSize: head.size, newRoot: head.root, proof };
      expect(verifyConsistency(nodePrimitives, claim)).toBe(true);
    }
  });

  it('forgets an erased record and keeps its entry', async () => {
    const [commitment = ''] = await commit({ kind: 'statement', person: 'EXERCISE' });
    await log.integrateAll();
    await eraseRecord(store.database, commitment, 'the witness asked for it');
    expect(await recordState(store.database, commitment)).toMatchObject({
      opening: null,
      erasedWhy: 'the witness asked for it',
    });
    expect(await indexOfCommitment(store.database, commitment)).toBeGreaterThan(0);
    expect(await opened(commitment)).toEqual({ fault: 'it does not hold the record and its salt' });
    await expect(eraseRecord(store.database, commitment, 'again')).rejects.toThrow('erased already');
  });

  it('takes nothing of a transaction that did not happen', async () => {
    const size = (await latestHead(store.database))?.size;
    await expect(
      store.database.begin(async (transaction) => {
        await commitRecords(transaction, [{ kind: 'never' }]);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await log.integrateAll()).toBe(0);
    expect((await latestHead(store.database))?.size).toBe(size);
  });

  it('is appended to by two servers at once without a gap or a fork', async () => {
    const other = await openLog({ database: store.database, home: store.home });
    const before = (await latestHead(store.database))?.size ?? 0;
    for (let round = 0; round < 5; round += 1) {
      await commit(...Array.from({ length: 40 }, (_, at) => ({ round, at })));
      await Promise.all([log.integrate(), other.integrate(), log.integrate(), other.integrate()]);
    }
    const head = await latestHead(store.database);
    expect(head?.size).toBe(before + 200);
    expect(Buffer.compare(head?.root ?? Buffer.of(), (await log.tree.frontier(before + 200)).root())).toBe(0);
  });

  it('refuses another key and another name', async () => {
    const elsewhere = temporaryHome();
    await expect(openLog({ database: store.database, home: elsewhere })).rejects.toMatchObject({
      code: 'LEDGER_KEY_OTHER',
    });
    await expect(
      openLog({ database: store.database, home: store.home, origin: 'other.example' }),
    ).rejects.toBeInstanceOf(AppError);
  });
});

describe('the database', () => {
  const tables = ['identity', 'record', 'entry', 'tile', 'checkpoint', 'witness', 'witnessing', 'refused_head'];

  it.each(tables)('refuses to remove from ledger_%s', async (name) => {
    const table = store.database(`ledger_${name}`);
    await expect(store.database`delete from ${table}`).rejects.toThrow('never changed or removed');
    await expect(store.database`truncate ${table} cascade`).rejects.toThrow('never changed or removed');
  });

  it('refuses to change what was logged, as the owner of the tables too', async () => {
    const { database } = store;
    await expect(database`update ledger_entry set commitment = commitment`).rejects.toThrow('never changed');
    await expect(database`update ledger_tile set hashes = hashes`).rejects.toThrow('never changed');
    await expect(database`update ledger_checkpoint set note = note`).rejects.toThrow('never changed');
    await expect(database`update ledger_record set content = '{}' where id = 1`).rejects.toThrow('only erased');
    await expect(database`update ledger_identity set origin = 'x'`).rejects.toThrow('never changed');
  });

  it('refuses an entry that leaves a gap', async () => {
    const [row] = await store.database<{ next: number }[]>`select max(index) + 2 as next from ledger_entry`;
    await expect(
      store.database`insert into ledger_entry (index, commitment) values (${row?.next ?? 0}, ${Buffer.alloc(32)})`,
    ).rejects.toThrow('without a gap');
  });
});
