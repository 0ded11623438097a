import type { Properties } from '../parties/entity.ts';

/** Where in the source file a thing stands. `line` counts from 1; a spreadsheet names its sheet as well. */
export interface SourcePlace {
  line?: number;
  sheet?: string;
  file?: string;
}

/**
 * A party as one authority's list writes it. `key` is the list's own stable reference where it has one
 * (`KPe.012`, `15036`, `EU.4083.1`), unique in the list; a reader that must make one says so in its docs.
 * `properties` are FollowTheMoney names; values are as the list writes them, trimmed, dates as PartialDate,
 * countries as lower-case ISO 3166-1 alpha-2.
 */
export interface PartyRecord {
  key: string;
  schema: string;
  properties: Properties;
  /** Identifiers that were found inside free text, each with where: IMO numbers and wallets in remarks. */
  extracted?: Extraction[];
  place?: SourcePlace;
}

/** An identifier dug out of a remark, with the place kept. */
export interface Extraction {
  property: string;
  value: string;
  /** The property or element whose text held it: `remarks`, `otherInformation`. */
  field: string;
  /** Offset of the match in that text, in UTF-16 code units. */
  offset: number;
  /** The matched text itself, at most 120 characters. */
  text: string;
}

/** An authority's act of listing. One party may have several on one list (several programmes or instruments). */
export interface DesignationRecord {
  /** `key` of the party. */
  party: string;
  /** The authority's programme tags, as written: `DPRK3`, `PRK`, `1718 (DPRK)`. */
  programmes: string[];
  /** The authority's reference number of this listing, where it differs from the party's key. */
  reference?: string;
  /** PartialDate of the listing; null when the list does not say. */
  listedOn: string | null;
  /** PartialDates of later changes, ascending. */
  amendedOn?: string[];
  /** PartialDate of the removal, for lists that keep what they removed. */
  delistedOn?: string;
  /** The legal act that lists, as the list cites it. */
  legalBasis?: string[];
  /** Measures as the list itself names them: `Asset freeze`, `Travel Ban`. */
  provisions?: string[];
  /** Permanent reference of the Security Council's list, where the authority carries it over: `KPe.012`. */
  unscReference?: string;
  reason?: string;
  place?: SourcePlace;
}

/** A relation that the list states between two of its parties, or between a party and a name. */
export interface LinkRecord {
  /** FollowTheMoney edge schema: Ownership, Directorship, Family, Associate, Representation, UnknownLink. */
  schema: string;
  /** `key` of the party the edge starts from (owner, director, person, subject). */
  from: string;
  /** `key` of the party it points to. */
  to: string;
  role?: string;
  place?: SourcePlace;
}

/** A row or record that could not be taken, and why. Never dropped in silence. */
export interface Rejection {
  place: SourcePlace;
  /** One sentence without a final period: `designation date "31/02/2020" is not a date`. */
  reason: string;
  /** The reference of the record, where it was readable. */
  reference?: string;
  /** `record`: the whole record was left out. `value`: one value was left out and the record loaded. */
  severity: 'record' | 'value';
}

/** Values that a delta file takes from and gives to a party; applied to the version before. */
export interface PartyChange {
  party: string;
  add: Properties;
  remove: Properties;
  designations?: { add: DesignationRecord[]; remove: DesignationRecord[] };
  place?: SourcePlace;
}
