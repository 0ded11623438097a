import type { Database } from '../../store/database.ts';
import { currentVersions, type ListVersion, latestAttempts, versionsOf } from './store-versions.ts';

/** A list as pages and the command line show it: what it is, what is in force, and what became of the last try. */
export interface ListSummary {
  list: string;
  title: string;
  authority: string;
  regime: string | null;
  url: string | null;
  terms: string;
  standing: 'good' | 'refused' | 'none';
  message: string | null;
  hint: string | null;
  publishedAt: string | null;
  loadedAt: string | null;
  checkedAt: string | null;
  format: string | null;
  snapshot: boolean;
  /** What must be known of the version in force besides its date: that it is an excerpt, or a copy. */
  note: string | null;
  parties: number;
  dprkParties: number;
  designations: number;
  versions: number;
  rejectedRecords: number;
  rejectedValues: number;
  carriedOver: string[];
}

/** What the catalogue says of a list. */
export type ListCatalogueRow = Pick<ListSummary, 'list' | 'title' | 'authority' | 'regime' | 'url' | 'terms'>;

/** Every list of the catalogue and every loaded one. `dprkParties` counts a list's parties under DPRK measures. */
export async function summariseLists(
  database: Database,
  catalogue: readonly ListCatalogueRow[],
  dprkParties: (list: string) => number,
): Promise<ListSummary[]> {
  const [current, attempts, all] = [
    await currentVersions(database),
    await latestAttempts(database),
    await versionsOf(database),
  ];
  const known = new Map(catalogue.map((row) => [row.list, row]));
  for (const { list } of attempts)
    if (!known.has(list)) known.set(list, { list, title: list, authority: '', regime: null, url: null, terms: '' });
  return [...known.values()].map((row) => {
    const version = current.find(({ list }) => list === row.list);
    const attempt = attempts.find(({ list }) => list === row.list);
    return {
      ...row,
      standing: attempt?.outcome === 'refused' ? 'refused' : version ? 'good' : 'none',
      message: attempt?.message ?? null,
      hint: attempt?.hint ?? null,
      checkedAt: attempt?.at ?? null,
      ...factsOf(version),
      dprkParties: version ? dprkParties(row.list) : 0,
      versions: all.filter(({ list }) => list === row.list).length,
      rejectedRecords: attempt?.rejectedRecords ?? 0,
      rejectedValues: attempt?.rejectedValues ?? 0,
    };
  });
}

function factsOf(version: ListVersion | undefined) {
  return {
    publishedAt: version?.publishedAt ?? null,
    loadedAt: version?.loadedAt ?? null,
    format: version?.format ?? null,
    snapshot: version?.origin.snapshot ?? false,
    note: version?.origin.notes?.note ?? null,
    parties: version?.parties ?? 0,
    designations: version?.designations ?? 0,
    carriedOver: version?.carriedOver ?? [],
  };
}
