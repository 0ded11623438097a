import { setImmediate as breathe } from 'node:timers/promises';
import type { Database } from '../../store/database.ts';
import type { AuditAnswer, AuditKind, AuditRecord } from '../memory/audit-entry.ts';
import { type DecidedAnswer, matchDecided } from '../memory/match-decided.ts';
import type { MatchDecision } from '../memory/match-decision.ts';
import { queryFingerprint } from '../memory/query-fingerprint.ts';
import type { Subject } from '../score-pair.ts';
import type { MatchAnswer, MatchOptions, Screener } from '../screener.ts';
import type { AuditTrail } from './audit-trail.ts';
import { SharedTrips } from './shared-trips.ts';
import { type DecisionsAsked, decisionsAbout } from './store-decisions.ts';

/** One question of a batch. */
export interface Question {
  /** The asker's own id of the one asked for; null when none is given. */
  customer: string | null;
  subject: Subject;
  /** The most answers to this one, where it differs from the asking's. */
  limit?: number;
}

export interface Asking {
  options: MatchOptions;
  /** True to show what was decided to be different too. */
  includeDifferent: boolean;
  asker: string;
  kind: AuditKind;
  /** True when nothing of the questions may be kept. */
  isPrivate: boolean;
}

export interface RememberedAnswer extends DecidedAnswer {
  fingerprint: string;
}

/** Questions between two breaths of the server: a few milliseconds. */
const BREATH = 10;

export interface ScreeningMemoryParts {
  database: Database;
  trail: Pick<AuditTrail, 'append'>;
  now(): Date;
}

/** Answers questions with what people decided before on their matches, and writes question and answer down. */
export class ScreeningMemory {
  readonly #parts: ScreeningMemoryParts;
  readonly #decisions: SharedTrips<DecisionsAsked, MatchDecision[]>;

  constructor(parts: ScreeningMemoryParts) {
    this.#parts = parts;
    this.#decisions = new SharedTrips((asked) =>
      decisionsAbout(parts.database, {
        fingerprints: asked.flatMap(({ fingerprints }) => fingerprints),
        customers: asked.flatMap(({ customers }) => customers),
      }),
    );
  }

  /** One answer a question, in order, written down before it is given. */
  async answer(screener: Screener, questions: readonly Question[], asking: Asking): Promise<RememberedAnswer[]> {
    const answers = await this.match(screener, questions, asking);
    const { dataset } = asking.options.scope;
    const versions = versionsOf(screener);
    await this.#parts.trail.append(
      questions.flatMap(({ customer, subject }, at) => {
        const answer = answers[at];
        return answer ? [recordOf(versions, { customer, question: subject, dataset, ...asking }, answer)] : [];
      }),
    );
    return answers;
  }

  /** The same without writing. What was decided to be different is left out before the limit counts. */
  async match(
    screener: Screener,
    questions: readonly Question[],
    asking: Pick<Asking, 'options' | 'includeDifferent'>,
  ): Promise<RememberedAnswer[]> {
    const fingerprints = questions.map(({ subject }) => queryFingerprint(subject));
    const customers = questions.flatMap(({ customer }) => customer ?? []);
    const decisions = await this.#decisions.join({ fingerprints, customers });
    const today = this.#parts.now().toISOString().slice(0, 10);
    const answers: RememberedAnswer[] = [];
    for (const [at, { customer, subject, limit = asking.options.limit }] of questions.entries()) {
      const fingerprint = fingerprints[at] ?? '';
      const own = decisions.filter((one) => one.fingerprint === fingerprint || (customer && one.customer === customer));
      const limited = { ...asking, options: { ...asking.options, limit } };
      answers.push({ fingerprint, ...matchDecided(screener, subject, limited, { decisions: own, today }) });
      if (at % BREATH === BREATH - 1) await breathe();
    }
    return answers;
  }

  /** Writes a question and its answer down that was answered elsewhere. */
  async keep(screener: Screener, asked: Asked, answer: KeptAnswer): Promise<void> {
    await this.#parts.trail.append([recordOf(versionsOf(screener), asked, answer)]);
  }
}

/** One answer a question, in order: with what was decided, and written down, where there is a memory. */
export async function answersTo(
  { memory, screener }: { memory?: ScreeningMemory; screener: Screener },
  questions: readonly Question[],
  asking: Asking,
): Promise<(MatchAnswer | RememberedAnswer)[]> {
  if (memory) return await memory.answer(screener, questions, asking);
  const { options } = asking;
  return questions.map(({ subject, limit = options.limit }) => screener.match(subject, { ...options, limit }));
}

/** A question of any kind, as the trail takes it. */
export interface Asked extends Pick<Asking, 'asker' | 'kind' | 'isPrivate'>, Pick<Question, 'customer'> {
  dataset: string;
  question: object;
}

export interface KeptAnswer {
  fingerprint: string | null;
  results: readonly AuditAnswer[];
}

function versionsOf(screener: Screener): AuditRecord['versions'] {
  return Object.fromEntries([...screener.lists.values()].map(({ list, versionId }) => [list, versionId]));
}

function recordOf(
  versions: AuditRecord['versions'],
  { asker, kind, isPrivate, dataset, customer, question }: Asked,
  { fingerprint, results }: KeptAnswer,
): AuditRecord {
  return {
    asker,
    kind,
    dataset,
    versions,
    private: isPrivate,
    customer,
    fingerprint,
    question,
    answers: results.map(({ id, score, match, decision }) => ({
      id,
      score,
      match,
      decision: decision && { id: decision.id, verdict: decision.verdict, standing: decision.standing },
    })),
  };
}
