import { describe, expect, it } from 'vitest';
import { comparable, compareAddress, typedParty } from './side-in-address.ts';

const typed = (query: string) => {
  const parameters = new URLSearchParams(query);
  return typedParty('one', (name) => parameters.get(name) ?? '');
};

describe('typedParty()', () => {
  it('is null while nothing is typed', () => {
    expect(typed('')).toBeNull();
    expect(typed('one-kind=Person&one-name=+&other-name=Kim')).toBeNull();
  });

  it('takes several values between semicolons, and only fields of the kind', () => {
    expect(typed('one-kind=Vessel&one-name=A;+B；A&one-imoNumber=7303803&one-birthDate=1970')).toMatchObject({
      caption: 'A',
      schema: 'Vessel',
      properties: { name: ['A', 'B'], imoNumber: ['7303803'] },
    });
  });

  it('takes an unknown kind as anything', () => {
    expect(typed('one-kind=Spoon&one-name=A')?.schema).toBe('Thing');
  });
});

describe('comparable()', () => {
  it('leaves out what the party is linked to', () => {
    const link = { id: 'x', caption: 'X', schema: 'Ownership', datasets: [], referents: [], properties: {} };
    const party = { ...link, schema: 'Company', properties: { name: ['A'], ownershipOwner: [link] } };
    expect(comparable(party)).toEqual({ schema: 'Company', properties: { name: ['A'] } });
  });
});

describe('compareAddress()', () => {
  const asked = { schema: 'Vessel', properties: { imoNumber: ['7303803'] } };

  it('leads to two listed parties, or to one beside what was asked', () => {
    expect(compareAddress(['a', 'b'], asked)).toBe('/compare?one=a&other=b');
    expect(compareAddress(['a'], asked)).toBe('/compare?one-kind=Vessel&one-imoNumber=7303803&other=a');
    expect(typed('one-kind=Vessel&one-imoNumber=7303803')?.properties).toEqual(asked.properties);
  });
});
