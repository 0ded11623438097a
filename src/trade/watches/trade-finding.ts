import { type Finding, findingId } from '../../findings/finding.ts';
import { countryName } from '../../parties/country.ts';

/** A row that a finding rests on. */
export interface TradeRowRef {
  /** Name, hash and vintage of the file. */
  name: string;
  sha256: string;
  vintage: string;
  /** Number of the row in the file, from 0. */
  row: number;
  period: number;
  hs: string;
  usd: number;
}

export interface TradeFindingParts {
  watch: { id: string; version: string };
  about: Record<string, unknown>;
  subjects: Finding['subjects'];
  /** Months as 201907, years as 201900. */
  from: number;
  to: number;
  measures: readonly string[];
  confidence: number;
  explanation: string;
  missing: readonly string[];
  rows: readonly TradeRowRef[];
  exercise: boolean;
}

export function tradeFinding(parts: TradeFindingParts): Finding {
  const { watch, about, exercise } = parts;
  return {
    id: findingId({ watch: watch.id, version: watch.version, about, exercise }),
    watch: watch.id,
    version: watch.version,
    status: 'open',
    subjects: parts.subjects,
    startAt: `${firstDay(parts.from)}T00:00:00Z`,
    endAt: `${lastDay(parts.to)}T23:59:59Z`,
    place: null,
    measures: [...parts.measures].slice(0, 50),
    confidence: Math.round(Math.min(1, Math.max(0, parts.confidence)) * 1000) / 1000,
    explanation: `${exercise ? 'EXERCISE. ' : ''}${parts.explanation}`.slice(0, 5000),
    observations: parts.rows.map(({ name, sha256, vintage, row, period, hs, usd }) => ({
      ...{ source: `${name}, row ${row + 1}`.slice(0, 500), at: vintage, sha256 },
      ...{ row, period: periodWords(period), hs, usd },
    })),
    missing: parts.missing.map((question) => question.slice(0, 500)).slice(0, 50),
    exercise,
  };
}

/** A flow as a finding's subject: named by who told it, so that it is never taken for a fact about the other side. */
export function flowSubject(
  teller: string,
  way: 'import' | 'export',
  partner: string,
  heading: string,
): Finding['subjects'][number] {
  return {
    schema: 'TradeFlow',
    id: `${teller}:${way}:${partner}:${heading}`,
    name: `${areaName(teller)}: ${way}s ${way === 'import' ? 'from' : 'to'} ${areaName(partner)}, HS ${heading}`,
    teller,
    partner,
    way,
    heading,
  };
}

export function areaName(code: string): string {
  if (code === 'kp') return 'the DPRK';
  if (code === 'kr') return 'the Republic of Korea';
  return /^[a-z]{2}$/.test(code) ? countryName(code, 'en') : code;
}

/** `2019-07` or `2019`. */
export function periodWords(period: number): string {
  const month = period % 100;
  return month === 0
    ? String(Math.floor(period / 100))
    : `${Math.floor(period / 100)}-${String(month).padStart(2, '0')}`;
}

function firstDay(period: number): string {
  return `${Math.floor(period / 100)}-${String(period % 100 || 1).padStart(2, '0')}-01`;
}

function lastDay(period: number): string {
  const [year, month] = [Math.floor(period / 100), period % 100 || 12];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
