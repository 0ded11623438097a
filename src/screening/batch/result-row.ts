import { csvLine } from '../../kernel/csv-line.ts';
import type { DecidedAnswer, DecidedMatch } from '../memory/match-decided.ts';
import { namesOf, type Subject } from '../score-pair.ts';
import type { RowFault } from './read-row.ts';

/** What one listed party has to do with the row. */
export interface Hit {
  /** 0 to 1. */
  score: number;
  /** Id of the party, as in every API. */
  party: string;
  caption: string;
  schema: string;
  lists: string[];
  /** Labels of the measures that bite. */
  measures: string[];
  /** Why, for people. */
  reason: string;
  /** True when a listing comes from the dated facts that ship. */
  snapshot: boolean;
  /** What people decided on this match before; null when nothing. */
  decision: DecidedMatch | null;
}

/** A row of the file with what was found. */
export interface ResultRow {
  /** Line of the row in the file that was screened, from 1. */
  line: number;
  id: string | null;
  query: Subject;
  /** Best first; none when nothing matches. */
  hits: Hit[];
}

export type ResultFormat = 'csv' | 'jsonl';

const RESULT_COLUMNS = ['line', 'id', 'name', 'hits', 'score', 'party', 'caption', 'schema', 'lists', 'measures'];
const FAULT_COLUMNS = ['line', 'column', 'severity', 'reason', 'value'];
/** Tells spreadsheets that the file is UTF-8; without it Excel garbles Hangul. */
const MARK = '\ufeff';

export function hitsOf({ results }: DecidedAnswer): Hit[] {
  return results.map(({ score, id, caption, schema, datasets, sentence, watchkeeper, decision }) => ({
    score,
    party: id,
    caption,
    schema,
    lists: datasets,
    measures: watchkeeper.measures.map(({ label }) => label),
    reason: sentence,
    snapshot: watchkeeper.snapshot,
    decision,
  }));
}

/** What stands before the first row of a results file. */
export function resultsHead(format: ResultFormat): string {
  return format === 'csv' ? MARK + csvLine([...RESULT_COLUMNS, 'snapshot', 'decision', 'reason']) : '';
}

/** A row's results as text: JSON on one line, or one CSV line a hit and one for a row without. */
export function resultsText(row: ResultRow, format: ResultFormat): string {
  if (format === 'jsonl') return `${JSON.stringify(row)}\n`;
  const { line, id, query, hits } = row;
  const asked = [line, id, namesOf(query.properties).join('; '), hits.length];
  if (hits.length === 0) return csvLine([...asked, ...Array<null>(9).fill(null)]);
  return hits
    .map(({ score, party, caption, schema, lists, measures, snapshot, decision, reason }) =>
      csvLine([
        ...asked,
        score,
        party,
        caption,
        schema,
        lists.join(' '),
        measures.join('; '),
        snapshot ? 'yes' : 'no',
        decision && `${decision.verdict} (${decision.standing})`,
        reason,
      ]),
    )
    .join('');
}

export const faultsHead = MARK + csvLine(FAULT_COLUMNS);

export function faultText({ line, column, severity, reason, value }: RowFault): string {
  return csvLine([line, column, severity, reason, value]);
}
