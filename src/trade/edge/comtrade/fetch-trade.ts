import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf, sha256 } from '../../../kernel/hash.ts';
import type { Database } from '../../../store/database.ts';
import type { ComtradeQuestion } from '../../rows/comtrade-question.ts';
import { type LoadedTrade, loadTrade, tradeFolder } from '../rows/load-trade.ts';
import { ComtradeClient, DAILY_CALLS } from './comtrade-client.ts';
import { answeredQuestions, keepAnswered, takeCall } from './store-comtrade.ts';

export interface FetchTradeParts {
  database: Database;
  home: string;
  base: string;
  keys: readonly string[];
  /** `YYYY-MM-DD`. */
  today: string;
  /** Names the run: the same run goes on where it stopped, another asks all again, for the next vintage. */
  run: string;
  questions: readonly ComtradeQuestion[];
  signal: AbortSignal;
  onProgress(done: number, total: number): void;
  sleep?(milliseconds: number, signal: AbortSignal): Promise<unknown>;
}

export interface Fetched {
  asked: number;
  answeredBefore: number;
  loaded: LoadedTrade[];
  /** Questions to which nobody had reported anything. */
  empty: number;
}

/** Asks UN Comtrade and takes in each answer as soon as it is there, as a vintage of today. */
export async function fetchTrade(parts: FetchTradeParts): Promise<Fetched> {
  const { database, home, today, run, questions, signal, onProgress } = parts;
  const client = new ComtradeClient({
    base: parts.base,
    keys: parts.keys,
    signal,
    takeCall: (keyHash) => takeCall(database, keyHash, today, DAILY_CALLS),
    ...(parts.sleep ? { sleep: parts.sleep } : {}),
  });
  const folder = join(tradeFolder(home), 'comtrade');
  await mkdir(folder, { recursive: true });
  const answered = await answeredQuestions(database, run);
  const fetched: Fetched = { asked: 0, answeredBefore: 0, loaded: [], empty: 0 };
  for (const [done, question] of questions.entries()) {
    onProgress(done, questions.length);
    const asked = hashOf(question);
    if (answered.has(asked)) {
      fetched.answeredBefore++;
      continue;
    }
    fetched.asked++;
    const hashes: string[] = [];
    let rows = 0;
    for await (const { text, answer } of client.ask(question)) {
      if (answer.rows.length === 0) continue;
      const hash = sha256(text);
      const path = join(folder, `${hash}.json`);
      await writeFile(path, text);
      const name = `UN Comtrade ${question.periods.join(', ')}`.slice(0, 200);
      fetched.loaded.push(await loadTrade({ database, home, path, today, exercise: false, given: {}, name }));
      hashes.push(hash);
      rows += answer.rows.length;
    }
    if (rows === 0) fetched.empty++;
    await keepAnswered(database, run, { question: asked, sha256: hashOf(hashes), rows });
  }
  onProgress(questions.length, questions.length);
  return fetched;
}
