import { describe, expect, it } from 'vitest';
import { exerciseScreener } from './fixtures/exercise-lists.ts';
import type { Scope } from './scope.ts';
import type { Subject } from './score-pair.ts';
import type { SearchFilters } from './search-parties.ts';

const screener = exerciseScreener();
const person = (name: string): Subject => ({ schema: 'Person', properties: { name: [name] } });
function ids(query: Subject, scope: Partial<Scope> = {}): string[] {
  const options = { scope: { dataset: 'default', ...scope }, threshold: 0.7, cutoff: 0.7, limit: 10 };
  return screener.match(query, options).results.map(({ id }) => id);
}

describe('match()', () => {
  it('answers entries of several lists as one party, with every source kept', () => {
    const { results, total } = screener.match(person('Kim Chol Su'), {
      scope: { dataset: 'default' },
      threshold: 0.97,
      cutoff: 0.5,
      limit: 5,
    });
    const [first] = results;
    expect(first).toMatchObject({
      id: 'un-sc-KPi.999',
      score: 1,
      match: true,
      datasets: ['un-sc', 'eu-fsf'],
      referents: ['eu-fsf-EU.1.1'],
      first_seen: '2026-02-01T08:00:00',
      last_change: '2026-04-01T08:00:00',
      target: true,
    });
    expect(first?.properties).toMatchObject({ name: ['KIM EXERCISE CHOL', 'Kim Chol-su'], topics: ['sanction'] });
    expect(first?.watchkeeper.listings).toHaveLength(2);
    expect(first?.watchkeeper.listings[0]).toEqual({
      list: 'un-sc',
      entry: 'un-sc-KPi.999',
      programmes: ['DPRK'],
      listedOn: '2016-03-02',
      delistedOn: null,
      reference: 'KPi.999',
      listDate: '2026-02-27',
      current: true,
    });
    expect(first?.watchkeeper.measures).toEqual([
      {
        id: 'UN-EX-1',
        regime: 'un-dprk',
        label: 'EXERCISE para 1',
        printParagraph: true,
        family: 'asset-freeze',
        since: '2016-03-02',
      },
    ]);
    expect(first?.watchkeeper.merged[0]?.explanation).toContain('UN reference KPi.999');
    expect(first?.watchkeeper.snapshot).toBe(true);
    expect(results[1]).toMatchObject({ id: 'kr-kofiu-KF-1', match: false });
    expect(total).toBe(1);
  });

  it.each(['김철수', 'Cheol-su Kim', 'KIM Cholsu', 'Kim Chul Soo'])('finds %s', (name) => {
    expect(ids(person(name))).toContain('un-sc-KPi.999');
  });

  it('finds ships, wallets and papers', () => {
    expect(ids({ schema: 'Vessel', properties: { imoNumber: ['IMO 9161003'] } })).toEqual(['us-ofac-sdn-77']);
    expect(ids({ schema: 'Thing', properties: { publicKey: ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'] } })).toEqual([
      'us-ofac-sdn-78',
    ]);
    expect(ids({ schema: 'Company', properties: { registrationNumber: ['drill 12345'] } })).toEqual(['eu-fsf-EU.1.2']);
    expect(ids({ schema: 'Thing', properties: { name: ['M/V Drill 2'] } })).toContain('us-ofac-sdn-77');
  });

  it('keeps to its scope', () => {
    const kim = person('Kim Chol Su');
    expect(ids(kim, { dataset: 'kr-kofiu' })).toEqual(['kr-kofiu-KF-1']);
    expect(ids(kim, { dataset: 'dprk' })).toHaveLength(2);
    expect(ids({ schema: 'Company', properties: { name: ['Drill Trading'] } }, { dataset: 'dprk' })).toEqual([]);
    expect(ids(kim, { excludeDatasets: ['un-sc'] })).toContain('un-sc-KPi.999');
    expect(ids(kim, { excludeDatasets: ['un-sc', 'eu-fsf'] })).toEqual(['kr-kofiu-KF-1']);
    expect(ids(kim, { includeDatasets: ['eu-fsf'] })).toEqual(['un-sc-KPi.999']);
    expect(ids(kim, { excludeIds: ['eu-fsf-EU.1.1'] })).toEqual(['kr-kofiu-KF-1']);
    expect(ids(kim, { excludeSchemata: ['Person'] })).toEqual([]);
    expect(ids(kim, { changedSince: '2026-03-15' })).toEqual(['un-sc-KPi.999']);
    expect(ids(kim, { topics: ['export.control'] })).toEqual([]);
    expect(ids({ schema: 'Thing', properties: { name: ['Drill Institute'] } }, { topics: ['export.control'] })).toEqual(
      ['jp-meti-eul-9'],
    );
  });

  it('finds nothing for a question without a name or identifier', () => {
    expect(ids({ schema: 'Person', properties: { birthDate: ['1960-02-03'] } })).toEqual([]);
    expect(ids(person('…'))).toEqual([]);
  });

  it('follows a decision that separates', () => {
    const apart = exerciseScreener([{ one: 'eu-fsf-EU.1.1', other: 'un-sc-KPi.999', verdict: 'different' }]);
    expect(apart.find('eu-fsf-EU.1.1')?.id).toBe('eu-fsf-EU.1.1');
    expect(screener.find('eu-fsf-EU.1.1')?.id).toBe('un-sc-KPi.999');
  });
});

describe('adjacent()', () => {
  it('shows relations from both ends and every listing', () => {
    const kim = screener.find('un-sc-KPi.999');
    const company = screener.find('eu-fsf-EU.1.2');
    if (!kim || !company) throw new Error('the exercise lists lack a party');
    const fromKim = screener.adjacent(kim);
    expect(fromKim.get('sanctions')).toHaveLength(2);
    expect(fromKim.get('directorshipDirector')?.[0]?.properties).toMatchObject({
      director: ['un-sc-KPi.999'],
      organization: [{ id: 'eu-fsf-EU.1.2' }],
      role: ['Director'],
    });
    const fromCompany = screener.adjacent(company).get('directorshipOrganization');
    expect(fromCompany?.[0]?.id).toBe(fromKim.get('directorshipDirector')?.[0]?.id);
    expect(fromCompany?.[0]?.properties.director).toMatchObject([{ id: 'un-sc-KPi.999' }]);
  });
});

describe('search()', () => {
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
    facets: ['countries', 'schema'],
    limit: 10,
    offset: 0,
  };
  const found = (text: string, more: Partial<SearchFilters> = {}) =>
    screener.search(text, { ...filters, ...more }).results.map(({ id }) => id);

  it('holds every word, or falls back on likeness', () => {
    expect(found('drill')).toHaveLength(3);
    expect(found('drill company')).toEqual(['eu-fsf-EU.1.2']);
    expect(found('9161003')).toEqual(['us-ofac-sdn-77']);
    expect(found('Drill Tradng')).toEqual(['eu-fsf-EU.1.2']);
    expect(found('nothing of the kind')).toEqual([]);
    expect(found('…')).toEqual([]);
  });

  it('filters, sorts, pages and counts', () => {
    expect(found('', { sort: ['caption:desc'] })[0]).toBe('kr-kofiu-KF-1');
    expect(found('drill', { countries: ['kp'] })).toEqual(['us-ofac-sdn-77']);
    expect(found('', { schema: 'Organization' }).sort()).toEqual(['eu-fsf-EU.1.2', 'jp-meti-eul-9']);
    expect(found('', { fields: ['properties.birthDate:1960'] })).toEqual(['un-sc-KPi.999']);
    const page = screener.search('', { ...filters, limit: 2, offset: 1, sort: ['caption:asc'] });
    expect(page.total).toBe(6);
    expect(page.results.map(({ caption }) => caption)).toEqual(['DRILL 2', 'Drill Institute']);
    expect(page.facets.countries?.values[0]).toEqual({ name: 'kp', label: 'North Korea', count: 3 });
  });
});
