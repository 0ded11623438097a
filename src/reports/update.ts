import { canonicalJson } from '../kernel/canonical-json.ts';
import { sha256 } from '../kernel/hash.ts';
import { type CaseChanges, type CaseFacts, caseChanges, type Period } from './case-changes.ts';
import { type FindingChanges, findingChanges, inOrder, type TouchedFinding } from './finding-changes.ts';
import type { ListRow, Tally, UpdateBody, UpdatePart, Week } from './update-body.ts';

/** How many findings stand at the end of the period, by what they share. */
export interface StandingCount {
  exercise: boolean;
  watch: string;
  measures: string[];
  /** The Monday of the week in which they begin; null where that is not known. */
  monday: string | null;
  findings: number;
}

export interface UpdateFacts {
  period: Period;
  follows: string | null;
  touched: readonly TouchedFinding[];
  standing: readonly StandingCount[];
  cases: CaseFacts;
  lists: readonly ListRow[];
  /** How a measure is cited, with its mark where the number is not checked. */
  citation(measure: string): string;
}

/** Weeks that the chart shows: half a year. */
const WEEKS = 26;

/** Makes an update out of facts: the same facts make the same update, to the byte. */
export function makeUpdate(facts: UpdateFacts): UpdateBody {
  const { period, follows, lists } = facts;
  const changes = { findings: findingChanges(facts.touched), cases: caseChanges(facts.cases, period) };
  const exercise = partOf(facts, changes, true);
  return {
    format: 'watchkeeper-update-1',
    period,
    follows,
    real: partOf(facts, changes, false),
    exercise: isEmpty(exercise) ? null : exercise,
    lists: [...lists].sort((one, other) => inOrder(one.list, other.list)),
  };
}

export interface SealedUpdate {
  id: string;
  sha256: string;
  /** Canonical JSON (RFC 8785): the bytes that were hashed. */
  text: string;
}

/** An update's bytes, their hash, and the id that is made of it. */
export function sealUpdate(body: UpdateBody): SealedUpdate {
  const text = canonicalJson(body);
  const hash = sha256(text);
  return { id: `u-${hash.slice(0, 24)}`, sha256: hash, text };
}

function isEmpty({ counts }: UpdatePart): boolean {
  return Object.values(counts).every((count) => count === 0);
}

function partOf(
  { standing, citation }: UpdateFacts,
  changes: { findings: FindingChanges; cases: CaseChanges },
  exercise: boolean,
): UpdatePart {
  const ours = <Row extends { exercise: boolean }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => row.exercise === exercise);
  const { findings, cases } = changes;
  const rows = {
    new: ours(findings.new),
    changed: ours(findings.changed),
    closed: ours(findings.closed),
    published: ours(cases.published),
    saidSince: ours(cases.saidSince),
    unanswered: ours(cases.unanswered),
    corrections: ours([...findings.corrections, ...cases.corrections]),
  };
  const counted = ours(standing);
  return {
    exercise,
    counts: {
      standing: counted.reduce((sum, one) => sum + one.findings, 0),
      new: rows.new.length,
      changed: rows.changed.length,
      closed: rows.closed.length,
      passing: ours(findings.passing).length,
      published: rows.published.length,
      saidSince: rows.saidSince.length,
      unanswered: rows.unanswered.length,
      waiting: ours(cases.waiting).length,
      corrections: rows.corrections.length,
    },
    byWatch: tallies(counted, rows, { keysOf: ({ watch }) => [watch], label: (id) => id }),
    byMeasure: tallies(counted, rows, { keysOf: ({ measures }) => measures, label: citation }),
    weeks: weeksOf(counted),
    ...rows,
  };
}

interface Counted {
  watch: string;
  measures: readonly string[];
}

function tallies(
  standing: readonly StandingCount[],
  rows: Pick<UpdatePart, 'new' | 'changed' | 'closed'>,
  { keysOf, label }: { keysOf(of: Counted): readonly string[]; label(id: string): string },
): Tally[] {
  const found = new Map<string, Tally>();
  const count = (of: Counted, what: 'standing' | 'new' | 'changed' | 'closed', many: number): void => {
    for (const id of new Set(keysOf(of))) {
      const tally = found.get(id) ?? { id, label: label(id), standing: 0, new: 0, changed: 0, closed: 0 };
      tally[what] += many;
      found.set(id, tally);
    }
  };
  for (const one of standing) count(one, 'standing', one.findings);
  for (const what of ['new', 'changed', 'closed'] as const) for (const row of rows[what]) count(row, what, 1);
  return [...found.values()].sort((one, other) => inOrder(one.id, other.id));
}

/** The latest weeks in which anything began, by watch. */
function weeksOf(standing: readonly StandingCount[]): Week[] {
  const found = new Map<string, Week>();
  for (const { monday, watch, findings } of standing) {
    if (monday === null) continue;
    const key = `${monday} ${watch}`;
    const week = found.get(key) ?? { monday, watch, findings: 0 };
    week.findings += findings;
    found.set(key, week);
  }
  const weeks = [...found.values()].sort(
    (one, other) => inOrder(one.monday, other.monday) || inOrder(one.watch, other.watch),
  );
  const last = weeks.at(-1)?.monday;
  if (last === undefined) return [];
  const first = new Date(Date.parse(`${last}T00:00:00Z`) - (WEEKS - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
  return weeks.filter(({ monday }) => monday >= first);
}
