import type { Subject } from '../score-pair.ts';
import type { MatchOptions, ScoredEntity, Screener } from '../screener.ts';
import { type DecisionStanding, decisionsByParty, type MatchDecision, standingOf } from './match-decision.ts';

/** What is told of a decision on a result. */
export interface DecidedMatch
  extends Pick<MatchDecision, 'id' | 'verdict' | 'reason' | 'author' | 'decidedAt' | 'expiresOn'> {
  standing: DecisionStanding;
}

export interface DecidedAnswer {
  results: (ScoredEntity & { decision: DecidedMatch | null })[];
  /** How many of the results match. */
  total: number;
}

/** Matches a question; what was decided to be different is left out before the limit counts, unless it is to be told too. */
export function matchDecided(
  screener: Screener,
  subject: Subject,
  { options, includeDifferent }: { options: MatchOptions; includeDifferent: boolean },
  { decisions, today }: { decisions: readonly MatchDecision[]; today: string },
): DecidedAnswer {
  if (decisions.length === 0) {
    const { results, total } = screener.match(subject, options);
    return { results: results.map((result) => ({ ...result, decision: null })), total };
  }
  const byParty = decisionsByParty(decisions, (party) => screener.find(party)?.id);
  const told = new Map<string, DecidedMatch>();
  for (const [party, decision] of byParty) {
    const { id, verdict, reason, author, decidedAt, expiresOn } = decision;
    const standing = standingOf(decision, screener.find(party), today);
    told.set(party, { id, verdict, reason, author, decidedAt, expiresOn, standing });
  }
  const different = [...told].flatMap(([party, one]) =>
    one.verdict === 'different' && one.standing === 'holds' ? [party] : [],
  );
  const { scope } = options;
  const excludeIds = [...(scope.excludeIds ?? []), ...(includeDifferent ? [] : different)];
  const { results, total } = screener.match(subject, { ...options, scope: { ...scope, excludeIds } });
  return { results: results.map((result) => ({ ...result, decision: told.get(result.id) ?? null })), total };
}
