import type { Properties } from './entity.ts';

/** A list's entry as merging sees it. */
export interface MergeEntry {
  /** `un-sc-KPe.012`. */
  id: string;
  list: string;
  schema: string;
  properties: Properties;
  /** Permanent references of the Security Council's list: `KPe.012`. */
  unReferences: readonly string[];
  /** References shared within a family of lists: `ofac:15036`. */
  familyReferences: readonly string[];
}

/** What a person decided about two entries. */
export interface MergeDecision {
  one: string;
  other: string;
  verdict: 'same' | 'different';
}

export type JoinReason =
  | 'decision'
  | 'un-reference'
  | 'list-reference'
  | 'imo-number'
  | 'wallet'
  | 'identifier'
  | 'name-and-birth-date'
  | 'names-and-country'
  | 'name-and-address';

/** Why two entries are held to be one party; `one` stands first by list. */
export interface Join {
  one: string;
  other: string;
  reason: JoinReason;
  /** 0 to 1. */
  score: number;
  /** What agreed, in words, each with its value. */
  parts: Readonly<Record<string, string>>;
}

/** Entries that are one party. */
export interface Cluster {
  /** The member's id that stands first by list, then by id. */
  id: string;
  /** All members, the first being `id`. */
  members: readonly string[];
  joins: readonly Join[];
}

/** How names are compared: given by the room that knows. */
export interface NameComparison {
  /** 0 to 1 for the best pair of names. */
  score(one: MergeEntry, other: MergeEntry): number;
  /** Keys of the entry's names; parties whose names share none are never compared. */
  keys(entry: MergeEntry): readonly string[];
}
