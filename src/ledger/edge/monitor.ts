import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../kernel/errors.ts';
import { sha256 } from '../../kernel/hash.ts';
import { findForks } from '../find-fork.ts';
import { Frontier } from '../frontier.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { consistencyProof } from '../tree.ts';
import { equalBytes } from '../verify/bytes.ts';
import { parseCheckpoint, type SignedCheckpoint } from '../verify/checkpoint.ts';
import { type Attestation, attest, type Policy } from '../verify/policy.ts';
import { writeNote } from '../verify/signed-note.ts';
import { growBy, RemoteLog } from './remote-log.ts';

export interface MonitorReport {
  origin: string;
  size: number;
  /** Entries at the last visit; null at the first. */
  sizeBefore: number | null;
  attestation: Pick<Attestation, 'signed' | 'quorum' | 'holds' | 'witnesses'>;
  /** Witnesses whose own copy of a head was compared. */
  compared: string[];
  /** What does not hold; empty when the log only grew and all show the same. */
  faults: string[];
}

/** What was seen of a log, kept between visits: it can then not take back what it showed. */
interface Memory {
  checkpoint: string;
}

/**
 * Reads another node's log whole, computes its root anew, holds it against what was seen at the last visit and
 * against the heads that its witnesses signed, and remembers it. Throws AppError for a log that cannot be read or
 * that the policy's key did not sign.
 */
export async function monitorLog(
  { address, policy, home }: { address: string; policy: Policy; home: string },
  onProgress: (done: number, total: number) => void = () => {},
): Promise<MonitorReport> {
  const log = new RemoteLog(address);
  const head = parseCheckpoint(await log.checkpoint());
  if (!head) throw notItself(address, 'what it serves is no checkpoint');
  const attestation = attest(nodePrimitives, head, policy);
  if (!attestation.log) throw notItself(address, `its head is not signed by a key that the policy names`);
  const faults: string[] = [];
  const frontier = new Frontier();
  await growBy(log, frontier, { size: head.size, onProgress: (done) => onProgress(done, head.size) });
  if (!equalBytes(frontier.root(), head.root)) faults.push('its entries have another root than its head says');
  const before = remembered(home, head.origin);
  const seen = before ? [before] : [];
  const atWitnesses = await headsAtWitnesses(head.origin, policy);
  faults.push(...(await contradictions({ log, head, others: [...seen, ...atWitnesses.heads], policy })));
  if (before && before.size > head.size && faults.length === 0)
    faults.push(`it has ${head.size} entries and had ${before.size} at the last visit`);
  // What is wrong is not remembered as right: the last good head stays the measure.
  if (faults.length === 0) remember(home, head);
  const { signed, quorum, holds, witnesses } = attestation;
  return {
    origin: head.origin,
    size: head.size,
    sizeBefore: before?.size ?? null,
    attestation: { signed, quorum, holds, witnesses },
    compared: atWitnesses.names,
    faults,
  };
}

interface Comparison {
  log: RemoteLog;
  head: SignedCheckpoint;
  others: readonly SignedCheckpoint[];
  policy: Policy;
}

async function contradictions({ log, head, others, policy }: Comparison): Promise<string[]> {
  const forks = await findForks([head, ...others], policy, async (older, newer) => {
    // Only what the log serves now has proofs; two heads that are both elsewhere are each held against it.
    if (newer.size > head.size) return null;
    return consistencyProof(older.size, newer.size, log.reader(head.size));
  });
  return forks.map(
    ({ one, other, signedBoth }) =>
      `it signed two histories: heads of ${one.size} and ${other.size} entries that cannot both be` +
      `${signedBoth.length > 0 ? `; both carry the signature of ${signedBoth.join(', ')}` : ''}`,
  );
}

async function headsAtWitnesses(
  origin: string,
  { witnesses }: Policy,
): Promise<{ names: string[]; heads: SignedCheckpoint[] }> {
  const found = await Promise.all(
    witnesses.map(async ({ name, url }) => {
      const text = url && (await RemoteLog.headAtWitness(url, origin));
      const head = text ? parseCheckpoint(text) : null;
      return head?.origin === origin ? [{ name, head }] : [];
    }),
  );
  return { names: found.flat().map(({ name }) => name), heads: found.flat().map(({ head }) => head) };
}

function pathOf(home: string, origin: string): string {
  return join(home, 'ledger-monitor', `${sha256(origin)}.json`);
}

function remembered(home: string, origin: string): SignedCheckpoint | null {
  try {
    const { checkpoint } = JSON.parse(readFileSync(pathOf(home, origin), 'utf8')) as Memory;
    return parseCheckpoint(checkpoint);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
}

function remember(home: string, head: SignedCheckpoint): void {
  const path = pathOf(home, head.origin);
  mkdirSync(join(home, 'ledger-monitor'), { recursive: true });
  const memory: Memory = { checkpoint: writeNote(head.note) };
  writeFileSync(`${path}.new`, JSON.stringify(memory));
  renameSync(`${path}.new`, path);
}

function notItself(address: string, state: string): AppError {
  return new AppError({
    code: 'LOG_NOT_ITSELF',
    kind: 'refused',
    message: `Cannot trust the log at ${address}: ${state}`,
    hint: 'Get the policy from its operator by another way than this address.',
  });
}
