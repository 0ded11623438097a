import { describe, expect, it } from 'vitest';
import { factsOf, linksOf, otherNames } from './party-facts.ts';
import type { ScreenedParty } from './screened-party.ts';

function party(id: string, properties: ScreenedParty['properties'], schema = 'Company'): ScreenedParty {
  return { id, caption: `Party ${id}`, schema, properties, datasets: [], referents: [] };
}

describe('linksOf()', () => {
  it('follows a relation to its other end, with the role', () => {
    const owned = party('b', {});
    const ownership = party('r', { owner: [party('a', {})], asset: [owned], role: ['parent company'] }, 'Ownership');
    expect(linksOf(party('a', { ownershipOwner: [ownership] }))).toEqual([
      { relation: 'Ownership', role: 'parent company', to: owned },
    ]);
  });

  it('shows a direct link by its property, and no address or sanction as a party', () => {
    const owner = party('o', { name: ['Owner'] }, 'Organization');
    const address = party('x', { full: ['Pier 1'] }, 'Address');
    const links = linksOf(party('v', { owner: [owner], addressEntity: [address], name: ['V'] }, 'Vessel'));
    expect(links).toEqual([{ relation: 'owner', role: null, to: owner }]);
  });

  it('leaves out a relation that tells only this end', () => {
    const relation = party('r', { owner: [party('a', {})] }, 'Ownership');
    expect(linksOf(party('a', { ownershipOwner: [relation] }))).toEqual([]);
  });
});

describe('otherNames() and factsOf()', () => {
  const subject = party('a', { name: ['Party a', 'Alpha'], alias: ['Alpha', '알파'], imoNumber: ['1234567'] });

  it('gives each name once and never the caption', () => {
    expect(otherNames(subject)).toEqual(['Alpha', '알파']);
  });

  it('gives a group only what the party has', () => {
    expect(factsOf(subject, 'identifiers')).toEqual([{ property: 'imoNumber', values: ['1234567'] }]);
    expect(factsOf(subject, 'places')).toEqual([]);
  });
});
