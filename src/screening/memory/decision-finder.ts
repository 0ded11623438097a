import type { Subject } from '../score-pair.ts';
import type { MatchDecision } from './match-decision.ts';
import { queryFingerprint } from './query-fingerprint.ts';

/** All standing decisions and the day on which they are asked, as one run of many questions takes them. */
export interface StandingDecisions {
  decisions: readonly MatchDecision[];
  /** `YYYY-MM-DD`, UTC. */
  today: string;
}

/** Makes the function that finds the decisions on a question or its customer. */
export function decisionFinder({ decisions }: StandingDecisions) {
  const byCustomer = grouped(decisions, 'customer');
  const byFingerprint = grouped(decisions, 'fingerprint');
  return (customer: string | null, subject: Subject): MatchDecision[] => {
    const own = customer === null ? [] : (byCustomer.get(customer) ?? []);
    // A fingerprint costs as much as reading the row, so it is made only where one could be found.
    const asked = byFingerprint.size === 0 ? [] : (byFingerprint.get(queryFingerprint(subject)) ?? []);
    return [...own, ...asked];
  };
}

function grouped(decisions: readonly MatchDecision[], by: 'customer' | 'fingerprint'): Map<string, MatchDecision[]> {
  const groups = new Map<string, MatchDecision[]>();
  for (const decision of decisions) {
    const key = decision[by];
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), decision]);
  }
  return groups;
}
