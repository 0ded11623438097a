import { plainText } from '../normalise.ts';
import { fieldType } from './party-field.ts';
import { AUTO_EDITS, type Bound, type SearchClause } from './search-clause.ts';
import { malformed, type SearchToken, searchTokens } from './search-token.ts';

/** Brackets within brackets: nobody writes more by hand. */
const MOST_DEPTH = 20;
const WILD = /[*?]/;
/** The field that asks for another one: `_exists_:birthDate`. */
const EXISTS = '_exists_';

/**
 * Reads Lucene's query syntax as people use it: words are all wanted; AND, OR, NOT, `+`, `-`, brackets; "phrases" and
 * `"near words"~3`; `field:value` and `field:(one OR other)`; `*` and `?` for letters; `word~` and `word~1` for errors
 * of spelling; `birthDate:[1960 TO 1970]`, `{a TO b}`, `>=1960`; `field:*`; a backslash before signs that are meant.
 * AND binds closer than OR. Throws AppError (invalid) that says where the text cannot be understood.
 */
export function parseSearch(text: string): SearchClause {
  const tokens = searchTokens(text);
  if (tokens.length === 0) return { kind: 'all' };
  const parser = new Parser(tokens, text.length);
  return parser.whole();
}

/** Plain words, all wanted, none of them a sign. */
export function plainSearch(text: string): SearchClause {
  if (text.trim() === '') return { kind: 'all' };
  return { kind: 'words', field: null, words: plainWords(text), edits: 0, boost: 1 };
}

/** A text in which no sign and no operator means anything, to be put into a larger one. */
export function escapedSearch(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M}\s]/gu, '\\$&').replace(/\b(?:AND|OR|NOT)\b/g, '\\$&');
}

class Parser {
  readonly #tokens: readonly SearchToken[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly SearchToken[], length: number) {
    this.#tokens = tokens;
    this.#end = length;
  }

  whole(): SearchClause {
    const clause = this.#either(null);
    const rest = this.#tokens[this.#next];
    if (rest) throw malformed(rest.at, 'this bracket was never opened');
    return clause;
  }

  #either(field: string | null): SearchClause {
    const parts = [this.#both(field)];
    while (this.#take('OR')) parts.push(this.#both(field));
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
  }

  #both(field: string | null): SearchClause {
    const parts = [this.#signed(field)];
    for (let next = this.#peek(); next && next.kind !== 'OR' && next.kind !== ')'; next = this.#peek()) {
      this.#take('AND');
      parts.push(this.#signed(field));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  }

  #signed(field: string | null): SearchClause {
    let negative = false;
    for (let next = this.#peek(); next; next = this.#peek()) {
      if (next.kind !== '+' && next.kind !== '-' && next.kind !== 'NOT') break;
      if (next.kind !== '+') negative = !negative;
      this.#next += 1;
    }
    const part = this.#one(field);
    return negative ? { kind: 'not', part } : part;
  }

  #one(outer: string | null): SearchClause {
    const token = this.#tokens[this.#next];
    if (!token) throw malformed(this.#end, 'something is missing at the end');
    this.#next += 1;
    const field = token.field === '*' ? null : (token.field ?? outer);
    if (field !== null && field !== EXISTS && !fieldType(field))
      throw malformed(token.at, `there is no field "${field.slice(0, 60)}"`);
    if (token.kind === '(') return this.#group(token, field);
    if (token.kind === 'phrase') return phraseOf(token, field);
    if (token.kind === 'range') return rangeOf(token, field);
    if (token.kind === 'word') return wordOf(token, field);
    throw malformed(token.at, `"${token.kind}" is out of place`);
  }

  #group(open: SearchToken, field: string | null): SearchClause {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw malformed(open.at, `brackets nest deeper than ${MOST_DEPTH}`);
    if (this.#peek()?.kind === ')') throw malformed(open.at, 'the brackets are empty');
    const clause = this.#either(field);
    if (!this.#take(')')) throw malformed(open.at, 'this bracket is never closed');
    this.#depth -= 1;
    return clause;
  }

  #peek(): SearchToken | undefined {
    return this.#tokens[this.#next];
  }

  #take(kind: SearchToken['kind']): boolean {
    if (this.#peek()?.kind !== kind) return false;
    this.#next += 1;
    return true;
  }
}

function wordOf({ text, at, tilde, boost }: SearchToken, field: string | null): SearchClause {
  if (field === EXISTS) return { kind: 'exists', field: unescaped(text) };
  if (text === '*') return field === null ? { kind: 'all' } : { kind: 'exists', field };
  const edits = tilde === null ? 0 : tilde === '' ? AUTO_EDITS : Math.trunc(Number(tilde));
  if (edits > 2) throw malformed(at, 'at most 2 errors of spelling can be forgiven');
  return { kind: 'words', field, words: wordsOf(text), edits, boost };
}

function phraseOf({ text, tilde, boost }: SearchToken, field: string | null): SearchClause {
  const slop = Math.min(Number(tilde ?? 0), 100);
  return { kind: 'phrase', field, words: plainWords(unescaped(text)), slop, boost };
}

function rangeOf({ text, at }: SearchToken, field: string | null): SearchClause {
  if (field === null) throw malformed(at, 'a range needs a field, as in birthDate:[1960 TO 1970]');
  const compared = /^(>=|<=|>|<)(.+)$/.exec(text);
  if (compared) {
    const bound = { value: unescaped(compared[2] ?? ''), inclusive: compared[1]?.endsWith('=') === true };
    return text.startsWith('>')
      ? { kind: 'range', field, from: bound, to: null }
      : { kind: 'range', field, from: null, to: bound };
  }
  const [from = '', to = ''] = text
    .slice(1, -1)
    .trim()
    .split(/\s+TO\s+/);
  return { kind: 'range', field, from: boundOf(from, text.startsWith('[')), to: boundOf(to, text.endsWith(']')) };
}

function boundOf(text: string, inclusive: boolean): Bound | null {
  const value = unescaped(text.replace(/^"|"$/g, ''));
  return value === '*' ? null : { value, inclusive };
}

/** A word as it is indexed: folded, and cut where signs divide it; unescaped `*` and `?` stay. */
function wordsOf(text: string): string[] {
  const pieces = text.split(/((?<!\\)[*?])/);
  const folded = pieces.map((piece) =>
    WILD.test(piece) && piece.length === 1 ? piece : foldedPiece(unescaped(piece)),
  );
  return folded.join('').split(' ').filter(Boolean);
}

/** Folds letters and keeps the spaces at the ends, which divide words. */
function foldedPiece(piece: string): string {
  const plain = plainText(piece);
  if (plain === '') return piece === '' ? '' : ' ';
  return `${/^[^\p{L}\p{N}\p{M}]/u.test(piece) ? ' ' : ''}${plain}${/[^\p{L}\p{N}\p{M}]$/u.test(piece) ? ' ' : ''}`;
}

function plainWords(text: string): string[] {
  return plainText(text).split(' ').filter(Boolean);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1');
}
