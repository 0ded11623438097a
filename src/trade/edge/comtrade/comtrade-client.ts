import { setTimeout as wait } from 'node:timers/promises';
import { AppError, messageOf } from '../../../kernel/errors.ts';
import { sha256 } from '../../../kernel/hash.ts';
import { type ComtradeAnswer, readComtradeAnswer } from '../../rows/comtrade-answer.ts';
import { addressOf, type ComtradeQuestion, mostRows, parted } from '../../rows/comtrade-question.ts';

export const COMTRADE = 'https://comtradeapi.un.org';
/** Calls that a free key may make in a day. */
export const DAILY_CALLS = 500;

const MOST_TRIES = 5;
const FIRST_PAUSE = 2000;
/** Comtrade is left alone until the next run when it asks for more patience. */
const LONGEST_PAUSE = 120_000;
const ANSWER_MILLISECONDS = 120_000;
const MOST_BYTES = 512 * 1024 * 1024;

export interface ComtradeParts {
  base: string;
  keys: readonly string[];
  signal: AbortSignal;
  /** Takes one call off a key's budget of the day; false when none is left. */
  takeCall(keyHash: string): Promise<boolean>;
  /** For tests: the time between tries. */
  sleep?(milliseconds: number, signal: AbortSignal): Promise<unknown>;
}

/** What came of a question, as it is kept: without what changes from call to call. */
export interface Answered {
  question: ComtradeQuestion;
  /** JSON. */
  text: string;
  answer: ComtradeAnswer;
}

/** Asks UN Comtrade v1 within the budgets of its keys; tries again what may pass, parts what does not fit into one answer. */
export class ComtradeClient {
  readonly #parts: ComtradeParts;
  /** Keys that Comtrade refused or that have no call left today. */
  readonly #spent = new Set<string>();

  constructor(parts: ComtradeParts) {
    this.#parts = parts;
  }

  /** The answers to a question, more than one where it had to be parted. Throws AppError. */
  async *ask(question: ComtradeQuestion): AsyncGenerator<Answered> {
    const text = await this.#fetch(question);
    const name = `answer of UN Comtrade (${question.periods[0]})`;
    const body = parsed(name, text);
    const answer = readComtradeAnswer(name, body);
    const isCut = answer.rows.length >= mostRows(question) || answer.count > answer.rows.length;
    if (!isCut) {
      yield { question, answer, text: JSON.stringify({ count: answer.count, data: body.data, error: '' }) };
      return;
    }
    const parts = parted(question);
    if (!parts)
      throw new AppError({
        code: 'COMTRADE_CUT',
        kind: 'refused',
        message: `Cannot take in an ${name}: it holds ${answer.rows.length} of ${Math.max(answer.count, answer.rows.length + 1)} rows or more and cannot be parted`,
        hint: 'Name the reporters or the codes, so that the question can be parted.',
      });
    for (const part of parts) yield* this.ask(part);
  }

  async #fetch(question: ComtradeQuestion): Promise<string> {
    const { signal, sleep = (milliseconds, during) => wait(milliseconds, undefined, { signal: during }) } = this.#parts;
    for (let attempt = 1; ; attempt++) {
      const key = question.kind === 'preview' ? null : await this.#key();
      const outcome = await this.#once(addressOf(this.#parts.base, question), key);
      if (typeof outcome === 'string') return outcome;
      if (outcome.keyRefused && key !== null) {
        // Another key may do; that is no try of the question.
        this.#spent.add(key);
        attempt--;
        continue;
      }
      if (!outcome.passes || attempt === MOST_TRIES) throw givenUp(outcome.why, attempt);
      const pause = outcome.pause ?? FIRST_PAUSE * 2 ** (attempt - 1);
      if (pause > LONGEST_PAUSE)
        throw givenUp(`${outcome.why}; it asks to wait ${Math.round(pause / 1000)} seconds`, attempt);
      await sleep(pause, signal);
    }
  }

  async #key(): Promise<string> {
    for (const key of this.#parts.keys) {
      if (this.#spent.has(key)) continue;
      if (await this.#parts.takeCall(sha256(key).slice(0, 16))) return key;
      this.#spent.add(key);
    }
    throw new AppError({
      code: 'COMTRADE_BUDGET',
      kind: 'unavailable',
      message: `Cannot ask UN Comtrade: ${this.#parts.keys.length === 0 ? 'there is no key' : 'every key was refused or has no call left today'}`,
      hint: 'Give keys with --keys-file, one a line, or go on tomorrow with the same command: what was answered is kept.',
    });
  }

  async #once(address: URL, key: string | null): Promise<string | Failure> {
    const { signal } = this.#parts;
    try {
      const reply = await fetch(address, {
        headers: { accept: 'application/json', ...(key ? { 'ocp-apim-subscription-key': key } : {}) },
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]),
        redirect: 'error',
      });
      if (reply.ok) return await textOf(reply);
      await reply.body?.cancel();
      return failureOf(reply);
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof AppError) throw cause;
      return { why: messageOf(cause), passes: true, pause: null, keyRefused: false };
    }
  }
}

interface Failure {
  why: string;
  /** May pass by itself. */
  passes: boolean;
  /** Milliseconds that the server asks for. */
  pause: number | null;
  keyRefused: boolean;
}

function failureOf(reply: Response): Failure {
  const { status } = reply;
  const seconds = Number(reply.headers.get('retry-after'));
  return {
    why: `it answered ${status}`,
    passes: status === 429 || status >= 500,
    pause: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    keyRefused: status === 401 || status === 403,
  };
}

async function textOf(reply: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of reply.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES)
      throw new AppError({
        code: 'COMTRADE_TOO_LARGE',
        kind: 'refused',
        message: `Cannot take in an answer of UN Comtrade: it holds more than ${MOST_BYTES} bytes`,
        hint: 'Ask for fewer periods at once.',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(name: string, text: string): { data: unknown } {
  try {
    return JSON.parse(text) as { data: unknown };
  } catch (cause) {
    throw new AppError({
      code: 'COMTRADE_SHAPE',
      kind: 'refused',
      message: `Cannot read an ${name}: it is not well-formed JSON`,
      hint: 'Ask again later.',
      cause,
    });
  }
}

function givenUp(why: string, tries: number): AppError {
  return new AppError({
    code: 'COMTRADE_UNREACHABLE',
    kind: 'unavailable',
    message: `Cannot ask UN Comtrade: ${why} (tried ${tries} ${tries === 1 ? 'time' : 'times'})`,
    hint: 'Run the same command again later: what was answered is kept, and it goes on from there.',
  });
}
