import { loadCurrentEntries } from '../../lists/edge/store-entries.ts';
import { currentVersions, type ListVersion } from '../../lists/edge/store-versions.ts';
import type { StoredEntry } from '../../lists/entry.ts';
import { currentDecisions } from '../../parties/edge/store.ts';
import { mergeEntries } from '../../parties/merge.ts';
import type { Database } from '../../store/database.ts';
import { bitingMeasures } from '../biting-measures.ts';
import { mergeEntryOf, nameComparison } from '../merge-names.ts';
import { Screener } from '../screener.ts';

/** What a screener is built of, all of one moment. */
export interface ListsOfMoment {
  entries: readonly StoredEntry[];
  versions: readonly ListVersion[];
  /** Titles by list; a list without one is shown by its id. */
  titles: ReadonlyMap<string, string>;
}

/** Merges the entries by references, names and people's decisions, and indexes the parties. */
export async function buildScreener(
  database: Database,
  { entries, versions, titles }: ListsOfMoment,
): Promise<Screener> {
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
  return new Screener(entries, { clusters, measuresFor: bitingMeasures, lists });
}

/** The screener of the lists in force. */
export async function loadScreener(database: Database, titles: ReadonlyMap<string, string>): Promise<Screener> {
  const [entries, versions] = [await loadCurrentEntries(database), await currentVersions(database)];
  return await buildScreener(database, { entries, versions, titles });
}
