import { randomBytes } from 'node:crypto';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import { Frontier } from '../../ledger/frontier.ts';
import type { Signer } from '../../ledger/signer.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { labelColumns } from '../../team/edge/store.ts';
import { type CheckedAnswer, checkAnswer, type PullAnswer } from '../exchange/check-answer.ts';
import { isFrom, readAnswerHead, writeRequest } from '../exchange/notes.ts';
import { type FaultKind, keepFault, keepReceipt, type Peer, peerOf } from './store-peers.ts';

const PATIENCE = 60_000;
const MOST_ANSWER = 64 * 1024 * 1024;
/** Rows that go to the database in one statement. */
const AT_ONCE = 2000;
/** Answers that are asked for in one go: what is left comes with the next. */
const MOST_ROUNDS = 500;

export interface Sync {
  origin: string;
  /** Events taken. */
  events: number;
  /** Entries of its log mirrored. */
  entries: number;
  rounds: number;
  milliseconds: number;
}

/**
 * Takes what is new from a node, checks it, and keeps it, answer by answer: what was kept stays when the next one fails.
 * A node that lied or forked is stopped, with its words kept, until an operator looks. Throws AppError.
 */
export async function syncWith(
  database: Database,
  signer: Signer,
  { origin, now, frontiers }: { origin: string; now(): Date; frontiers: Frontiers },
): Promise<Sync> {
  const begin = performance.now();
  const sum = { origin, events: 0, entries: 0, rounds: 0 };
  for (let more = true; more && sum.rounds < MOST_ROUNDS; ) {
    const peer = await usablePeer(database, origin);
    const frontier = await frontierOf(database, peer, frontiers);
    // What fails half-way leaves a frontier that ran ahead: it is forgotten until the answer is kept.
    frontiers.delete(origin);
    const { answer, note, nonce } = await pull(database, signer, { peer, now: now() });
    const checked = await checkAnswer(answer, {
      key: peer.key,
      states: peer.states,
      frontier,
      commitmentsAt: (indices) => mirroredAt(database, origin, indices),
    });
    if ('kind' in checked) throw await stop(database, peer, { kind: checked.kind, detail: checked.detail, note });
    await keep(database, peer, { answer, checked, note, nonce, from: frontier.size - checked.entries.length });
    frontiers.set(origin, frontier);
    sum.events += checked.events.length;
    sum.entries += checked.entries.length;
    sum.rounds += 1;
    more = answer.more && (checked.events.length > 0 || checked.entries.length > 0);
  }
  return { ...sum, milliseconds: Math.round(performance.now() - begin) };
}

async function usablePeer(database: Database, origin: string) {
  const peer = await peerOf(database, origin);
  if (peer?.url && peer.stoppedWhy === null) return { ...peer, url: peer.url };
  throw new AppError({
    code: 'NODE_UNUSABLE',
    kind: 'refused',
    message: `Cannot take anything from "${origin.slice(0, 200)}": ${peer ? (peer.stoppedWhy ?? 'it has no address') : 'no node in use has that name'}`,
    hint: '"watchkeeper nodes list" shows them, with what was wrong.',
  });
}

async function pull(
  database: Database,
  signer: Signer,
  { peer, now }: { peer: Awaited<ReturnType<typeof usablePeer>>; now: Date },
): Promise<{ answer: PullAnswer; note: string; nonce: string }> {
  const nonce = randomBytes(16).toString('hex');
  const request = writeRequest(signer, {
    from: signer.key.name,
    to: peer.origin,
    states: peer.states,
    after: peer.after,
    have: peer.events,
    mirrored: peer.mirrored,
    time: Math.floor(now.getTime() / 1000),
    nonce,
  });
  const { note, answer } = await fetched(peer, request);
  const read = readAnswerHead(note);
  const { from, to, digest, nonce: answered } = read?.head ?? { from: '', to: '', digest: '', nonce: '' };
  const isSigned = read !== null && isFrom(read.note, peer.key);
  if (!isSigned || from !== peer.origin || to !== signer.key.name || answered !== nonce || digest !== sha256(answer)) {
    await keepFault(database, {
      origin: peer.origin,
      kind: 'forged',
      detail: 'an answer that it did not sign, or to another request',
    });
    throw unanswered(peer, 'the answer is not signed by its key, or is to another request');
  }
  try {
    return { answer: JSON.parse(answer) as PullAnswer, note, nonce };
  } catch {
    throw await stop(database, peer, { kind: 'lie', detail: 'it signed an answer that is no JSON', note });
  }
}

async function fetched(peer: Peer & { url: string }, request: string): Promise<{ note: string; answer: string }> {
  try {
    const response = await fetch(`${peer.url.replace(/\/+$/, '')}/exchange/pull`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: request,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await limitedText(response);
    if (response.status !== 200) throw new Error(`status ${response.status}: ${text.slice(0, 200)}`);
    const { note, answer } = JSON.parse(text) as { note?: unknown; answer?: unknown };
    if (typeof note !== 'string' || typeof answer !== 'string') throw new Error('the answer is not of an exchange');
    return { note, answer };
  } catch (cause) {
    throw unanswered(peer, messageOf(cause instanceof Error && cause.cause ? cause.cause : cause));
  }
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > MOST_ANSWER) throw new Error(`it sends more than ${MOST_ANSWER} bytes`);
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Taken {
  answer: PullAnswer;
  checked: CheckedAnswer;
  note: string;
  nonce: string;
  /** The index of the first of the entries. */
  from: number;
}

async function keep(database: Database, peer: Peer, taken: Taken): Promise<void> {
  const gap = (await database.begin(async (transaction) => {
    const isNews = taken.checked.events.length + taken.checked.entries.length > 0;
    if (isNews)
      await keepReceipt(transaction, { origin: peer.origin, kind: 'answer', nonce: taken.nonce, note: taken.note });
    await mirror(transaction, peer.origin, taken);
    const { events, lasting } = await insertEvents(transaction, peer.origin, taken.checked);
    const [have] = await transaction<{ n: number }[]>`
      update exchange_progress set mirrored = ${taken.from + taken.checked.entries.length}, head = ${taken.answer.checkpoint},
        after = ${taken.answer.upTo}, synced_at = now(), events = events + ${events}, lasting = lasting + ${lasting}
      where origin = ${peer.origin} returning lasting as n`;
    const { count, upTo } = taken.answer;
    return count === null || have?.n === count
      ? null
      : `it counts ${count} events up to number ${upTo}, and ${have?.n} came`;
  })) as string | null;
  if (!gap) return;
  await keepFault(database, { origin: peer.origin, kind: 'gap', detail: gap, note: taken.note });
  // All is asked for anew: what is there already is let be.
  await database`update exchange_progress set after = 0 where origin = ${peer.origin}`;
}

async function mirror(transaction: Transaction, origin: string, { checked, from }: Taken): Promise<void> {
  for (let at = 0; at < checked.entries.length; at += AT_ONCE) {
    const part = checked.entries.slice(at, at + AT_ONCE).map((entry) => Buffer.from(entry).toString('hex'));
    await transaction`
      insert into exchange_mirror (origin, index, commitment)
      select ${origin}, ${from + at}::bigint + place - 1, decode(entry, 'hex')
      from unnest(${part}::text[]) with ordinality as row (entry, place)`;
  }
}

/** What is there already is let be: the same id with the same commitment is the same event. Counts what is new. */
async function insertEvents(
  transaction: Transaction,
  origin: string,
  { events }: CheckedAnswer,
): Promise<{ events: number; lasting: number }> {
  const sum = { events: 0, lasting: 0 };
  await transaction`select set_config('watchkeeper.keeper', 'on', true)`;
  for (let at = 0; at < events.length; at += AT_ONCE) {
    const rows = events.slice(at, at + AT_ONCE).map(({ event }) => {
      const { id, caseId, kind, about, body, by, author, at: when, label, commitment } = event;
      return { id, case_id: caseId, kind, about, body, by, author, at: when, commitment, ...labelColumns(label) };
    });
    const [added] = await transaction<{ events: number; lasting: number }[]>`
      with given as (
        select * from jsonb_to_recordset(${transaction.json(rows as never)}) as r (id uuid, case_id uuid, kind text, about uuid,
          body jsonb, by text, author text, at timestamptz, commitment text, originator text, rel_to text[],
          caveats text[], expires_at timestamptz)
      ), kept as (
        insert into case_event (id, case_id, kind, about, body, by, author, at, commitment, is_taken, originator, rel_to, caveats, expires_at)
        select id, case_id, kind, about, body, by, author, at, commitment, true, originator, rel_to, caveats, expires_at from given
        on conflict (id) do nothing
      ), taken as (
        insert into exchange_taken (event, origin) select id, ${origin} from given on conflict do nothing returning event
      )
      select count(*)::int as events, (count(*) filter (where given.expires_at is null))::int as lasting
      from taken join given on given.id = taken.event`;
    sum.events += added?.events ?? 0;
    sum.lasting += added?.lasting ?? 0;
  }
  await transaction`select set_config('watchkeeper.keeper', '', true)`;
  return sum;
}

/** The frontiers of peers' logs, kept between syncs: making one anew hashes the whole mirror. */
export type Frontiers = Map<string, Frontier>;

async function frontierOf(database: Database, { origin, mirrored }: Peer, frontiers: Frontiers): Promise<Frontier> {
  const known = frontiers.get(origin);
  if (known?.size === mirrored) return known;
  const frontier = new Frontier();
  for (;;) {
    const rows = await database<{ commitment: Uint8Array }[]>`
      select commitment from exchange_mirror where origin = ${origin} and index >= ${frontier.size} order by index limit 20000`;
    if (rows.length === 0) return frontier;
    frontier.append(rows.map(({ commitment }) => commitment));
  }
}

async function mirroredAt(
  database: Database,
  origin: string,
  indices: readonly number[],
): Promise<Map<number, Uint8Array>> {
  if (indices.length === 0) return new Map();
  const rows = await database<{ index: number; commitment: Uint8Array }[]>`
    select index, commitment from exchange_mirror where origin = ${origin} and index = any (${[...indices]}::bigint[])`;
  return new Map(rows.map(({ index, commitment }) => [index, commitment]));
}

async function stop(
  database: Database,
  peer: Peer,
  fault: { kind: FaultKind; detail: string; note: string },
): Promise<AppError> {
  await keepFault(database, { origin: peer.origin, ...fault });
  await database`update exchange_progress set stopped_why = ${`${fault.kind}: ${fault.detail}`} where origin = ${peer.origin}`;
  return new AppError({
    code: 'NODE_STOPPED',
    kind: 'refused',
    message: `Cannot trust the node ${peer.origin}: ${fault.detail}`,
    hint: 'Nothing more is taken from it. Its signed words are kept: watchkeeper nodes list.',
  });
}

function unanswered(peer: Peer, state: string): AppError {
  return new AppError({
    code: 'NODE_UNANSWERED',
    kind: 'unavailable',
    message: `Cannot take anything from ${peer.origin} now: ${state}`,
    hint: 'It is asked again. What was taken before stays.',
  });
}
