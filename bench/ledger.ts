/**
 * The ledger: durable appends a second, with what a record costs on the way, and proofs made and checked. Prints
 * against the bars of the work: 10,000 appends a second, 1 ms to make a proof, 2 ms to check one with eight signatures.
 */
import { rmSync } from 'node:fs';
import { Log, openLog } from '../src/ledger/edge/log.ts';
import { commitRecords } from '../src/ledger/edge/store.ts';
import { latestHead } from '../src/ledger/edge/store-heads.ts';
import { nodePrimitives } from '../src/ledger/node-primitives.ts';
import { cosign, signerOf } from '../src/ledger/signer.ts';
import { attest, type Policy } from '../src/ledger/verify/policy.ts';
import { checkOpenedProof, readProofFile } from '../src/ledger/verify/proof-file.ts';
import { writeNote } from '../src/ledger/verify/signed-note.ts';
import { startCluster } from '../src/store/embedded/cluster.ts';
import { temporaryHome } from '../src/store/fixtures/temporary-home.ts';
import { migrate } from '../src/store/migrate.ts';

const RECORDS = 200_000;
const AT_ONCE = 10_000;
const PROOFS = 2000;

const home = temporaryHome();
const cluster = await startCluster(home);
const database = await cluster.connect(4);
try {
  await migrate(database);
  const log = await openLog({ database, home, origin: 'bench.example/ledger' });
  const commitments: string[] = [];
  const begin = performance.now();
  let committing = 0;
  for (let from = 0; from < RECORDS; from += AT_ONCE) {
    const start = performance.now();
    const records = Array.from({ length: AT_ONCE }, (_, at) => ({
      kind: 'bench',
      number: from + at,
      text: 'x'.repeat(200),
    }));
    commitments.push(...(await commitRecords(database, records)));
    committing += performance.now() - start;
    await log.integrateAll();
  }
  const seconds = (performance.now() - begin) / 1000;
  print('appends, durable, batched', `${Math.round(RECORDS / seconds).toLocaleString('en')} a second`, '≥ 10,000');
  print('  of that committing to records', `${Math.round(committing / 10 / seconds)} %`, '');
  await proofs(new Log(database, log.signer), commitments);
} finally {
  await database.end();
  await cluster.stop();
  rmSync(home, { recursive: true, force: true });
}

async function proofs(log: Log, commitments: readonly string[]): Promise<void> {
  const head = await latestHead(database);
  if (!head) throw new Error('no head');
  const states = Array.from({ length: 11 }, (_, at) =>
    signerOf(`state${at}.example`, 'cosignature', Buffer.alloc(32, at + 1)),
  );
  const signatures = [
    ...head.note.signatures,
    ...states.slice(0, 7).map((state) => cosign(state, head.note.body, 1_790_000_000)),
  ];
  const signed = { ...head, note: { ...head.note, signatures }, text: writeNote({ body: head.note.body, signatures }) };
  const policy: Policy = {
    logs: [log.signer.key],
    witnesses: states.map(({ key }) => ({ name: key.name, key, url: null })),
    quorum: 7,
  };
  const made: number[] = [];
  const checked: number[] = [];
  for (let at = 0; at < PROOFS; at += 1) {
    const commitment = commitments[(at * 7919) % commitments.length] ?? '';
    let start = performance.now();
    const text = await log.proofOfRecord(commitment, true, signed);
    made.push(performance.now() - start);
    start = performance.now();
    const file = readProofFile(text);
    const opened = 'fault' in file ? file : checkOpenedProof(nodePrimitives, file);
    if ('fault' in opened || !attest(nodePrimitives, opened.checkpoint, policy).holds)
      throw new Error('a proof does not hold');
    checked.push(performance.now() - start);
  }
  print('a proof made, its record read from the database', quantiles(made), '≤ 1 ms');
  print('a proof checked, 8 signatures', quantiles(checked), '≤ 2 ms');
}

function quantiles(milliseconds: number[]): string {
  const sorted = milliseconds.sort((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`;
}

function print(what: string, value: string, bar: string): void {
  process.stdout.write(`${what.padEnd(50)} ${value.padEnd(30)} ${bar}\n`);
}
