import type { Share } from './share.ts';

/** What the records call someone who owns or is owned. */
export interface OwnershipNode {
  /** Unique in its file; nodes of several files are one where an identifier is. */
  id: string;
  name: string;
  kind: 'entity' | 'person' | 'arrangement' | 'unknown';
  /** `scheme:number` in lower case: `lei:5493001z012ysb2a0k51`, `gb-coh:07444723`. */
  identifiers: readonly string[];
}

/** Where a statement stands, and what its source calls it. */
export interface OwnershipSource {
  /** Statement or row: a BODS record id, `line 12`. */
  record: string;
  /** Day on which the source says or registers it; null when it does not say. */
  saidOn: string | null;
  /** The file that says it; two files speak of the same shares, one file of different ones. */
  file?: string;
}

/** Shares of one kind that one party holds in another, from a day to (not on) a day. */
export interface Holding {
  owner: string;
  owned: string;
  share: Share;
  kind: 'ownership' | 'votes';
  /**
   * `direct`: counts as it stands. `untraced`: an indirect or consolidated interest whose path is not known, so that it
   * may count for nothing or for all; its share is then unknown and what the source declares stands in `declared`.
   */
  path: 'direct' | 'untraced';
  declared: Share | null;
  from: string | null;
  to: string | null;
  /** Holdings of one firm with the same word are held jointly. */
  joint: string | null;
  source: OwnershipSource;
}

/** Something else than shares by which one party may control another. A claim: never part of a sum. */
export interface ControlClaim {
  controller: string;
  controlled: string;
  /** BODS interest type or GLEIF relation: `boardMember`, `nominee`, `appointmentOfBoard`, `fund-management`. */
  means: string;
  details: string | null;
  from: string | null;
  to: string | null;
  source: OwnershipSource;
}

/** What a source says it does not say: an owner withheld, an exception from reporting. */
export interface Silence {
  about: string;
  what: string;
  reason: string;
  source: OwnershipSource;
}

/** A row or statement that could not be taken. */
export interface OwnershipRejection {
  record: string;
  reason: string;
}

export interface OwnershipRecords {
  format: 'lists' | 'bods' | 'gleif-lei' | 'gleif-rr' | 'gleif-repex' | 'csv';
  nodes: OwnershipNode[];
  holdings: Holding[];
  claims: ControlClaim[];
  silences: Silence[];
  rejections: OwnershipRejection[];
}

export function emptyRecords(format: OwnershipRecords['format']): OwnershipRecords {
  return { format, nodes: [], holdings: [], claims: [], silences: [], rejections: [] };
}

/** True on days from `from` to the day before `to`; an open end reaches for ever. */
export function holdsOn({ from, to }: { from: string | null; to: string | null }, day: string): boolean {
  return (from === null || from <= day) && (to === null || day < to);
}
