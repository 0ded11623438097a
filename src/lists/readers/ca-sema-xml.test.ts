import { describe, expect, it } from 'vitest';
import { collectList, fileAt, fileOf } from '../fixtures/collect-list.ts';
import { unclearErrorsOfCuts } from '../fixtures/damage.ts';
import { sharedData } from '../fixtures/shared-data.ts';
import { caSemaXml } from './ca-sema-xml.ts';

const xml = (...records: string[]) =>
  fileOf(
    'sema-lmes-2025-03-20.xml',
    `<?xml version="1.0"?><data-set>${records.map((record) => `<record><Country>Russia / Russie</Country>${record}</record>`).join('\n')}</data-set>`,
  );
const PLACE = '<Schedule>1, Part 1</Schedule><Item>12</Item>';

describe('caSemaXml', () => {
  it('reads a person, in the old element names and the new', async () => {
    for (const birth of ['DateOfBirth', 'DateOfBirthOrShipBuildDate']) {
      const list = await collectList(
        caSemaXml,
        xml(
          `<LastName>EXERCISE </LastName><GivenName>Ivan\u00a0</GivenName><Aliases>Andrei, Belarusian: Іван ПРАКТЫКА; Ivan Exercise</Aliases><${birth}>1963 or 1964</${birth}>${PLACE}<DateOfListing>2022-02-24</DateOfListing>`,
        ),
      );
      expect(list.rejections).toEqual([]);
      expect(list.parties.get('russia-1-part-1-12')).toMatchObject({
        schema: 'Person',
        properties: {
          name: ['Ivan EXERCISE'],
          firstName: ['Ivan'],
          lastName: ['EXERCISE'],
          alias: ['Іван ПРАКТЫКА', 'Ivan Exercise'],
          weakAlias: ['Andrei'],
          birthDate: ['1963', '1964'],
        },
      });
      expect(list.designations).toMatchObject([
        { programmes: ['Russia / Russie'], listedOn: '2022-02-24', reference: 'Schedule 1, Part 1, item 12' },
      ]);
    }
  });

  it('reads ships by their IMO number, and entities with commas in their names', async () => {
    const list = await collectList(
      caSemaXml,
      xml(
        `<EntityOrShip>EXERCISE STAR</EntityOrShip><TitleOrShip>Oil Tanker</TitleOrShip><ShipIMONumber>9161003</ShipIMONumber><DateOfBirthOrShipBuildDate>1984</DateOfBirthOrShipBuildDate><Schedule>1.1</Schedule><Item>7</Item>`,
        `<Entity>Exercise Works</Entity><Aliases>Exercise Trading Company, Ltd., EXW</Aliases>${PLACE}`,
      ),
    );
    expect(list.parties.get('russia-1.1-7')).toMatchObject({
      schema: 'Vessel',
      properties: { name: ['EXERCISE STAR'], type: ['Oil Tanker'], imoNumber: ['9161003'], buildDate: ['1984'] },
    });
    expect(list.parties.get('russia-1-part-1-12')).toMatchObject({
      schema: 'Organization',
      properties: { alias: ['Exercise Trading Company, Ltd.', 'EXW'] },
    });
  });

  it('rejects what it cannot read and keeps the rest', async () => {
    const list = await collectList(
      caSemaXml,
      xml(
        PLACE,
        `<Entity>EXERCISE A</Entity>${PLACE}<DateOfListing>soon</DateOfListing>`,
        `<EntityOrShip>EXERCISE B</EntityOrShip><ShipIMONumber>9161004</ShipIMONumber>`,
      ),
    );
    expect([...list.parties.keys()]).toEqual(['russia-1-part-1-12-2', 'russia']);
    expect(list.parties.get('russia')?.properties.notes).toEqual(['IMO number: 9161004']);
    expect(list.rejections.map((one) => [one.place.line, one.severity, one.reason])).toEqual([
      [1, 'record', 'the record has no name'],
      [2, 'value', 'item 12 of schedule 1, Part 1 stands twice under Russia / Russie'],
      [2, 'value', 'date of listing "soon" is not a date'],
      [3, 'value', 'IMO number "9161004" fails its check digit'],
    ]);
  });

  it('refuses another list and recognises its own only', async () => {
    await expect(collectList(caSemaXml, fileOf('a.xml', '<CONSOLIDATED_LIST/>'))).rejects.toThrow(/root element/);
    await expect(collectList(caSemaXml, fileOf('a.xml', '<data-set><record>'))).rejects.toThrow(/not well-formed/);
    expect(caSemaXml.recognises({ name: 'a.xml', head: '<data-set><record><Country>x</Country><Item>1</Item>' })).toBe(
      'ca-sema',
    );
    expect(caSemaXml.recognises({ name: 'sema.xml', head: '<export><record><Country>' })).toBeNull();
  });
});

const real = [sharedData('lists/ca/sema-lmes-2025-03-20.xml'), sharedData('lists/ca/sema-lmes-2020-04.xml')];

describe.skipIf(real.includes(null))('caSemaXml on real lists', () => {
  it.each([
    [0, 4759, 109, '2025-03-20'],
    [1, 1369, 0, '2020-04'],
  ])('reads list %i whole', async (index, parties, ships, publishedAt) => {
    const list = await collectList(caSemaXml, fileAt(real[index] ?? ''));
    expect(list.parties.size).toBe(parties);
    expect(
      [...list.parties.values()].filter((party) => party.schema === 'Vessel' && party.properties.imoNumber),
    ).toHaveLength(ships);
    expect(list.headers).toEqual([{ publishedAt }]);
    expect(list.rejections.length).toBeLessThan(3);
  });

  it('refuses a cut file clearly', async () => {
    expect(await unclearErrorsOfCuts(caSemaXml, fileAt(real[0] ?? ''))).toEqual([]);
  });
});
