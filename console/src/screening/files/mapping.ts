/** What a column may be said to hold, in the order in which it is offered. */
export const COLUMN_FIELDS = [
  'id', 'schema', 'name', 'alias', 'previousName', 'weakAlias', 'firstName', 'middleName', 'lastName', 'birthDate',
  'country', 'nationality', 'gender', 'address', 'passportNumber', 'idNumber', 'registrationNumber', 'taxNumber',
  'imoNumber', 'mmsi', 'callSign', 'flag', 'publicKey',
]; // biome-ignore format: one look

export type Mapping = Readonly<Record<string, readonly string[]>>;

/** What a column is taken for; empty where it is left in the file. */
export function fieldOf(mapping: Mapping, heading: string): string {
  return Object.entries(mapping).find(([, columns]) => columns.includes(heading))?.[0] ?? '';
}

/** The mapping with one column taken for something else; what nothing is taken for any more stays as an empty list. */
export function withField(mapping: Mapping, heading: string, field: string): Mapping {
  const rest = Object.fromEntries(
    Object.entries(mapping).map(([held, columns]) => [held, columns.filter((column) => column !== heading)]),
  );
  return field === '' ? rest : { ...rest, [field]: [...(rest[field] ?? []), heading] };
}
