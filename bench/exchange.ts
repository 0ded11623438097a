/**
 * Two nodes on this machine, each with a database of its own: 100,000 events from one to the other, and an exchange of
 * nothing. The bars: 60 s, and 100 ms. A peer's users report 2:45 h for nothing (MISP issue 4814).
 */
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { listen } from '../src/app/serve.ts';
import type { CaseEvent } from '../src/casework/case-event.ts';
import { exchangeRoutes } from '../src/casework/edge/exchange-routes.ts';
import { addPeer } from '../src/casework/edge/store-peers.ts';
import { type Frontiers, syncWith } from '../src/casework/edge/take.ts';
import { recordOf } from '../src/casework/exchange/check-answer.ts';
import { openLog } from '../src/ledger/edge/log.ts';
import { commitRecords } from '../src/ledger/edge/store.ts';
import { writeVerifierKey } from '../src/ledger/verify/signed-note.ts';
import { composeServer } from '../src/server/compose.ts';
import type { Database } from '../src/store/database.ts';
import { type Cluster, startCluster } from '../src/store/embedded/cluster.ts';
import { temporaryHome } from '../src/store/fixtures/temporary-home.ts';
import { migrate } from '../src/store/migrate.ts';

const EVENTS = 100_000;
const AT_ONCE = 5000;
const EMPTY = 50;

const homes: string[] = [];
const clusters: Cluster[] = [];
const now = (): Date => new Date();
const [giver, taker] = [await node('JP'), await node('KR')];
try {
  await fill(giver.database);
  await giver.log.integrateAll();
  const app = composeServer({
    routes: exchangeRoutes({ database: giver.database, signer: giver.log.signer, now }),
    version: 'bench',
    subjectOf: () => ({ kind: 'public', name: 'public' }),
    log: ({ cause }) => {
      if (cause) console.error(cause);
    },
    page: async () => null,
  });
  const server = await listen(app, '127.0.0.1', 0);
  await addPeer(giver.database, { verifierKey: writeVerifierKey(taker.log.signer.key), states: ['KR'], url: null });
  const origin = await addPeer(taker.database, {
    verifierKey: writeVerifierKey(giver.log.signer.key),
    states: ['JP'],
    url: server.address,
  });
  const frontiers: Frontiers = new Map();
  const sync = () => syncWith(taker.database, taker.log.signer, { origin, now, frontiers });
  const { events, entries, rounds, milliseconds } = await sync();
  print(
    `${events.toLocaleString('en')} events, ${entries.toLocaleString('en')} entries, ${rounds} rounds`,
    `${(milliseconds / 1000).toFixed(1)} s`,
    '≤ 60 s',
  );
  const times: number[] = [];
  for (let at = 0; at < EMPTY; at += 1) times.push((await sync()).milliseconds);
  times.sort((a, b) => a - b);
  print('nothing to exchange', `p50 ${times[EMPTY / 2]} ms, p95 ${times[Math.floor(EMPTY * 0.95)]} ms`, '≤ 100 ms');
  await server.close();
} finally {
  for (const { database } of [giver, taker]) await database.end();
  for (const cluster of clusters) await cluster.stop();
  for (const home of homes) rmSync(home, { recursive: true, force: true });
}

async function node(state: string) {
  const home = temporaryHome();
  const cluster = await startCluster(home);
  homes.push(home);
  clusters.push(cluster);
  const database = await cluster.connect(4);
  await migrate(database);
  return { database, log: await openLog({ database, home, origin: `${state.toLowerCase()}.example/ledger` }) };
}

/** Events as they would be kept, in bulk. */
async function fill(database: Database): Promise<void> {
  const at = now().toISOString();
  const label = { originator: 'JP', relTo: ['JP', 'KR'], caveats: [], expiresAt: null };
  for (let from = 0; from < EVENTS; from += AT_ONCE) {
    const events = Array.from({ length: AT_ONCE }, (_, number) => ({
      id: randomUUID(),
      caseId: randomUUID(),
      kind: 'opened',
      about: null,
      body: { title: `EXERCISE ${from + number}`, exercise: true },
      by: 'JP',
      author: 'jp-analyst',
      at,
      label,
    }));
    await database.begin(async (transaction) => {
      const commitments = await commitRecords(
        transaction,
        events.map((event) => JSON.parse(recordOf(event as unknown as CaseEvent))),
      );
      await transaction`select set_config('watchkeeper.keeper', 'on', true)`;
      const rows = events.map(({ caseId, label: _, ...event }, place) => ({
        ...event,
        case_id: caseId,
        commitment: commitments[place],
      }));
      await transaction`
        insert into case_event (id, case_id, kind, about, body, by, author, at, commitment, originator, rel_to)
        select id, case_id, kind, about, body, by, author, at, commitment, 'JP', '{JP,KR}'
        from jsonb_to_recordset(${transaction.json(rows as never)}) as r (id uuid, case_id uuid, kind text, about uuid, body jsonb, by text, author text, at timestamptz, commitment text)`;
    });
  }
}

function print(what: string, value: string, bar: string): void {
  process.stdout.write(`${what.padEnd(50)} ${value.padEnd(26)} ${bar}\n`);
}
