import { AppError } from '../../kernel/errors.ts';

/** A piece of a search text with the place where it begins, counted from 1. */
export interface SearchToken {
  kind: 'word' | 'phrase' | 'range' | '(' | ')' | '+' | '-' | 'AND' | 'OR' | 'NOT';
  at: number;
  /** A word's or phrase's text, escapes kept; a range as it is written. */
  text: string;
  /** The field before its colon, if any; it may stand before a group too. */
  field: string | null;
  /** What follows the `~`: a number, the empty text for none given; null without a `~`. */
  tilde: string | null;
  boost: number;
}

/** Pieces of a question: yente's own box never needs more, and each costs time. */
const MOST_TOKENS = 200;
const WORD_END = /[\s()"[\]{}:^~]/;
const OPERATORS = new Map<string, 'AND' | 'OR' | 'NOT'>([
  ['AND', 'AND'],
  ['&&', 'AND'],
  ['OR', 'OR'],
  ['||', 'OR'],
  ['NOT', 'NOT'],
]);
const RANGE = /[[{]\s*(?:"[^"]*"|[^\s\]}"]+)\s+TO\s+(?:"[^"]*"|[^\s\]}"]+)\s*[\]}]/y;
const COMPARISON = /(?:>=|<=|>|<)[^\s()]+/y;
const TAIL = /~(\d*(?:\.\d+)?)|\^(\d+(?:\.\d+)?)/y;

/** Says where a search text cannot be understood, and why. */
export function malformed(at: number, state: string): AppError {
  return new AppError({
    code: 'QUERY_MALFORMED',
    kind: 'invalid',
    message: `Cannot understand the query at character ${at}: ${state}`,
    hint: 'Put a backslash before signs that are meant as they are, or send simple=true.',
    data: { at },
  });
}

/** Cuts a search text (Lucene's query syntax) into its pieces. Throws AppError (invalid) with the place. */
export function searchTokens(text: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const { token, end } = tokenAt(text, at);
    tokens.push(token);
    if (tokens.length > MOST_TOKENS) throw malformed(at + 1, `it has more than ${MOST_TOKENS} parts`);
    at = end;
  }
  return tokens;
}

function tokenAt(text: string, start: number): { token: SearchToken; end: number } {
  const token: SearchToken = { kind: 'word', at: start + 1, text: '', field: null, tilde: null, boost: 1 };
  const sign = text[start] ?? '';
  if (sign === '+' || sign === '-' || sign === '!')
    return { token: { ...token, kind: sign === '!' ? 'NOT' : sign }, end: start + 1 };
  if (sign === ')') return tailed(text, start + 1, { ...token, kind: ')' });
  const { at, field } = fieldAt(text, start);
  const value = valueAt(text, at);
  const operator = field === null && value.kind === 'word' ? OPERATORS.get(value.text) : undefined;
  if (operator) return { token: { ...token, kind: operator }, end: value.end };
  return tailed(text, value.end, { ...token, kind: value.kind, text: value.text, field });
}

function fieldAt(text: string, start: number): { at: number; field: string | null } {
  const name = /[A-Za-z_*][\w.*-]*(?=:)/y;
  name.lastIndex = start;
  const field = name.exec(text)?.[0];
  return field === undefined ? { at: start, field: null } : { at: start + field.length + 1, field };
}

function valueAt(text: string, at: number): { kind: SearchToken['kind']; text: string; end: number } {
  const sign = text[at];
  if (sign === '(') return { kind: '(', text: '(', end: at + 1 };
  if (sign === '"') return phraseAt(text, at);
  if (sign === '/') throw malformed(at + 1, 'regular expressions are not taken; escape the slash to mean it');
  for (const shape of [RANGE, COMPARISON]) {
    shape.lastIndex = at;
    const range = shape.exec(text)?.[0];
    if (range !== undefined) return { kind: 'range', text: range, end: at + range.length };
  }
  let end = at;
  while (end < text.length && !WORD_END.test(text[end] ?? '')) end += text[end] === '\\' ? 2 : 1;
  if (end > text.length) throw malformed(text.length, 'nothing follows the backslash');
  if (end === at)
    throw malformed(at + 1, sign === undefined ? 'nothing follows the colon' : `"${sign}" is out of place`);
  return { kind: 'word', text: text.slice(at, end), end };
}

function phraseAt(text: string, at: number): { kind: 'phrase'; text: string; end: number } {
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  if (end >= text.length) throw malformed(at + 1, 'the quotation mark is never closed');
  return { kind: 'phrase', text: text.slice(at + 1, end), end: end + 1 };
}

/** Reads `~2` and `^3` after a value. */
function tailed(text: string, at: number, token: SearchToken): { token: SearchToken; end: number } {
  let end = at;
  for (;;) {
    TAIL.lastIndex = end;
    const tail = TAIL.exec(text);
    if (!tail) return { token, end };
    if (tail[1] !== undefined) token.tilde = tail[1];
    else token.boost = Math.min(Number(tail[2]), 100);
    end += tail[0].length;
  }
}
