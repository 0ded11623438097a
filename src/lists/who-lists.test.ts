import { describe, expect, it } from 'vitest';
import { type ListedParty, whoCsv, whoLists } from './who-lists.ts';

const parties: ListedParty[] = [
  {
    id: 'b',
    caption: 'EXERCISE Shipping',
    schema: 'Organization',
    members: [
      { list: 'un-sc', entry: 'un-sc-1', since: '2017-06-02' },
      { list: 'us', entry: 'us-9', since: null },
      { list: 'us', entry: 'us-8', since: '2016-01-01' },
    ],
  },
  {
    id: 'a',
    caption: '=EXERCISE, "Bank"',
    schema: 'Organization',
    members: [{ list: 'us', entry: 'us-1', since: null }],
  },
];

describe('whoLists()', () => {
  it('says who lists and who does not', () => {
    expect(whoLists(parties, { notListedBy: ['un-sc'] }).map(({ id }) => id)).toEqual(['a']);
    expect(whoLists(parties, { listedBy: ['un-sc', 'us'] }).map(({ id }) => id)).toEqual(['b']);
    expect(whoLists(parties, { q: 'shipping' })[0]?.listings.us).toEqual({ since: '2016-01-01', entry: 'us-8' });
  });
});

describe('whoCsv()', () => {
  it('quotes, and disarms formulas', () => {
    expect(whoCsv(whoLists(parties, { q: 'bank' }), ['un-sc', 'us'])).toBe(
      'id,caption,schema,un-sc,us\r\na,"\'=EXERCISE, ""Bank""",Organization,,listed\r\n',
    );
  });
});
