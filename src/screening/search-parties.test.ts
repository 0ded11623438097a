import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exerciseScreener } from './fixtures/exercise-lists.ts';
import type { SearchFilters } from './search-parties.ts';

const screener = exerciseScreener();
const filters: SearchFilters = {
  scope: { dataset: 'default' },
  schema: 'Thing',
  countries: [],
  topics: [],
  datasets: [],
  fields: [],
  every: false,
  fuzzy: false,
  sort: [],
  facets: [],
  limit: 50,
  offset: 0,
};
const KIM = 'un-sc-KPi.999';
const NAMESAKE = 'kr-kofiu-KF-1';
const COMPANY = 'eu-fsf-EU.1.2';
const SHIP = 'us-ofac-sdn-77';
const WALLET = 'us-ofac-sdn-78';
const INSTITUTE = 'jp-meti-eul-9';
const everyone = [KIM, NAMESAKE, COMPANY, SHIP, WALLET, INSTITUTE].sort();
const found = (text: string, more: Partial<SearchFilters> = {}) =>
  screener
    .search(text, { ...filters, ...more })
    .results.map(({ id }) => id)
    .sort();

describe('searchParties()', () => {
  it.each([
    ['drill AND (company OR institute)', [COMPANY, INSTITUTE]],
    ['drill -company', [INSTITUTE, SHIP]],
    ['NOT drill', [KIM, NAMESAKE, WALLET]],
    ['"trading company"', [COMPANY]],
    ['"company trading"', []],
    ['"drill company"', []],
    ['"drill company"~1', [COMPANY]],
    ['dril*', [COMPANY, INSTITUTE, SHIP]],
    ['tr?ding', [COMPANY]],
    ['*nstitute', [INSTITUTE]],
    ['instituet~ drill', [INSTITUTE]],
    ['insttuet~1', []],
    ['김*', [KIM, NAMESAKE]],
    ['name:drill schema:Vessel', [SHIP]],
    ['alias:drill', []],
    ['country:kp', []],
    ['countries:kp', [KIM, NAMESAKE, SHIP]],
    ['nationality:"North Korea"', [KIM, NAMESAKE]],
    ['country:(cn OR ir)', [COMPANY, INSTITUTE]],
    ['birthDate:1960', [KIM]],
    ['birthDate:1960-03', []],
    ['birthDate:[1960 TO 1970]', [KIM]],
    ['birthDate:{1960 TO 1975]', [NAMESAKE]],
    ['birthDate:>=1975', [NAMESAKE]],
    ['birthDate:<1960-02-03', []],
    ['birthDate:*', [KIM, NAMESAKE]],
    ['imoNumber:9161003', [SHIP]],
    ['identifiers:9161003', [SHIP]],
    ['datasets:eu-fsf', [COMPANY, KIM]],
    ['referents:eu-fsf-EU.1.1', [KIM]],
    ['datasets:eu*', [COMPANY, KIM]],
    ['id:un-sc', []],
    ['schemata:Organization', [COMPANY, INSTITUTE]],
    ['topics:sanction -countries:kp', [COMPANY, WALLET]],
    ['last_change:[2026-03-15 TO *]', [KIM]],
    ['KPi.999', [KIM]],
    ['*:*', everyone],
  ])('finds %s', (text, ids) => expect(found(text)).toEqual([...ids].sort()));

  it('takes a text as words and nothing else when asked to', () => {
    expect(found('(drill "trading', { simple: true })).toEqual([COMPANY]);
    expect(found('drill NOT', { simple: true })).toEqual([]);
  });

  it('forgives errors of spelling when asked to be fuzzy', () => {
    expect(found('drill instituet', { fuzzy: true })).toContain(INSTITUTE);
    expect(found('drill instituet AND countries:ir', { fuzzy: true })).toEqual([INSTITUTE]);
    expect(found('drill instituet AND countries:ir')).toEqual([]);
  });

  it('puts names before other places and rare words before common ones', () => {
    const ids = screener.search('company OR drill', filters).results.map(({ id }) => id);
    expect(ids[0]).toBe(COMPANY);
  });

  it('filters any or all values of a field, and each field', () => {
    const fields = ['properties.country:cn', 'properties.country:ir'];
    expect(found('', { fields })).toEqual([COMPANY, INSTITUTE].sort());
    expect(found('', { fields, every: true })).toEqual([]);
    expect(found('', { fields: [...fields, 'schema:Company'] })).toEqual([COMPANY]);
    expect(found('', { fields: ['target:false'] })).toEqual([]);
  });

  it('counts facets of everything found, not of the page', () => {
    const { facets } = screener.search('', { ...filters, limit: 1, facets: ['schema', 'identifiers', 'genders'] });
    expect(facets.schema?.values[0]).toEqual({ name: 'Person', label: 'People', count: 2 });
    expect(facets.identifiers?.values.map(({ name }) => name)).toContain('9161003');
    expect(facets.genders).toEqual({ label: 'Genders', values: [] });
  });

  it('sorts a party without the value last, either way', () => {
    for (const way of ['asc', 'desc']) {
      const { results } = screener.search('', { ...filters, sort: [`properties.birthDate:${way}`] });
      expect(results.slice(0, 2).map(({ id }) => id)).toEqual(way === 'asc' ? [KIM, NAMESAKE] : [NAMESAKE, KIM]);
    }
  });

  it('refuses what would be compared with every word too often', () => {
    const costly = Array.from({ length: 11 }, (_, at) => `*word${at}`).join(' OR ');
    expect(() => found(costly)).toThrow(/more than 10 words/);
    expect(found(costly.replace(' OR *word10', ''))).toEqual([]);
  });

  it('keeps the laws of AND, OR and NOT', () => {
    const word = fc.constantFrom('drill', 'kim*', 'schema:Vessel', 'birthDate:[1970 TO *]', 'countries:kp', 'x');
    fc.assert(
      fc.property(word, word, (one, other) => {
        const [left, right] = [found(`${one} OR zzz`), found(`${other} OR zzz`)];
        expect(found(`(${one}) AND (${other})`)).toEqual(left.filter((id) => right.includes(id)));
        expect(found(`(${one}) OR (${other})`)).toEqual([...new Set([...left, ...right])].sort());
        expect(found(`NOT (${one} OR zzz)`)).toEqual(everyone.filter((id) => !left.includes(id)));
      }),
    );
  });
});
