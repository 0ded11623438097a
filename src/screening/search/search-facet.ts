import { countryName } from '../../parties/country.ts';
import { schemaLabel } from '../../parties/label.ts';
import type { FieldColumn } from './field-column.ts';

export interface Facet {
  label: string;
  values: { name: string; label: string; count: number }[];
}

const MOST_VALUES = 100;
const LABELS: Record<string, string> = {
  countries: 'Countries',
  topics: 'Topics',
  datasets: 'Data sources',
  schema: 'Types',
  genders: 'Genders',
  identifiers: 'Identifiers',
};

/** How often each value of a field occurs among the parties, the commonest first, at most 100. */
export function facetOf(field: string, column: FieldColumn, parties: readonly number[]): Facet {
  const counts = column.counts(parties);
  const values = column.values
    .map((name, at) => ({ name, count: counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, MOST_VALUES)
    .map(({ name, count }) => ({ name, label: labelOf(field, name), count }));
  return { label: LABELS[field] ?? field, values };
}

function labelOf(field: string, value: string): string {
  if (field === 'countries') return countryName(value, 'en');
  if (field === 'schema') return schemaLabel(value).plural;
  return value;
}
