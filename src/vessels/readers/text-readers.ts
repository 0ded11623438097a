import { csvCells, csvRow } from '../../kernel/csv-line.ts';
import type { ReportBatch } from '../report-batch.ts';
import { PositionRows } from './position-rows.ts';

const [NEWLINE, RETURN] = [10, 13];
/** Bytes of a line; longer ones are no rows. */
const MOST_LINE = 65_536;
const decoder = new TextDecoder();

export interface TextReaderParts {
  batch: ReportBatch;
  /** Index of the source in the table beside the columns. */
  source: number;
  /** What → the header's own word for it. */
  given: Readonly<Record<string, string>>;
  /** What the file is called in messages. */
  name: string;
}

/** Reads a file line by line out of bytes as they come; what a line means is said by those that extend it. */
abstract class LineReader {
  readonly parts: TextReaderParts;
  #carry: Uint8Array | null = null;
  #line = 0;

  constructor(parts: TextReaderParts) {
    this.parts = parts;
  }

  abstract readLine(line: number, text: string): void;

  feed(bytes: Uint8Array): void {
    const before = this.#carry ?? new Uint8Array(0);
    this.#carry = null;
    const all = before.length === 0 ? bytes : new Uint8Array(before.length + bytes.length);
    if (all !== bytes) {
      all.set(before);
      all.set(bytes, before.length);
    }
    const end = all.lastIndexOf(NEWLINE);
    if (end >= 0) for (const line of decoder.decode(all.subarray(0, end)).split('\n')) this.#take(line);
    // A line that does not end is cut off here and rejected when its end comes.
    if (end + 1 < all.length) this.#carry = all.slice(end + 1, end + 2 + MOST_LINE);
  }

  finish(): void {
    if (this.#carry) this.#take(decoder.decode(this.#carry));
    this.#carry = null;
    this.end();
    this.parts.batch.lines = this.#line;
  }

  /** After the last line. */
  end(): void {}

  #take(text: string): void {
    this.#line++;
    const line = text.charCodeAt(text.length - 1) === RETURN ? text.slice(0, -1) : text;
    if (line.length > MOST_LINE) this.parts.batch.reject(this.#line, `a line of more than ${MOST_LINE} bytes`);
    else if (line !== '') this.readLine(this.#line, line);
  }
}

/** Lines of one row: a quote that does not end by then is no quote. */
const MOST_LINES_OF_ROW = 20;

/** Position files of values separated by commas, semicolons or tabs, with a header. */
export class CsvReader extends LineReader {
  #rows: PositionRows | null = null;
  #separator = ',';
  /** Lines of a row whose quoted cell goes on, and the number of the first. */
  #open: string[] = [];
  #openFrom = 0;

  readLine(line: number, text: string): void {
    if (!this.#rows) {
      this.#readHeader(text.replace(/^\uFEFF/, ''));
      return;
    }
    if (this.#open.length === 0) this.#openFrom = line;
    const whole = this.#open.length === 0 ? text : `${this.#open.join('\n')}\n${text}`;
    const { cells, goesOn } = csvRow(whole, this.#separator);
    if (goesOn) this.#open.push(text);
    if (this.#open.length > MOST_LINES_OF_ROW || whole.length > MOST_LINE) this.end();
    else if (!goesOn) {
      this.#open = [];
      this.#rows.take(this.#openFrom, cells);
    }
  }

  /** Rows whose quotes never end are taken line by line, as if the quotes were letters. */
  override end(): void {
    const [open, from] = [this.#open, this.#openFrom];
    this.#open = [];
    for (const [k, text] of open.entries()) this.#rows?.take(from + k, text.split(this.#separator));
  }

  #readHeader(header: string): void {
    for (const one of [';', '\t'])
      if (header.split(one).length > header.split(this.#separator).length) this.#separator = one;
    this.#rows = new PositionRows(csvCells(header, this.#separator), this.parts);
  }
}

/** Position files with one JSON object a line; the first one's names are the columns. */
export class JsonLinesReader extends LineReader {
  #rows: PositionRows | null = null;
  #names: string[] = [];

  readLine(line: number, text: string): void {
    let row: unknown;
    try {
      row = JSON.parse(text);
    } catch {
      row = null;
    }
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      this.parts.batch.reject(line, 'a line that is no JSON object');
      return;
    }
    if (!this.#rows) {
      this.#names = Object.keys(row);
      this.#rows = new PositionRows(this.#names, this.parts);
    }
    const values = row as Record<string, unknown>;
    this.#rows.take(
      line,
      this.#names.map((name) => String(values[name] ?? '')),
    );
  }
}
