import type { Subject } from '../score-pair.ts';
import { identifyingFactsHash } from './identifying-facts.ts';

export type MatchVerdict = 'same' | 'different' | 'unsure';

/** A person's decision on whether a listed party is the one that was asked for. */
export interface MatchDecision {
  id: number;
  /** The asker's own id of a customer; null when the decision is on one question. */
  customer: string | null;
  /** Fingerprint of one question; null when the decision is on a customer. */
  fingerprint: string | null;
  question: Subject | null;
  /** Id of the party when it was decided; it may have been merged since. */
  party: string;
  factsHash: string;
  verdict: MatchVerdict;
  reason: string;
  author: string;
  decidedAt: string;
  /** The last day on which it holds, UTC; null for no end. */
  expiresOn: string | null;
  undoneAt: string | null;
  undoneBy: string | null;
  undoneReason: string | null;
}

/** Whether a decision holds; if not, why. */
export type DecisionStanding = 'holds' | 'undone' | 'expired' | 'party-gone' | 'facts-changed';

/** Tells whether a decision holds on a day (`YYYY-MM-DD`), with the party as the lists in force have it. */
export function standingOf(
  decision: Pick<MatchDecision, 'undoneAt' | 'expiresOn' | 'factsHash'>,
  party: { subject: Subject } | undefined,
  today: string,
): DecisionStanding {
  if (decision.undoneAt !== null) return 'undone';
  if (decision.expiresOn !== null && decision.expiresOn < today) return 'expired';
  if (!party) return 'party-gone';
  return identifyingFactsHash(party.subject) === decision.factsHash ? 'holds' : 'facts-changed';
}

/** The latest decision on each party that has not been undone, by the party's present id. */
export function decisionsByParty(
  decisions: readonly MatchDecision[],
  presentId: (party: string) => string | undefined,
): Map<string, MatchDecision> {
  const latest = new Map<string, MatchDecision>();
  for (const decision of [...decisions].sort((one, other) => one.id - other.id))
    if (decision.undoneAt === null) latest.set(presentId(decision.party) ?? decision.party, decision);
  return latest;
}
