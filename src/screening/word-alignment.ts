import type { NameKind, Token } from './name-token.ts';
import { tokenLikeness } from './token-likeness.ts';

/** Words of a name that are compared. */
export const MOST_WORDS = 20;

/**
 * Which words of two names are each other's, the most alike first, whatever their order. One object is used again and
 * again, since millions of names are aligned: what it says holds until the next `align`.
 */
export class WordAlignment {
  /** How many words are paired. */
  pairs = 0;
  /** Of pair `n`: the word's place in the query, in the candidate, and how alike the two are, 0 to 1. */
  readonly left = new Uint8Array(MOST_WORDS);
  readonly right = new Uint8Array(MOST_WORDS);
  readonly likeness = new Float64Array(MOST_WORDS);
  /** Bit sets of the words that found a partner. */
  leftPaired = 0;
  rightPaired = 0;
  /** Every word has its equal. */
  exact = false;
  readonly #matrix = new Float64Array(MOST_WORDS * MOST_WORDS);

  align(query: readonly Token[], candidate: readonly Token[], kind: NameKind): void {
    const alike = this.#fill(query, candidate, kind);
    this.pairs = 0;
    this.leftPaired = 0;
    this.rightPaired = 0;
    this.exact = query.length === candidate.length;
    for (let left = alike; left > 0 && this.#takeBest(query.length, candidate.length); left -= 1);
    if (this.pairs < query.length) this.exact = false;
  }

  /** Returns how many pairs of words are alike at all. */
  #fill(query: readonly Token[], candidate: readonly Token[], kind: NameKind): number {
    let alike = 0;
    for (let left = 0; left < query.length; left += 1) {
      const one = query[left];
      for (let right = 0; right < candidate.length; right += 1) {
        const other = candidate[right];
        const likeness = one && other ? tokenLikeness(one, other, kind) : 0;
        this.#matrix[left * MOST_WORDS + right] = likeness;
        if (likeness > 0) alike += 1;
      }
    }
    return alike;
  }

  #takeBest(lefts: number, rights: number): boolean {
    let [best, bestLeft, bestRight] = [0, 0, 0];
    for (let left = 0; left < lefts; left += 1) {
      if (this.leftPaired & (1 << left)) continue;
      for (let right = 0; right < rights; right += 1) {
        const likeness = this.#matrix[left * MOST_WORDS + right] ?? 0;
        if (likeness > best && !(this.rightPaired & (1 << right)))
          [best, bestLeft, bestRight] = [likeness, left, right];
      }
    }
    if (best === 0) return false;
    this.left[this.pairs] = bestLeft;
    this.right[this.pairs] = bestRight;
    this.likeness[this.pairs] = best;
    this.leftPaired |= 1 << bestLeft;
    this.rightPaired |= 1 << bestRight;
    this.pairs += 1;
    if (best < 1) this.exact = false;
    return true;
  }
}
