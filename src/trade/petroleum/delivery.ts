import type { SupplyPeriod } from './supply-period.ts';

/** What a source says was supplied. Barrels, tonnes or both, as the source gives them. */
export interface Delivery {
  /** Lower-case country codes; more than one where the source states them together only. */
  suppliers: string[];
  period: SupplyPeriod;
  /** `refined`, `crude` or a product of the factor register. */
  product: string;
  barrels: number | null;
  tonnes: number | null;
  /** Address or name of what says so. */
  source: string | null;
  /** Day on which the source said it, for telling a revision from a contradiction. */
  publishedOn: string | null;
  /** Of the file that it was read from. */
  file: { name: string; sha256: string; line: number };
  exercise: boolean;
}

/** A ship that may have brought a cargo: a port call or a transfer at sea. */
export interface TankerCall {
  vessel: string;
  imo: string | null;
  /** Tonnes. */
  deadweight: number;
  kind: 'port-call' | 'transfer';
  /** Day, `YYYY-MM-DD`. */
  on: string;
  place: string | null;
  /** The other ship of a transfer, by IMO number or name. */
  other: string | null;
  /** `refined`, `crude` or a product of the factor register. */
  product: string;
  source: string | null;
  /** Findings of the watches over ships that tell of the same. */
  findings: string[];
  file: { name: string; sha256: string; line: number };
  exercise: boolean;
}

/** A row that could not be read, with why. */
export interface RejectedRow {
  line: number;
  reason: string;
}
