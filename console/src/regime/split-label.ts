/** A measure's citation apart from the reason why it may not yet be printed. */
export interface SplitLabel {
  citation: string;
  reason: string | null;
}

/**
 * The server writes both in one label: `UNSCR 2270 (2016) para 5 (number not yet checked against the text)`. The reason
 * is the last bracket and says `not`; a year or a sub-paragraph in brackets belongs to the citation.
 */
export function splitLabel(label: string): SplitLabel {
  const parts = /^(.*\S) \(([^()]*\bnot\b[^()]*)\)$/.exec(label);
  return parts?.[1] && parts[2] ? { citation: parts[1], reason: parts[2] } : { citation: label, reason: null };
}
