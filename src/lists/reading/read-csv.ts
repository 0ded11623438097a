import Papa from 'papaparse';
import type { SourceFile } from '../list-reader.ts';
import { decodeText } from './decode-text.ts';
import { FETCH_AGAIN, READ_LIMITS, tooLarge, unreadable } from './file-errors.ts';

const END_MARK = String.fromCharCode(0x1a);

export interface CsvRow {
  /** Line of the row's first character, from 1. */
  line: number;
  cells: string[];
}

export interface CsvPlan {
  /** What the file should be, for messages: `the OFAC SDN list`. */
  title: string;
  delimiter?: ',' | ';' | '\t' | undefined;
  encoding?: string;
}

/**
 * The rows of a CSV file, streamed; blank lines are left out. A trailing 0x1A (end of file of old systems) and NUL
 * padding are dropped. A web page, a binary file and a quote that never closes are refused.
 */
export async function* readCsv(file: SourceFile, plan: CsvPlan): AsyncGenerator<CsvRow> {
  let rest = '';
  let line = 1;
  let first = true;
  for await (const text of decodeText(file, plan.encoding)) {
    if (first && text.length > 0) {
      refuseOtherKinds(file.name, text, plan.title);
      first = false;
    }
    const parsed = parseChunk(rest + text, plan, false);
    rest = parsed.rest;
    if (rest.length > READ_LIMITS.recordCharacters) throw neverCloses(file.name, line);
    for (const cells of parsed.rows) {
      yield* row(file.name, cells, line);
      line += linesOf(cells);
    }
  }
  const last = parseChunk(withoutEndMark(rest), plan, true);
  if (last.unclosed) throw neverCloses(file.name, line);
  for (const cells of last.rows) {
    yield* row(file.name, cells, line);
    line += linesOf(cells);
  }
}

/** The cells of the first row in the start of a file, for recognition; empty when the row does not end there. */
export function firstCsvRow(head: string, delimiter: CsvPlan['delimiter'] = ','): string[] {
  return parseChunk(head.replace(/^\ufeff/, ''), { title: '', delimiter }, false).rows[0] ?? [];
}

function* row(file: string, cells: string[], line: number): Generator<CsvRow> {
  if (cells.length === 1 && cells[0]?.trim() === '') return;
  for (const cell of cells) {
    if (cell.length > READ_LIMITS.csvFieldCharacters) throw tooLarge(file, `line ${line} holds an endless field`);
  }
  yield { line, cells };
}

/** Files written by old systems end with 0x1A. */
function withoutEndMark(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(END_MARK) ? trimmed.slice(0, -1) : text;
}

interface ParsedChunk {
  rows: string[][];
  rest: string;
  unclosed: boolean;
}

/** Parses whole rows and returns what follows the last row that surely ended. */
function parseChunk(text: string, plan: CsvPlan, final: boolean): ParsedChunk {
  if (text === '') return { rows: [], rest: '', unclosed: false };
  const parser = new Papa.Parser({ delimiter: plan.delimiter ?? ',', newline: newlineOf(text) });
  const result = parser.parse(text, 0, !final) as Papa.ParseResult<string[]>;
  const unclosed = result.errors.some((error) => error.code === 'MissingQuotes');
  return { rows: result.data, rest: final ? '' : text.slice(result.meta.cursor), unclosed };
}

function newlineOf(text: string): '\r\n' | '\n' | '\r' {
  const at = text.search(/[\r\n]/);
  if (at < 0 || text[at] === '\n') return '\n';
  return text[at + 1] === '\n' ? '\r\n' : '\r';
}

function linesOf(cells: string[]): number {
  let lines = 1;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines += 1;
  }
  return lines;
}

function refuseOtherKinds(name: string, start: string, title: string): void {
  const begin = start.trimStart().slice(0, 200).toLowerCase();
  if (begin.startsWith('<!doctype') || begin.startsWith('<html')) {
    throw unreadable(
      name,
      `it is a web page, not ${title}`,
      'The server answered with a page. Fetch the file again later.',
    );
  }
  if (start.includes('\0')) throw unreadable(name, `it is a binary file, not ${title}`, FETCH_AGAIN);
}

function neverCloses(name: string, line: number) {
  return unreadable(name, 'opens a quote that never closes; the file may be cut off', FETCH_AGAIN, line);
}
