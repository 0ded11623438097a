import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { MOST_ROWS, rowShape, savedRow } from './subscription-shapes.ts';

type Row = z.output<typeof rowShape>;

export interface SavedRowsRead {
  rows: Row[];
  rejected: { line: number; reason: string }[];
}

/**
 * Reads saved parties from JSON lines; a bad line is told and the rest goes on. Throws AppError (refused) for a file
 * that cannot be read, holds no party or too many.
 */
export async function readSavedRows(file: string, signal: AbortSignal): Promise<SavedRowsRead> {
  const { rows, rejected }: SavedRowsRead = { rows: [], rejected: [] };
  const seen = new Set<string>();
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      signal.throwIfAborted();
      line += 1;
      if (text.trim() === '') continue;
      const row = rowOrReason(text, seen);
      if (typeof row === 'string') rejected.push({ line, reason: row });
      else if (rows.push(row) > MOST_ROWS)
        throw unreadable(file, `it holds more than ${MOST_ROWS} parties`, 'Split it.');
    }
  } catch (cause) {
    if (cause instanceof AppError || signal.aborted) throw cause;
    throw unreadable(file, messageOf(cause), 'Check the path.');
  }
  if (rows.length > 0) return { rows, rejected };
  const [first] = rejected;
  const state = first ? `line ${first.line}: ${first.reason}` : 'it holds no party';
  throw unreadable(file, state, 'Write one JSON object a line: {"id", "schema", "properties"}.');
}

function rowOrReason(text: string, seen: Set<string>): Row | string {
  try {
    const read = rowShape.safeParse(JSON.parse(text));
    if (!read.success) return `${read.error.issues[0]?.path.join('.') || 'the line'}: ${read.error.issues[0]?.message}`;
    if (seen.has(read.data.id)) return `the id "${read.data.id}" stands on an earlier line`;
    savedRow(read.data);
    seen.add(read.data.id);
    return read.data;
  } catch (cause) {
    return messageOf(cause);
  }
}

function unreadable(file: string, state: string, hint: string): AppError {
  return new AppError({
    code: 'ROWS_UNREADABLE',
    kind: 'refused',
    message: `Cannot read the parties ${file}: ${state}`,
    hint,
  });
}
