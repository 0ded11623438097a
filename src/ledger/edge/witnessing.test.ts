import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../app/serve.ts';
import { composeServer } from '../../server/compose.ts';
import { temporaryHome } from '../../store/fixtures/temporary-home.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { writeAddCheckpoint } from '../add-checkpoint.ts';
import { Frontier } from '../frontier.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { type Signer, signerOf, signNote } from '../signer.ts';
import { consistencyProof } from '../tree.ts';
import { checkpointBody } from '../verify/checkpoint.ts';
import { attest } from '../verify/policy.ts';
import { writeNote, writeVerifierKey } from '../verify/signed-note.ts';
import { startBatchClock } from './batch-clock.ts';
import { ledgerSeed } from './key-file.ts';
import { ledgerStatus } from './ledger-status.ts';
import { Log, openLog } from './log.ts';
import { monitorLog } from './monitor.ts';
import { ledgerRoutes } from './routes.ts';
import { commitRecords } from './store.ts';
import { latestHead } from './store-heads.ts';
import { addWitness, allWitnesses, followLog, policyOf, removeWitness, unfollowLog } from './store-witnesses.ts';
import { verifyLog } from './verify-log.ts';
import { witnessCheckpoint } from './witness.ts';

interface Node extends TestDatabase {
  log: Log;
  server: Listening;
  witnessKey: string;
}

function serve(log: Log, home: string): Promise<Listening> {
  const app = composeServer({
    routes: ledgerRoutes({ log, home, now: () => new Date() }),
    version: 'test',
    subjectOf: () => ({ kind: 'public', name: 'public' }),
    log: () => {},
    page: async () => null,
  });
  return listen(app, '127.0.0.1', 0);
}

async function startNode(name: string): Promise<Node> {
  const store = await testDatabase();
  const log = await openLog({ ...store, origin: `${name}.example/ledger` });
  const server = await serve(log, store.home);
  const witnessKey = writeVerifierKey(signerOf(log.origin, 'cosignature', ledgerSeed(store.home)).key);
  return { ...store, log, server, witnessKey };
}

let node: Node;
let states: Node[];
beforeAll(async () => {
  node = await startNode('aa');
  states = await Promise.all(['jp', 'kr', 'fr'].map(startNode));
  for (const [at, state] of states.entries()) {
    await followLog(state.database, writeVerifierKey(node.log.signer.key));
    const url = `${state.server.address}ledger/witness`;
    await addWitness(node.database, { name: ['JP', 'KR', 'FR'][at] ?? '', verifierKey: state.witnessKey, url });
  }
});
afterAll(async () => {
  for (const one of [node, ...states]) {
    await one.server.close();
    await one.close();
  }
});

/** Appends, asks every witness, and waits for their answers. */
async function grow(count: number): Promise<void> {
  const records = Array.from({ length: count }, (_, at) => ({ at, chance: Math.random() }));
  await commitRecords(node.database, records);
  const clock = startBatchClock(node.log, (cause) => expect.unreachable(String(cause)), 1e9);
  await clock.tick();
  await clock.close();
}

/** A log that shows what it likes: the real one's key over other entries. */
async function forgedHead(signer: Signer, entries: readonly string[], oldSize: number) {
  const frontier = new Frontier();
  frontier.append(entries.map((entry) => Buffer.from(entry)));
  const body = checkpointBody({ origin: signer.key.name, size: frontier.size, root: frontier.root() });
  const reader = async (): Promise<Uint8Array> => Buffer.alloc(32, 9);
  const proof = oldSize === 0 ? [] : await consistencyProof(oldSize, Math.max(oldSize, frontier.size), reader);
  return writeAddCheckpoint({ oldSize, proof, checkpoint: writeNote({ body, signatures: [signNote(signer, body)] }) });
}

describe('witnesses', () => {
  it('sign what only grew, and are counted', async () => {
    await grow(300);
    await grow(1);
    const head = await latestHead(node.database);
    const policy = await policyOf(node.database, node.log.signer.key);
    expect(policy.quorum).toBe(2);
    expect(head && attest(nodePrimitives, head, policy)).toMatchObject({ signed: 3, holds: true });
    expect(await ledgerStatus(node.log)).toMatchObject({ quorumHead: { size: 301 }, follows: [] });
  });

  it('may be absent or refuse: the log grows on, and it shows', async () => {
    const [jp, kr] = states as [Node, Node];
    await jp.server.close();
    await unfollowLog(kr.database, node.log.origin);
    await grow(5);
    expect((await latestHead(node.database))?.size).toBe(306);
    const shown = Object.fromEntries((await allWitnesses(node.database)).map((one) => [one.name, one]));
    expect(shown.FR).toMatchObject({ signedSize: 306, lastOutcome: 'signed' });
    expect(shown.JP).toMatchObject({ signedSize: 301, lastOutcome: 'absent' });
    expect(shown.KR).toMatchObject({ signedSize: 301, lastOutcome: 'refused' });
    expect(shown.KR?.lastReason).toContain('does not follow');
    expect(await ledgerStatus(node.log)).toMatchObject({ quorumHead: { size: 301 }, head: { size: 306 } });
  });

  it('answer as C2SP tlog-witness says', async () => {
    const fr = states[2] as Node;
    const ask = async (body: string) => {
      const response = await fetch(`${fr.server.address}ledger/witness/add-checkpoint`, { method: 'POST', body });
      return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
    };
    const stranger = signerOf('stranger.example', 'note', Buffer.alloc(32, 5));
    const thief = signerOf(node.log.origin, 'note', Buffer.alloc(32, 6));
    expect(await ask('old')).toMatchObject({ status: 400 });
    expect(await ask(await forgedHead(stranger, ['a'], 0))).toMatchObject({ status: 404 });
    expect(await ask(await forgedHead(thief, ['a'], 0))).toMatchObject({ status: 403 });
    expect(await ask(await forgedHead(node.log.signer, ['a'], 2))).toMatchObject({ status: 400 });
    expect(await ask(await forgedHead(node.log.signer, ['a'], 0))).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      body: '306\n',
    });
    const longer = Array.from({ length: 400 }, (_, at) => `forged ${at}`);
    expect(await ask(await forgedHead(node.log.signer, longer, 306))).toMatchObject({ status: 422 });
    expect(await ask(await forgedHead(node.log.signer, longer.slice(0, 306), 306))).toMatchObject({ status: 409 });
    expect(await ask('x'.repeat(40_000))).toMatchObject({ status: 413 });
  });

  it('keep what the log signed against itself', async () => {
    const fr = states[2] as Node;
    const rows = await fr.database`select reason from ledger_refused_head order by id`;
    expect(rows.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('only grew'),
      expect.stringContaining('two histories'),
    ]);
  });

  it('sign one of two histories that are asked for at once, never both', async () => {
    const store = await testDatabase();
    const liar = signerOf('liar.example', 'note', Buffer.alloc(32, 8));
    await followLog(store.database, writeVerifierKey(liar.key));
    const cosigner = signerOf('w.example', 'cosignature', Buffer.alloc(32, 7));
    const bodies = await Promise.all(Array.from({ length: 12 }, (_, at) => forgedHead(liar, [`history ${at}`], 0)));
    const answers = await Promise.all(
      bodies.map((body) => witnessCheckpoint(store.database, cosigner, { body, now: new Date() })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
    await expect(store.database`update ledger_signed_head set root = ${Buffer.alloc(32)}`).rejects.toThrow('another');
    await expect(store.database`update ledger_signed_head set size = 0`).rejects.toThrow('smaller');
    await store.close();
  });

  it('are removed with a reason, and a removed key does not come back', async () => {
    await removeWitness(node.database, 'KR', 'its key was lost');
    const kr = states[1] as Node;
    await expect(
      addWitness(node.database, { name: 'KR', verifierKey: kr.witnessKey, url: 'http://127.0.0.1:1/' }),
    ).rejects.toThrow('is or was there');
    expect((await policyOf(node.database, node.log.signer.key)).witnesses.map(({ name }) => name)).toEqual([
      'FR',
      'JP',
    ]);
  });
});

describe('who reads from outside', () => {
  it('computes the log anew and finds it whole', async () => {
    const report = await verifyLog(node.database, node.log.signer.key);
    expect(report).toMatchObject({ entries: 306, heads: 4, cosignatures: 7, opened: 306, erased: 0, faults: [] });
  });

  it('follows it by its tiles, remembers, and compares with its witnesses', async () => {
    const policy = await policyOf(node.database, node.log.signer.key);
    const request = { address: `${node.server.address}ledger`, policy, home: temporaryHome() };
    expect(await monitorLog(request)).toMatchObject({ size: 306, sizeBefore: null, compared: ['FR'], faults: [] });
    await grow(700);
    expect(await monitorLog(request)).toMatchObject({ size: 1006, sizeBefore: 306, faults: [] });
  });

  it('sees a log that shows another history than its witness signed', async () => {
    const policy = await policyOf(node.database, node.log.signer.key);
    const fork = await testDatabase();
    const forkLog = new Log(fork.database, node.log.signer);
    await commitRecords(
      fork.database,
      Array.from({ length: 1006 }, (_, at) => ({ at })),
    );
    await forkLog.integrateAll();
    const server = await serve(forkLog, fork.home);
    const report = await monitorLog({ address: `${server.address}ledger`, policy, home: temporaryHome() });
    expect(report.faults).toEqual([expect.stringContaining('two histories')]);
    await server.close();
    await fork.close();
  });

  it('is told when the log lost, changed or gained an entry behind its back', async () => {
    const { database } = node;
    const faultsAfter = async (change: (sql: typeof database) => Promise<unknown>): Promise<string[]> => {
      let faults: string[] = [];
      await database
        .begin(async (transaction) => {
          const inside = transaction as unknown as typeof database;
          await transaction`set session_replication_role = replica`;
          await change(inside);
          faults = (await verifyLog(inside, node.log.signer.key)).faults;
          throw new Error('undo');
        })
        .catch((cause) => expect(String(cause)).toContain('undo'));
      return faults;
    };
    const zero = Buffer.alloc(32);
    expect(await faultsAfter((sql) => sql`update ledger_entry set commitment = ${zero} where index = 3`)).toEqual(
      expect.arrayContaining([expect.stringContaining('another root')]),
    );
    expect(await faultsAfter((sql) => sql`delete from ledger_entry where index >= 1000`)).toEqual(
      expect.arrayContaining([expect.stringContaining('has lost')]),
    );
    expect(await faultsAfter((sql) => sql`insert into ledger_entry values (1006, ${zero})`)).toEqual([
      '1 entries stand beyond the last head',
    ]);
    expect(await faultsAfter((sql) => sql`update ledger_record set content = '{}' where id = 7`)).toEqual([
      expect.stringContaining('is not what was committed to'),
    ]);
    expect(await faultsAfter((sql) => sql`update ledger_tile set hashes = ${Buffer.alloc(8192)}`)).toEqual(
      expect.arrayContaining([expect.stringContaining('tile 0/0')]),
    );
  });
});
