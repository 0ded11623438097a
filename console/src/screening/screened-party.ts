import type { EntityAnswer, WatchkeeperAnswer } from '../../../src/screening/entity-answer.ts';
import type { ScoredEntity } from '../../../src/screening/screener.ts';

/** A party, relation or listing as the routes that speak yente give it; relations hold their other side within. */
export interface ScreenedParty extends Pick<EntityAnswer, 'id' | 'caption' | 'schema' | 'datasets' | 'referents'> {
  properties: Record<string, (string | ScreenedParty)[]>;
  watchkeeper?: WatchkeeperAnswer & { sentence?: string };
}

export interface ScoredParty extends ScreenedParty, Pick<ScoredEntity, 'score' | 'match' | 'explanations'> {}

/** The answers to a batch of queries, by their names. */
export interface MatchAnswer {
  responses: Record<string, { results: ScoredParty[] }>;
}
