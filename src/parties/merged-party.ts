import { joinSentence } from './join-sentence.ts';
import type { Join } from './merge-entry.ts';

/** A party as merging made it. */
export interface MergedParty {
  id: string;
  caption: string;
  members: readonly { id: string; list: string; caption: string }[];
  joins: readonly Join[];
}

/** The party of which the entry is a member; null when there is none. */
export type PartyOf = (id: string) => MergedParty | null;

/** Its joins, strongest first, each with its reason in a sentence. */
export function explainedJoins({ joins }: MergedParty): (Join & { explanation: string })[] {
  return joins.map((join) => ({ ...join, explanation: joinSentence(join) }));
}
