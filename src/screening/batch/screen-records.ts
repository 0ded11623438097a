import { messageOf } from '../../kernel/errors.ts';
import { decisionFinder, type StandingDecisions } from '../memory/decision-finder.ts';
import { matchDecided } from '../memory/match-decided.ts';
import type { MatchOptions, Screener } from '../screener.ts';
import { jsonLineReader } from './read-json-line.ts';
import { type Cells, type RowPlan, type RowReading, rowReader } from './read-row.ts';
import { faultText, hitsOf, type ResultFormat, resultsText } from './result-row.ts';

/** A record as it comes out of a file: the cells of a row, or a line of JSON. */
export interface RawRecord {
  /** From 1. */
  line: number;
  cells?: Cells;
  text?: string;
  /** Why the reader of the file could not make a record of it. */
  fault?: string;
}

export interface BatchPlan extends RowPlan {
  /** Part of the data: `default`, `dprk` or a list. */
  dataset: string;
  /** From this score on a result is a hit, 0 to 1. */
  threshold: number;
  /** Most hits a row. */
  limit: number;
  format: ResultFormat;
}

/** Some records screened, ready to be written. */
export interface ScreenedRecords {
  results: string;
  faults: string;
  counts: BatchCounts;
}

export interface BatchCounts {
  /** Records read. */
  rows: number;
  /** Rows with at least one hit. */
  matched: number;
  hits: number;
  /** Rows that could not be screened. */
  rejected: number;
  /** Values that were left out of rows that were. */
  leftOut: number;
}

export const NO_COUNTS: BatchCounts = { rows: 0, matched: 0, hits: 0, rejected: 0, leftOut: 0 };

export function addCounts(one: BatchCounts, other: BatchCounts): BatchCounts {
  return {
    rows: one.rows + other.rows,
    matched: one.matched + other.matched,
    hits: one.hits + other.hits,
    rejected: one.rejected + other.rejected,
    leftOut: one.leftOut + other.leftOut,
  };
}

/**
 * Makes the function that screens records by a plan; results and faults keep the records' order. What people decided
 * to be different from a row's customer is left out, other decisions are told.
 */
export function recordScreener(
  screener: Screener,
  plan: BatchPlan,
  standing: StandingDecisions,
): (records: readonly RawRecord[]) => ScreenedRecords {
  const decisionsOn = decisionFinder(standing);
  const readCells = rowReader(plan);
  const readLine = jsonLineReader(plan);
  const { dataset, threshold, limit, format } = plan;
  const options: MatchOptions = { scope: { dataset }, threshold, cutoff: threshold - 1e-9, limit };
  const reading = ({ line, cells, text, fault }: RawRecord): RowReading => {
    if (cells && !fault) return readCells(line, cells);
    if (text !== undefined && !fault) return readLine(line, text);
    return rejected(line, fault ?? 'holds nothing', text ?? '');
  };
  return (records) => {
    const screened = { results: '', faults: '', counts: { ...NO_COUNTS, rows: records.length } };
    for (const record of records) screenRecord(reading(record), record.line);
    return screened;

    function screenRecord({ id, subject, faults }: RowReading, line: number): void {
      const { counts } = screened;
      for (const fault of faults) screened.faults += faultText(fault);
      counts.leftOut += faults.filter(({ severity }) => severity === 'value').length;
      if (!subject) {
        counts.rejected += 1;
        return;
      }
      try {
        const decided = { decisions: decisionsOn(id, subject), today: standing.today };
        const hits = hitsOf(matchDecided(screener, subject, { options, includeDifferent: false }, decided));
        counts.hits += hits.length;
        if (hits.length > 0) counts.matched += 1;
        screened.results += resultsText({ line, id, query: subject, hits }, format);
      } catch (cause) {
        // A row that the engine fails on is one row's loss, told of like any other.
        counts.rejected += 1;
        const [fault] = rejected(line, `could not be judged: ${messageOf(cause)}`, '').faults;
        if (fault) screened.faults += faultText(fault);
      }
    }
  };
}

function rejected(line: number, reason: string, value: string): RowReading {
  const fault = { line, column: '', severity: 'row' as const, reason, value: value.slice(0, 200) };
  return { id: null, subject: null, faults: [fault] };
}
