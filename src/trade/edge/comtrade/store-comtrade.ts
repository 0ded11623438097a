import type { Queryable } from '../../../store/database.ts';

/** Takes one call off a key's budget of the day; false when it is used up. Atomic, so that two processes share one budget. */
export async function takeCall(database: Queryable, keyHash: string, day: string, budget: number): Promise<boolean> {
  const rows = await database`
    insert into comtrade_call (key_hash, day, calls) values (${keyHash}, ${day}, 1)
    on conflict (key_hash, day) do update set calls = comtrade_call.calls + 1 where comtrade_call.calls < ${budget}
    returning calls`;
  return rows.length > 0;
}

/** Questions of a run that were answered. */
export async function answeredQuestions(database: Queryable, run: string): Promise<Set<string>> {
  const rows = await database<{ question: string }[]>`select question from comtrade_answer where run = ${run}`;
  return new Set(rows.map(({ question }) => question));
}

export async function keepAnswered(
  database: Queryable,
  run: string,
  answer: { question: string; sha256: string; rows: number },
): Promise<void> {
  await database`
    insert into comtrade_answer (run, question, sha256, rows) values (${run}, ${answer.question}, ${answer.sha256}, ${answer.rows})
    on conflict (run, question) do nothing`;
}
