import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { defineCommand } from '../../cli/command.ts';
import { AppError, messageOf } from '../../kernel/errors.ts';
import { PreparedSubject, scorePair } from '../score-pair.ts';
import { askableSchema } from './screener-in-use.ts';

const LONGEST_LINE = 1_048_576;
const MOST_REPORTED = 100;

const values = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const side = z.record(z.string(), values);
const pairShape = z.object({
  id: z.union([z.string(), z.number()]),
  schema: z.string(),
  query: side,
  candidate: side,
});

/** `screen compare`: score given pairs, without the lists. */
export const compareCommand = defineCommand({
  name: 'screen compare',
  summary: 'Score pairs of parties from a file',
  options: [
    { flags: '--pairs <file>', description: 'JSON lines {id, schema, query: {property: [value]}, candidate: {…}}' },
    { flags: '--out <file>', description: 'JSON lines {id, score, match, explanation}, in the same order' },
    { flags: '--threshold <share>', description: 'least score of a match, 0 to 1 (0.7)' },
  ],
  schema: z.object({
    pairs: z.string(),
    out: z.string(),
    threshold: z.coerce.number().min(0).max(1).default(0.7),
  }),
  examples: ['watchkeeper screen compare --pairs pairs.jsonl --out scores.jsonl'],
  async run({ options: { pairs, out, threshold } }, { output, signal }) {
    if (!existsSync(pairs))
      throw refusal(`Cannot read the pairs ${pairs}: there is no such file`, 'Give the path of a file of JSON lines.');
    const outcome = await compareFile(pairs, out, threshold, signal);
    for (const { line, reason } of outcome.rejected.slice(0, MOST_REPORTED))
      output.note(`${pairs} line ${line}: ${reason}`);
    output.answer({ ...outcome, out }, () => summary(outcome, out));
    return undefined;
  },
});

export interface CompareOutcome {
  compared: number;
  matches: number;
  rejected: { line: number; reason: string }[];
}

/** Scores the pairs of a file into another, line by line; a bad line is counted and the rest goes on. */
async function compareFile(
  pairs: string,
  out: string,
  threshold: number,
  signal: AbortSignal,
): Promise<CompareOutcome> {
  const outcome: CompareOutcome = { compared: 0, matches: 0, rejected: [] };
  const written = await open(out, 'w').catch((cause: unknown) => {
    throw refusal(`Cannot write the scores to ${out}: ${messageOf(cause)}`, 'Give a path in a folder that exists.');
  });
  try {
    let line = 0;
    for await (const text of createInterface({ input: createReadStream(pairs), crlfDelay: Number.POSITIVE_INFINITY })) {
      signal.throwIfAborted();
      line += 1;
      if (text.trim() === '') continue;
      const scored = scoredOrReason(text, threshold);
      if (typeof scored === 'string') {
        outcome.rejected.push({ line, reason: scored });
        continue;
      }
      outcome.compared += 1;
      if (scored.match) outcome.matches += 1;
      await written.write(`${JSON.stringify(scored)}\n`);
    }
  } finally {
    await written.close();
  }
  return outcome;
}

function scoredOrReason(text: string, threshold: number): ReturnType<typeof scoreLine> | string {
  try {
    return scoreLine(text, threshold);
  } catch (cause) {
    return messageOf(cause);
  }
}

function refusal(message: string, hint: string): AppError {
  return new AppError({ code: 'COMPARE_REFUSED', kind: 'refused', message, hint });
}

/** One pair, scored. Throws with what is wrong with the line. */
export function scoreLine(text: string, threshold: number) {
  if (text.length > LONGEST_LINE) throw new Error(`the line is longer than ${LONGEST_LINE} characters`);
  const read = pairShape.safeParse(JSON.parse(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Error(`${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'is no pair'}`);
  }
  const { id, query, candidate } = read.data;
  const schema = askableSchema(read.data.schema);
  const { score, explanations, sentence } = scorePair(
    new PreparedSubject({ schema, properties: query }),
    new PreparedSubject({ schema, properties: candidate }),
  );
  return { id, score, match: score >= threshold, explanation: { sentence, parts: explanations } };
}

function summary({ compared, matches, rejected }: CompareOutcome, out: string): string {
  const bad = rejected.length > 0 ? `; ${rejected.length} lines could not be read` : '';
  return `${compared} pairs compared, ${matches} match${bad}. Written to ${out}`;
}
