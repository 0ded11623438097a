import type { Finding } from '../findings/finding.ts';
import type { ChangedRow, ClosedRow, CorrectionRow, FindingRow, NewRow } from './update-body.ts';

/** A finding without its observations, which may be thousands. */
export type FindingFacts = Omit<Finding, 'observations' | 'status'>;

/** What became of one finding between two instants. */
export interface TouchedFinding {
  /** As it stood at the beginning; null where it was not there, or withdrawn. */
  before: FindingFacts | null;
  /** True where it had been there and was withdrawn by the beginning. */
  wasWithdrawn: boolean;
  after: FindingFacts;
  isWithdrawn: boolean;
  observations: number;
  hasOtherObservations: boolean;
  /** Of its last change. */
  at: string;
  reason: string | null;
}

export interface FindingChanges {
  new: NewRow[];
  changed: ChangedRow[];
  closed: ClosedRow[];
  corrections: CorrectionRow[];
  /** Raised and withdrawn within the period: of each, whether it is an exercise's. */
  passing: { exercise: boolean }[];
}

const NO_REASON = 'the watch does not find it any more';

/** Sorts what happened to findings into what is new, changed, closed, and gone before anyone was told. */
export function findingChanges(touched: readonly TouchedFinding[]): FindingChanges {
  const found: FindingChanges = { new: [], changed: [], closed: [], corrections: [], passing: [] };
  for (const one of touched) {
    const { before, isWithdrawn } = one;
    const row = rowOf(one);
    if (!before && isWithdrawn) found.passing.push({ exercise: row.exercise });
    else if (!before) found.new.push({ ...row, isAgain: one.wasWithdrawn });
    else if (isWithdrawn) close(found, one, row);
    else {
      const fields = changedFields(before, one);
      if (fields.length > 0) found.changed.push({ ...row, fields, confidenceBefore: before.confidence });
    }
  }
  for (const rows of [found.new, found.changed, found.closed]) (rows as FindingRow[]).sort(bySureness);
  found.corrections.sort((one, other) => inOrder(one.ref, other.ref));
  return found;
}

/** An earlier update told of it, so that its withdrawal is a correction too. */
function close(found: FindingChanges, { at, reason }: TouchedFinding, row: FindingRow): void {
  const why = reason ?? NO_REASON;
  found.closed.push({ ...row, reason: why });
  found.corrections.push({
    exercise: row.exercise,
    kind: 'finding-withdrawn',
    ref: row.id,
    at,
    by: row.watch,
    text: row.explanation,
    reason: why,
  });
}

function rowOf({ after, observations }: TouchedFinding): FindingRow {
  const { id, watch, version, startAt, endAt, exercise, place, measures, confidence, explanation } = after;
  const subjects = after.subjects.map(({ schema, name, imo, mmsi, id: party }) => ({
    schema,
    name: name ?? (imo ? `IMO ${imo}` : mmsi ? `MMSI ${mmsi}` : (party ?? '')),
  }));
  return {
    id,
    watch,
    version,
    startAt,
    endAt,
    exercise,
    subjects,
    place: place && { name: place.name ?? null, lat: place.lat ?? null, lon: place.lon ?? null },
    measures: [...measures].sort(inOrder),
    confidence,
    explanation,
    observations,
  };
}

function changedFields(before: FindingFacts, { after, hasOtherObservations }: TouchedFinding): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof FindingFacts)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return [...changed, ...(hasOtherObservations ? ['observations'] : [])].sort(inOrder);
}

/** The surest first; what is as sure, by id. */
function bySureness(one: FindingRow, other: FindingRow): number {
  return other.confidence - one.confidence || inOrder(one.id, other.id);
}

/** By code units: the same on every machine. */
export function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
