import type { Database } from '../../store/database.ts';
import type { AuditRecord } from '../memory/audit-entry.ts';
import { SharedTrips } from './shared-trips.ts';
import { appendAudit } from './store-audit.ts';

/** Writes the audit trail; requests that answer at the same time share their writes. */
export class AuditTrail {
  readonly #writes: SharedTrips<readonly AuditRecord[], void>;

  constructor(database: Database) {
    this.#writes = new SharedTrips((batches) => appendAudit(database, batches.flat()));
  }

  /** Resolves when the records are kept for good; rejects when they are not, and then the answer must not go out. */
  async append(records: readonly AuditRecord[]): Promise<void> {
    if (records.length > 0) await this.#writes.join(records);
  }
}
