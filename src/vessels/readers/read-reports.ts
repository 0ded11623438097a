import { ColumnDecoder } from '../ais/decode-columns.ts';
import { SentenceReader } from '../ais/sentence-reader.ts';
import type { ReportBatch } from '../report-batch.ts';
import { CsvReader, JsonLinesReader } from './text-readers.ts';

/** Takes the bytes of one file as they come, into a batch. */
export interface ReportReader {
  /** `nmea`, `csv` or `json-lines`. */
  format: string;
  /** `receivedAt`, Unix seconds, counts for sentences that say no time; 0 leaves them out. */
  feed(bytes: Uint8Array, receivedAt?: number): void;
  finish(): void;
}

export interface ReaderParts {
  batch: ReportBatch;
  /** What the file is called in messages. */
  name: string;
  /** Index of the source of a station of the file, in the table beside the columns; empty for the file itself. */
  sourceOf(station: string): number;
  /** For CSV: what → the header's own word for it. */
  columns?: Readonly<Record<string, string>>;
}

/** The reader for a file by how it begins. */
export function readerFor(begin: Uint8Array, parts: ReaderParts): ReportReader {
  const { batch, name, sourceOf, columns = {} } = parts;
  const text = new TextDecoder('latin1').decode(begin.subarray(0, 65_536));
  if (/![A-Z]{2}VD[MO],/.test(text)) {
    const reader = new SentenceReader(new ColumnDecoder(batch, sourceOf));
    return {
      format: 'nmea',
      feed: (bytes, receivedAt) => reader.feed(bytes, receivedAt),
      finish() {
        reader.finish();
        batch.lines = reader.lines;
      },
    };
  }
  const given = { batch, name, source: sourceOf(''), given: columns };
  const isJson = text.trimStart().startsWith('{');
  const reader = isJson ? new JsonLinesReader(given) : new CsvReader(given);
  return { format: isJson ? 'json-lines' : 'csv', feed: (bytes) => reader.feed(bytes), finish: () => reader.finish() };
}
