import type { Database } from '../../store/database.ts';
import { Frontier } from '../frontier.ts';
import { nodePrimitives } from '../node-primitives.ts';
import { equalBytes } from '../verify/bytes.ts';
import { isSignedByLog } from '../verify/checkpoint.ts';
import { commitmentOf } from '../verify/commitment.ts';
import { cosignedAt } from '../verify/cosignature.ts';
import { parseVerifierKey, type VerifierKey } from '../verify/signed-note.ts';
import { hex } from './store.ts';
import { allHeads, type PublishedHead } from './store-heads.ts';
import { allWitnesses } from './store-witnesses.ts';
import { entriesFrom } from './tree-store.ts';

export interface LogReport {
  entries: number;
  heads: number;
  /** Signatures of witnesses that hold. */
  cosignatures: number;
  /** Records of this node whose content is what was committed to. */
  opened: number;
  erased: number;
  /** What does not hold, at most a hundred; empty of a sound log. */
  faults: string[];
}

const AT_ONCE = 8192;
const MOST_FAULTS = 100;

/** Computes the whole log anew from its entries, and holds it against every head, tile, signature and record kept. */
export async function verifyLog(
  database: Database,
  key: VerifierKey,
  onProgress: (done: number) => void = () => {},
): Promise<LogReport> {
  const report: LogReport = { entries: 0, heads: 0, cosignatures: 0, opened: 0, erased: 0, faults: [] };
  const fault = (text: string): void => {
    if (report.faults.length < MOST_FAULTS) report.faults.push(text);
  };
  const witnesses = (await allWitnesses(database)).flatMap(
    ({ verifierKey }) => parseVerifierKey(nodePrimitives, verifierKey) ?? [],
  );
  const frontier = new Frontier();
  for await (const head of allHeads(database)) {
    await growTo(database, frontier, { size: head.size, fault, onProgress });
    report.heads += 1;
    report.cosignatures += checkHead(head, frontier, { key, witnesses, fault });
  }
  report.entries = frontier.size;
  const [beyond] = await database<{ n: number }[]>`
    select count(*)::int as n from ledger_entry where index >= ${frontier.size}`;
  if (beyond && beyond.n > 0) fault(`${beyond.n} entries stand beyond the last head`);
  await checkRecords(database, report, fault);
  return report;
}

interface Growth {
  size: number;
  fault(text: string): void;
  onProgress(done: number): void;
}

async function growTo(database: Database, frontier: Frontier, { size, fault, onProgress }: Growth): Promise<void> {
  while (frontier.size < size) {
    const entries = await entriesFrom(database, frontier.size, Math.min(AT_ONCE, size - frontier.size));
    if (entries.length === 0) {
      fault(`the head of ${size} entries has lost those from ${frontier.size} on`);
      return;
    }
    for (const { level, index, hashes } of frontier.append(entries)) {
      const [tile] = await database<{ hashes: Uint8Array }[]>`
        select hashes from ledger_tile where level = ${level} and index = ${index}`;
      if (!tile || !equalBytes(tile.hashes, hashes)) fault(`tile ${level}/${index} is not that of the entries`);
    }
    onProgress(frontier.size);
  }
}

interface HeadCheck {
  key: VerifierKey;
  witnesses: readonly VerifierKey[];
  fault(text: string): void;
}

/** Returns how many witnesses' signatures hold. */
function checkHead(head: PublishedHead, frontier: Frontier, { key, witnesses, fault }: HeadCheck): number {
  if (frontier.size === head.size && !equalBytes(frontier.root(), head.root))
    fault(`the head of ${head.size} entries has another root than they have`);
  if (!isSignedByLog(nodePrimitives, head, key)) fault(`the head of ${head.size} entries is not signed by this log`);
  const signed = witnesses.filter((witness) => cosignedAt(nodePrimitives, head.note, witness) !== null).length;
  const claimed = head.note.signatures.length - 1;
  if (signed < claimed) fault(`${claimed - signed} witness signatures under the head of ${head.size} do not hold`);
  return signed;
}

async function checkRecords(database: Database, report: LogReport, fault: (text: string) => void): Promise<void> {
  let after = 0;
  for (;;) {
    const rows = await database<
      { id: number; commitment: Uint8Array; salt: Uint8Array | null; content: string | null }[]
    >`select id, commitment, salt, content from ledger_record where id > ${after} order by id limit ${AT_ONCE}`;
    if (rows.length === 0) return;
    for (const { id, commitment, salt, content } of rows) {
      after = id;
      if (!salt || content === null) report.erased += 1;
      else if (equalBytes(commitmentOf(nodePrimitives, salt, content), commitment)) report.opened += 1;
      else fault(`the record of ${hex(commitment)} is not what was committed to`);
    }
  }
}
