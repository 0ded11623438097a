import { AppError } from '../../kernel/errors.ts';
import { nodePrimitives } from '../../ledger/node-primitives.ts';
import { parseVerifierKey, type VerifierKey } from '../../ledger/verify/signed-note.ts';
import type { Database, Queryable } from '../../store/database.ts';

/** Another node: a state's, whose events are taken from there and from nowhere else. */
export interface Peer {
  origin: string;
  verifierKey: string;
  /** Whose events are taken from it: its own state first, then those that use it for want of a node. */
  states: string[];
  /** Where it is asked; null for one that only asks. */
  url: string | null;
  addedAt: string;
  revokedAt: string | null;
  revokedWhy: string | null;
  mirrored: number;
  head: string | null;
  after: number;
  syncedAt: string | null;
  stoppedWhy: string | null;
  events: number;
  faults: number;
  lastFault: string | null;
  /** The number up to which it acknowledged, signed, to have this node's events; null when it never asked. */
  acknowledged: number | null;
}

/** Every peer, those in use first. */
export async function allPeers(database: Queryable): Promise<Peer[]> {
  return await database<Peer[]>`
    select peer.origin, verifier_key as "verifierKey", states, url, added_at as "addedAt", revoked_at as "revokedAt",
      revoked_why as "revokedWhy", mirrored, head, after, synced_at as "syncedAt", stopped_why as "stoppedWhy",
      (select count(*)::int from exchange_fault where origin = peer.origin) as faults,
      (select kind || ': ' || detail from exchange_fault where origin = peer.origin order by id desc limit 1) as "lastFault",
      events,
      (select substring(note from E'\\nafter ([0-9]+)\\n')::bigint from exchange_receipt
        where origin = peer.origin and kind = 'request' order by id desc limit 1) as acknowledged
    from exchange_peer as peer join exchange_progress using (origin) order by revoked_at nulls first, states, origin`;
}

export async function peerOf(database: Queryable, origin: string): Promise<(Peer & { key: VerifierKey }) | null> {
  const peer = (await allPeers(database)).find((one) => one.origin === origin && one.revokedAt === null);
  const key = peer && parseVerifierKey(nodePrimitives, peer.verifierKey);
  return peer && key ? { ...peer, key } : null;
}

/** Adds the node of a state, and of those that use it. A key that was revoked does not come back; a new key is a new log. */
export async function addPeer(
  database: Database,
  { verifierKey, states, url }: { verifierKey: string; states: readonly string[]; url: string | null },
): Promise<string> {
  const key = parseVerifierKey(nodePrimitives, verifierKey);
  if (key?.type !== 'note')
    throw refused(
      `Cannot add the node: "${verifierKey.slice(0, 200)}" is not the key of a log`,
      '"watchkeeper ledger status" on that node shows its key.',
    );
  await database.begin(async (transaction) => {
    const added = await transaction`
      insert into exchange_peer (origin, verifier_key, states, url) values (${key.name}, ${verifierKey}, ${[...states]}, ${url})
      on conflict do nothing returning origin`;
    if (added.length === 0)
      throw refused(
        `Cannot add the node ${key.name}: one of that name or key is or was there`,
        'A node whose key is changed begins a log of another name.',
      );
    await transaction`insert into exchange_progress (origin) values (${key.name})`;
  });
  return key.name;
}

/** Revokes a node for good: nothing is given to it or taken from it any more; what was taken stays. */
export async function revokePeer(database: Database, origin: string, why: string): Promise<void> {
  const revoked = await database`
    update exchange_peer set revoked_at = now(), revoked_why = ${why} where origin = ${origin} and revoked_at is null
    returning origin`;
  if (revoked.length === 0)
    throw new AppError({
      code: 'NODE_UNKNOWN',
      kind: 'not-found',
      message: `Cannot revoke the node "${origin.slice(0, 200)}": none in use has that name`,
      hint: '"watchkeeper nodes list" shows them.',
    });
}

export type FaultKind = 'fork' | 'lie' | 'gap' | 'replay' | 'forged';

/** Keeps what was wrong with a node, with its own signed words where there are any. */
export async function keepFault(
  database: Queryable,
  { origin, kind, detail, note = null }: { origin: string; kind: FaultKind; detail: string; note?: string | null },
): Promise<void> {
  await database`
    insert into exchange_fault (origin, kind, detail, note)
    select ${origin}, ${kind}, ${detail.slice(0, 1000)}, ${note}
    where (select count(*) from exchange_fault where origin = ${origin}) < 1000`;
}

/** Keeps a note that a peer signed and that says something new: what it has, or what it gave. */
export async function keepReceipt(
  database: Queryable,
  { origin, kind, nonce, note }: { origin: string; kind: 'request' | 'answer'; nonce: string; note: string },
): Promise<void> {
  await database`
    insert into exchange_receipt (origin, kind, nonce, note) values (${origin}, ${kind}, ${nonce}, ${note})
    on conflict do nothing`;
}

/** True the first time that a peer uses a nonce, within the minutes in which its request could be taken. */
export async function isFresh(database: Queryable, origin: string, nonce: string): Promise<boolean> {
  await database`delete from exchange_nonce where at < now() - interval '1 hour'`;
  const kept = await database`
    insert into exchange_nonce (origin, nonce) values (${origin}, ${nonce}) on conflict do nothing returning nonce`;
  return kept.length > 0;
}

function refused(message: string, hint: string): AppError {
  return new AppError({ code: 'NODE_REFUSED', kind: 'refused', message, hint });
}
