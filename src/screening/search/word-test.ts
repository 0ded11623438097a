import { distance } from 'fastest-levenshtein';

/** Tells whether a folded word is like one that was asked for: `*` and `?` stand for letters, `edits` letters may differ. */
export function wordTest(asked: string, edits: number): (word: string) => boolean {
  if (asked.includes('?')) return (word) => fitsPattern(word, asked);
  if (asked.includes('*')) return piecesTest(asked.split('*'));
  if (edits === 0) return (word) => word === asked;
  return (word) => Math.abs(word.length - asked.length) <= edits && distance(word, asked) <= edits;
}

/** A bit for each letter that a word has; digits share six bits. */
export function letterMask(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    mask |= 1 << (code >= 97 && code <= 122 ? code - 97 : 26 + (code % 6));
  }
  return mask >>> 0;
}

/** False when two words cannot lie that few edits apart: an edit changes two letters at most. */
export function mayBeWithin(edits: number, one: number, other: number): boolean {
  let different = (one ^ other) >>> 0;
  let count = 0;
  while (different !== 0) {
    different &= different - 1;
    count += 1;
    if (count > 2 * edits) return false;
  }
  return true;
}

/** The pieces between stars in their order, the first at the beginning and the last at the end. */
function piecesTest(pieces: readonly string[]): (word: string) => boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop() ?? '';
  return (word) => {
    if (word.length < first.length + last.length || !word.startsWith(first) || !word.endsWith(last)) return false;
    let at = first.length;
    for (const piece of rest) {
      at = word.indexOf(piece, at);
      if (at < 0) return false;
      at += piece.length;
    }
    return at <= word.length - last.length;
  };
}

/** Two pointers and one way back: bounded by the product of the lengths, whatever the pattern. */
function fitsPattern(word: string, pattern: string): boolean {
  let [at, asked, star, back] = [0, 0, -1, 0];
  while (at < word.length) {
    if (pattern[asked] === '*') {
      star = asked;
      back = at;
      asked += 1;
    } else if (pattern[asked] === '?' || pattern[asked] === word[at]) {
      at += 1;
      asked += 1;
    } else if (star >= 0) {
      asked = star + 1;
      back += 1;
      at = back;
    } else return false;
  }
  while (pattern[asked] === '*') asked += 1;
  return asked === pattern.length;
}
