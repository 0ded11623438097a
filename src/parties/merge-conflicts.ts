import { imoNumber } from './imo-number.ts';
import type { MergeEntry } from './merge-entry.ts';
import { isA } from './schema.ts';

type Kind = 'person' | 'organisation' | 'vessel' | 'aircraft' | 'wallet' | 'open' | 'other';

/** What a schema is a kind of; `open` may still turn out a person or an organisation. */
export function partyKind(schema: string): Kind {
  if (isA(schema, 'Person')) return 'person';
  if (isA(schema, 'Organization')) return 'organisation';
  if (isA(schema, 'Vessel')) return 'vessel';
  if (isA(schema, 'Airplane')) return 'aircraft';
  if (isA(schema, 'CryptoWallet')) return 'wallet';
  return isA(schema, 'LegalEntity') ? 'open' : 'other';
}

/** True when the two cannot be one thing whatever their names and papers: a ship is no company. */
export function kindsConflict(one: MergeEntry, other: MergeEntry): boolean {
  const [left, right] = [partyKind(one.schema), partyKind(other.schema)];
  if (left === right) return false;
  const legal = (kind: Kind): boolean => kind === 'person' || kind === 'organisation' || kind === 'open';
  return !(legal(left) && legal(right) && (left === 'open' || right === 'open'));
}

/** True when both sides have valid IMO numbers and none in common. A side may be a party of several entries. */
export function imoNumbersConflict(ones: readonly MergeEntry[], others: readonly MergeEntry[]): boolean {
  return disjoint(ones.flatMap(imoNumbers), others.flatMap(imoNumbers));
}

/** True when both sides have full birth dates and none in common: lists disagree on a date more often than on all. */
export function birthDatesConflict(ones: readonly MergeEntry[], others: readonly MergeEntry[]): boolean {
  return disjoint(ones.flatMap(fullBirthDates), others.flatMap(fullBirthDates));
}

export function imoNumbers(entry: MergeEntry): string[] {
  return (entry.properties.imoNumber ?? []).flatMap((text) => imoNumber(text) ?? imoNumber(text, 'company') ?? []);
}

/** Birth dates known to the day. 1 January stands for "some day of the year" on too many lists to count. */
export function fullBirthDates(entry: MergeEntry): string[] {
  return (entry.properties.birthDate ?? []).filter((date) => date.length === 10 && !date.endsWith('-01-01'));
}

function disjoint(one: readonly string[], other: readonly string[]): boolean {
  return one.length > 0 && other.length > 0 && !one.some((value) => other.includes(value));
}
