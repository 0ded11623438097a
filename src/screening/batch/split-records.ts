import { LONGEST_LINE } from './read-json-line.ts';
import type { RawRecord } from './screen-records.ts';

/** UTF-16 code units of one row: 40 cells as long as a value may be. */
const LONGEST_ROW = 200_000;

/** Finds the record that begins at a place in the text; null when more text is needed. */
type Finder = (
  text: string,
  from: number,
  final: boolean,
) => { record: Omit<RawRecord, 'line'> | null; end: number } | null;

/**
 * The rows of a CSV text (RFC 4180, any line end) in batches as the text comes, blank ones left out. A line whose
 * quotes are not well-formed is a record with a fault, and reading goes on with the next line: one stray quote does
 * not swallow the rows after it.
 */
export function delimitedRecords(chunks: AsyncIterable<string>, delimiter: string): AsyncGenerator<RawRecord[]> {
  return records(chunks, (text, from, final) => findRow(text, from, final, delimiter));
}

/** The lines of a JSON lines text in batches as the text comes, blank ones left out; endless ones are faults. */
export function lineRecords(chunks: AsyncIterable<string>): AsyncGenerator<RawRecord[]> {
  return records(chunks, (text, from, final) => {
    const end = lineEnd(text, from, final);
    if (end === null) return null;
    const line = text.slice(from, end);
    return { record: line.trim() === '' ? null : { text: line }, end: end + 1 };
  });
}

async function* records(chunks: AsyncIterable<string>, find: Finder): AsyncGenerator<RawRecord[]> {
  let rest = '';
  let line = 1;
  let skipping = false;
  const take = (text: string, final: boolean): RawRecord[] => {
    const batch: RawRecord[] = [];
    let at = 0;
    while (at < text.length) {
      const found = find(text, at, final);
      if (!found) break;
      if (found.record) batch.push({ line, ...found.record });
      line += linesIn(text, at, found.end);
      at = found.end;
    }
    rest = text.slice(at);
    return batch;
  };
  for await (const chunk of chunks) {
    let text = chunk;
    if (skipping) {
      const end = text.indexOf('\n');
      if (end < 0) continue;
      text = text.slice(end + 1);
      line += 1;
      skipping = false;
    }
    const batch = take(withoutReturns(rest + text), false);
    if (rest.length > LONGEST_LINE) {
      batch.push({ line, fault: `is longer than ${LONGEST_LINE} characters`, text: rest.slice(0, 200) });
      rest = '';
      skipping = true;
    }
    if (batch.length > 0) yield batch;
  }
  const last = take(rest.replace(/\r$/, ''), true);
  if (last.length > 0) yield last;
}

function findRow(text: string, from: number, final: boolean, delimiter: string): ReturnType<Finder> {
  const end = lineEnd(text, from, final);
  if (end === null) return null;
  const line = text.slice(from, end);
  if (!line.includes('"'))
    return { record: line.trim() === '' ? null : { cells: line.split(delimiter) }, end: end + 1 };
  const cells: string[] = [];
  for (let at = from; ; ) {
    const cell = findCell(text, at, delimiter);
    if (cell === null && !final && text.length - from < LONGEST_ROW) return null;
    if (cell === null)
      return { record: { fault: 'opens a quote that never closes', text: line.slice(0, 200) }, end: end + 1 };
    // A return at the end of the text is half a line end.
    if (final || (cell.end < text.length && text[cell.end] !== '\r')) {
      const next = text[cell.end];
      cells.push(cell.value);
      if (next === undefined || next === '\n') return { record: { cells }, end: cell.end + 1 };
      if (next !== delimiter)
        return { record: { fault: 'has text after a closing quote', text: line.slice(0, 200) }, end: end + 1 };
      at = cell.end + 1;
    } else return null;
  }
}

/** A cell and where it ends; null when its quote does not close in the text. */
function findCell(text: string, from: number, delimiter: string): { value: string; end: number } | null {
  if (text[from] !== '"') {
    const line = text.indexOf('\n', from);
    const cell = text.indexOf(delimiter, from);
    const end = Math.min(line < 0 ? text.length : line, cell < 0 ? text.length : cell);
    return { value: text.slice(from, end), end };
  }
  let close = text.indexOf('"', from + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return null;
  let end = close + 1;
  while (text[end] === ' ') end += 1;
  return { value: text.slice(from + 1, close).replaceAll('""', '"'), end };
}

/** Where the line ends; null when that is not in the text yet. */
function lineEnd(text: string, from: number, final: boolean): number | null {
  const end = text.indexOf('\n', from);
  if (end >= 0) return end;
  return final ? text.length : null;
}

function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Every line end as `\n`; a return at the end waits for what follows it. */
function withoutReturns(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n|\r(?!$)/g, '\n') : text;
}
