import { loadCurrentEntries } from '../../lists/edge/store-entries.ts';
import { currentVersions, type ListVersion } from '../../lists/edge/store-versions.ts';
import type { StoredEntry } from '../../lists/entry.ts';
import { currentDecisions } from '../../parties/edge/store.ts';
import { mergeEntries } from '../../parties/merge.ts';
import type { Database } from '../../store/database.ts';
import { bitingMeasures } from '../biting-measures.ts';
import { mergeEntryOf, nameComparison } from '../merge-names.ts';
import { Screener, type ScreenerParts } from '../screener.ts';

/** What a screener is built of, all of one moment. */
export interface ListsOfMoment {
  entries: readonly StoredEntry[];
  versions: readonly ListVersion[];
  /** Titles by list; a list without one is shown by its id. */
  titles: ReadonlyMap<string, string>;
}

/** What a screener is made of: plain data, which may be handed to a thread. */
export interface ScreenerMaterial extends Omit<ScreenerParts, 'measuresFor'> {
  entries: readonly StoredEntry[];
}

/** Merges the entries by references, names and people's decisions. */
export async function materialOf(
  database: Database,
  { entries, versions, titles }: ListsOfMoment,
): Promise<ScreenerMaterial> {
  const clusters = mergeEntries(entries.map(mergeEntryOf), await currentDecisions(database), nameComparison());
  const lists = versions.map(({ id, list, publishedAt, loadedAt, origin, parties }) => ({
    list,
    title: titles.get(list) ?? list,
    versionId: id,
    publishedAt,
    loadedAt,
    snapshot: origin.snapshot === true,
    parties,
  }));
  return { entries, clusters, lists };
}

/** Indexes the parties under the shipped law. */
export function screenerOf({ entries, clusters, lists }: ScreenerMaterial): Screener {
  return new Screener(entries, { clusters, measuresFor: bitingMeasures, lists });
}

/** The screener of one moment of the lists. */
export async function buildScreener(database: Database, moment: ListsOfMoment): Promise<Screener> {
  return screenerOf(await materialOf(database, moment));
}

/** What the screener of the lists in force is made of. */
export async function loadMaterial(database: Database, titles: ReadonlyMap<string, string>): Promise<ScreenerMaterial> {
  const [entries, versions] = [await loadCurrentEntries(database), await currentVersions(database)];
  return await materialOf(database, { entries, versions, titles });
}
