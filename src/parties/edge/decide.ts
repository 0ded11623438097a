import { AppError } from '../../kernel/errors.ts';
import type { Queryable } from '../../store/database.ts';
import type { MergedParty, PartyOf } from '../merged-party.ts';
import { decisionsOn, keepDecision, type NewDecision, type StoredDecision } from './store.ts';

/** Fewest and most characters of a reason. */
export const REASON_LENGTH = { least: 3, most: 2000 };

/**
 * Keeps a person's decision on two entries. Refuses one on an entry and itself, on entries that no list in use has, and
 * the withdrawal of what does not hold; a decision on entries that have since left the lists can be withdrawn.
 */
export async function decide(database: Queryable, partyOf: PartyOf, decision: NewDecision): Promise<StoredDecision> {
  const { one, other, verdict } = decision;
  if (one === other) throw samePair(one);
  if (verdict === 'withdrawn') await refuseUndecided(database, one, other);
  else for (const id of [one, other]) knownParty(partyOf, id);
  return await keepDecision(database, decision);
}

/** True when merging holds the entries of a decision to be one party. */
export function areTogether(partyOf: PartyOf, { one, other }: StoredDecision): boolean {
  return partyOf(one)?.members.some(({ id }) => id === other) ?? false;
}

/** The party of which the entry is a member. Throws AppError (not-found) when there is none. */
export function knownParty(partyOf: PartyOf, id: string): MergedParty {
  const party = partyOf(id);
  if (party) return party;
  throw new AppError({
    code: 'PARTY_UNKNOWN',
    kind: 'not-found',
    message: `Cannot find the party "${id}"`,
    hint: 'Look it up by name first; its id and those of its entries are in the answer.',
  });
}

async function refuseUndecided(database: Queryable, one: string, other: string): Promise<void> {
  const decisions = await decisionsOn(database, [one]);
  if (decisions.some((known) => known.holds && [known.one, known.other].includes(other))) return;
  throw new AppError({
    code: 'NOTHING_DECIDED',
    kind: 'not-found',
    message: `Cannot take back a decision on "${one}" and "${other}": none holds`,
    hint: 'The decisions on a party name the two entries of each: watchkeeper parties merges ID',
  });
}

function samePair(id: string): AppError {
  return new AppError({
    code: 'DECISION_ON_ONE',
    kind: 'invalid',
    message: `Cannot decide on "${id}" and itself: a decision is on two entries`,
    hint: 'Name two different entries.',
  });
}
