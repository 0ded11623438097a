import { expect, it } from 'vitest';
import { whoCsv } from './who-lists.ts';

it('whoCsv() quotes, and disarms formulas', () => {
  const row = {
    id: 'a',
    caption: '=EXERCISE, "Bank"',
    schema: 'Organization',
    listings: { us: { since: null, entry: 'us-1' }, 'un-sc': { since: '2017-06-02', entry: 'un-sc-1' } },
  };
  expect(whoCsv([row], ['un-sc', 'us', 'eu'])).toBe(
    'id,caption,schema,un-sc,us,eu\r\na,"\'=EXERCISE, ""Bank""",Organization,2017-06-02,listed,\r\n',
  );
});
