export interface WhoFilters {
  /** Only this schema and its kinds; empty for all. */
  schema: string;
  /** Words that a name must hold. */
  text: string;
  /** Lists that must name the party. */
  listedBy: readonly string[];
  /** Lists that must not. */
  notListedBy: readonly string[];
}

export interface WhoRow {
  id: string;
  caption: string;
  schema: string;
  /** By list: since when, and which entry. A list that is missing does not name the party. */
  listings: Record<string, { since: string | null; entry: string }>;
}

/** The table as CSV; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
export function whoCsv(rows: readonly WhoRow[], lists: readonly string[]): string {
  const cell = (value: string): string => {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const header = ['id', 'caption', 'schema', ...lists];
  const lines = rows.map((row) => [row.id, row.caption, row.schema, ...lists.map((list) => said(row.listings[list]))]);
  return `${[header, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function said(listing: { since: string | null } | undefined): string {
  if (!listing) return '';
  return listing.since ?? 'listed';
}
