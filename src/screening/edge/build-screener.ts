import { inSlices, type Sliced, slicedMap } from '../../kernel/slices.ts';
import { loadCurrentEntries } from '../../lists/edge/store-entries.ts';
import { currentVersions, type ListVersion } from '../../lists/edge/store-versions.ts';
import type { StoredEntry } from '../../lists/entry.ts';
import { currentDecisions } from '../../parties/edge/store.ts';
import { mergeInSlices } from '../../parties/merge.ts';
import type { Cluster, MergeDecision } from '../../parties/merge-entry.ts';
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

/** Merges the entries by references, names and people's decisions, and indexes the parties; in slices. */
export async function buildScreener(
  database: Database,
  { entries, versions, titles }: ListsOfMoment,
): Promise<Screener> {
  const decisions = await currentDecisions(database);
  const clusters = await inSlices(clustersOf(entries, decisions));
  const lists = versions.map(({ id, list, publishedAt, loadedAt, origin, parties }) => ({
    list,
    title: titles.get(list) ?? list,
    versionId: id,
    publishedAt,
    loadedAt,
    snapshot: origin.snapshot === true,
    parties,
  }));
  return await inSlices(Screener.inSlices(entries, { clusters, measuresFor: bitingMeasures, lists }));
}

function* clustersOf(entries: readonly StoredEntry[], decisions: readonly MergeDecision[]): Sliced<Cluster[]> {
  return yield* mergeInSlices(yield* slicedMap(entries, mergeEntryOf), decisions, nameComparison());
}

/** The screener of the lists in force. */
export async function loadScreener(database: Database, titles: ReadonlyMap<string, string>): Promise<Screener> {
  const [entries, versions] = [await loadCurrentEntries(database), await currentVersions(database)];
  return await buildScreener(database, { entries, versions, titles });
}
