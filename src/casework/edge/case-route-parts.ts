import type { Database } from '../../store/database.ts';

export interface CaseRouteParts {
  database: Database;
  /** The proof of a record in the ledger, opened, as the text of a file. */
  proofOf(commitment: string): Promise<string>;
  now(): Date;
}
