import type { MergedParty } from '../parties/merged-party.ts';
import { listedParty } from '../screening/party.ts';
import type { Screener } from '../screening/screener.ts';

/** The screener's party of which the entry is a member, as the room of parties tells of it. */
export function mergedParty(screener: Screener, id: string): MergedParty | null {
  const party = screener.find(id);
  if (!party) return null;
  const { members, joins } = party;
  return {
    id: party.id,
    caption: listedParty(party).caption,
    joins,
    members: members.map((member) => ({ id: member.id, list: member.entry.list, caption: member.entry.caption })),
  };
}
