import { AppError } from '../../../kernel/errors.ts';
import { emptyRecords, type OwnershipRecords } from '../holding.ts';
import { readBods } from './bods.ts';
import { readOwnershipCsv } from './csv.ts';
import { emptyGleif, GLEIF_READERS, gleifFormat } from './gleif.ts';
import { gleifJson } from './gleif-json.ts';
import { readGleifXml } from './gleif-xml.ts';
import { objectIn, objectsIn } from './json-fields.ts';

/** JSON is parsed whole, so that a larger file must come as XML, CSV or one statement a line. */
const MOST_JSON = 256 * 1024 * 1024;

/** Reads a file of owners, told by its content: BODS 0.4, GLEIF level 1 or 2, or CSV. */
export async function readOwnership(name: string, chunks: AsyncIterable<string>): Promise<OwnershipRecords> {
  const source = chunks[Symbol.asyncIterator]();
  let start = '';
  let isDone = false;
  while (start.trim() === '' && !isDone) {
    const step = await source.next();
    isDone = step.done === true;
    if (!isDone) start += step.value;
  }
  const rest = resumed(start, source);
  const sign = start.replace(/^\uFEFF/, '').trimStart()[0];
  if (sign === undefined) throw unreadable(name, 'it is empty');
  if (sign === '<') return await readGleifXml(name, rest);
  if (sign !== '[' && sign !== '{') return await readOwnershipCsv(name, linesOf(rest));
  return readJson(name, await wholeText(name, rest));
}

async function* resumed(start: string, source: AsyncIterator<string>): AsyncGenerator<string> {
  yield start.replace(/^\uFEFF/, '');
  for (;;) {
    const step = await source.next();
    if (step.done) return;
    yield step.value;
  }
}

async function wholeText(name: string, chunks: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MOST_JSON) throw unreadable(name, `it is JSON of more than ${MOST_JSON / 1024 / 1024} MiB`);
    parts.push(chunk);
  }
  return parts.join('');
}

/** Lines without their ends. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let open = '';
  for await (const chunk of chunks) {
    const lines = (open + chunk).split(/\r?\n/);
    open = lines.pop() ?? '';
    yield* lines;
  }
  if (open !== '') yield open;
}

function readJson(name: string, text: string): OwnershipRecords {
  const records = statementsIn(name, text);
  const first = objectIn(records[0]);
  if (!first) return emptyRecords('bods');
  if ('recordType' in first || 'recordDetails' in first) return readBods(records);
  const format = gleifFormat(Object.keys(first));
  if (!format) throw unreadable(name, 'it is neither BODS 0.4 nor a file of the GLEIF');
  const into = emptyGleif(format);
  for (const record of objectsIn(records)) GLEIF_READERS[format](gleifJson(record), into);
  return into;
}

/** An array, an object with one in it, one object, or an object a line. */
function statementsIn(name: string, text: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    return jsonLines(name, text, cause);
  }
  if (Array.isArray(value)) return value;
  const object = objectIn(value);
  const list = ['statements', 'records', 'relations', 'exceptions'].map((word) => object?.[word]).find(Array.isArray);
  return list ?? [value];
}

function jsonLines(name: string, text: string, whole: unknown): unknown[] {
  try {
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as unknown]));
  } catch {
    throw unreadable(name, `it is not well-formed JSON (${String(whole)})`);
  }
}

function unreadable(name: string, reason: string): AppError {
  return new AppError({
    code: 'OWNERSHIP_FILE_UNREADABLE',
    kind: 'invalid',
    message: `Cannot read "${name}": ${reason}`,
    hint: 'Known are BODS 0.4 (JSON, or a statement a line), GLEIF level 1 and 2 (XML, JSON) and CSV with owner,owned,share.',
  });
}
