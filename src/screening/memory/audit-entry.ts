import Papa from 'papaparse';
import type { MatchVerdict } from './match-decision.ts';

export type AuditKind = 'match' | 'reconcile' | 'search' | 'as-of' | 'subscription' | 'command';

/** One answered question, as it is written down. */
export interface AuditRecord {
  asker: string;
  kind: AuditKind;
  dataset: string;
  /** Number of the version in use by list. */
  versions: Readonly<Record<string, number>>;
  /** True when nothing of the question may be kept; the writer then leaves out all below. */
  private: boolean;
  customer: string | null;
  fingerprint: string | null;
  question: unknown;
  answers: readonly AuditAnswer[] | null;
}

export interface AuditAnswer {
  id: string;
  /** 0 to 1; null where the kind of question has no score. */
  score: number | null;
  match: boolean | null;
  decision: { id: number; verdict: MatchVerdict; standing: string } | null;
}

/** A record of the trail. */
export interface AuditEntry extends AuditRecord {
  id: number;
  askedAt: string;
}

/** The record without anything of its question when it is private: what may be written. */
export function keepable(record: AuditRecord): AuditRecord {
  return record.private ? { ...record, customer: null, fingerprint: null, question: null, answers: null } : record;
}

/** The columns of the trail as CSV. */
const COLUMNS = [
  'id', 'askedAt', 'asker', 'kind', 'dataset', 'private', 'customer', 'fingerprint', 'question', 'versions',
  'party', 'score', 'match', 'decision', 'verdict', 'standing',
] as const; // biome-ignore format: one look

/** Entries as JSON lines, one an entry. */
export function auditJsonLines(entries: readonly AuditEntry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Entries as CSV (RFC 4180), a row an answer; a question without an answer has one row. Cells never start a formula. */
export function auditCsv(entries: readonly AuditEntry[], { header }: { header: boolean }): string {
  const rows = entries.flatMap(({ answers, question, versions, ...entry }) => {
    const shared = { ...entry, question: question ? JSON.stringify(question) : '', versions: JSON.stringify(versions) };
    const told = answers && answers.length > 0 ? answers : [null];
    return told.map((one) => ({
      ...shared,
      party: one?.id ?? '',
      score: one?.score ?? '',
      match: one?.match ?? '',
      decision: one?.decision?.id ?? '',
      verdict: one?.decision?.verdict ?? '',
      standing: one?.decision?.standing ?? '',
    }));
  });
  const text = Papa.unparse(rows, { columns: [...COLUMNS], escapeFormulae: true, newline: '\r\n', header });
  return text === '' ? '' : `${text}\r\n`;
}
