import { readShippedJson } from '../kernel/shipped-data.ts';
import type { Span } from './sentences.ts';

interface ShippedScale {
  bands: { id: string; from: number; to: number; rows: [string[], string[]] }[];
  confidence: string[];
  abbreviations: string[];
}

/** A degree of likelihood: `from` and `to` as shares of one; the first term of each row is the directive's own. */
export interface LikelihoodBand {
  id: string;
  from: number;
  to: number;
  terms: readonly [string, string];
}

/** A likelihood term found in a text. */
export interface LikelihoodTerm extends Span {
  term: string;
  band: string;
  row: 0 | 1;
}

const shipped = readShippedJson<ShippedScale>('evidence/estimative.json');

export const ABBREVIATIONS: ReadonlySet<string> = new Set(shipped.abbreviations);

/** The seven bands, from the least likely. */
export const LIKELIHOOD_BANDS: readonly LikelihoodBand[] = shipped.bands.map(({ id, from, to, rows }) => ({
  id,
  from,
  to,
  terms: [rows[0][0] ?? id, rows[1][0] ?? id],
}));

const byTerm = new Map<string, { band: string; row: 0 | 1 }>(
  shipped.bands.flatMap(({ id, rows }) =>
    rows.flatMap((terms, row) => terms.map((term) => [term, { band: id, row: row as 0 | 1 }] as const)),
  ),
);
const likelihoodPattern = anyOf([...byTerm.keys()]);
const confidencePattern = anyOf(shipped.confidence);

/** The likelihood terms in a text. The longest term counts: "very unlikely" holds neither "unlikely" nor "likely". */
export function likelihoodTermsIn(text: string): LikelihoodTerm[] {
  return found(text, likelihoodPattern).flatMap(({ term, start, end }) => {
    const known = byTerm.get(term);
    return known ? [{ term, start, end, ...known }] : [];
  });
}

/** The words of a text that state how confident its author is. */
export function confidenceTermsIn(text: string): (Span & { term: string })[] {
  return found(text, confidencePattern);
}

/** The band that a probability falls into; null outside 0.01 to 0.99, for which the scale has no words. */
export function bandOf(probability: number): LikelihoodBand | null {
  const last = LIKELIHOOD_BANDS.at(-1);
  if (probability === last?.to) return last;
  return LIKELIHOOD_BANDS.find(({ from, to }) => probability >= from && probability < to) ?? null;
}

function anyOf(terms: readonly string[]): RegExp {
  const longestFirst = [...terms].sort((one, other) => other.length - one.length);
  const alternatives = longestFirst.map((term) => term.replace(/ /g, '\\s+')).join('|');
  return new RegExp(`(?<![\\p{L}-])(?:${alternatives})(?![\\p{L}-])`, 'giu');
}

function found(text: string, pattern: RegExp): (Span & { term: string })[] {
  return [...text.matchAll(pattern)].map((match) => ({
    term: match[0].toLowerCase().replace(/\s+/g, ' '),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
