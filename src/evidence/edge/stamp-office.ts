import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { asKeeper } from '../../team/edge/store.ts';
import type { Evidence } from '../evidence-record.ts';
import { type Certificate, readCertificates } from '../stamp/certificate.ts';
import { timeStampRequest } from '../stamp/time-stamp-request.ts';
import { type StampReport, stampedDigest, verifyStamp } from '../stamp/verify-stamp.ts';
import { askAuthority } from './ask-authority.ts';
import type { EvidenceOffice } from './evidence-office.ts';
import { evidenceKept } from './store.ts';
import { type CheckedStamp, checkedStamps, keepStamp, keepStampCheck, stampsDue, stampsOf } from './store-stamps.ts';

const MOST_AT_ONCE = 1000;

export interface StampOfficeParts {
  office: EvidenceOffice;
  home: string;
  now(): Date;
}

/** Has evidence stamped by timestamp authorities, and verifies the stamps then and ever after. */
export class StampOffice {
  readonly #office: EvidenceOffice;
  readonly #folder: string;
  readonly #now: () => Date;

  constructor({ office, home, now }: StampOfficeParts) {
    this.#office = office;
    this.#folder = join(home, 'evidence', 'trusted-authorities');
    this.#now = now;
  }

  /** A request over an item's SHA-256. The nonce tells a fresh answer from an old one sent again. */
  async request(id: string): Promise<{ request: Buffer<ArrayBuffer>; nonce: string }> {
    const item = await evidenceKept(this.#office.database, id);
    const nonce = randomBytes(8);
    nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
    return { request: Buffer.from(timeStampRequest(item.sha256, nonce)), nonce: nonce.toString('hex') };
  }

  /** Asks an authority and keeps its stamp. Throws AppError when it gives none that holds. */
  async stamp(id: string, authority: string, by: string): Promise<StampReport> {
    const { request, nonce } = await this.request(id);
    const response = await askAuthority(authority, request);
    return await this.keep({ id, authority, response, nonce, by });
  }

  /** Keeps an answer that was asked for here, or brought. One that proves nothing is refused. */
  async keep(given: {
    id: string;
    authority: string;
    response: Uint8Array;
    nonce: string | null;
    by: string;
  }): Promise<StampReport> {
    const { id, authority, response, nonce, by } = given;
    const item = await evidenceKept(this.#office.database, id);
    const report = this.#verify(response, nonce, await this.#digests(item, [response]));
    if (report.verdict === 'broken' || report.genTime === null)
      throw new AppError({
        code: 'STAMP_BROKEN',
        kind: 'invalid',
        message: `Cannot keep the timestamp for evidence ${id}: ${report.faults.join('; ')}`,
        hint: 'Ask the authority again, or another one.',
        data: { faults: report.faults },
      });
    const stamp = { evidence: id, authority, response, nonce, stampedAt: report.genTime };
    await asKeeper(this.#office.database, (transaction) => keepStamp(transaction, stamp, report));
    await this.#office.step({ item, act: 'stamped', by, note: `${authority} at ${report.genTime}`.slice(0, 500) });
    return report;
  }

  /** Verifies every stamp of an item again and keeps what was found. */
  async verify(id: string): Promise<CheckedStamp[]> {
    const { database } = this.#office;
    const stamps = await asKeeper(database, (transaction) => stampsOf(transaction, id));
    if (stamps.length > 0) {
      const item = await evidenceKept(database, id);
      const digests = await this.#digests(
        item,
        stamps.map(({ response }) => response),
      );
      for (const { number, response, nonce } of stamps)
        await this.#keepCheck(number, this.#verify(response, nonce, digests));
    }
    return await asKeeper(database, (transaction) => checkedStamps(transaction, id));
  }

  /** Verifies again what was not for so many days. Returns the items with a stamp that no longer holds. */
  async verifyDue(days: number): Promise<string[]> {
    const before = new Date(this.#now().getTime() - days * 86_400_000).toISOString();
    const fallen: string[] = [];
    const due = await asKeeper(this.#office.database, (transaction) => stampsDue(transaction, before, MOST_AT_ONCE));
    for (const id of due) if ((await this.verify(id)).some(({ verdict }) => verdict === 'broken')) fallen.push(id);
    return fallen;
  }

  /** The roots of the authorities that are trusted here. */
  roots(): Certificate[] {
    return selfSigned(this.#certificates());
  }

  #keepCheck(stamp: number, report: StampReport): Promise<void> {
    return asKeeper(this.#office.database, (transaction) => keepStampCheck(transaction, stamp, report));
  }

  #verify(response: Uint8Array, nonce: string | null, digests: Record<string, string>): StampReport {
    const certificates = this.#certificates();
    const roots = selfSigned(certificates);
    return verifyStamp(response, {
      digests,
      nonce,
      policy: null,
      roots,
      others: certificates,
      now: this.#now().getTime(),
    });
  }

  /** The digests that answers stamp. SHA-256 stands in the record; for another one the item is read, unless it is erased. */
  async #digests(item: Evidence, responses: readonly Uint8Array[]): Promise<Record<string, string>> {
    const others = new Set(responses.map(stampedDigest).filter((name) => name !== null && name !== 'sha256'));
    if (others.size === 0 || item.erasure) return { sha256: item.sha256 };
    const hashes = [...others].map((name) => ({ name, hash: createHash(String(name)) }));
    for await (const piece of this.#office.vault.stream(item)) for (const { hash } of hashes) hash.update(piece);
    return Object.fromEntries([['sha256', item.sha256], ...hashes.map(({ name, hash }) => [name, hash.digest('hex')])]);
  }

  /** Roots (self-signed) and those in between, in PEM or DER, that the operator has put there. */
  #certificates(): Certificate[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((name) => /\.(pem|crt|cer|der)$/i.test(name))
      .flatMap((name) => {
        try {
          return readCertificates(readFileSync(join(this.#folder, name)));
        } catch (cause) {
          throw new AppError({
            code: 'AUTHORITY_UNREADABLE',
            kind: 'usage',
            message: `Cannot read the trusted authority ${join(this.#folder, name)}: ${messageOf(cause)}`,
            hint: "Put the authority's certificate there in PEM or DER, or take the file away.",
            cause,
          });
        }
      });
  }
}

function selfSigned(certificates: readonly Certificate[]): Certificate[] {
  return certificates.filter(({ issuer, subject }) => Buffer.from(issuer).equals(subject));
}
