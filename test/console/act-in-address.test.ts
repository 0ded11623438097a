import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { actIn, answeringOf } from '../../console/src/regime/act-in-address.ts';
import { parseAct } from '../../src/regime/act.ts';

function addressed(query: string) {
  const parameters = new URLSearchParams(query);
  return actIn({ get: (name) => parameters.get(name) ?? '', all: (name) => parameters.getAll(name) });
}

describe('actIn()', () => {
  it('waits for kind and day', () => {
    expect(addressed('act=supply')).toBeNull();
    expect(addressed('on=2020-01-01')).toBeNull();
  });

  it('makes an act that the server accepts, of every field', () => {
    const act = addressed(
      'act=supply&on=2020-01-01&what=gas+oil&hsCode=2710.19&direction=to-dprk&flag=kp&vesselImo=1234567' +
        '&lastDprkCallOn=never&purpose=commercial&origin=ru&contractOn=2017-01-01&port=Nampo&route=Rajin+%3E+Dalian' +
        '&jurisdiction=un-dprk&jurisdiction=us-dprk&quantity=500&unit=barrels&amount=3&currency=EUR' +
        '&partyName=Someone&partyFrom=kp&partyListed=KPe.001,+KPe.002&partyKind=individual' +
        '&involves=nothing&total=refined-petroleum:120000:barrels&yes=ship-to-ship&no=committee-approved',
    );
    expect(parseAct(act)).toMatchObject({
      hsCode: '271019',
      quantity: { value: 500, unit: 'barrels' },
      route: ['Rajin', 'Dalian'],
      jurisdictions: ['un-dprk', 'us-dprk'],
      parties: [{ role: 'counterparty', nationality: 'kp', designatedBy: ['KPe.001', 'KPe.002'], isIndividual: true }],
      involves: [],
      totals: { 'refined-petroleum': [{ value: 120000, unit: 'barrels' }] },
      facts: { 'ship-to-ship': true, 'committee-approved': false },
    });
  });

  it('tells "looked up, on no list" from "not looked up"', () => {
    expect(addressed('act=payment&on=2020-01-01&partyName=A&partyListed=none')?.parties).toMatchObject([
      { designatedBy: [] },
    ]);
    expect(addressed('act=payment&on=2020-01-01&partyName=A')?.parties).toEqual([{ role: 'counterparty', name: 'A' }]);
  });
});

describe('answeringOf()', () => {
  const file = new URL('../../data/regime/dprk/facts.json', import.meta.url);

  it('offers yes and no for exactly the facts that the server takes as yes or no', () => {
    expect(existsSync(file)).toBe(true);
    const facts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { group: string }>;
    for (const [name, { group }] of Object.entries(facts))
      expect([name, answeringOf(name).by === 'yes-no']).toEqual([name, group !== 'derived']);
  });

  it('leads to the cap or field that tells the rest', () => {
    expect(answeringOf('within-cap:crude-oil')).toEqual({ by: 'cap', cap: 'crude-oil' });
    expect(answeringOf('listed:us-dprk')).toEqual({ by: 'field', field: 'partyListed' });
  });
});
