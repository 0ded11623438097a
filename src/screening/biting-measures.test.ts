import { expect, it } from 'vitest';
import { bitingMeasures } from './biting-measures.ts';

function familiesOf(list: string, schema: string, programmes: string[]): Record<string, string> {
  const designation = { programmes, listedOn: '2018-01-01' };
  return Object.fromEntries(bitingMeasures({ list, schema, designation }).map(({ id, family }) => [id, family]));
}

it('bitingMeasures() never tells a firm or a ship of a travel ban, and says that listings freeze', () => {
  expect(familiesOf('eu-fsf', 'Organization', ['PRK'])).toEqual({
    'EU-2017-1509': 'asset-freeze',
    'EU-2016-849': 'asset-freeze',
  });
  expect(familiesOf('eu-fsf', 'Person', ['PRK'])).toEqual({
    'EU-2017-1509': 'asset-freeze',
    'EU-2016-849': 'travel-ban',
  });
  expect(familiesOf('un-sc', 'Person', ['DPRK'])).toEqual({ 'UN-1718-8d': 'asset-freeze', 'UN-1718-8e': 'travel-ban' });
});
