import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../fixtures/damage.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { un1718VesselsCsv } from './un-1718-vessels-csv.ts';

const HEADER = 'imo,names_raw,mmsi,designation_and_measure_cells';
const csv = (...rows: string[]) =>
  fileOf('1718-designated-vessels-2020-06-04.csv', `${[HEADER, ...rows].join('\n')}\n`);

describe('un1718VesselsCsv', () => {
  it('reads a ship with several names and the paragraphs that it is designated under', async () => {
    const list = await collectList(
      un1718VesselsCsv,
      csv(
        '9161003,1: EXERCISE STAR 2 2: Exercise No. 7,445999001;445999002,9161003 MMSI: 1:x | 30-Mar-18 | na | Yes | na | Yes | na',
      ),
    );
    expect(list.headers).toEqual([{ publishedAt: '2020-06-04' }]);
    expect(list.rejections).toEqual([]);
    expect(list.parties.get('9161003')).toMatchObject({
      schema: 'Vessel',
      properties: {
        name: ['EXERCISE STAR 2'],
        alias: ['Exercise No. 7'],
        imoNumber: ['9161003'],
        mmsi: ['445999001', '445999002'],
      },
    });
    expect(list.designations).toMatchObject([
      {
        programmes: ['DPRK'],
        listedOn: '2018-03-30',
        provisions: [
          'Paragraph 12 (a) of resolution 2321 (2016)',
          'Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)',
        ],
      },
    ]);
  });

  it('takes a ship without IMO number under its name and reports bad values', async () => {
    const list = await collectList(
      un1718VesselsCsv,
      csv(
        ',1: EXERCISE Moon,,na | 21-Jun-17 | na | na | na | na | Yes',
        '9161004,1: EXERCISE Sun,44,9161004 | soon | na | na | na | na | na',
        '9161003,1: cut',
      ),
    );
    expect([...list.parties.keys()]).toEqual(['exercise-moon', '9161004']);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [3, 'value', 'IMO number "9161004" fails its check digit'],
      [3, 'value', 'MMSI "44" has not nine digits'],
      [3, 'value', 'no measure is marked for the ship'],
      [3, 'value', 'date of designation "soon" is not a date'],
      [4, 'record', 'the row has 2 cells, not 4'],
    ]);
  });

  it('refuses another list and recognises its own only', async () => {
    await expect(collectList(un1718VesselsCsv, fileOf('a.csv', 'imo,name\n1,2'))).rejects.toThrow(/lacks the column/);
    const cut = fileOf('a.csv', `${HEADER}\n9161003,1: EXERCISE Star,,x | 21-Jun-17 | na | na | na | na | Yes\n9074`);
    await expect(collectList(un1718VesselsCsv, cut)).rejects.toThrow(/line 3 ends in the middle of a row/);
    await expect(collectList(un1718VesselsCsv, csv())).rejects.toThrow('it holds no party');
    expect(un1718VesselsCsv.recognises({ name: 'a.csv', head: `${HEADER}\n9` })).toBe('un-1718-vessels');
    expect(un1718VesselsCsv.recognises({ name: '1718.csv', head: 'imo,name,mmsi\n9' })).toBeNull();
  });
});

const real = sharedData('lists/un/1718-designated-vessels-2020-06-04.csv');

describe.skipIf(real === null)('un1718VesselsCsv on the real list', () => {
  it('reads every ship', async () => {
    const list = await collectList(un1718VesselsCsv, fileAt(real ?? ''));
    expect(list.rejections).toEqual([]);
    expect(list.parties.size).toBe(58);
    expect([...list.parties.values()].every((ship) => ship.properties.imoNumber?.length === 1)).toBe(true);
    expect(list.parties.get('8909575')?.properties).toMatchObject({
      name: ['Blue Nouvelle'],
      alias: ['Greenlight', 'Chong Bong'],
    });
    const under = (text: string) =>
      list.designations.filter((one) => one.provisions?.some((act) => act.includes(text)));
    expect(under('KPe.020')).toHaveLength(22);
  });

  it('refuses cut files clearly', async () => {
    expect(await unclearErrorsOfCuts(un1718VesselsCsv, fileAt(real ?? ''))).toEqual([]);
  });
});
