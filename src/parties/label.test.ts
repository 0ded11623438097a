import { describe, expect, it } from 'vitest';
import { propertyLabel, schemaLabel } from './label.ts';
import { matchableSchemata } from './schema.ts';

describe('propertyLabel()', () => {
  it.each([
    ['birthDate', 'Birth date'],
    ['imoNumber', 'IMO number'],
    ['name', 'Name'],
    ['amountUsd', 'Amount USD'],
  ])('says %s as %s', (property, label) => expect(propertyLabel(property)).toBe(label));
});

describe('schemaLabel()', () => {
  it('has a plural and a description of its own for every kind that may be asked for', () => {
    for (const { name } of matchableSchemata()) {
      const { label, plural, description } = schemaLabel(name);
      expect(new Set([label, plural, description]).size, name).toBe(3);
    }
    expect(schemaLabel('UnknownLink').plural).toBe('Unknown link');
  });
});
