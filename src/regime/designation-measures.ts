import { firstDay, parsePartialDate } from '../kernel/partial-date.ts';
import { type Bite, biteOfTags, biteOfUnReference, isUnReference, type PartyKind } from './listing.ts';
import { loadRegime } from './load-regime.ts';

/** A listing as a list writes it; the names are those of a list's designation record. */
export interface Listing {
  /** Id of the list: `us-ofac-sdn`. */
  list: string;
  programmes: readonly string[];
  /** Measures that the list itself names: `Asset freeze`, `Paragraph 6 of resolution 2371 (2017)`. */
  provisions?: readonly string[] | undefined;
  /** FollowTheMoney schema of the party. */
  schema: string;
  /** The Security Council's reference, where the list carries it over. */
  unscReference?: string | undefined;
  /** PartialDate. */
  listedOn: string | null;
}

export interface DesignationMeasures extends Bite {
  /** The first day on which a measure bites: the listing's, or the measure's own start where later; null when unknown. */
  since: string | null;
}

/**
 * Which measures of which DPRK regimes bite for a party on an official list. Empty for programmes of other regimes.
 * A UN reference on any list brings the UN's own measures, whose start is then not known from that list.
 */
export function designationMeasures(listing: Listing): DesignationMeasures[] {
  const kind = kindOf(listing.schema);
  const bites: DesignationMeasures[] = [];
  const own = biteOfTags(listing.list, [...listing.programmes, ...(listing.provisions ?? [])], kind);
  if (own && own.measures.length > 0) bites.push({ ...own, since: sinceOf(own, listing.listedOn) });
  if (own?.regime !== 'un-dprk' && listing.unscReference && isUnReference(listing.unscReference.trim())) {
    const un = biteOfUnReference(kind);
    if (un.measures.length > 0) bites.push({ ...un, since: null });
  }
  return bites;
}

function kindOf(schema: string): PartyKind {
  if (schema === 'Person') return 'individual';
  return schema === 'Vessel' ? 'vessel' : 'organisation';
}

function sinceOf(bite: Bite, listedOn: string | null): string | null {
  const listed = listedOn === null ? null : parsePartialDate(listedOn);
  if (!listed) return null;
  const { measures } = loadRegime();
  const starts = bite.measures.flatMap((id) => measures.get(id)?.inForceFrom ?? []).sort();
  const earliest = starts[0] ?? listed;
  return firstDay(listed) < earliest ? earliest : listed;
}
