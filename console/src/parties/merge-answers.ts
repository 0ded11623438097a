import type { StoredDecision } from '../../../src/parties/edge/store.ts';
import type { Join } from '../../../src/parties/merge-entry.ts';
import type { MergedParty } from '../../../src/parties/merged-party.ts';

export type { StoredDecision };

/** Why entries are one party, and every decision that people took on them. */
export interface MergeAnswer extends MergedParty {
  joins: readonly (Join & { explanation: string })[];
  decisions: readonly StoredDecision[];
}

/** What is asked of the reader to decide. */
export interface OpenDecision {
  one: string;
  other: string;
  verdict: StoredDecision['verdict'];
}

/** A decision kept, and whether its two entries are one party now. */
export interface DecisionAnswer extends StoredDecision {
  together: boolean;
}
