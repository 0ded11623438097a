import type { ListedOwner } from './book.ts';
import type { OwnershipRecords } from './holding.ts';
import type { OwnershipRule } from './rules.ts';

/** A listing of a party on one list, as its dates say; a day known to the month or year stands for its first day. */
export interface OwnerListing {
  list: string;
  from: string | null;
  to: string | null;
}

export interface DatedOwner extends ListedOwner {
  listings: readonly OwnerListing[];
}

/** Listed parties, and the owners that the lists themselves state. */
export interface ListedSide {
  owners: readonly DatedOwner[];
  records: OwnershipRecords;
}

/**
 * The parties that a rule's authority listed on a day, by the dates that its lists write; a listing without a date
 * counts. Who was removed before the lists were loaded is not known here.
 */
export function listedOn(owners: readonly DatedOwner[], rule: OwnershipRule, day: string): Set<string> {
  const listed = new Set<string>();
  for (const { id, listings } of owners)
    if (
      listings.some(
        ({ list, from, to }) =>
          rule.lists.includes(list) && (from === null || from <= day) && (to === null || day < to),
      )
    )
      listed.add(id);
  return listed;
}
