import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { openDuck } from '../../../store/analytic-engine.ts';
import type { Database } from '../../../store/database.ts';
import { ANSWER_COLUMNS, readComtradeAnswer } from '../../rows/comtrade-answer.ts';
import { type PlanGiven, planTable } from '../../rows/table-plan.ts';
import { ingest } from './ingest.ts';
import { dialectOf, formOf, headOf, isPacked, isPlainUtf8, toPlainUtf8 } from './read-dialect.ts';
import { keepTradeFile, type TradeFile, tradeFile } from './store-trade.ts';

export interface LoadTradeParts {
  database: Database;
  /** The folder of this installation's data. */
  home: string;
  path: string;
  /** `YYYY-MM-DD`. */
  today: string;
  /** Day on which the source published the file. */
  publishedOn?: string | undefined;
  exercise: boolean;
  given: PlanGiven;
  /** What to call the file, where its path is only a place to put it. */
  name?: string | undefined;
}

export interface LoadedTrade {
  outcome: 'loaded' | 'unchanged';
  file: TradeFile;
}

/** Memory for reading ten million rows in their order. */
const MEGABYTES = 1200;
/** Bytes of a JSON answer, which is read whole: Comtrade gives 250,000 rows at most. */
const MOST_JSON = 512 * 1024 * 1024;

/** The folder of the rows, a Parquet file a source file. */
export function tradeFolder(home: string): string {
  return join(home, 'trade');
}

/** Takes in a file of trade rows as a vintage of its own. Throws AppError when it is no such file. */
export async function loadTrade(parts: LoadTradeParts): Promise<LoadedTrade> {
  const { database, home, path } = parts;
  const head = await headOf(path);
  if (!isPacked(head)) formOf(path, head);
  const sha256 = await hashOfFile(path);
  const known = await tradeFile(database, sha256);
  if (known && existsSync(join(tradeFolder(home), `${sha256}.parquet`))) return { outcome: 'unchanged', file: known };
  const folder = tradeFolder(home);
  await mkdir(folder, { recursive: true });
  const scratch = join(folder, `${sha256}.part`);
  await mkdir(scratch, { recursive: true });
  const duck = await openDuck(scratch, { megabytes: MEGABYTES });
  try {
    const plain = join(scratch, 'plain.csv');
    const table = await plainTable(path, head, plain);
    const plan = planTable(parts.name ?? basename(path), table.header, parts.given);
    const exercise = parts.exercise || table.remarks.some((remark) => /\bEXERCISE\b/.test(remark));
    const parquet = join(scratch, 'rows.parquet');
    const counted = await ingest(duck.connection, { ...table, plan, parquet, faults: table.faults });
    if (counted.rows === 0) throw nothingRead(path, counted.rejections);
    const file: TradeFile = {
      ...{ sha256, name: parts.name ?? basename(path), kind: plan.kind, currency: plan.currency, exercise },
      vintage: parts.publishedOn ?? parts.today,
      ...counted,
    };
    await rename(parquet, join(folder, `${sha256}.parquet`));
    await keepTradeFile(database, file);
    return { outcome: 'loaded', file };
  } finally {
    duck.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

interface PlainTable {
  path: string;
  delimiter: string;
  header: string[];
  skip: number;
  remarks: string[];
  /** Rows that were rejected before they became a table, by line. */
  faults: ReadonlyMap<number, string>;
}

async function plainTable(path: string, head: Buffer, plain: string): Promise<PlainTable> {
  const direct = isPlainUtf8(head);
  if (!direct) await toPlainUtf8(path, head, plain);
  const read = direct ? path : plain;
  const start = direct ? head : await headOf(plain);
  if (formOf(path, start) === 'json') return tableOfJson(read, `${plain}.json.csv`);
  return { path: read, faults: new Map(), ...dialectOf(path, start.toString('utf8')) };
}

async function tableOfJson(path: string, plain: string): Promise<PlainTable> {
  if ((await stat(path)).size > MOST_JSON)
    throw new AppError({
      code: 'FILE_TOO_LARGE',
      kind: 'refused',
      message: `Cannot read "${path}": a JSON answer of more than ${MOST_JSON} bytes`,
      hint: 'Ask Comtrade for fewer rows at once, or for CSV.',
    });
  let answer: unknown;
  try {
    answer = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new AppError({
      code: 'COMTRADE_SHAPE',
      kind: 'refused',
      message: `Cannot read "${path}": it is not well-formed JSON (${messageOf(cause).slice(0, 200)})`,
      hint: 'The answer may be cut off. Fetch it again.',
      cause,
    });
  }
  const { rows, rejected } = readComtradeAnswer(basename(path), answer);
  const lines = rows.map((cells) => cells.map((cell) => (cell === null ? '' : quoted(String(cell)))).join(','));
  await writeFile(plain, `${ANSWER_COLUMNS.join(',')}\n${lines.join('\n')}\n`);
  return {
    ...{ path: plain, delimiter: ',', header: [...ANSWER_COLUMNS], skip: 1, remarks: [] },
    faults: new Map(rejected.map(({ line, reason }) => [line, reason])),
  };
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function nothingRead(path: string, rejections: readonly { line: number; reason: string }[]): AppError {
  const [first] = rejections;
  return new AppError({
    code: 'TRADE_EMPTY',
    kind: 'refused',
    message: `Cannot read "${path}": no row of it can be used${first ? `; line ${first.line}: ${first.reason}` : ''}`,
    hint: 'Check that the columns hold what their headings say: --columns "partner=Heading".',
  });
}
