import {
  ABBREVIATIONS,
  confidenceTermsIn,
  LIKELIHOOD_BANDS,
  type LikelihoodTerm,
  likelihoodTermsIn,
} from './estimative.ts';
import { type Sentence, type Span, sentencesOf } from './sentences.ts';

export interface EstimativeFault extends Span {
  rule: 'confidence-with-likelihood' | 'rows-mixed' | 'claim-without-source';
  /** The words at fault, as they stand. */
  words: string;
  /** What is wrong. */
  message: string;
  /** What to do. */
  hint: string;
}

/** `[1]`, `[^note]`, `[e-…]`, `[f-…]`, several by commas, and a document symbol with its paragraph: `[S/2024/215, para. 12]`. */
const SOURCE =
  /\[(?:\^[\w-]{1,40}|\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*|[ef]-[0-9a-f]{24}(?:\s*[,;]\s*[ef]-[0-9a-f]{24})*|[A-Z]{1,4}\/[^\]\n]{1,80})\]/u;

/** The faults of a text by ICD 203, in order of place. Reads English; other languages yield missing sources alone. */
export function lintEstimative(text: string): EstimativeFault[] {
  const sentences = sentencesOf(text, ABBREVIATIONS);
  const faults = [...sentences.flatMap(faultsOfSentence), ...mixedRows(text)];
  return faults.sort((one, other) => one.start - other.start || one.end - other.end);
}

function faultsOfSentence(sentence: Sentence): EstimativeFault[] {
  const faults: EstimativeFault[] = [];
  const [likelihood] = likelihoodTermsIn(sentence.text);
  const [confidence] = confidenceTermsIn(sentence.text);
  const span = { start: sentence.start, end: sentence.end, words: sentence.text };
  if (likelihood && confidence)
    faults.push({
      ...span,
      rule: 'confidence-with-likelihood',
      message: `"${confidence.term}" and "${likelihood.term}" stand in one sentence`,
      hint: 'Say in one sentence how likely it is, and in another how sure you are of that judgement and why.',
    });
  if (sentence.claims && !SOURCE.test(sentence.text))
    faults.push({
      ...span,
      rule: 'claim-without-source',
      message: 'The sentence names no source',
      hint: 'Add what it rests on: [e-…] for evidence, [f-…] for a finding, [1] or [^note] for a note.',
    });
  return faults;
}

/** The terms of the row that is used less; when both are used alike, of the one that comes in later. */
function mixedRows(text: string): EstimativeFault[] {
  const terms = likelihoodTermsIn(text);
  const ofRow = (row: 0 | 1): LikelihoodTerm[] => terms.filter((term) => term.row === row);
  const [first, second] = [ofRow(0), ofRow(1)];
  if (first.length === 0 || second.length === 0) return [];
  const kept = mainRow(first, second);
  return (kept === 0 ? second : first).map(({ start, end, band, term }) => ({
    start,
    end,
    rule: 'rows-mixed',
    words: text.slice(start, end),
    message: `"${term}" is of the other row of terms than the rest of the text`,
    hint: `Write "${LIKELIHOOD_BANDS.find(({ id }) => id === band)?.terms[kept]}", which means the same.`,
  }));
}

function mainRow(first: readonly LikelihoodTerm[], second: readonly LikelihoodTerm[]): 0 | 1 {
  if (first.length !== second.length) return first.length > second.length ? 0 : 1;
  return (first[0]?.start ?? 0) < (second[0]?.start ?? 0) ? 0 : 1;
}
