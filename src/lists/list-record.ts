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

/** What a list says about itself. */
export interface ListHeader {
  /** PartialDate or ISO instant on which the authority published or generated the file; null when it does not say. */
  publishedAt: string | null;
  /** The number of records that the file declares, when it does; checked at the end of a whole file. */
  declaredCount?: number;
  /** Other self-descriptions worth keeping: a file id, a version number. */
  notes?: Record<string, string>;
}

/**
 * Receives a list as it is read. Readers push; records arrive in file order, but a designation may come before or
 * after its party. `ready` resolves when the receiver can take more: readers await it between chunks of input, so
 * that a list of any size passes through constant memory.
 */
export interface ListSink {
  header(header: ListHeader): void;
  party(record: PartyRecord): void;
  designation(record: DesignationRecord): void;
  link(record: LinkRecord): void;
  reject(rejection: Rejection): void;
  ready(): Promise<void>;
}

/** A file to read: bytes can be streamed again from the start as often as a reader needs. */
export interface SourceFile {
  /** File name without folder. */
  name: string;
  /** Size in bytes. */
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** Reads one authority's file format. One file or folder each under `readers/`. */
export interface ListReader {
  /** Stable name of the format: `ofac-sdn-advanced-xml`. */
  format: string;
  /** The list that a file of this format normally is: `us-ofac-sdn`. */
  list: string;
  title: string;
  /**
   * True when the files look like this format, judged by names and the first kilobytes. Must be false for every
   * other reader's files.
   */
  recognises(files: readonly SourceSample[]): boolean;
  /**
   * Streams the list into the sink. Throws AppError (kind `invalid` or `too-large`) when the file as a whole is
   * not what it should be: wrong authority, truncated, not well-formed, wrong encoding, entity declarations, a
   * column missing. A bad record is rejected through the sink and reading goes on.
   */
  read(files: readonly SourceFile[], sink: ListSink): Promise<void>;
}

/** The start of a file, for recognition. */
export interface SourceSample {
  name: string;
  /** The first 16 KiB (fewer when the file is shorter), decompressed where the file is .gz; raw for .zip and .xlsx. */
  head: Uint8Array;
}
