export interface SortKey {
  /** A field without its `properties.`. */
  field: string;
  sign: 1 | -1;
}

/** Reads `field`, `field:asc` and `field:desc`. */
export function sortKeys(sort: readonly string[]): SortKey[] {
  return sort.map((text) => {
    const [name = '', direction] = text.split(/:(?=asc$|desc$)/);
    return { field: name.replace(/^properties\./, ''), sign: direction === 'desc' ? -1 : 1 };
  });
}
