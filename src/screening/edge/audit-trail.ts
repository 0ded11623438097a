import type { Database } from '../../store/database.ts';
import type { AuditRecord } from '../memory/audit-entry.ts';
import { appendAudit } from './store-audit.ts';

interface Waiting {
  records: readonly AuditRecord[];
  done(): void;
  failed(cause: unknown): void;
}

/**
 * Writes the audit trail. Requests that answer while a write is under way share the next one: each waits until its own
 * records are on disk, and many cost little more than one.
 */
export class AuditTrail {
  readonly #database: Database;
  #waiting: Waiting[] = [];
  #writing = false;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Resolves when the records are kept for good; rejects when they are not, and then the answer must not go out. */
  append(records: readonly AuditRecord[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    return new Promise((done, failed) => {
      this.#waiting.push({ records, done, failed });
      if (!this.#writing) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await appendAudit(
          this.#database,
          batch.flatMap(({ records }) => records),
        );
        for (const { done } of batch) done();
      } catch (cause) {
        for (const { failed } of batch) failed(cause);
      }
    }
    this.#writing = false;
  }
}
