import { AppError } from '../../kernel/errors.ts';
import { countryCode } from '../../parties/country.ts';
import type { Party } from '../party.ts';
import type { PartyColumns } from './field-column.ts';
import { fieldType, fieldValues, isWordField } from './party-field.ts';
import { AUTO_EDITS, type SearchClause, standardEdits } from './search-clause.ts';
import { type SearchIndex, wordsOfValue } from './search-index.ts';
import { holdsPhrase, rangeTest, valueTest, wholeTest } from './value-test.ts';

/** A word found in a name tells this much more than one found elsewhere (yente's `names^3`). */
const NAME_WEIGHT = 3;

const WILD = /[*?]/;

/** Words that are compared with every word there is: those that may be misspelt or begin with any letter. */
export const MOST_COSTLY = 10;
/** Places of words that one query may read: `a*` sixty times is no question. */
const MOST_PLACES = 3_000_000;

/** Parties by number: 1 where the clause holds. */
type Marks = Uint8Array;
/** What is searched beside the parties themselves. */
export interface SearchWords {
  index: SearchIndex;
  columns: PartyColumns;
}

type WordsClause = Extract<SearchClause, { kind: 'words' }>;
type PhraseClause = Extract<SearchClause, { kind: 'phrase' }>;

/** Which parties a clause holds for, and how much its words say for each: rare words and words of names more. */
export class ClauseMatcher {
  readonly weights: Float32Array;
  readonly #parties: readonly Party[];
  readonly #index: SearchIndex;
  readonly #columns: PartyColumns;
  #costly = 0;
  #places = 0;

  constructor(parties: readonly Party[], { index, columns }: SearchWords) {
    this.#parties = parties;
    this.#index = index;
    this.#columns = columns;
    this.weights = new Float32Array(parties.length);
  }

  marks(clause: SearchClause): Marks {
    switch (clause.kind) {
      case 'all':
        return new Uint8Array(this.#parties.length).fill(1);
      case 'not':
        return this.marks(clause.part).map((mark) => 1 - mark);
      case 'and':
      case 'or':
        return combined(
          clause.parts.map((part) => this.marks(part)),
          clause.kind === 'and',
        );
      case 'words':
        return this.#words(clause);
      case 'phrase':
        return this.#phrase(clause);
      case 'range':
        return this.#columns.column(clause.field).marks(rangeTest(clause));
      case 'exists':
        return this.#columns.column(clause.field).marks(() => true);
    }
  }

  #words({ field, words, edits, boost }: WordsClause): Marks {
    if (words.length === 0) return new Uint8Array(this.#parties.length);
    const type = field === null ? null : fieldType(field);
    const plain = edits === 0 && !words.some((word) => WILD.test(word));
    if (field && plain && type === 'country') return this.#country(field, words);
    // The parts of a date are in order; parts of a name need not be.
    if (field && plain && type === 'date') return this.#phrase({ kind: 'phrase', field, words, slop: 0, boost });
    const asked = words.map((word) => ({ word, edits: edits === AUTO_EDITS ? standardEdits(word) : edits }));
    if (field !== null && !isWordField(field)) return this.#columns.column(field).marks(wholeTest(asked));
    const holding = combined(
      asked.map((one) => this.#holding(one.word, one.edits, boost)),
      true,
    );
    if (field === null || field === 'text') return holding;
    const test = valueTest(asked);
    return this.#test(holding, (party) => fieldValues(party, field).some(test));
  }

  #holding(word: string, edits: number, boost: number): Marks {
    if (edits > 0 || /^[*?]/.test(word)) this.#costly += 1;
    if (this.#costly > MOST_COSTLY)
      throw tooCostly(`more than ${MOST_COSTLY} words in it are fuzzy or begin with * or ?`);
    const marks = new Uint8Array(this.#parties.length);
    const { weights } = this;
    this.#index.eachHolding(word, edits, (party, inName, rarity) => {
      this.#places += 1;
      if (marks[party] === 1) return;
      marks[party] = 1;
      weights[party] = (weights[party] ?? 0) + boost * rarity * (inName ? NAME_WEIGHT : 1);
    });
    if (this.#places > MOST_PLACES) throw tooCostly('its words stand in too many places');
    return marks;
  }

  #phrase({ field, words, slop, boost }: PhraseClause): Marks {
    if (words.length === 0) return new Uint8Array(this.#parties.length);
    if (field && fieldType(field) === 'country') return this.#country(field, words);
    const holds = (value: string): boolean => holdsPhrase(wordsOfValue(value), words, slop);
    if (field !== null && !isWordField(field))
      return this.#columns.column(field).marks(wholeTest(words.map((word) => ({ word, edits: 0 }))));
    const among = this.#words({ kind: 'words', field: null, words, edits: 0, boost });
    return this.#test(among, (party) => fieldValues(party, field ?? 'text').some(holds));
  }

  /** A country may be meant by its code or its name. */
  #country(field: string, words: readonly string[]): Marks {
    const text = words.join(' ');
    const code = countryCode(text) ?? text;
    return this.#columns.column(field).marks((value) => value === code);
  }

  #test(among: Marks, test: (party: Party) => boolean): Marks {
    const marks = new Uint8Array(this.#parties.length);
    for (const [at, party] of this.#parties.entries()) if (among[at] === 1 && test(party)) marks[at] = 1;
    return marks;
  }
}

/** Marks that stand in all of them, or in any. */
export function combined(parts: readonly Marks[], every: boolean): Marks {
  const [first = new Uint8Array(0), ...others] = parts;
  const marks = first.slice();
  for (const other of others)
    for (let at = 0; at < marks.length; at += 1)
      marks[at] = every ? (marks[at] ?? 0) & (other[at] ?? 0) : (marks[at] ?? 0) | (other[at] ?? 0);
  return marks;
}

function tooCostly(why: string): AppError {
  return new AppError({
    code: 'QUERY_TOO_COSTLY',
    kind: 'invalid',
    message: `Cannot answer the query: ${why}`,
    hint: 'Write more of the words out, or ask in several queries.',
  });
}
