import { expect, it } from 'vitest';
import { coinText } from './coin-text.ts';

it.each([
  ['173600000000000000000000', 'ETH', '173\u202f600 ETH'],
  ['450290000000', 'BTC', '4\u202f502.9 BTC'],
  ['1', 'ETH', '< 0.0001 ETH'],
  ['0', 'BTC', '0 BTC'],
  ['1234567', 'STRANGE', '1\u202f234\u202f567 STRANGE'],
])('shows %s of %s as %s', (amount, asset, text) => expect(coinText(amount, asset)).toBe(text));
