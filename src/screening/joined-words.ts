import { distance } from 'fastest-levenshtein';
import { joinTokens, type NameKind, type Token } from './name-token.ts';
import { koreanLikeness } from './token-likeness.ts';

const LONG = 8;
/** Letters with which a joined word and its parts begin alike. */
const SAME_BEGIN = 3;
/** Classes of first letters that spellings of one Korean syllable exchange. */
const FIRST_LETTERS = ['kgq', 'tdj', 'pbv', 'cjz', 'sx', 'h', 'm', 'nrlyiaeouw'];

/** Joins neighbouring words of one name where the other has them as one: `van der bilt`, `Tae Won` and `Daewon`. */
export function joinWordsAs(tokens: readonly Token[], others: readonly Token[], kind: NameKind): readonly Token[] {
  for (let at = 0; at + 1 < tokens.length; at += 1) {
    for (const size of [2, 3]) {
      if (at + size > tokens.length) break;
      const joined = joinedRun(tokens, at, size, others, kind);
      if (joined) return joinWordsAs([...tokens.slice(0, at), joined, ...tokens.slice(at + size)], others, kind);
    }
  }
  return tokens;
}

function joinedRun(
  tokens: readonly Token[],
  at: number,
  size: number,
  others: readonly Token[],
  kind: NameKind,
): Token | null {
  let length = 0;
  let name = false;
  for (let part = at; part < at + size; part += 1) {
    length += tokens[part]?.spelled.length ?? 0;
    name ||= tokens[part]?.role === 'name';
  }
  if (!name) return null;
  const begin = tokens[at]?.spelled ?? '';
  let joined: Token | undefined;
  for (const other of others) {
    if (other.role !== 'name' || Math.abs(other.text.length - length) > 2) continue;
    const same = other.text.startsWith(begin.slice(0, SAME_BEGIN));
    const korean = kind !== 'person' && beginAlike(begin, other.text) && other.korean.length > 0;
    if (!same && !korean) continue;
    joined ??= joinTokens(tokens.slice(at, at + size));
    if (joined.text === other.text || nearly(joined.text, other.text)) return joined;
    if (korean && koreanLikeness(joined, other) > 0) return joined;
  }
  return null;
}

/** One error in a long word: `abdulrahim`, `abdurrahim`. */
function nearly(one: string, other: string): boolean {
  return one.length >= LONG && distance(one, other) <= 1;
}

function beginAlike(one: string, other: string): boolean {
  const [left, right] = [one.charAt(0), other.charAt(0)];
  return FIRST_LETTERS.some((letters) => letters.includes(left) && letters.includes(right));
}
