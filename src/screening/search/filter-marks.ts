import { isA } from '../../parties/schema.ts';
import type { Party } from '../party.ts';
import type { PartyColumns } from './field-column.ts';
import { combined } from './match-clause.ts';

export interface FieldFilters {
  schema: string;
  countries: readonly string[];
  topics: readonly string[];
  datasets: readonly string[];
  /** `properties.birthDate:1985`, `schema:Vessel`. */
  fields: readonly string[];
  /** All values of a filter must hold, not any. */
  every: boolean;
}

/** One set of marks a filter; a party must be in all. */
export function filterMarks(
  { schema, countries, topics, datasets, fields, every }: FieldFilters,
  parties: readonly Party[],
  columns: PartyColumns,
): Uint8Array[] {
  const wanted = new Map<string, string[]>();
  const want = (field: string, values: readonly string[]): void => {
    if (values.length > 0) wanted.set(field, [...(wanted.get(field) ?? []), ...values]);
  };
  want('countries', countries);
  want('topics', topics);
  want('datasets', datasets);
  for (const field of fields) {
    const at = field.indexOf(':');
    want(field.slice(0, at), [field.slice(at + 1)]);
  }
  const holds = (field: string, value: string): Uint8Array =>
    columns.column(field).marks((held) => held === value || held.startsWith(`${value}-`));
  return [
    ...(schema === 'Thing' ? [] : [Uint8Array.from(parties, (party) => Number(isA(party.subject.schema, schema)))]),
    ...[...wanted].map(([field, values]) =>
      combined(
        values.map((value) => holds(field, value)),
        every,
      ),
    ),
  ];
}
