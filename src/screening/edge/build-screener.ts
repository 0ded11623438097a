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

/** Merges the entries by references, names and people's decisions; in slices. */
export async function materialOf(
  database: Database,
  { entries, versions, titles }: ListsOfMoment,
): Promise<ScreenerMaterial> {
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
  return { entries, clusters, lists };
}

function* clustersOf(entries: readonly StoredEntry[], decisions: readonly MergeDecision[]): Sliced<Cluster[]> {
  return yield* mergeInSlices(yield* slicedMap(entries, mergeEntryOf), decisions, nameComparison());
}

/** Indexes the parties under the shipped law. */
export function screenerOf({ entries, ...parts }: ScreenerMaterial): Screener {
  return new Screener(entries, { ...parts, measuresFor: bitingMeasures });
}

/** The same with pauses. */
export function screenerInSlices({ entries, ...parts }: ScreenerMaterial): Sliced<Screener> {
  return Screener.inSlices(entries, { ...parts, measuresFor: bitingMeasures });
}

/** The screener of one moment of the lists. */
export async function buildScreener(database: Database, moment: ListsOfMoment): Promise<Screener> {
  return await inSlices(screenerInSlices(await materialOf(database, moment)));
}

/** What the screener of the lists in force is made of. */
export async function loadMaterial(database: Database, titles: ReadonlyMap<string, string>): Promise<ScreenerMaterial> {
  const [entries, versions] = [await loadCurrentEntries(database), await currentVersions(database)];
  return await materialOf(database, { entries, versions, titles });
}
