import { randomBytes } from 'node:crypto';
import { AppError } from '../../kernel/errors.ts';
import type { Database, Transaction } from '../../store/database.ts';
import { asKeeper, asSubject } from '../../team/edge/store.ts';
import type { LabelSubject } from '../../team/may.ts';
import type { ByteSource } from '../byte-source.ts';
import { type CustodyReport, verifyCustody } from '../custody/custody-chain.ts';
import type { Evidence, EvidenceFacts } from '../evidence-record.ts';
import { type Claims, readClaims } from '../intake/claims.ts';
import { inspect } from '../intake/inspect.ts';
import { type ScanResult, scanWithClamd } from './clamd.ts';
import { Custodians, type CustodyStep } from './custodians.ts';
import { evidenceKept, keepErasure, keepEvidence } from './store.ts';
import { custodianKeys, custodyEntries } from './store-custody.ts';
import { Vault } from './vault.ts';

export interface OfficeParts {
  database: Database;
  home: string;
  /** Address of clamd; null where there is none. */
  scanner: string | null;
  now(): Date;
}

/** Takes evidence in, gives it out, and keeps the chain of who did what with it. */
export class EvidenceOffice {
  readonly database: Database;
  readonly vault: Vault;
  readonly #custodians: Custodians;
  readonly #scanner: string | null;
  readonly #now: () => Date;

  constructor({ database, home, scanner, now }: OfficeParts) {
    this.database = database;
    this.vault = new Vault(home);
    this.#custodians = new Custodians(home);
    this.#scanner = scanner;
    this.#now = now;
  }

  /**
   * Seals, looks over, scans and records what arrives; it is held by `by`. Where a person brings it, the database asks
   * whether their label lets them add it. Throws AppError, and keeps nothing of it then.
   */
  async add(
    bytes: AsyncIterable<Uint8Array>,
    facts: EvidenceFacts,
    by: string,
    person: { login: string; subject: LabelSubject } | null = null,
  ): Promise<Evidence> {
    if (facts.workingCopyOf !== null) await evidenceKept(this.database, facts.workingCopyOf);
    const arrived = await this.vault.receive(bytes);
    const item = { id: `e-${randomBytes(12).toString('hex')}`, sha256: arrived.sha256, size: arrived.size };
    try {
      const inspection = await inspect(arrived.source);
      const scan = await this.#scan(arrived.source);
      const at = this.#now().toISOString();
      const record = {
        ...facts,
        ...item,
        mediaType: inspection.type,
        addedAt: at,
        addedBy: person?.login ?? by,
        inspection: { ...inspection, scan },
      };
      await arrived.keep(item.id);
      const note = signedBy(person?.login ?? null, facts.source);
      const keep = async (transaction: Transaction): Promise<void> => {
        await keepEvidence(transaction, record);
        if (person) await becomeKeeper(transaction);
        await this.#custodians.sign(transaction, { item, act: 'taken-in', by, at, note });
      };
      await (person ? asSubject(this.database, person.subject, keep) : asKeeper(this.database, keep));
      return { ...record, erasure: null };
    } catch (cause) {
      await arrived.discard();
      await this.vault.erase(item);
      throw cause;
    }
  }

  /** A record with what the file says of itself, as long as that can be read. */
  async withClaims(id: string): Promise<Evidence & { claims: Claims | null }> {
    const item = await evidenceKept(this.database, id);
    if (item.erasure || !(await this.vault.holds(item))) return { ...item, claims: null };
    return { ...item, claims: await this.vault.read(item, readClaims).catch(unreadable) };
  }

  /** Opens an item for someone, and signs for it before the first byte is given out. */
  async open(
    id: string,
    by: string,
    note: string | null,
  ): Promise<{ item: Evidence; bytes: AsyncGenerator<Uint8Array> }> {
    const item = await evidenceKept(this.database, id);
    if (item.erasure) throw erased(item);
    await this.step({ item, act: 'opened', by, note });
    return { item, bytes: this.vault.stream(item) };
  }

  /** Adds a step to an item's chain. */
  async step(step: Omit<CustodyStep, 'at'>): Promise<void> {
    const at = this.#now().toISOString();
    await asKeeper(this.database, (transaction) => this.#custodians.sign(transaction, { ...step, at }));
  }

  /** Reads the whole item again and follows its chain, and writes down that this was done. */
  async verify(
    id: string,
    by: string,
    login: string | null = null,
  ): Promise<{ content: { whole: boolean; problem: string | null }; custody: CustodyReport }> {
    const item = await evidenceKept(this.database, id);
    const content = item.erasure
      ? { whole: false, problem: `it was erased on ${item.erasure.at.slice(0, 10)}` }
      : await this.vault.verify(item);
    const custody = await this.custody(item);
    if (custody.holds)
      await this.step({
        item,
        act: 'checked',
        by,
        note: signedBy(login, content.whole ? 'content whole' : content.problem),
      });
    return { content, custody };
  }

  async custody(item: Pick<Evidence, 'id' | 'sha256'>): Promise<CustodyReport> {
    return await asKeeper(this.database, async (transaction) =>
      verifyCustody(await custodyEntries(transaction, item.id), await custodianKeys(transaction), item),
    );
  }

  /** Destroys an item's key and bytes; record, ratings, stamps and custody stay. Only its holder may. */
  async erase(id: string, by: string, reason: string, login: string | null = null): Promise<Evidence> {
    const item = await evidenceKept(this.database, id);
    const at = this.#now().toISOString();
    await asKeeper(this.database, async (transaction) => {
      await keepErasure(transaction, { id, by: login ?? by, reason, at });
      await this.#custodians.sign(transaction, { item, act: 'erased', by, note: signedBy(login, reason), at });
      // Within the transaction: a record of an erasure that did not happen must not remain.
      await this.vault.erase(item);
    });
    return await evidenceKept(this.database, id);
  }

  async #scan(source: ByteSource): Promise<ScanResult | null> {
    if (this.#scanner === null) return null;
    const scan = await scanWithClamd(this.#scanner, source);
    if (scan.result !== 'found') return scan;
    throw new AppError({
      code: 'EVIDENCE_MALWARE',
      kind: 'invalid',
      message: `Cannot take the evidence: the scanner finds ${scan.name} in it`,
      hint: 'Where the malware itself is the evidence, add it inside an encrypted archive and say so in the description.',
      data: { found: scan.name },
    });
  }
}

/** A state signs; its person stands in the note. */
export function signedBy(login: string | null, note: string | null): string | null {
  const said = login === null ? note : note === null ? login : `${login}: ${note}`;
  return said === null ? null : said.slice(0, 500);
}

/** What follows in the transaction is the keeper's: chains are signed by this node, whoever acts. */
async function becomeKeeper(transaction: Transaction): Promise<void> {
  await transaction`select set_config('role', 'none', true), set_config('watchkeeper.keeper', 'on', true)`;
}

/** A file that was changed says so when it is verified; its record is shown all the same. */
function unreadable(cause: unknown): null {
  if (cause instanceof AppError) return null;
  throw cause;
}

function erased({ id, erasure }: Evidence): AppError {
  return new AppError({
    code: 'EVIDENCE_ERASED',
    kind: 'not-found',
    message: `Cannot open evidence ${id}: it was erased on ${erasure?.at.slice(0, 10)} (${erasure?.reason})`,
    hint: 'Only its record remains.',
  });
}
