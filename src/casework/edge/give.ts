import { AppError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import { hex } from '../../ledger/edge/store.ts';
import { latestHead } from '../../ledger/edge/store-heads.ts';
import type { Signer } from '../../ledger/signer.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { asKeeper, asSubject } from '../../team/edge/store.ts';
import type { LabelSubject } from '../../team/may.ts';
import type { GivenEvent, PullAnswer } from '../exchange/check-answer.ts';
import { isFrom, type PullRequest, readRequest, writeAnswerHead } from '../exchange/notes.ts';
import { EVENT_COLUMNS, type EventRow, eventOf } from './store.ts';
import { isFresh, keepFault, keepReceipt, type Peer, peerOf } from './store-peers.ts';

/** Seconds by which clocks may differ. */
const MOST_SKEW = 300;
/** Of one answer: some megabytes. */
const MOST_EVENTS = 5000;
const MOST_ENTRIES = 40_000;

/**
 * Answers a node that asks for what is new: events of this node's own that its state may read, and the log's entries.
 * The request is signed, is for this node, is of now, and is answered once.
 */
export async function answerPull(
  database: Database,
  signer: Signer,
  { text, now }: { text: string; now: Date },
): Promise<{ note: string; answer: string }> {
  const read = readRequest(text);
  if (!read) throw unreadable();
  const { request, note } = read;
  const peer = await peerOf(database, request.from);
  // Who is not known is told nothing, not even whether a node of that name is.
  if (!peer || !isFrom(note, peer.key) || request.to !== signer.key.name) throw stranger();
  if (Math.abs(request.time - now.getTime() / 1000) > MOST_SKEW) throw stale();
  const { origin, acknowledged } = peer;
  if (!(await isFresh(database, origin, request.nonce))) {
    await keepFault(database, { origin, kind: 'replay', detail: `request ${request.nonce} came again`, note: text });
    throw stale();
  }
  if (request.after > (acknowledged ?? -1))
    await keepReceipt(database, { origin, kind: 'request', nonce: request.nonce, note: text });
  const answer = JSON.stringify(await collect(database, peer, request));
  const head = { from: signer.key.name, to: peer.origin, nonce: request.nonce, digest: sha256(answer) };
  return { note: writeAnswerHead(signer, head), answer };
}

async function collect(database: Database, peer: Peer, { after, mirrored, states }: PullRequest): Promise<PullAnswer> {
  const head = await latestHead(database);
  if (!head) throw new Error('the log has no head');
  const subject: LabelSubject = {
    kind: 'node',
    state: peer.states[0] ?? null,
    organisation: null,
    roles: [],
    caveats: [],
  };
  const { events, upTo, more } = await visible(database, subject, { after, size: head.size, states });
  const rows = await database<{ commitment: Uint8Array }[]>`
    select commitment from ledger_entry where index >= ${mirrored} and index < ${Math.min(head.size, mirrored + MOST_ENTRIES)}
    order by index`;
  return {
    checkpoint: head.text,
    entries: rows.map(({ commitment }) => hex(commitment)).join(''),
    events,
    upTo,
    count: more ? null : await countUpTo(database, subject, { upTo, size: head.size, states }),
    more: more || mirrored + rows.length < head.size,
  };
}

/** What the asker's state may read of what was recorded here, from a number on, as far as it is in the log. */
async function visible(
  database: Database,
  subject: LabelSubject,
  { after, size, states }: { after: number; size: number; states: readonly string[] },
) {
  const rows = await asSubject(
    database,
    subject,
    (transaction) => transaction<EventRow[]>`
      select ${transaction.unsafe(EVENT_COLUMNS)} from case_event
      where number > ${after} and not is_taken and by = any (${[...states]}) order by number limit ${MOST_EVENTS}`,
  );
  const places = await asKeeper(database, (transaction) => placesOf(transaction, rows, size));
  const placed: GivenEvent[] = [];
  for (const row of rows) {
    const place = places.get(row.commitment);
    // The first that is not in the log yet ends the answer: the next request goes on from before it.
    if (!place) break;
    placed.push({ event: eventOf(row), ...place });
  }
  return {
    events: placed,
    upTo: placed.at(-1)?.event.number ?? after,
    more: placed.length < rows.length || rows.length === MOST_EVENTS,
  };
}

/** Counts by state and number, with the size of the log that they are of: no event is added without an entry. */
const counts = new WeakMap<Database, Map<string, { size: number; count: number }>>();
const MOST_COUNTS = 100;

/** How many events without an expiry the asker should have up to a number. */
async function countUpTo(
  database: Database,
  subject: LabelSubject,
  { upTo, size, states }: { upTo: number; size: number; states: readonly string[] },
): Promise<number> {
  const known = counts.get(database) ?? new Map<string, { size: number; count: number }>();
  counts.set(database, known);
  const name = `${subject.state} ${states.join(',')} ${upTo}`;
  const before = known.get(name);
  if (before?.size === size) return before.count;
  const [row] = await asSubject(
    database,
    subject,
    (transaction) => transaction<{ n: number }[]>`
      select count(*)::int as n from case_event where number <= ${upTo} and not is_taken and by = any (${[...states]}) and expires_at is null`,
  );
  if (known.size >= MOST_COUNTS) known.clear();
  known.set(name, { size, count: row?.n ?? 0 });
  return row?.n ?? 0;
}

async function placesOf(
  transaction: Transaction,
  rows: readonly EventRow[],
  size: number,
): Promise<Map<string, { index: number; salt: string }>> {
  const found = await transaction<{ commitment: string; index: number; salt: string }[]>`
    select encode(commitment, 'hex') as commitment, entry.index, encode(salt, 'hex') as salt
    from ledger_record join ledger_entry as entry using (commitment)
    where commitment = any (select decode(wanted, 'hex') from unnest(${rows.map((row) => row.commitment)}::text[]) as wanted)
      and salt is not null and entry.index < ${size}`;
  return new Map(found.map(({ commitment, ...place }) => [commitment, place]));
}

function unreadable(): AppError {
  return new AppError({
    code: 'EXCHANGE_UNREADABLE',
    kind: 'invalid',
    message: 'Cannot answer: the body is no signed request of a node',
    hint: 'Its form is in docs/guides/nodes.md.',
  });
}

function stranger(): AppError {
  return new AppError({
    code: 'EXCHANGE_REFUSED',
    kind: 'refused',
    message: 'Cannot answer: this node exchanges nothing with who signed this',
    hint: 'The operators of both nodes add each other: watchkeeper nodes add.',
  });
}

function stale(): AppError {
  return new AppError({
    code: 'EXCHANGE_STALE',
    kind: 'refused',
    message: 'Cannot answer: the request is not of now, or was answered already',
    hint: `Clocks may differ by ${MOST_SKEW} s; each request has a nonce of its own.`,
  });
}
