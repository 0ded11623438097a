import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { designationMeasures, type Listing } from './designation-measures.ts';

function bites(listing: Partial<Listing>) {
  return designationMeasures({
    list: 'un-sc',
    programmes: [],
    schema: 'Organization',
    listedOn: '2018-01-01',
    ...listing,
  });
}

describe('designationMeasures()', () => {
  it('freezes organisations and bars individuals from travel as well on the UN list', () => {
    expect(bites({ programmes: ['DPRK'] })).toEqual([
      { regime: 'un-dprk', measures: ['UN-1718-8d'], since: '2018-01-01' },
    ]);
    expect(bites({ programmes: ['DPRK'], schema: 'Person' })[0]?.measures).toEqual(['UN-1718-8d', 'UN-1718-8e']);
  });

  it.each([
    ['un-sc', ['Al-Qaida']],
    ['us-ofac-sdn', ['SDGT']],
    ['us-ofac-sdn', ['NPWMD']],
    ['eu-fsf', ['IRQ']],
    ['au-dfat', ['Autonomous (Iran)']],
    ['uk-sanctions-list', ['The Russia (Sanctions) (EU Exit) Regulations 2019']],
    ['jp-mof', ['19.イラン（個人）']],
    ['kr-kofiu', ['']],
    ['ch-seco', ['3978']],
    ['jp-meti-eul', ['North Korea']],
    ['us-ofac-cons', ['DPRK2']],
    ['no-such-list', ['DPRK']],
  ])('is empty for %s %j', (list, programmes) => {
    expect(bites({ list, programmes })).toEqual([]);
  });

  it.each([
    ['us-ofac-sdn', ['DPRK3'], ['US-EO13722', 'US-31CFR510']],
    ['us-csl', ['NPWMD', 'DPRK2'], ['US-EO13687', 'US-31CFR510', 'US-EO13382']],
    ['us-ofac-sdn', ['DPRK3', 'DPRK-NKSPEA'], ['US-EO13722', 'US-31CFR510', 'US-NKSPEA']],
    ['eu-fsf', ['PRK'], ['EU-2017-1509', 'EU-2016-849']],
    [
      'uk-sanctions-list',
      ['The Democratic People’s Republic of Korea (Sanctions) (EU Exit) Regulations 2019'],
      ['UK-SI2019-411'],
    ],
    ['uk-ofsi', ["North Korea (Democratic People's Republic of Korea)"], ['UK-SI2019-411']],
    ['au-dfat', ['1718 (DPRK)'], ['AU-UN']],
    ['au-dfat', ['Autonomous (DPRK) '], ['AU-AUTON']],
    ['jp-mof', ['16.北朝鮮(協調；団体)'], ['JP-FEFA-REMIT']],
    ['jp-mof', ['北朝鮮(決議1695号)'], ['JP-FEFA-REMIT']],
    ['kr-kofiu', ['E.O.13687'], ['KR-AUTON']],
  ])('reads %s %j', (list, programmes, measures) => {
    expect(bites({ list, programmes })[0]?.measures).toEqual(measures);
  });

  it('brings the UN measures wherever a list carries the UN reference', () => {
    expect(bites({ list: 'ch-seco', programmes: ['3978'], unscReference: 'KPe.012' })).toEqual([
      { regime: 'un-dprk', measures: ['UN-1718-8d'], since: null },
    ]);
    expect(
      bites({ list: 'eu-fsf', programmes: ['PRK'], unscReference: 'KPi.033', schema: 'Person' }).map(
        (row) => row.regime,
      ),
    ).toEqual(['eu-dprk', 'un-dprk']);
    expect(bites({ list: 'ch-seco', programmes: ['3978'], unscReference: 'QDi.033' })).toEqual([]);
  });

  it('gives a vessel what the 1718 vessel list says of it and no more', () => {
    const vessel = { list: 'un-1718-vessels', schema: 'Vessel' };
    expect(
      bites({
        ...vessel,
        provisions: ['Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)'],
      })[0]?.measures,
    ).toEqual(['UN-2371-6', 'UN-2375-6']);
    expect(bites({ ...vessel, provisions: ['Paragraph 12 (a) of resolution 2321 (2016)'] })[0]?.measures).toEqual([
      'UN-2321-12',
    ]);
    expect(bites({ ...vessel, provisions: [] })).toEqual([]);
  });

  it('starts no earlier than the law', () => {
    const uk = { list: 'uk-ofsi', programmes: ["Democratic People's Republic of Korea"] };
    expect(bites({ ...uk, listedOn: '2016-03' })[0]?.since).toBe('2020-12-31');
    expect(bites({ ...uk, listedOn: '2024-02-22' })[0]?.since).toBe('2024-02-22');
    expect(bites({ ...uk, listedOn: null })[0]?.since).toBeNull();
  });
});

const lists = fileURLToPath(new URL('../../../shared/data/lists/', import.meta.url));

describe.skipIf(!existsSync(lists))('the tags of real lists', () => {
  const tagsIn = (file: string, pattern: RegExp, encoding: 'utf8' | 'latin1' = 'utf8') =>
    [...readFileSync(`${lists}${file}`, encoding).matchAll(pattern)].map((match) => match[1] ?? '');
  const biting = (list: string, tagSets: string[][]) =>
    tagSets.filter((programmes) => bites({ list, programmes }).length > 0);

  it('are understood on the UN, EU and UK lists', () => {
    const un = tagsIn('un/consolidated-2026-02-27.xml', /<UN_LIST_TYPE>([^<]*)</g).map((tag) => [tag]);
    expect(biting('un-sc', un)).toHaveLength(155);
    const eu = tagsIn('eu/fsf-1.1-2021-01-15-excerpt.xml', /programme="([^"]*)"/g).map((tag) => [tag]);
    expect([eu.length, biting('eu-fsf', eu).length]).toEqual([6, 4]);
    const uk = tagsIn('uk/uksl-dprk-2026-08-22-reconstructed.xml', /<RegimeName>([^<]+)<\/RegimeName>/g).map((tag) => [
      tag,
    ]);
    expect([uk.length, biting('uk-sanctions-list', uk).length]).toEqual([261, 261]);
  });

  it('are understood on the SDN list, where NPWMD alone is no DPRK programme', () => {
    const programmes = tagsIn('us/sdn-2023-12-28/sdn.csv', /^\d+,"[^"]*",(?:"[^"]*"|[^,]*),"([^"]*)"/gm, 'latin1');
    const tagSets = programmes.map((cell) => cell.split('] ['));
    const named = tagSets.filter((tags) => tags.some((tag) => tag.startsWith('DPRK')));
    expect(named.length).toBeGreaterThan(470);
    expect(biting('us-ofac-sdn', tagSets)).toHaveLength(named.length);
    expect(tagSets.filter((tags) => tags.join() === 'NPWMD').length).toBeGreaterThan(100);
  });
});
