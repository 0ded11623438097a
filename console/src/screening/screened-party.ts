import type { EntityAnswer, WatchkeeperAnswer } from '../../../src/screening/entity-answer.ts';
import type { DecidedMatch } from '../../../src/screening/memory/match-decided.ts';
import type { Subject } from '../../../src/screening/score-pair.ts';
import type { ScoredEntity } from '../../../src/screening/screener.ts';

/** A party, relation or listing as the routes that speak yente give it; relations hold their other side within. */
export interface ScreenedParty extends Pick<EntityAnswer, 'id' | 'caption' | 'schema' | 'datasets' | 'referents'> {
  properties: Record<string, (string | ScreenedParty)[]>;
  watchkeeper?: WatchkeeperAnswer & { sentence?: string; decision?: DecidedMatch | null };
}

export interface ScoredParty extends ScreenedParty, Pick<ScoredEntity, 'score' | 'match' | 'explanations'> {}

/** What a decision on a match is about: one question, as asked or by its fingerprint, or a customer. */
export type DecidedOn = { fingerprint: string } | { query: Subject } | { customer: string };

/** A result with the question that it answers; null where the server remembers nothing. */
export interface Match {
  party: ScoredParty;
  about: DecidedOn | null;
}

/** The answers to a batch of queries, by their names. */
export interface MatchAnswer {
  responses: Record<string, { results: ScoredParty[]; query?: { fingerprint?: string } }>;
}
