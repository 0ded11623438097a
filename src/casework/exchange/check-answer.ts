import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Frontier } from '../../ledger/frontier.ts';
import { nodePrimitives } from '../../ledger/node-primitives.ts';
import { equalBytes, fromHex, toHex } from '../../ledger/verify/bytes.ts';
import { isSignedByLog, parseCheckpoint } from '../../ledger/verify/checkpoint.ts';
import { commitmentOf } from '../../ledger/verify/commitment.ts';
import type { VerifierKey } from '../../ledger/verify/signed-note.ts';
import type { CaseEvent } from '../case-event.ts';

/** An event as one node gives it to another: with where it stands in the log, and the salt of its commitment. */
export interface GivenEvent {
  event: CaseEvent;
  index: number;
  /** Hex. */
  salt: string;
}

/** What a node answers: events of its own state that the asker may read, and what is new of its log. */
export interface PullAnswer {
  /** The signed head, as text. */
  checkpoint: string;
  /** Commitments from the asker's mirror on, one after another, in hex: as many as one answer holds. */
  entries: string;
  events: GivenEvent[];
  /** The number up to which events were looked at; the next request goes on from there. */
  upTo: number;
  /** Events up to there that the asker should have by then, those with an expiry left out; null before the last answer. */
  count: number | null;
  /** True when there is more. */
  more: boolean;
}

export interface Fault {
  kind: 'fork' | 'lie' | 'gap';
  detail: string;
}

export interface CheckedAnswer {
  entries: Uint8Array[];
  events: GivenEvent[];
}

/** What is known of the peer before its answer. `commitmentsAt` gives what is mirrored. */
export interface PeerState {
  key: VerifierKey;
  /** Whose events it gives. */
  states: readonly string[];
  frontier: Frontier;
  commitmentsAt(indices: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>>;
}

/**
 * Holds an answer against itself, the log and what was seen before: every entry is in a log that begins with the
 * mirror and ends in the signed head, every event is what was committed to at its place, and its author's state is the
 * peer's. Grows the frontier by the entries.
 */
export async function checkAnswer(answer: PullAnswer, peer: PeerState): Promise<CheckedAnswer | Fault> {
  const checkpoint = parseCheckpoint(answer.checkpoint);
  if (!checkpoint || !isSignedByLog(nodePrimitives, checkpoint, peer.key))
    return lie('its head is not signed by its key');
  const begin = peer.frontier.size;
  if (checkpoint.size < begin) return fork(`its head has ${checkpoint.size} entries; it had ${begin} before`);
  const bytes = fromHex(answer.entries);
  if (!bytes || bytes.length % 32 !== 0) return lie('its entries are not hashes');
  const entries = Array.from({ length: bytes.length / 32 }, (_, at) => bytes.slice(at * 32, at * 32 + 32));
  if (begin + entries.length > checkpoint.size) return lie('it gives more entries than its head counts');
  peer.frontier.append(entries);
  if (peer.frontier.size === checkpoint.size && !equalBytes(peer.frontier.root(), checkpoint.root))
    return fork(`its head of ${checkpoint.size} entries is not over the entries that it showed`);
  const before = answer.events.map(({ index }) => index).filter((index) => index < begin);
  const mirror = await peer.commitmentsAt(before);
  for (const given of answer.events) {
    const mirrored = given.index >= begin ? entries[given.index - begin] : mirror.get(given.index);
    const fault = eventFault(given, peer, mirrored ?? null);
    if (fault) return lie(`event ${given.event.id}: ${fault}`);
  }
  return { entries, events: answer.events };
}

function eventFault({ event, salt }: GivenEvent, { states }: PeerState, mirrored: Uint8Array | null): string | null {
  if (!states.includes(event.by)) return `it is ${event.by}’s, and the node is that of ${states.join(', ')}`;
  if (!event.label.originator.split('+').includes(event.by)) return 'it is labelled as the material of others';
  const saltBytes = fromHex(salt);
  if (saltBytes?.length !== 32) return 'its salt is none';
  const commitment = commitmentOf(nodePrimitives, saltBytes, recordOf(event));
  if (!mirrored || !equalBytes(commitment, mirrored)) return 'it is not what was committed to at that place of the log';
  return event.commitment === toHex(commitment) ? null : 'it names another commitment';
}

/** The record that was committed to when the event was added: all of it but its number and its commitment. */
export function recordOf({ id, caseId, kind, about, body, by, author, at, label }: CaseEvent): string {
  return canonicalJson({ record: 'case-event', id, caseId, kind, about, body, by, author, at, label });
}

function lie(detail: string): Fault {
  return { kind: 'lie', detail };
}

function fork(detail: string): Fault {
  return { kind: 'fork', detail };
}
