import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../kernel/errors.ts';
import { escapedSearch, parseSearch, plainSearch } from './parse-search.ts';
import type { SearchClause } from './search-clause.ts';

/** A clause in short: `kim & (a | !b)`, `"a b"~1`, `field:[1..2}`. */
function short(clause: SearchClause): string {
  switch (clause.kind) {
    case 'all':
      return 'all';
    case 'not':
      return `!${short(clause.part)}`;
    case 'and':
    case 'or':
      return `(${clause.parts.map(short).join(clause.kind === 'and' ? ' & ' : ' | ')})`;
    case 'exists':
      return `${clause.field}:*`;
    case 'range': {
      const { field, from, to } = clause;
      return `${field}:${from?.inclusive ? '[' : '{'}${from?.value ?? '*'}..${to?.value ?? '*'}${to?.inclusive ? ']' : '}'}`;
    }
    default: {
      const field = clause.field ? `${clause.field}:` : '';
      const extra = clause.kind === 'phrase' ? clause.slop : clause.edits;
      const quote = clause.kind === 'phrase' ? '"' : '';
      const boost = clause.boost === 1 ? '' : `^${clause.boost}`;
      return `${field}${quote}${clause.words.join(' ')}${quote}${extra === 0 ? '' : `~${extra}`}${boost}`;
    }
  }
}

describe('parseSearch()', () => {
  it.each([
    ['', 'all'],
    ['*', 'all'],
    ['*:*', 'all'],
    ['Kim Chŏl-su', '(kim & chol su)'],
    ['a AND b OR c d', '((a & b) | (c & d))'],
    ['a && (b || c)', '(a & (b | c))'],
    ['+a -b !c NOT d', '(a & !b & !c & !d)'],
    ['NOT NOT a', 'a'],
    ['"Green Pine"~2 corp~ x~1', '("green pine"~2 & corp~-1 & x~1)'],
    ['kim^3 (a b)', '(kim^3 & (a & b))'],
    ['pa*k ?hoe 김*', '(pa*k & ?hoe & gim*)'],
    ['properties.birthDate:1960', 'properties.birthDate:1960'],
    ['country:(kp OR cn) name:"a b"', '((country:kp | country:cn) & name:"a b")'],
    ['birthDate:[1960 TO 1970] birthDate:{1960 TO *]', '(birthDate:[1960..1970] & birthDate:{1960..*})'],
    ['birthDate:>=1960 birthDate:<1970-05', '(birthDate:[1960..*} & birthDate:{*..1970-05})'],
    ['alias:* _exists_:topics', '(alias:* & topics:*)'],
    ['a\\:b \\(c\\) d\\*', '(a b & c & d)'],
    ['lower and or not', '(lower & and & or & not)'],
    ['Tariq AND \\AND', '(tariq & and)'],
    ['M/V Drill', '(m v & drill)'],
  ])('reads %s', (text, expected) => expect(short(parseSearch(text))).toBe(expected));

  it.each([
    ['kim (chol', 5, 'never closed'],
    ['kim)', 4, 'never opened'],
    ['kim "chol', 5, 'quotation mark'],
    ['()', 1, 'empty'],
    ['AND kim', 1, 'out of place'],
    ['kim AND', 7, 'missing'],
    ['kim AND OR x', 9, 'out of place'],
    ['-', 1, 'missing'],
    ['spoon:3', 1, 'no field "spoon"'],
    ['name:', 6, 'nothing follows the colon'],
    ['[1 TO 2]', 1, 'needs a field'],
    ['birthDate:[1960 TO', 11, 'out of place'],
    ['/regular/', 1, 'regular expressions'],
    ['kim~5', 1, 'at most 2'],
    ['kim\\', 4, 'backslash'],
    [`${'('.repeat(21)}a${')'.repeat(21)}`, 21, 'nest deeper'],
    ['a '.repeat(201), 401, 'more than 200 parts'],
  ])('says where %s goes wrong', (text, at, state) => {
    let thrown: unknown;
    try {
      parseSearch(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ kind: 'invalid', data: { at }, message: expect.stringContaining(state) });
  });

  it('reads any text or says where it cannot', () => {
    const signs = fc.constantFrom(
      'a',
      'OR',
      'AND',
      'NOT',
      '(',
      ')',
      '"',
      '[',
      ']',
      'TO',
      ':',
      'name:',
      '*',
      '~',
      '^2',
      '\\',
      '-',
      ' ',
      '金',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(signs).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            parseSearch(text);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
            expect(Number(error.data.at)).toBeGreaterThan(0);
            expect(Number(error.data.at)).toBeLessThanOrEqual(text.length + 1);
          }
        },
      ),
    );
  });
});

describe('plainSearch() and escapedSearch()', () => {
  it('take every text as words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['all', 'words']).toContain(plainSearch(text).kind);
        parseSearch(escapedSearch(text));
      }),
    );
    expect(short(plainSearch('kim AND -chol* "x"'))).toBe('kim and chol x');
    expect(short(parseSearch(escapedSearch('kim AND -chol* "x')))).toBe('(kim & and & chol & x)');
  });
});
