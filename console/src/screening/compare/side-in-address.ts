import { address } from '../../api/address.ts';
import type { MatchQuery } from '../guess-query.ts';
import { valuesOf } from '../party-facts.ts';
import type { ScreenedParty } from '../screened-party.ts';

/** The two sides, as their parameters in the address begin. */
export const SIDES = ['one', 'other'] as const;
export type Side = (typeof SIDES)[number];

/** What can be typed of each kind of party. */
export const TYPED: Readonly<Record<string, readonly string[]>> = {
  Person: ['name', 'birthDate', 'nationality', 'passportNumber', 'idNumber'],
  Organization: ['name', 'country', 'registrationNumber', 'imoNumber'],
  Vessel: ['name', 'imoNumber', 'mmsi', 'flag'],
  CryptoWallet: ['publicKey'],
  Thing: ['name', 'country'],
};
export const STANDARD_KIND = 'Thing';

/** The parameter of a side's field. */
export function parameterOf(side: Side, field: string): string {
  return `${side}-${field}`;
}

/** The party that was typed by hand; null while nothing is. Several values of a field stand between semicolons. */
export function typedParty(side: Side, get: (name: string) => string): ScreenedParty | null {
  const schema = kindOf(side, get);
  const fields = (TYPED[schema] ?? []).map((property) => {
    const values = get(parameterOf(side, property))
      .split(/[;；]/)
      .map((value) => value.trim());
    return { property, values: [...new Set(values.filter(Boolean))] };
  });
  const properties = Object.fromEntries(
    fields.filter(({ values }) => values.length > 0).map(({ property, values }) => [property, values]),
  );
  const caption = Object.values(properties)[0]?.[0];
  return caption === undefined ? null : { id: '', caption, schema, datasets: [], referents: [], properties };
}

/** The kind of the party that is typed. */
export function kindOf(side: Side, get: (name: string) => string): string {
  const asked = get(parameterOf(side, 'kind'));
  return TYPED[asked] ? asked : STANDARD_KIND;
}

/** Where listed parties are compared: one with what was asked for, or two with each other. */
export function compareAddress([one, other]: readonly string[], asked: MatchQuery): string {
  if (other !== undefined) return address('/compare', { one, other });
  const typed = Object.entries(asked.properties).map(([property, values]) => [
    parameterOf('one', property),
    values.join('; '),
  ]);
  return address('/compare', { [parameterOf('one', 'kind')]: asked.schema, ...Object.fromEntries(typed), other: one });
}

/** What the server compares of a party: its own texts, without what it is linked to. */
export function comparable(party: ScreenedParty): { schema: string; properties: Record<string, string[]> } {
  const texts = Object.entries(party.properties)
    .filter(([, values]) => values.some((value) => typeof value === 'string'))
    .map(([property]) => [property, valuesOf(party, property)]);
  return { schema: party.schema, properties: Object.fromEntries(texts) };
}
