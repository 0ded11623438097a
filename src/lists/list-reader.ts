import type { DesignationRecord, LinkRecord, PartyChange, PartyRecord, Rejection } from './list-record.ts';

/** What a list says about itself. */
export interface ListHeader {
  /** PartialDate or ISO instant on which the authority published or generated the file; null when it does not say. */
  publishedAt: string | null;
  /** The number of records that the file declares, when it does; checked at the end of a whole file. */
  declaredCount?: number;
  /** True when the file holds only what changed; `removal` and `change` are then allowed. */
  delta?: boolean;
  /** What the file set lacks, in words: `aliases`, `addresses`. They are carried over from the version before. */
  lacks?: readonly string[];
  /** Other self-descriptions worth keeping: a file id, a version number. */
  notes?: Record<string, string>;
}

/**
 * Receives a list as it is read. Readers push, the header first; after it, a designation or a link may come before
 * or after its party. `ready` resolves when the receiver can take more: readers await it between chunks of input, so
 * that a list of any size passes through constant memory.
 */
export interface ListSink {
  header(header: ListHeader): void;
  party(record: PartyRecord): void;
  designation(record: DesignationRecord): void;
  link(record: LinkRecord): void;
  /** Delta files only: the party left the list. */
  removal(party: string): void;
  /** Delta files only: values of a party that came and went. */
  change(change: PartyChange): void;
  reject(rejection: Rejection): void;
  ready(): Promise<void>;
}

export type Cell = string | number | boolean | Date | null;

export interface Sheet {
  name: string;
  rows: readonly (readonly Cell[])[];
}

/** A file to read, already decompressed: `.gz` and members of `.zip` arrive as the file inside. */
export interface SourceFile {
  /** File name without folder. */
  name: string;
  /** Bytes on disk, before decompression. */
  size: number;
  /** The bytes, from the start; may be called again. */
  open(): AsyncIterable<Uint8Array>;
}

/** The start of a file, for recognition. */
export interface SourceSample {
  name: string;
  /** The first 16 KiB as text, decoded by the file's own mark or declaration; empty for a spreadsheet. */
  head: string;
  /** The sheets of an .xlsx file. */
  sheets?: readonly Sheet[];
}

/** Reads one authority's file format. One file or folder each under `readers/`. */
export interface ListReader {
  /** Stable name of the format: `ofac-sdn-advanced-xml`. */
  format: string;
  title: string;
  /**
   * The id of the list that the file is (`us-ofac-sdn`) when it looks like this format, judged by its content first
   * and its name only between twins; null for anything else, every other reader's files included.
   */
  recognises(sample: SourceSample): string | null;
  /** Names of the files in the same folder that complete this one, wanted but not required: `alt.csv` for `sdn.csv`. */
  companions?(mainName: string): readonly string[];
  /**
   * Streams the list into the sink. Throws AppError (kind `invalid` or `too-large`) when the file as a whole is
   * not what it should be: wrong authority, truncated, not well-formed, wrong encoding, entity declarations, a
   * column missing. A bad record is rejected through the sink and reading goes on.
   */
  read(file: SourceFile, sink: ListSink, companions?: ReadonlyMap<string, SourceFile>): Promise<void>;
}
