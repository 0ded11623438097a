import { describe, expect, it } from 'vitest';
import type { Party } from '../../screening/party.ts';
import { foldStatics, saidAt } from '../report-batch.ts';
import { FleetRegistry } from './fleet-registry.ts';
import { ListedVessels } from './listed-vessels.ts';

const AT = Date.UTC(2026, 0, 5) / 1000;

function listed(properties: Record<string, string[]>, designation: object = {}): ListedVessels {
  const entry = {
    list: 'un-1718-vessels',
    key: '1',
    schema: 'Vessel',
    caption: 'EXERCISE LISTED',
    properties,
    designations: [
      {
        programmes: ['DPRK'],
        provisions: ['Paragraph 12 (d) of resolution 2321 (2016)'],
        listedOn: '2017-10-03',
        ...designation,
      },
    ],
    links: [],
    extracted: [],
  };
  const party = {
    id: 'un-1718-vessels-1',
    members: [{ id: 'un-1718-vessels-1', entry }],
    joins: [],
    subject: { schema: 'Vessel', properties },
  };
  return new ListedVessels([party as unknown as Party]);
}

function registryOf(list: ListedVessels, said: { imo?: number | null; shipName?: string; callSign?: string } = {}) {
  const report = {
    mmsi: 351_990_001,
    imo: 4_000_010,
    shipName: 'EXERCISE OTHER',
    callSign: 'HOX1',
    shipType: 80,
    toBow: 90,
    toStern: 10,
    toPort: 8,
    toStarboard: 8,
    draught: 5,
    destination: null,
    eta: null,
    source: 1,
    ...said,
  };
  return new FleetRegistry(
    foldStatics([saidAt(AT, report), saidAt(AT + 60, report), saidAt(AT + 7200, { ...report, draught: 8 })]),
    list,
  );
}

const designations = (registry: FleetRegistry, at = AT + 10) => registry.identityOn(351_990_001, 0, at).designations;

describe('FleetRegistry', () => {
  it('knows a listed hull under its new name by its IMO number, with the measures of the listing', () => {
    const [found] = designations(registryOf(listed({ name: ['EXERCISE LISTED'], imoNumber: ['4000010'] })));
    expect(found).toMatchObject({ by: 'imo', list: 'un-1718-vessels', name: 'EXERCISE LISTED' });
    expect(found?.measures.length).toBeGreaterThan(0);
  });

  it('knows one by its MMSI, and by its name only with its call sign', () => {
    expect(designations(registryOf(listed({ mmsi: ['351990001'] })))[0]?.by).toBe('mmsi');
    const byName = { name: ['EXERCISE OTHER'], callSign: ['HOX-1'] };
    expect(designations(registryOf(listed(byName)))[0]?.by).toBe('name');
    expect(designations(registryOf(listed({ name: ['EXERCISE OTHER'] })))).toEqual([]);
    expect(designations(registryOf(listed({ ...byName, imoNumber: ['4000022'] })))).toEqual([]);
  });

  it('asks the lists of the day', () => {
    const list = listed({ imoNumber: ['4000010'] }, { listedOn: '2026-02-01' });
    expect(designations(registryOf(list))).toEqual([]);
    expect(designations(registryOf(list), Date.UTC(2026, 1, 2) / 1000)).toHaveLength(1);
    expect(designations(registryOf(listed({ imoNumber: ['4000010'] }, { delistedOn: '2020-01-01' })))).toEqual([]);
  });

  it('says the draught and flag of the instant', () => {
    const registry = registryOf(listed({}));
    expect(registry.identityOn(351_990_001, 0, AT + 100)).toMatchObject({
      flag: 'PA',
      draughtMetres: 5,
      lengthMetres: 100,
    });
    expect(registry.identityOn(351_990_001, 0, AT + 8000).draughtMetres).toBe(8);
    expect(registry.identityOn(351_990_001, 0, AT - 8000).draughtMetres).toBeNull();
  });
});
