import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../app/serve.ts';
import { type Log, openLog } from '../../ledger/edge/log.ts';
import { writeVerifierKey } from '../../ledger/verify/signed-note.ts';
import { composeServer } from '../../server/compose.ts';
import type { Route } from '../../server/route.ts';
import { type TestDatabase, testDatabase } from '../../store/fixtures/test-database.ts';
import { labelSubjectOf, type Person } from '../../team/person.ts';
import { writeRequest } from '../exchange/notes.ts';
import { act, openCase } from './act.ts';
import { exchangeRoutes } from './exchange-routes.ts';
import { readCase, readCases } from './store.ts';
import { addPeer, allPeers, revokePeer } from './store-peers.ts';
import { type Frontiers, syncWith } from './take.ts';

interface Node extends TestDatabase {
  state: string;
  log: Log;
  server: Listening;
  frontiers: Frontiers;
}

const now = (): Date => new Date();
const personOf = (state: string): Person => ({
  id: state,
  login: `${state.toLowerCase()}-analyst`,
  name: 'EXERCISE',
  state,
  organisation: null,
  roles: ['analyst', 'coordinator', 'releaser'],
  caveats: [],
  exercise: true,
});

function serve(routes: Route[], port = 0): Promise<Listening> {
  const app = composeServer({
    routes,
    version: 'test',
    subjectOf: () => ({ kind: 'public', name: 'public' }),
    log: () => {},
    page: async () => null,
  });
  return listen(app, '127.0.0.1', port);
}

async function startNode(state: string): Promise<Node> {
  const store = await testDatabase();
  const log = await openLog({ ...store, origin: `${state.toLowerCase()}.example/ledger` });
  const server = await serve(exchangeRoutes({ database: store.database, signer: log.signer, now }));
  return { ...store, state, log, server, frontiers: new Map() };
}

const keyOf = ({ log }: Node): string => writeVerifierKey(log.signer.key);
const urlOf = ({ server }: Node): string => server.address;
const introduce = (to: Node, other: Node): Promise<string> =>
  addPeer(to.database, { verifierKey: keyOf(other), states: [other.state], url: urlOf(other) });
const take = (node: Node, from: Node) =>
  syncWith(node.database, node.log.signer, { origin: from.log.origin, now, frontiers: node.frontiers });

async function openOn(node: Node, title: string, relTo: string[]): Promise<string> {
  const label = { relTo, caveats: [], expiresAt: null };
  const id = await openCase(node.database, personOf(node.state), {
    title,
    exercise: true,
    findings: [],
    label,
    now: now().toISOString(),
  });
  await node.log.integrateAll();
  return id;
}
const titlesOn = async (node: Node, state = node.state): Promise<string[]> =>
  (
    await readCases(node.database, labelSubjectOf({ kind: 'person', person: personOf(state) }), {
      limit: 100,
      offset: 0,
      now: now().toISOString(),
    })
  ).cases.map(({ title }) => title);
const faultsOn = async (node: Node): Promise<string[]> =>
  (await node.database<{ kind: string }[]>`select kind from exchange_fault order by id`).map(({ kind }) => kind);

let jp: Node;
let kr: Node;
let fr: Node;
beforeAll(async () => {
  [jp, kr, fr] = (await Promise.all(['JP', 'KR', 'FR'].map(startNode))) as [Node, Node, Node];
  for (const one of [jp, kr, fr]) for (const other of [jp, kr, fr]) if (one !== other) await introduce(one, other);
});
afterAll(async () => {
  for (const node of [jp, kr, fr]) {
    await node.server.close();
    await node.close();
  }
});

describe('three nodes', () => {
  it('give each other what labels allow, and what is done on one is seen on the other', async () => {
    const shared = await openOn(jp, 'EXERCISE to Korea', ['KR']);
    await openOn(jp, 'EXERCISE for Japan alone', []);
    expect(await take(kr, jp)).toMatchObject({ events: 1, entries: 2 });
    expect(await take(fr, jp)).toMatchObject({ events: 0, entries: 2 });
    expect(await titlesOn(kr)).toEqual(['EXERCISE to Korea']);
    expect(await titlesOn(fr)).toEqual([]);
    const draft = { kind: 'paragraph-written' as const, body: { text: 'EXERCISE: seen from Busan.' } };
    await act(kr.database, personOf('KR'), { caseId: shared, draft, now: now().toISOString() });
    await kr.log.integrateAll();
    expect(await take(jp, kr)).toMatchObject({ events: 1 });
    const view = await readCase(jp.database, labelSubjectOf({ kind: 'person', person: personOf('JP') }), {
      caseId: shared,
      now: now().toISOString(),
    });
    expect(view?.paragraphs).toMatchObject([{ by: 'KR', versions: [{ text: 'EXERCISE: seen from Busan.' }] }]);
  });

  it('take nothing twice, keep a signed acknowledgement, and ask one question when there is nothing', async () => {
    expect(await take(kr, jp)).toMatchObject({ events: 0, entries: 0, rounds: 1 });
    expect(await take(jp, kr)).toMatchObject({ events: 0, entries: 0, rounds: 1 });
    expect((await allPeers(kr.database)).find(({ states: [state] }) => state === 'JP')).toMatchObject({
      acknowledged: 2,
      faults: 0,
      stoppedWhy: null,
    });
  });

  it('are parted and go on by themselves, and have it all when they meet again', async () => {
    const port = Number(new URL(urlOf(jp)).port);
    await jp.server.close();
    await openOn(jp, 'EXERCISE while parted', ['KR', 'FR']);
    await openOn(kr, 'EXERCISE in Korea meanwhile', ['JP']);
    await expect(take(kr, jp)).rejects.toMatchObject({ code: 'NODE_UNANSWERED' });
    jp.server = await serve(exchangeRoutes({ database: jp.database, signer: jp.log.signer, now }), port);
    await take(kr, jp);
    await take(fr, jp);
    await take(jp, kr);
    expect(await titlesOn(kr)).toContain('EXERCISE while parted');
    expect(await titlesOn(fr)).toEqual(['EXERCISE while parted']);
    expect(await titlesOn(jp)).toContain('EXERCISE in Korea meanwhile');
  });

  it('go on where they were when one is killed in the middle, without loss and without doubles', async () => {
    const caseId = await openOn(jp, 'EXERCISE of many', ['KR']);
    for (let at = 0; at < 30; at += 1)
      await act(jp.database, personOf('JP'), {
        caseId,
        draft: { kind: 'party-added', body: { party: `p${at}`, name: `EXERCISE ${at}` } },
        now: now().toISOString(),
      });
    await jp.log.integrateAll();
    const broken = kr.database as unknown as { begin: unknown };
    const begin = broken.begin;
    broken.begin = async () => {
      throw new Error('killed');
    };
    await expect(take(kr, jp)).rejects.toThrow('killed');
    broken.begin = begin;
    kr.frontiers = new Map();
    expect(await take(kr, jp)).toMatchObject({ events: 31 });
    const [count] = await kr.database<
      { n: number }[]
    >`select count(*)::int as n from exchange_taken where origin = ${jp.log.origin}`;
    const [there] = await kr.database<
      { n: number }[]
    >`select count(distinct event)::int as n from exchange_taken where origin = ${jp.log.origin}`;
    expect(count?.n).toBe(there?.n);
    expect(await faultsOn(kr)).toEqual([]);
  });

  it('refuse a stranger, an old request and one that is played again, and show it', async () => {
    const ask = async (node: Node, body: string) => {
      const response = await fetch(`${urlOf(node)}exchange/pull`, { method: 'POST', body });
      return { status: response.status, text: await response.text() };
    };
    const request = (signer: Node, time: number, nonce: string, to = jp.log.origin) =>
      writeRequest(signer.log.signer, {
        from: signer.log.origin,
        to,
        states: ['JP'],
        after: 0,
        have: 0,
        mirrored: 0,
        time,
        nonce,
      });
    const seconds = Math.floor(Date.now() / 1000);
    const stranger = await startNode('NL');
    expect(await ask(jp, request(stranger, seconds, 'a'.repeat(32)))).toMatchObject({ status: 403 });
    expect(await ask(jp, request(kr, seconds - 4000, 'b'.repeat(32)))).toMatchObject({ status: 403 });
    expect(await ask(jp, request(kr, seconds, 'c'.repeat(32), fr.log.origin))).toMatchObject({ status: 403 });
    expect(await ask(jp, 'fnord')).toMatchObject({ status: 400 });
    expect(await ask(jp, 'x'.repeat(5000))).toMatchObject({ status: 413 });
    const good = request(kr, seconds, 'd'.repeat(32));
    expect(await ask(jp, good)).toMatchObject({ status: 200 });
    expect(await ask(jp, good)).toMatchObject({ status: 403 });
    expect(await ask(jp, good.replace('after 0', 'after 1'))).toMatchObject({ status: 403 });
    expect(await faultsOn(jp)).toEqual(['replay']);
    await stranger.server.close();
    await stranger.close();
  });

  it('notice a gap, and ask for all anew', async () => {
    const [progress] = await fr.database<
      { after: number }[]
    >`select after from exchange_progress where origin = ${jp.log.origin}`;
    await openOn(jp, 'EXERCISE that is skipped', ['FR']);
    await openOn(jp, 'EXERCISE that comes', ['FR']);
    const [skipped] = await jp.database.begin(async (sql) => {
      await sql`select set_config('watchkeeper.keeper', 'on', true)`;
      return sql<
        { number: number }[]
      >`select number from case_event where body ->> 'title' = 'EXERCISE that is skipped'`;
    });
    await fr.database`update exchange_progress set after = ${skipped?.number ?? 0} where origin = ${jp.log.origin}`;
    await take(fr, jp);
    expect(await faultsOn(fr)).toEqual(['gap']);
    await take(fr, jp);
    expect(await titlesOn(fr)).toContain('EXERCISE that is skipped');
    expect(progress?.after).toBeLessThan(skipped?.number ?? 0);
    expect(await faultsOn(fr)).toEqual(['gap']);
  });
});

describe('a node that is not what it should be', () => {
  /** A node of a state whose answers are what the test makes of them. */
  async function liar(state: string, change: (node: Node) => Promise<void>) {
    const node = await startNode(state);
    await introduce(jp, node);
    await introduce(node, jp);
    await openOn(node, 'EXERCISE first', ['JP']);
    await take(jp, node);
    await change(node);
    return node;
  }

  it('is stopped when it forks its log', async () => {
    const node = await liar('DE', async ({ database, log }) => {
      await database.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`delete from ledger_entry`;
        await sql`delete from ledger_checkpoint`;
        await sql`delete from case_event`;
      });
      await log.integrateAll();
    });
    await expect(take(jp, node)).rejects.toMatchObject({ code: 'NODE_STOPPED' });
    await expect(take(jp, node)).rejects.toMatchObject({ code: 'NODE_UNUSABLE' });
    const peer = (await allPeers(jp.database)).find(({ states: [state] }) => state === 'DE');
    expect(peer?.stoppedWhy).toMatch(/^fork:/);
    await node.server.close();
    await node.close();
  });

  it('is stopped when it gives another text than it committed to, and is asked for its own state’s words alone', async () => {
    const node = await liar('IT', async (it) => {
      await openOn(it, 'EXERCISE second', ['JP']);
      await it.database.begin(async (sql) => {
        await sql`set local session_replication_role = replica`;
        await sql`select set_config('watchkeeper.keeper', 'on', true)`;
        await sql`update case_event set body = '{"title": "EXERCISE changed", "exercise": true}' where body ->> 'title' = 'EXERCISE second'`;
      });
    });
    await expect(take(jp, node)).rejects.toThrow('not what was committed to');
    expect(await titlesOn(jp)).not.toContain('EXERCISE changed');
    await node.server.close();
    await node.close();

    const other = await liar('GB', async (gb) => {
      await openCase(gb.database, personOf('US'), {
        title: 'EXERCISE in the name of the US',
        exercise: true,
        findings: [],
        label: { relTo: ['JP'], caveats: [], expiresAt: null },
        now: now().toISOString(),
      });
      await gb.log.integrateAll();
    });
    expect(await take(jp, other)).toMatchObject({ events: 0 });
    expect(await titlesOn(jp)).not.toContain('EXERCISE in the name of the US');
    await other.server.close();
    await other.close();
  });

  it('is given nothing once it is revoked, and a new key is taken as a new node', async () => {
    await revokePeer(jp.database, kr.log.origin, 'its key was lost');
    await expect(take(kr, jp)).rejects.toMatchObject({ code: 'NODE_UNANSWERED' });
    await expect(take(jp, kr)).rejects.toMatchObject({ code: 'NODE_UNUSABLE' });
    await expect(introduce(jp, kr)).rejects.toThrow('is or was there');
    const anew = await startNode('KR');
    const rotated = await openLog({
      database: (await testDatabase()).database,
      home: anew.home,
      origin: 'kr.example/ledger-2',
    });
    await addPeer(jp.database, { verifierKey: writeVerifierKey(rotated.signer.key), states: ['KR'], url: null });
    expect((await allPeers(jp.database)).filter(({ states: [state] }) => state === 'KR')).toHaveLength(2);
    expect(await titlesOn(jp)).toContain('EXERCISE in Korea meanwhile');
    await anew.server.close();
    await anew.close();
  });
});
