import { csvLine } from '../kernel/csv-line.ts';
import { isA } from '../parties/schema.ts';

/** A party with the entries that are it, on every list that names it. */
export interface ListedParty {
  id: string;
  caption: string;
  schema: string;
  members: readonly { list: string; entry: string; since: string | null }[];
}

export interface WhoFilter {
  schema?: string;
  q?: string;
  listedBy?: readonly string[];
  notListedBy?: readonly string[];
}

export interface WhoRow {
  id: string;
  caption: string;
  schema: string;
  /** By list: since when, and which entry. A list that is missing does not name the party. */
  listings: Record<string, { since: string | null; entry: string }>;
}

/** Who lists whom and who does not, sorted by caption, wallets last. Of several entries on one list the earliest listing counts. */
export function whoLists(parties: readonly ListedParty[], filter: WhoFilter): WhoRow[] {
  const wanted = filter.q?.toLowerCase() ?? '';
  const rows: WhoRow[] = [];
  for (const party of parties) {
    if (party.members.length === 0 || (filter.schema && !isA(party.schema, filter.schema))) continue;
    if (wanted && !party.caption.toLowerCase().includes(wanted) && party.id.toLowerCase() !== wanted) continue;
    const listings: WhoRow['listings'] = {};
    for (const { list, entry, since } of party.members) {
      const held = listings[list];
      if (!held || (since !== null && (held.since === null || since < held.since))) listings[list] = { since, entry };
    }
    if (filter.listedBy?.some((list) => !listings[list])) continue;
    if (filter.notListedBy?.some((list) => listings[list])) continue;
    rows.push({ id: party.id, caption: party.caption, schema: party.schema, listings });
  }
  const isWallet = ({ schema }: WhoRow): number => Number(schema === 'CryptoWallet');
  return rows.sort(
    (one, other) =>
      isWallet(one) - isWallet(other) || one.caption.localeCompare(other.caption, 'en') || (one.id < other.id ? -1 : 1),
  );
}

/** The table as CSV; a cell that a spreadsheet would take for a formula is led by an apostrophe. */
export function whoCsv(rows: readonly WhoRow[], lists: readonly string[]): string {
  const header = ['id', 'caption', 'schema', ...lists];
  const lines = rows.map((row) => [row.id, row.caption, row.schema, ...lists.map((list) => said(row.listings[list]))]);
  return [header, ...lines].map(csvLine).join('');
}

function said(listing: { since: string | null } | undefined): string {
  if (!listing) return '';
  return listing.since ?? 'listed';
}
