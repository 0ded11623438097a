import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectList, fileOf } from '../../fixtures/collect-list.ts';
import { ftmLine } from './ftm-line.ts';
import { opensanctionsFtm } from './opensanctions-ftm.ts';

const PERSON = {
  id: 'Q1',
  caption: 'EXERCISE Kim',
  schema: 'Person',
  properties: {
    name: ['Kim EXERCISE', 'EXERCISE Kim'],
    birthDate: ['1950', 'about 1950'],
    nationality: ['kp'],
    weight: ['80'],
  },
  datasets: ['xx_exercise'],
  referents: ['old-1'],
  target: true,
};
const COMPANY = { id: 'c-1', schema: 'Company', properties: { name: ['EXERCISE CO'] } };
const SANCTION = {
  id: 's-1',
  schema: 'Sanction',
  properties: {
    entity: ['Q1'], program: ['DPRK2'], programId: ['US-DPRK'], authority: ['Exercise authority'], authorityId: ['15036'],
    unscId: ['KPi.999'], startDate: ['2016-03-16'], listingDate: ['2016-03-02'], endDate: ['2020-01-01'], modifiedAt: ['2018-05-05T10:00:00'],
    provisions: ['Asset freeze'], reason: ['Exercise only.'],
  },
}; // biome-ignore format: one look
const OWNERSHIP = {
  id: 'o-1',
  schema: 'Ownership',
  properties: { owner: ['Q1'], asset: ['c-1'], percentage: ['51%'] },
};

const lines = (...values: unknown[]) =>
  fileOf('entities.ftm.json', `${values.map((value) => JSON.stringify(value)).join('\n')}\n`);

describe('opensanctionsFtm', () => {
  it('reads parties, sanctions as designations and relations as links', async () => {
    const list = await collectList(opensanctionsFtm, lines(SANCTION, PERSON, COMPANY, OWNERSHIP));
    expect(list.headers).toEqual([{ publishedAt: null }]);
    expect(list.parties.get('Q1')).toEqual({
      key: 'Q1',
      schema: 'Person',
      place: { line: 2 },
      properties: { name: ['EXERCISE Kim', 'Kim EXERCISE'], birthDate: ['1950'], nationality: ['kp'] },
    });
    expect(list.designations).toEqual([
      {
        party: 'Q1',
        programmes: ['DPRK2', 'US-DPRK'],
        listedOn: '2016-03-02',
        amendedOn: ['2018-05-05'],
        delistedOn: '2020-01-01',
        reference: '15036',
        unscReference: 'KPi.999',
        provisions: ['Asset freeze'],
        reason: 'Exercise only.',
        place: { line: 1 },
      },
    ]);
    expect(list.links).toEqual([{ schema: 'Ownership', from: 'Q1', to: 'c-1', role: '51%', place: { line: 4 } }]);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [2, 'value', 'birthDate "about 1950" is not a date'],
      [2, 'value', '1 lists of property Person:weight not kept, the first here'],
    ]);
  });

  it('reads the nested export, where the sanction and the relation lie inside the party', async () => {
    const sanction = { id: 's-1', schema: 'Sanction', properties: { programId: ['US-DPRK'] } };
    const ownership = { id: 'o-1', schema: 'Ownership', properties: { asset: [COMPANY] } };
    const nested = {
      ...PERSON,
      properties: {
        name: ['EXERCISE Kim'],
        sanctions: [sanction],
        ownershipOwner: [ownership],
        addressEntity: [{ id: 'a-1', schema: 'Address', properties: {} }],
      },
    };
    const list = await collectList(opensanctionsFtm, lines(nested));
    expect(list.parties.get('Q1')?.properties).toEqual({ name: ['EXERCISE Kim'], addressEntity: ['a-1'] });
    expect(list.designations).toMatchObject([{ party: 'Q1', programmes: ['US-DPRK'] }]);
    expect(list.links).toMatchObject([{ schema: 'Ownership', from: 'Q1', to: 'c-1' }]);
    expect(list.rejections).toEqual([]);
  });

  it('reads a delta: what came, changed and went', async () => {
    const file = fileOf(
      'entities.delta-20260305061500-abc.json',
      [
        { op: 'ADD', entity: PERSON },
        { op: 'MOD', entity: COMPANY },
        { op: 'DEL', entity: { id: 'c-2' } },
      ]
        .map((one) => JSON.stringify(one))
        .join('\n'),
    );
    const list = await collectList(opensanctionsFtm, file);
    expect(list.headers).toEqual([{ publishedAt: '2026-03-05', delta: true }]);
    expect([[...list.parties.keys()], list.removals]).toEqual([['Q1', 'c-1'], ['c-2']]);
    expect((await collectList(opensanctionsFtm, fileOf('entities.delta.json', ''))).headers).toEqual([
      { publishedAt: null, delta: true },
    ]);
  });

  it('rejects bad lines, passes over what is no party, and keeps the rest', async () => {
    const list = await collectList(
      opensanctionsFtm,
      fileOf(
        'entities.ftm.json',
        [
          JSON.stringify(COMPANY), '', '{"id": "x"', '[]', '{"id": "x"}', '{"op":"DEL","entity":{"id":"x"}}',
          '{"id":"x","schema":"Person","properties":{"name":[1]}}', '{"id":"x","schema":"Person","properties":{}}',
          '{"id":"x","schema":"Sanction","properties":{}}', '{"id":"x","schema":"Family","properties":{"person":["Q1"]}}',
          '{"id":"x","schema":"Position","properties":{"name":["Exercise post"]}}', '{"id":"y","schema":"Position","properties":{}}',
        ].join('\n'), // biome-ignore format: one look
      ),
    );
    expect([...list.parties.keys()]).toEqual(['c-1']);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [3, 'record', 'the line is not JSON'],
      [4, 'record', 'the line lacks id, schema or properties'],
      [5, 'record', 'the line lacks id, schema or properties'],
      [6, 'record', 'a removal stands in a whole list'],
      [7, 'record', 'the line lacks id, schema or properties'],
      [8, 'record', 'the entity has no name'],
      [9, 'record', 'the sanction names no entity'],
      [10, 'record', 'the Family lacks relative'],
      [11, 'value', '2 entities of schema Position not kept, the first here'],
    ]);
  });

  it('refuses a cut file, a web page, another file and an empty one', async () => {
    const whole = `${JSON.stringify(COMPANY)}\n${JSON.stringify(PERSON)}`;
    await expect(collectList(opensanctionsFtm, fileOf('a.json', whole.slice(0, -20)))).rejects.toThrow(
      /line 2 breaks off/,
    );
    await expect(collectList(opensanctionsFtm, fileOf('a.json', '<!DOCTYPE html>\n<html>'))).rejects.toThrow(
      /line 1 is not JSON/,
    );
    await expect(collectList(opensanctionsFtm, fileOf('a.json', '{"rows":[]}'))).rejects.toThrow(
      /not entities of OpenSanctions/,
    );
    await expect(collectList(opensanctionsFtm, fileOf('a.json', ''))).rejects.toThrow(/is empty/);
    await expect(collectList(opensanctionsFtm, fileOf('a.json', '\n\n'))).rejects.toThrow(/no entities/);
  });

  it('recognises its own files, and names the data set that the name tells', () => {
    const head = JSON.stringify(PERSON);
    const id = (name: string, start = head) => opensanctionsFtm.recognises({ name, head: start });
    expect(id('entities.ftm.json')).toBe('opensanctions');
    expect(id('us_ofac_sdn-entities.ftm.json')).toBe('opensanctions-us-ofac-sdn');
    expect(id('sanctions.targets.nested.json')).toBe('opensanctions-sanctions');
    expect(id('entities.delta.json', '{"op":"DEL","entity":{"id":"x"}}')).toBe('opensanctions');
    expect(id('entities.delta.json', '')).toBe('opensanctions');
    expect(id('kofiu.json', '{"rows":[["KoFIU","KF-1"')).toBeNull();
    expect(id('bundle.json', '{"type":"bundle","objects":[{"schema":"x"')).toBeNull();
    expect(id('a.csv', 'id,schema,name')).toBeNull();
  });
});

describe('ftmLine()', () => {
  it('never throws, whatever the line holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof ftmLine(text)).toBe('object');
      }),
    );
    const deep = `${'{"id":"x","schema":"Person","properties":{"a":['.repeat(3000)}""${']}}'.repeat(3000)}`;
    expect(ftmLine(deep)).toEqual({ problem: 'lacks id, schema or properties' });
  });
});
