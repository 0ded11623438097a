/** A question in words, as it is understood: what a party must hold to be found. */
export type SearchClause =
  /** Words that must all be held, `*` and `?` standing for letters; null is any field. */
  | { kind: 'words'; field: string | null; words: readonly string[]; edits: number; boost: number }
  /** Words in this order, with at most `slop` others among them. */
  | { kind: 'phrase'; field: string | null; words: readonly string[]; slop: number; boost: number }
  | { kind: 'range'; field: string; from: Bound | null; to: Bound | null }
  /** The field has any value. */
  | { kind: 'exists'; field: string }
  | { kind: 'all' }
  | { kind: 'and' | 'or'; parts: readonly SearchClause[] }
  | { kind: 'not'; part: SearchClause };

/** One end of a range. */
export interface Bound {
  value: string;
  inclusive: boolean;
}

/** Errors of spelling that are forgiven in a word when its asker does not say: none to two letters, one to five, two beyond (Lucene's AUTO). */
export function standardEdits(word: string): number {
  if (word.length < 3) return 0;
  return word.length < 6 ? 1 : 2;
}

/** The number that leaves `edits` to the word's length. */
export const AUTO_EDITS = -1;
