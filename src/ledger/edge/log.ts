import { AppError } from '../../kernel/errors.ts';
import type { Database, Transaction } from '../../store/database.ts';
import type { Frontier } from '../frontier.ts';
import { type Signer, signerOf, signNote } from '../signer.ts';
import { consistencyProof, inclusionProof } from '../tree.ts';
import { checkpointBody } from '../verify/checkpoint.ts';
import { type ProofFile, writeOpening, writeProofFile } from '../verify/proof-file.ts';
import { isKeyName, writeNote, writeVerifierKey } from '../verify/signed-note.ts';
import { ledgerSeed } from './key-file.ts';
import { hex, recordState } from './store.ts';
import { headAt, latestHead, type PublishedHead } from './store-heads.ts';
import { TreeStore } from './tree-store.ts';

/** Only one at a time appends, whatever the number of servers. */
const APPEND_LOCK = 1_718_2017;
/** Entries of one transaction: some 100 ms. */
const BATCH = 20_000;

export interface LogParts {
  database: Database;
  /** Where the key lies. */
  home: string;
  /** The log's name when it is made: a host and path that its operator owns. */
  origin?: string | undefined;
}

/** The log of this node: who it is, and its growth. */
export class Log {
  readonly database: Database;
  readonly signer: Signer;
  readonly tree: TreeStore;
  #frontier: Frontier | null = null;

  constructor(database: Database, signer: Signer) {
    this.database = database;
    this.signer = signer;
    this.tree = new TreeStore(database);
  }

  get origin(): string {
    return this.signer.key.name;
  }

  /**
   * Appends what was committed to since, in one transaction, and signs the new head. Records of a batch enter in the
   * order of their commitments, which is chance: not even the order within a second shows. Returns how many entered.
   */
  async integrate(): Promise<number> {
    let grown: Frontier | null = null;
    const added = await this.database.begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(${APPEND_LOCK})`;
      const head = await latestHead(transaction);
      const size = head?.size ?? 0;
      const entries = await takeQueued(transaction);
      if (head && entries.length === 0) return 0;
      const known = this.#frontier?.size === size ? this.#frontier : null;
      grown = known ?? (await new TreeStore(transaction).frontier(size));
      // A transaction that fails leaves a frontier that ran ahead: it is forgotten until the end.
      this.#frontier = null;
      await this.#append(transaction, grown, entries);
      return entries.length;
    });
    if (grown) this.#frontier = grown;
    return added as number;
  }

  async #append(transaction: Transaction, frontier: Frontier, entries: readonly Uint8Array[]): Promise<void> {
    const first = frontier.size;
    const tiles = frontier.append(entries);
    if (entries.length > 0)
      await transaction`
        insert into ledger_entry (index, commitment)
        select ${first}::bigint + place - 1, decode(entry, 'hex')
        from unnest(${entries.map(hex)}::text[]) with ordinality as row (entry, place)`;
    for (const { level, index, hashes } of tiles)
      await transaction`insert into ledger_tile (level, index, hashes) values (${level}, ${index}, ${hashes})`;
    const body = checkpointBody({ origin: this.origin, size: frontier.size, root: frontier.root() });
    const note = writeNote({ body, signatures: [signNote(this.signer, body)] });
    await transaction`insert into ledger_checkpoint (size, note) values (${frontier.size}, ${note})`;
  }

  /** Appends all that waits. */
  async integrateAll(): Promise<number> {
    let sum = 0;
    for (;;) {
      const added = await this.integrate();
      sum += added;
      if (added < BATCH) return sum;
    }
  }

  /**
   * The proof that entry `index` is in the log, under a head that covers it: the one given, or the latest. Throws
   * AppError (not-found) when the log has no such entry yet.
   */
  async proofOf(index: number, head?: PublishedHead | null): Promise<ProofFile> {
    const covering = head && head.size > index ? head : await latestHead(this.database);
    if (!covering || index >= covering.size) throw noEntry(index, covering?.size ?? 0);
    const proof = await inclusionProof(index, covering.size, this.tree.reader(covering.size));
    return { extra: null, index, proof, checkpoint: covering.text };
  }

  /** The proof of a record of this node as the text of a `.tlog-proof`, with its opening when `opened`. */
  async proofOfRecord(commitment: string, opened: boolean, head?: PublishedHead | null): Promise<string> {
    const state = await recordState(this.database, commitment);
    if (state?.index == null) throw noRecord(commitment, state !== null);
    const proof = await this.proofOf(state.index, head);
    return writeProofFile({ ...proof, extra: opened && state.opening ? writeOpening(state.opening) : null });
  }

  /** That the head of `newSize` begins with that of `oldSize`. */
  async consistency(oldSize: number, newSize: number): Promise<Uint8Array[]> {
    return consistencyProof(oldSize, newSize, this.tree.reader(newSize));
  }

  headAt(size: number): Promise<PublishedHead | null> {
    return headAt(this.database, size);
  }
}

/** Opens this node's log, and begins it where there is none. Refuses another key than the log was begun with. */
export async function openLog({ database, home, origin }: LogParts): Promise<Log> {
  const seed = ledgerSeed(home);
  const wanted = origin ?? `watchkeeper.local/${hex(signerOf('name', 'note', seed).key.publicKey).slice(0, 16)}`;
  if (!isKeyName(wanted)) throw wrongOrigin(wanted);
  const begun = await identityOf(database);
  const signer = signerOf(begun?.origin ?? wanted, 'note', seed);
  const verifierKey = writeVerifierKey(signer.key);
  if (!begun)
    await database`insert into ledger_identity (origin, verifier_key) values (${wanted}, ${verifierKey})
      on conflict do nothing`;
  const kept = await identityOf(database);
  if (kept?.verifierKey !== verifierKey) throw otherKey(kept?.origin ?? '');
  if (origin !== undefined && kept.origin !== origin) throw otherOrigin(kept.origin, origin);
  const log = new Log(database, signer);
  if (!(await latestHead(database))) await log.integrate();
  return log;
}

interface Identity {
  origin: string;
  verifierKey: string;
}

async function identityOf(database: Database): Promise<Identity | undefined> {
  const [row] = await database<Identity[]>`select origin, verifier_key as "verifierKey" from ledger_identity`;
  return row;
}

async function takeQueued(transaction: Transaction): Promise<Uint8Array[]> {
  const rows = await transaction<{ commitment: Uint8Array }[]>`
    with taken as (
      delete from ledger_queue where record in (
        select record from ledger_queue order by record limit ${BATCH} for update skip locked)
      returning record
    )
    select commitment from taken join ledger_record on ledger_record.id = taken.record order by commitment`;
  return rows.map(({ commitment }) => commitment);
}

function noEntry(index: number, size: number): AppError {
  return new AppError({
    code: 'ENTRY_UNKNOWN',
    kind: 'not-found',
    message: `Cannot prove entry ${index}: the log has ${size} ${size === 1 ? 'entry' : 'entries'}`,
    hint: size === 0 ? 'The log is empty so far.' : `Entries are numbered from 0 to ${size - 1}.`,
  });
}

function noRecord(commitment: string, isWaiting: boolean): AppError {
  return new AppError({
    code: isWaiting ? 'RECORD_WAITS' : 'RECORD_UNKNOWN',
    kind: 'not-found',
    message: `Cannot prove ${commitment}: ${isWaiting ? 'it waits for the next batch' : 'no record of this node has that commitment'}`,
    ...(isWaiting ? { hint: 'Ask again in a few seconds.' } : {}),
  });
}

function wrongOrigin(origin: string): AppError {
  return new AppError({
    code: 'ORIGIN_WRONG',
    kind: 'usage',
    message: `Cannot name the log "${origin}": a name has no space and no plus, and at most 255 characters`,
    hint: 'Use a host and path that you own, as "watch.example.org/ledger".',
  });
}

function otherKey(origin: string): AppError {
  return new AppError({
    code: 'LEDGER_KEY_OTHER',
    kind: 'conflict',
    message: `Cannot open the log "${origin}": the key in this home is not the one that it was begun with`,
    hint: 'Put the file "ledger-key" of the node that began it into WATCHKEEPER_HOME.',
  });
}

function otherOrigin(origin: string, wanted: string): AppError {
  return new AppError({
    code: 'ORIGIN_OTHER',
    kind: 'conflict',
    message: `Cannot call the log "${wanted}": it was begun as "${origin}", and keeps its name`,
    hint: `Set WATCHKEEPER_LEDGER_ORIGIN to "${origin}", or leave it out.`,
  });
}
